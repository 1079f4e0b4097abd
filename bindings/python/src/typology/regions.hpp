#pragma once

#include <pybind11/pybind11.h>

#include "sozialraum/typology/regions.hpp"

namespace sozialraum::python {

/// The fields of regions by name.
[[nodiscard]] pybind11::dict to_python(const typology::Regions& found, std::size_t bounds);

// Bound together with the regions.
void bind_clustgeo(pybind11::module_& m);
void bind_exact_regions(pybind11::module_& m);

}  // namespace sozialraum::python
