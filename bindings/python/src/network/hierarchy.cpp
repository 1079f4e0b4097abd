#include "sozialraum/network/hierarchy.hpp"

#include "core/interruptible.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

using network::Hierarchy;

void bind_hierarchy(py::module_& m) {
  py::class_<Hierarchy>(m, "Hierarchy")
      .def_static(
          "build",
          [](const network::RoadGraph& graph, const Hierarchy* order_of, unsigned threads,
             const py::object& progress) {
            return interruptible(progress, threads, [&](const core::Execution& execution) {
              return Hierarchy::build(graph, {.order_of = order_of, .execution = execution});
            });
          },
          py::arg("graph"), py::arg("order_of"), py::arg("threads"), py::arg("progress"))
      .def_property_readonly("node_count", &Hierarchy::node_count)
      .def_property_readonly("arc_count", &Hierarchy::arc_count);
  m.def(
      "estimate",
      [](const network::RoadGraph& graph) {
        const network::HierarchyEstimate cost = network::estimate(graph);
        py::dict told;
        told["arcs"] = cost.arcs;
        told["bytes"] = cost.bytes;
        told["peak_bytes"] = cost.peak_bytes;
        told["seconds"] = cost.seconds;
        told["seconds_in_kept_order"] = cost.seconds_in_kept_order;
        told["label_sweep_bytes"] = cost.label_sweep_bytes;
        told["label_sweep_seconds"] = cost.label_sweep_seconds;
        told["lane_sweep_bytes"] = cost.lane_sweep_bytes;
        told["lane_sweep_seconds"] = cost.lane_sweep_seconds;
        return told;
      },
      py::arg("graph"));
}

}  // namespace sozialraum::python
