#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "sozialraum/typology/regions.hpp"

namespace sozialraum::typology {

struct MaxPOptions {
  std::span<const Bound> bounds{};  ///< at least one floor
  std::size_t regions = 0;          ///< no more than so many; 0 = as many as are found
  std::size_t starts = 10;
  std::uint64_t seed = 1;
  core::Execution execution{};
};

struct MaxP {
  Regions regions{};
  std::size_t most_regions = 0;  ///< no division has more
  bool proven = false;           ///< more regions are not possible; alikeness is never proven
};

/// How many regions can be made if each must reach its floors, and which are alike inside?
///
/// max-p-regions (Duque, Anselin, Rey 2012): as many regions as possible, each hanging together
/// and above every floor; among those with as many, a small weighted sum of squares. The count is
/// measured against a bound: for every part of the map, sum of min(count, floor) / floor, rounded
/// down, the least over the floors.
///
/// Method. Regions are peeled off the rim of the map, each closed by the area that brings it
/// least above the floor, and what it would cut off joins it; the best of some starts (and, up to
/// 3,000 areas without ceilings, of aggregate_to_floor, whose count is proven for small maps).
/// Windows of neighbouring regions that together hold one more are then divided anew. Last, areas
/// move between regions, and pairs of regions are joined and cut elsewhere, while the sum of
/// squares falls. O(areas) memory; about linear time.
///
/// Throws as find_regions; "no_floors". Findings as find_regions; "not_proven" with count and
/// bound.
[[nodiscard]] MaxP max_p(const Points& points, const RegionGraph& graph,
                         const MaxPOptions& options);

}  // namespace sozialraum::typology
