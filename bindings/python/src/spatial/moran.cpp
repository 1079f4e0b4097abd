#include "sozialraum/spatial/moran.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::dict to_python(const spatial::Moran& moran) {
  py::dict result;
  result["I"] = moran.I;
  result["expectation"] = moran.expectation;
  result["variance_normal"] = moran.variance_normal;
  result["variance_random"] = moran.variance_random;
  result["z"] = moran.z;
  result["p"] = moran.p;
  result["areas"] = moran.areas;
  result["findings"] = python::to_python(moran.findings);
  return result;
}

}  // namespace

void bind_moran(py::module_& m) {
  m.def(
      "moran",
      [](const FloatArray& values, const spatial::Weights& weights, bool row_standardise,
         const StateArray& states) {
        const auto numbers = cells(values, states);
        const auto result = [&] {
          const py::gil_scoped_release release;
          return spatial::moran(numbers, weights, {.row_standardise = row_standardise});
        }();
        return to_python(result);
      },
      py::arg("values"), py::arg("weights"), py::arg("row_standardise"),
      py::arg("states") = py::none());
  m.def(
      "moran_of_rates",
      [](const FloatArray& count, const FloatArray& base, const spatial::Weights& weights,
         bool row_standardise, const StateArray& count_states, const StateArray& base_states) {
        const auto counts = cells(count, count_states);
        const auto bases = cells(base, base_states);
        const auto result = [&] {
          const py::gil_scoped_release release;
          return spatial::moran_of_rates(counts, bases, weights,
                                         {.row_standardise = row_standardise});
        }();
        return to_python(result);
      },
      py::arg("count"), py::arg("base"), py::arg("weights"), py::arg("row_standardise"),
      py::arg("count_states") = py::none(), py::arg("base_states") = py::none());
}

}  // namespace sozialraum::python
