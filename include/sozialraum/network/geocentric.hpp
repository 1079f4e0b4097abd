#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// A place in metres from the centre of the earth.
///
/// Distances between such places need no projection and are right everywhere.
struct Geocentric {
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;

  friend Geocentric operator-(const Geocentric& a, const Geocentric& b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
  }
  friend Geocentric operator+(const Geocentric& a, const Geocentric& b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
  }
  friend Geocentric operator*(double s, const Geocentric& a) { return {s * a.x, s * a.y, s * a.z}; }
};

[[nodiscard]] inline double dot(const Geocentric& a, const Geocentric& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
[[nodiscard]] inline double chord_metres(const Geocentric& a, const Geocentric& b) {
  return std::sqrt(dot(a - b, a - b));
}

/// On the surface of the WGS 84 ellipsoid (NIMA TR8350.2: a = 6378137 m, 1/f = 298.257223563).
/// The straight line between two such points is shorter than the way on the surface by 8 cm at
/// 30 km.
[[nodiscard]] inline Geocentric geocentric(LonLat p) {
  constexpr double kSemiMajor = 6378137.0;
  constexpr double kFlattening = 1.0 / 298.257223563;
  constexpr double kEccentricity2 = kFlattening * (2.0 - kFlattening);
  constexpr double kRadians = std::numbers::pi / 180.0;
  const double sin_lat = std::sin(p.lat * kRadians);
  const double cos_lat = std::cos(p.lat * kRadians);
  const double normal = kSemiMajor / std::sqrt(1.0 - kEccentricity2 * sin_lat * sin_lat);
  return {normal * cos_lat * std::cos(p.lon * kRadians),
          normal * cos_lat * std::sin(p.lon * kRadians), normal * (1.0 - kEccentricity2) * sin_lat};
}

[[nodiscard]] inline LonLat between(LonLat a, LonLat b, double t) {
  return {a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
}

/// The point of the segment a-b nearest to p, as the part of the way from a to b.
[[nodiscard]] inline double nearest_part(const Geocentric& p, const Geocentric& a,
                                         const Geocentric& b) {
  const Geocentric along = b - a;
  const double length2 = dot(along, along);
  return length2 > 0.0 ? std::clamp(dot(p - a, along) / length2, 0.0, 1.0) : 0.0;
}

/// Metres between two places as the crow flies, on the surface of the earth; NaN if a coordinate
/// is.
///
/// The arc over the chord between them, with the mean radius of the earth (6371008.8 m): within
/// 1e-6 of the geodesic up to 100 km and 1e-5 up to 500 km. Rises with the chord.
[[nodiscard]] inline double arc_metres(double chord) {
  constexpr double kDiameter = 2.0 * 6371008.8;
  return kDiameter * std::asin(std::min(chord / kDiameter, 1.0));
}
[[nodiscard]] inline double straight_line_metres(LonLat a, LonLat b) {
  return arc_metres(chord_metres(geocentric(a), geocentric(b)));
}

}  // namespace sozialraum::network
