#pragma once

#include <pybind11/pybind11.h>

#include "sozialraum/typology/regions.hpp"

namespace sozialraum::python {

/// The fields of regions by name.
[[nodiscard]] pybind11::dict to_python(const typology::Regions& found, std::size_t bounds);

}  // namespace sozialraum::python
