#pragma once

#include <pybind11/pybind11.h>

#include "sozialraum/gis/table.hpp"

namespace sozialraum::python {

/// The options of read_table from a dict of the same names; numbers of CellState for states.
[[nodiscard]] gis::TableOptions table_options(const pybind11::dict& options);

}  // namespace sozialraum::python
