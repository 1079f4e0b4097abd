#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::spatial {

/// Where are the areas? A view: one polygon or multipolygon per area as well-known binary (WKB),
/// all in the same coordinates. An empty one is an area without a place.
struct Boundaries {
  std::span<const core::AreaCode> codes{};
  std::span<const std::string_view> wkb{};
};

enum class ContiguityRule : std::uint8_t {
  kQueen,  ///< the boundaries share at least a point
  kRook,   ///< the boundaries share a line
};

struct ContiguityOptions {
  ContiguityRule rule = ContiguityRule::kQueen;
  /// Points of two boundaries nearer than this, in the units of the coordinates, are taken as one;
  /// 0 = exact, as good boundaries need no more.
  double snap = 0.0;
  core::Execution execution{};
};

/// Which areas touch?
///
/// Weight 1 for each pair of areas whose boundaries share a point (queen) or a line (rook). Decided
/// by the dimension in which the rings of the two areas meet (DE-9IM, OGC 06-103r4), so a village
/// whose boundary ends in the middle of its neighbour's edge is found, and an area in a hole of
/// another one touches it. The polygons need not be valid: only rings are compared. Pairs are
/// looked up in an R-tree. O(areas * log areas) for areas of like size.
///
/// Findings of the result name islands and parts, and polygons that are invalid, such as a bow-tie
/// ("invalid_polygons"): their neighbours are right as far as their rings are. Throws InvalidInput
/// "length_mismatch", "duplicate_key", "bad_geometry" (not WKB, or neither polygon nor
/// multipolygon, naming the area), "invalid_geometry" (two boundaries that cannot be compared).
[[nodiscard]] Weights contiguity(const Boundaries& boundaries,
                                 const ContiguityOptions& options = {});

}  // namespace sozialraum::spatial
