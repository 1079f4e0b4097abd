#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_siting_stem(pybind11::module_& m);

inline void bind_siting(pybind11::module_& parent) {
  auto m = parent.def_submodule("siting", "Where one more would help most.");
  bind_siting_stem(m);
}

}  // namespace sozialraum::python
