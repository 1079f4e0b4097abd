#pragma once

#include <pybind11/pybind11.h>

#include "sozialraum/typology/clustering.hpp"

namespace sozialraum::python {

/// The fields of a clustering by name.
[[nodiscard]] pybind11::dict to_python(const typology::Clustering& clustering);

}  // namespace sozialraum::python
