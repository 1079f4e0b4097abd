#pragma once

#include <pybind11/pybind11.h>

#include "sozialraum/osm/import_report.hpp"

namespace sozialraum::python {

/// The rows as tuples (subject, effect, reason, count, meaning).
[[nodiscard]] pybind11::list to_python(const osm::ImportReport& report);

}  // namespace sozialraum::python
