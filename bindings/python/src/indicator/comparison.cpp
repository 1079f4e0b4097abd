#include "sozialraum/indicator/comparison.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_comparison(py::module_& m) {
  m.def(
      "sum_over_sum",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas) {
        return indicator::sum_over_sum({view(count), view(base), areas});
      },
      py::arg("count"), py::arg("base"), py::arg("areas"));
  m.def(
      "mean_of_areas",
      [](const FloatArray& values) { return indicator::mean_of_areas(view(values)); },
      py::arg("values"));
  m.def(
      "weighted_mean",
      [](const FloatArray& values, const FloatArray& weights) {
        return indicator::weighted_mean(view(values), view(weights));
      },
      py::arg("values"), py::arg("weights"));
}

}  // namespace sozialraum::python
