#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_suppression(pybind11::module_& m);

inline void bind_disclosure(pybind11::module_& parent) {
  auto m = parent.def_submodule("disclosure", "What may be told of tables about few persons.");
  bind_suppression(m);
}

}  // namespace sozialraum::python
