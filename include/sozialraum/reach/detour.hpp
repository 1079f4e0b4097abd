#pragma once

#include <limits>

#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/reach/path.hpp"

namespace sozialraum::reach {

/// How much longer is the way than the straight line?
struct Detour {
  double way_metres = 0.0;            ///< on the roads and the legs to them
  double straight_line_metres = 0.0;  ///< between the places, on the WGS 84 ellipsoid
  double index = 0.0;                 ///< way / straight line; NaN for places on the same spot
};

/// The detour of a path between two places: above 1.5 something lies between them, a river or a
/// hill as a rule. NaN for all but the straight line if there is no way.
[[nodiscard]] inline Detour detour(const Path& path, network::LonLat from, network::LonLat to) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const double straight = network::straight_line_metres(from, to);
  if (path.time == core::kUnreachable) return {kNone, straight, kNone};
  const double way = path.road_metres + path.leg_metres;
  return {way, straight, straight > 0.0 ? way / straight : kNone};
}

}  // namespace sozialraum::reach
