#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/isochrone/isochrone_grid.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::isochrone {

/// Travel times on a raster in degrees (EPSG:4326), rows from north to south.
///
/// Cut to the cells that have a time. The middle of the cell in row r and column c lies at
/// longitude `to_place[0] + (c + 0.5) * to_place[1]` and latitude `to_place[3] + (r + 0.5) *
/// to_place[5]` (GDAL's geotransform).
struct MinutesSurface {
  std::uint32_t columns = 0;
  std::uint32_t rows = 0;
  std::array<double, 6> to_place{0.0, 1.0, 0.0, 0.0, 0.0, -1.0};
  std::vector<core::Deciseconds> times{};  ///< by row, then column; kUnreachable = none

  std::vector<core::Finding> findings{};  ///< "surface_without_cells", and those of the places

  friend bool operator==(const MinutesSurface&, const MinutesSurface&) = default;
};

/// How long is it from every bit of land to the nearest of these places?
///
/// The time of each sample of the grid, by the rule of all other results: straight to the nearest
/// road, then by road (to a decisecond; samples further from a road than the grid's radius have
/// none). The land of isochrones() is where one place's surface is within the limit. One Dijkstra
/// from all places, then about 10 nanoseconds a sample and core; 4 bytes a cell. The same for any
/// number of threads and order of places. InvalidInput for a grid of another graph.
///
/// `travel.direction`: people from the land to the nearest place, or its service to the land; land
/// further away than `travel.limit` has no time. `names` of the places for the findings; empty =
/// their numbers, from 0.
[[nodiscard]] MinutesSurface minutes_surface(const reach::Travel& travel, const IsochroneGrid& grid,
                                             std::span<const network::Snap> places,
                                             std::span<const std::string> names = {});

}  // namespace sozialraum::isochrone
