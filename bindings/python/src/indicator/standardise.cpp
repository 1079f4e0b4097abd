#include "sozialraum/indicator/standardise.hpp"

#include "core/array.hpp"
#include "core/finding.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_standardise(py::module_& m) {
  m.def(
      "standardise",
      [](const FloatArray& values, int ddof, const FloatArray& weights, const std::string& name,
         const StateArray& states) {
        // In numpy's own memory, whose large pages cost less than those of a vector.
        py::array_t<double> z(values.size());
        py::array_t<std::uint8_t> kinds(values.size());
        const auto rows = static_cast<std::size_t>(values.size());
        const indicator::StandardisedRows target{
            .z = {z.mutable_data(), rows},
            .states = {reinterpret_cast<core::CellState*>(kinds.mutable_data()), rows}};
        indicator::Standardised result;
        {
          const py::gil_scoped_release release;
          result =
              indicator::standardise_into(target, cells(values, states),
                                          {.ddof = ddof, .weights = view(weights), .name = name});
        }
        return py::make_tuple(z, result.mean, result.sd, to_python(result.findings), kinds);
      },
      py::arg("values"), py::arg("ddof"), py::arg("weights"), py::arg("name"),
      py::arg("states") = py::none());
}

}  // namespace sozialraum::python
