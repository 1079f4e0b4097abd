#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_matrix(pybind11::module_& m);
void bind_nearest(pybind11::module_& m);
void bind_pair_source(pybind11::module_& m);
void bind_path(pybind11::module_& m);
void bind_straight_line(pybind11::module_& m);
void bind_travel_times(pybind11::module_& m);

inline void bind_reach(pybind11::module_& parent) {
  auto m = parent.def_submodule("reach", "Who gets where, in how many minutes.");
  bind_pair_source(m);
  bind_travel_times(m);
  bind_matrix(m);
  bind_nearest(m);
  bind_path(m);
  bind_straight_line(m);
}

}  // namespace sozialraum::python
