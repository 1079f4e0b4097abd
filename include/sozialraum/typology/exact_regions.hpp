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

struct ExactRegionsOptions {
  std::size_t regions = 0;  ///< 0: as many as reach the floors
  std::span<const Bound> bounds{};
  std::uint64_t steps = 10'000'000;  ///< a few million a second
  core::Execution execution{};
};

struct ExactRegions {
  Regions regions{};
  bool proven = false;  ///< no division with so many regions that keeps the bounds is more alike
};

/// What is the best division of a small map, and can it be proven?
///
/// For a commune with its 24 villages: the division into so many regions that hang together and
/// keep every bound whose weighted sum of squares is the least of all. Starts from the answers of
/// improve_regions and max_p, and looks at every connected set that could be the region of the
/// first area left over, as long as the sum of squares stays below the best known: a set's own sum
/// only grows with it. What is known of a rest is remembered. At most 32 areas; where the steps do
/// not suffice, the best division known is returned, `proven` is false and "not_proven" is told.
///
/// Throws as find_regions; "too_large" above 32 areas, "no_floors" for regions = 0 without a floor.
[[nodiscard]] ExactRegions exact_regions(const Points& points, const RegionGraph& graph,
                                         const ExactRegionsOptions& options = {});

}  // namespace sozialraum::typology
