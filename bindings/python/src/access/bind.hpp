#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_catchment_size(pybind11::module_& m);
void bind_decay(pybind11::module_& m);
void bind_floating_catchment(pybind11::module_& m);
void bind_huff(pybind11::module_& m);
void bind_opportunities(pybind11::module_& m);
void bind_travel_time_weights(pybind11::module_& m);

inline void bind_access(pybind11::module_& parent) {
  auto m = parent.def_submodule("access", "What the minutes are worth.");
  bind_decay(m);
  bind_opportunities(m);
  bind_catchment_size(m);
  bind_floating_catchment(m);
  bind_huff(m);
  bind_travel_time_weights(m);
}

}  // namespace sozialraum::python
