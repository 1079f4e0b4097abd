#include "sozialraum/indicator/false_discovery.hpp"

#include "core/array.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_false_discovery(py::module_& m) {
  m.def(
      "false_discovery",
      [](const FloatArray& p) { return to_numpy(indicator::false_discovery(view(p))); },
      py::arg("p"));
}

}  // namespace sozialraum::python
