#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "sozialraum/core/area_table.hpp"
#include "sozialraum/core/cell_state.hpp"

namespace sozialraum::python {

void bind_areas(pybind11::module_& m);
void bind_crs(pybind11::module_& m);
void bind_layout(pybind11::module_& m);
void bind_points(pybind11::module_& m);
void bind_raster(pybind11::module_& m);
void bind_table(pybind11::module_& m);
void bind_write(pybind11::module_& m);

/// Keys, columns and texts as plain Python: (codes, names, values, states, [(name, cells)]), the
/// values and states as columns x rows.
[[nodiscard]] pybind11::tuple to_python(const core::AreaTable& table);

/// Geometries as a list of bytes, and back.
[[nodiscard]] pybind11::list to_python(const std::vector<std::vector<std::byte>>& wkb);
[[nodiscard]] std::vector<std::vector<std::byte>> wkb_from_python(const pybind11::list& wkb);

}  // namespace sozialraum::python
