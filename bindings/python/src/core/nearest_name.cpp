#include "sozialraum/core/nearest_name.hpp"

#include <pybind11/stl.h>

#include "core/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_nearest_name(py::module_& m) {
  m.def(
      "nearest_name",
      [](const std::string& wanted, const std::vector<std::string>& candidates) {
        return core::nearest_name(wanted, candidates);
      },
      py::arg("wanted"), py::arg("candidates"));
}

}  // namespace sozialraum::python
