#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/osm/built_up.hpp"

namespace sozialraum::osm {

/// Lines of node numbers joined end to end into closed rings.
struct JoinedRings {
  std::vector<std::vector<std::uint32_t>> rings;  ///< first number not repeated
  std::size_t open = 0;                           ///< lines that close no ring
};

/// Joins the member lines of a multipolygon; where several fit, the first given is taken.
[[nodiscard]] JoinedRings join_rings(std::vector<std::vector<std::uint32_t>> lines);

/// A point inside of a surface: the centroid if inside, else the middle of the widest inner stretch
/// on its latitude or, if that misses, on nearby ones. The mean of the points if there is no
/// inside.
[[nodiscard]] network::LonLat point_inside(const Rings& rings);

}  // namespace sozialraum::osm
