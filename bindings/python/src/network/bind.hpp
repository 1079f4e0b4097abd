#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_components(pybind11::module_& m);
void bind_dijkstra(pybind11::module_& m);
void bind_edge_table(pybind11::module_& m);
void bind_hierarchy(pybind11::module_& m);
void bind_reweight(pybind11::module_& m);
void bind_network_file(pybind11::module_& m);
void bind_road_graph(pybind11::module_& m);
void bind_slope(pybind11::module_& m);
void bind_snap(pybind11::module_& m);

inline void bind_network(pybind11::module_& parent) {
  auto m = parent.def_submodule("network", "Road graphs, snapping, searches.");
  bind_road_graph(m);
  bind_edge_table(m);
  bind_components(m);
  bind_dijkstra(m);
  bind_snap(m);
  bind_slope(m);
  bind_hierarchy(m);
  bind_network_file(m);
  bind_reweight(m);
}

}  // namespace sozialraum::python
