#pragma once

#include <cstdint>
#include <utility>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// Where a point lies along a Z-curve over the globe (Morton 1966): points near each other on the
/// curve are near on the map, and mostly the other way round.
[[nodiscard]] inline std::uint64_t z_curve_key(LonLat point) {
  const auto spread = [](double degrees, double range) {
    auto x = static_cast<std::uint64_t>((degrees + range) / (2.0 * range) * 0xffffffffU);
    for (const auto& [shift, mask] :
         {std::pair{16U, 0x0000ffff0000ffffULL}, std::pair{8U, 0x00ff00ff00ff00ffULL},
          std::pair{4U, 0x0f0f0f0f0f0f0f0fULL}, std::pair{2U, 0x3333333333333333ULL},
          std::pair{1U, 0x5555555555555555ULL}}) {
      x = (x | (x << shift)) & mask;
    }
    return x;
  };
  return spread(point.lon, 180.0) | (spread(point.lat, 90.0) << 1U);
}

}  // namespace sozialraum::network
