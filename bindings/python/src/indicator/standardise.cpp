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
        indicator::Standardised result;
        {
          const py::gil_scoped_release release;
          result = indicator::standardise(cells(values, states),
                                          {.ddof = ddof, .weights = view(weights), .name = name});
        }
        return py::make_tuple(to_numpy(std::move(result.z)), result.mean, result.sd,
                              to_python(result.findings), to_numpy(result.states));
      },
      py::arg("values"), py::arg("ddof"), py::arg("weights"), py::arg("name"),
      py::arg("states") = py::none());
}

}  // namespace sozialraum::python
