#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_aggregate(pybind11::module_& m);
void bind_catchment_size(pybind11::module_& m);
void bind_decay(pybind11::module_& m);
void bind_equity(pybind11::module_& m);
void bind_floating_catchment(pybind11::module_& m);
void bind_huff(pybind11::module_& m);
void bind_isochrone(pybind11::module_& m);
void bind_isochrone_grid(pybind11::module_& m);
void bind_matrix(pybind11::module_& m);
void bind_minutes_surface(pybind11::module_& m);
void bind_nearest(pybind11::module_& m);
void bind_opportunities(pybind11::module_& m);
void bind_path(pybind11::module_& m);
void bind_siting(pybind11::module_& m);
void bind_straight_line(pybind11::module_& m);
void bind_travel_time_weights(pybind11::module_& m);
void bind_travel_times(pybind11::module_& m);

inline void bind_reach(pybind11::module_& parent) {
  auto m = parent.def_submodule("reach", "Who gets where, in how many minutes.");
  bind_decay(m);
  bind_travel_times(m);
  bind_matrix(m);
  bind_nearest(m);
  bind_opportunities(m);
  bind_catchment_size(m);
  bind_floating_catchment(m);
  bind_huff(m);
  bind_path(m);
  bind_travel_time_weights(m);
  bind_straight_line(m);
  bind_isochrone_grid(m);
  bind_isochrone(m);
  bind_minutes_surface(m);
  bind_aggregate(m);
  bind_equity(m);
  bind_siting(m);
}

}  // namespace sozialraum::python
