#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

inline void bind_reach(pybind11::module_&) {}

}  // namespace sozialraum::python
