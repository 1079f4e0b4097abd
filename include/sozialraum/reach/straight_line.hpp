#pragma once

#include <span>
#include <string>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/road_graph.hpp"
#include "sozialraum/reach/nearest.hpp"

namespace sozialraum::reach {

struct StraightLineOptions {
  std::size_t k = 2;
  double km_per_hour = 50.0;
  /// How much longer the road is than the straight line. 1.3 is a usual value for rural road
  /// networks; measure it with a road graph of the region where there is one.
  double detour = 1.3;
  /// Facilities further away, detour included, are not named.
  core::Minutes limit = kNoLimit;
  /// For the findings; empty = their numbers, from 0.
  std::span<const std::string> origin_names{};
  std::span<const std::string> facility_names{};
  core::Execution execution{};
};

/// How many minutes would it be to the nearest facilities if roads ran straight?
///
/// A labelled fallback for regions without a road graph: minutes = metres x detour / speed. The
/// result's method is kStraightLine and every output says so: rivers, valleys and borders are
/// ignored.
///
///     5 km as the crow flies, detour 1.3, 50 km/h: 6.5 km, 7.8 minutes
///
/// When not: where there is a road graph, and never beside a river, a lake or a border. Metres by
/// network::straight_line_metres. R-tree (Boost.Geometry), O(origins log facilities). Equally near:
/// the smaller number. Places without a position reach nothing. InvalidInput unless speed > 0,
/// detour >= 1, k in 1..255.
[[nodiscard]] Nearest straight_line_minutes(std::span<const network::LonLat> origins,
                                            std::span<const network::LonLat> facilities,
                                            const StraightLineOptions& options = {});

}  // namespace sozialraum::reach
