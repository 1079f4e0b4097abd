#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_analytic_hierarchy(pybind11::module_& m);
void bind_group_weights(pybind11::module_& m);
void bind_mazziotta_pareto(pybind11::module_& m);
void bind_normalise(pybind11::module_& m);
void bind_status_index(pybind11::module_& m);
void bind_weighted_sum(pybind11::module_& m);

inline void bind_composite(pybind11::module_& parent) {
  auto m = parent.def_submodule("composite", "Many indicators become one.");
  bind_weighted_sum(m);
  bind_status_index(m);
  bind_normalise(m);
  bind_mazziotta_pareto(m);
  bind_analytic_hierarchy(m);
  bind_group_weights(m);
}

}  // namespace sozialraum::python
