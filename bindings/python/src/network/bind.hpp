#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

inline void bind_network(pybind11::module_&) {}

}  // namespace sozialraum::python
