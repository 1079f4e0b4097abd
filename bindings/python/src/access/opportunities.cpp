#include "sozialraum/access/opportunities.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_opportunities(py::module_& m) {
  m.def(
      "opportunities",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const FloatArray& supply,
         const std::optional<access::Decay>& decay, const std::string& direction, double limit,
         unsigned threads, const py::object& progress) {
        const reach::Direction which = direction_of(direction);
        return to_numpy(interruptible(progress, threads, [&](const core::Execution& execution) {
          return access::opportunities(graph, origins.rows, facilities.rows,
                                       {.direction = which,
                                        .limit = core::Minutes{limit},
                                        .supply = view(supply),
                                        .decay = decay,
                                        .hierarchy = hierarchy,
                                        .execution = execution});
        }));
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("supply"), py::arg("decay"), py::arg("direction"), py::arg("limit"),
      py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
