#pragma once

#include <cstdint>
#include <string_view>

#include "sozialraum/core/area_code.hpp"

namespace sozialraum::core {

/// Which square of the European statistical grid (ETRS89-LAEA, EPSG:3035) is this?
///
/// North and east are the metres of the lower left corner, multiples of the side length.
struct GridCell {
  std::uint32_t size = 0;   ///< side in metres: 100, 250, 500, 1000, 5000, 10000, 100000
  std::uint32_t north = 0;  ///< of the lower left corner, EPSG:3035
  std::uint32_t east = 0;

  friend bool operator==(const GridCell&, const GridCell&) = default;
};

/// Reads "CRS3035RES1000mN2974000E4420000" (INSPIRE) and "1kmN2974E4420" (short form).
/// Throws InvalidInput "bad_grid_cell".
[[nodiscard]] GridCell parse_grid_cell(std::string_view text);

/// The cell of this size that holds a point of EPSG:3035; its lower and left edges belong to it.
/// Throws InvalidInput if the point lies outside the grid (negative or not finite).
[[nodiscard]] GridCell grid_cell_at(double east, double north, std::uint32_t size);

/// The INSPIRE code, such as CRS3035RES1000mN2974000E4420000.
[[nodiscard]] AreaCode code(const GridCell& cell);

}  // namespace sozialraum::core
