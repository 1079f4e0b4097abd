#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_add_up(pybind11::module_& m);
void bind_contiguity(pybind11::module_& m);
void bind_crosswalk(pybind11::module_& m);
void bind_degurba(pybind11::module_& m);
void bind_gabriel(pybind11::module_& m);
void bind_local_association(pybind11::module_& m);
void bind_moran(pybind11::module_& m);
void bind_nearest_areas(pybind11::module_& m);
void bind_spread_out(pybind11::module_& m);
void bind_voronoi(pybind11::module_& m);
void bind_weights(pybind11::module_& m);

inline void bind_spatial(pybind11::module_& parent) {
  auto m = parent.def_submodule("spatial", "Where are the areas, and who neighbours whom?");
  bind_weights(m);
  bind_contiguity(m);
  bind_nearest_areas(m);
  bind_gabriel(m);
  bind_moran(m);
  bind_local_association(m);
  bind_crosswalk(m);
  bind_degurba(m);
  bind_voronoi(m);
  bind_add_up(m);
  bind_spread_out(m);
}

}  // namespace sozialraum::python
