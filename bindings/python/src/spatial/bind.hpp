#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_contiguity(pybind11::module_& m);
void bind_moran(pybind11::module_& m);
void bind_nearest_areas(pybind11::module_& m);
void bind_weights(pybind11::module_& m);

inline void bind_spatial(pybind11::module_& parent) {
  auto m = parent.def_submodule("spatial", "Where are the areas, and who neighbours whom?");
  bind_weights(m);
  bind_contiguity(m);
  bind_nearest_areas(m);
  bind_moran(m);
}

}  // namespace sozialraum::python
