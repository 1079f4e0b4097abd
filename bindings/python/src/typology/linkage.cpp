#include "sozialraum/typology/linkage.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_linkage(py::module_& m) {
  m.def(
      "linkage",
      [](const PyPoints& points, const std::string& method, const py::object& progress) {
        const typology::Points view = points.view();
        const typology::Linkage wanted = method == "single"     ? typology::Linkage::kSingle
                                         : method == "complete" ? typology::Linkage::kComplete
                                                                : typology::Linkage::kAverage;
        return interruptible(progress, 1, [&](const core::Execution& execution) {
          return typology::linkage(view, {.linkage = wanted, .execution = execution});
        });
      },
      py::arg("points"), py::arg("method"), py::arg("progress"));
}

}  // namespace sozialraum::python
