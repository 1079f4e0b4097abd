#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "sozialraum/isochrone/isochrone.hpp"

namespace sozialraum::test {

/// Is the point inside? Counts the sides east of it (even-odd rule).
inline bool contains(const isochrone::Multipolygon& land, network::LonLat p) {
  bool inside = false;
  for (std::size_t r = 0; r < land.ring_count(); ++r) {
    const auto ring = land.ring(r);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const network::LonLat a = ring[i];
      const network::LonLat b = ring[i + 1];
      if ((a.lat > p.lat) == (b.lat > p.lat)) continue;
      if (a.lon + (p.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon) > p.lon) inside = !inside;
    }
  }
  return inside;
}

/// Twice the area in square degrees, counter-clockwise positive.
inline double turn(std::span<const network::LonLat> ring) {
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    sum += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
           (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
  }
  return sum;
}

}  // namespace sozialraum::test
