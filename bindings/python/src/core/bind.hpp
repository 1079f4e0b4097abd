#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_area_code(pybind11::module_& m);
void bind_atomic_file(pybind11::module_& m);
void bind_cell_state(pybind11::module_& m);
void bind_finding(pybind11::module_& m);
void bind_grid_cell(pybind11::module_& m);
void bind_join(pybind11::module_& m);
void bind_nearest_name(pybind11::module_& m);

inline void bind_core(pybind11::module_& parent) {
  auto m = parent.def_submodule("core", "Keys, cell states, findings and errors.");
  bind_finding(m);
  bind_atomic_file(m);
  bind_cell_state(m);
  bind_area_code(m);
  bind_grid_cell(m);
  bind_join(m);
  bind_nearest_name(m);
}

}  // namespace sozialraum::python
