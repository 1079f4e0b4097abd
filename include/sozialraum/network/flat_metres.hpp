#pragma once

#include <cmath>
#include <numbers>

#include "sozialraum/network/lon_lat.hpp"

namespace sozialraum::network {

/// One degree of latitude on a sphere as large as the earth (6371 km): on the ellipsoid it is
/// 110.6 km at the equator, 111.2 km at 48 degrees, 111.7 km at a pole.
inline constexpr double kMetresPerDegree = 111195.0;

/// How many metres lie between two places that are close together, roughly?
///
/// As on a flat map whose degrees of longitude are as long as in the middle between the two; over
/// the date line the short way. Up to 100 km and 70 degrees from the equator within 0.6 % of
/// straight_line_metres(), at a tenth of its time: for thresholds of some metres, widths of cells
/// and shares of a length, where nobody reads the number. What is told to a reader is
/// straight_line_metres(). NaN if a coordinate is.
///
///     flat_metres({9.0, 52.0}, {9.0, 52.01});  // 1112 m, a hundredth of a degree north
[[nodiscard]] inline double flat_metres(LonLat a, LonLat b) {
  double east = b.lon - a.lon;
  if (std::abs(east) > 180.0) east = std::remainder(east, 360.0);
  east *= std::cos((a.lat + b.lat) * (std::numbers::pi / 360.0));
  const double north = b.lat - a.lat;
  return kMetresPerDegree * std::sqrt(east * east + north * north);
}

}  // namespace sozialraum::network
