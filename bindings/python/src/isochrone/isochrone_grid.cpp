#include "sozialraum/isochrone/isochrone_grid.hpp"

#include "core/interruptible.hpp"
#include "isochrone/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

using isochrone::IsochroneGrid;

void bind_isochrone_grid(py::module_& m) {
  py::class_<IsochroneGrid>(m, "IsochroneGrid")
      .def_static(
          "build",
          [](const network::RoadGraph& graph, const network::EdgeTree& tree, double resolution,
             double radius, double off_road_kmh, unsigned threads, const py::object& progress) {
            return interruptible(progress, threads, [&](const core::Execution& execution) {
              return IsochroneGrid::build(graph, tree,
                                          {.resolution_metres = resolution,
                                           .radius_metres = radius,
                                           .off_road_km_per_hour = off_road_kmh,
                                           .execution = execution});
            });
          },
          py::arg("graph"), py::arg("tree"), py::arg("resolution"), py::arg("radius"),
          py::arg("off_road_kmh"), py::arg("threads"), py::arg("progress"))
      .def_property_readonly("sample_count", &IsochroneGrid::sample_count)
      .def_property_readonly("bytes", &IsochroneGrid::bytes);
}

}  // namespace sozialraum::python
