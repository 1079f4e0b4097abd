#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_isochrone_stem(pybind11::module_& m);
void bind_isochrone_grid(pybind11::module_& m);
void bind_minutes_surface(pybind11::module_& m);

inline void bind_isochrone(pybind11::module_& parent) {
  auto m = parent.def_submodule("isochrone", "Which land is within the minutes.");
  bind_isochrone_grid(m);
  bind_isochrone_stem(m);
  bind_minutes_surface(m);
}

}  // namespace sozialraum::python
