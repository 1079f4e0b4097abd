#include "sozialraum/reach/nearest.hpp"

#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_nearest(py::module_& m) {
  m.def(
      "minutes_to_nearest",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, std::size_t k, const std::string& direction, double limit,
         unsigned threads, const py::object& progress) {
        const reach::Direction which = direction_of(direction);
        return to_python(interruptible(progress, threads, [&](const core::Execution& execution) {
          return reach::minutes_to_nearest(graph, origins.rows, facilities.rows,
                                           {.k = k,
                                            .direction = which,
                                            .limit = core::Minutes{limit},
                                            .hierarchy = hierarchy,
                                            .execution = execution});
        }));
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("k"), py::arg("direction"), py::arg("limit"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
