#include "sozialraum/indicator/quantile.hpp"

#include "core/array.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_quantile(py::module_& m) {
  m.def(
      "quantile",
      [](const FloatArray& values, double p, int type) {
        return indicator::quantile(view(values), p, type);
      },
      py::arg("values"), py::arg("p"), py::arg("type"));
  m.def(
      "quantile_groups",
      [](const FloatArray& values, std::size_t k, int type) {
        return to_numpy(indicator::quantile_groups(view(values), k, type));
      },
      py::arg("values"), py::arg("k"), py::arg("type"));
}

}  // namespace sozialraum::python
