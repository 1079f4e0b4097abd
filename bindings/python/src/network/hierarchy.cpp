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
}

}  // namespace sozialraum::python
