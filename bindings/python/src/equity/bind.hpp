#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_aggregate(pybind11::module_& m);
void bind_equity_stem(pybind11::module_& m);

inline void bind_equity(pybind11::module_& parent) {
  auto m = parent.def_submodule("equity", "How even is it, and who is outside.");
  bind_aggregate(m);
  bind_equity_stem(m);
}

}  // namespace sozialraum::python
