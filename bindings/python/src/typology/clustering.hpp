#pragma once

#include <pybind11/pybind11.h>

#include "sozialraum/typology/clustering.hpp"
#include "typology/points.hpp"

namespace sozialraum::python {

/// The fields of a clustering by name.
[[nodiscard]] pybind11::dict to_python(const typology::Clustering& clustering);

/// The types and centres alone: all that distances to centres need.
[[nodiscard]] typology::Clustering with_centres(const TypeNumbers& types, const Numbers& centres);

}  // namespace sozialraum::python
