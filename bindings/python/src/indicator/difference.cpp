#include "sozialraum/indicator/difference.hpp"

#include <pybind11/pybind11.h>

#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_difference(py::module_& m) {
  m.def(
      "fisher_exact",
      [](double count, double base, double other_count, double other_base) {
        return indicator::fisher_exact({count, base}, {other_count, other_base});
      },
      py::arg("count"), py::arg("base"), py::arg("other_count"), py::arg("other_base"));
  m.def(
      "conditional_poisson",
      [](double count, double base, double other_count, double other_base) {
        return indicator::conditional_poisson({count, base}, {other_count, other_base});
      },
      py::arg("count"), py::arg("base"), py::arg("other_count"), py::arg("other_base"));
}

}  // namespace sozialraum::python
