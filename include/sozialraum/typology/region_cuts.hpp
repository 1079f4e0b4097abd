#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "sozialraum/typology/region_tree.hpp"

namespace sozialraum::typology {

/// A link of the tree that was cut.
struct RegionCut {
  std::uint32_t one = 0;  ///< ranks of its ends
  std::uint32_t other = 0;
  double fall = 0.0;  ///< of the weighted sum of squares within regions

  friend bool operator==(const RegionCut&, const RegionCut&) = default;
};

struct RegionCuts {
  std::vector<std::uint32_t> regions{};  ///< of each area, in the order of the input
  std::vector<RegionCut> cuts{};         ///< in the order made
  std::size_t count = 0;  ///< regions found; fewer than asked for if bounds forbid more
};

struct RegionCutsOptions {
  std::size_t regions = 2;
  std::span<const Bound> bounds{};
  core::Execution execution{};
};

/// Where does a tree of alike neighbours fall apart into regions?
///
/// Again and again cuts the link whose removal lowers the weighted sum of squares within regions
/// most (Assunção et al. 2006 for the minimum spanning tree: SKATER; Guo 2008 for trees of other
/// linkages: REDCAP). A cut that would leave a side below a floor is not made; while a region is
/// above a ceiling, such regions are cut first. Greedy: every cut is the best one by itself, their
/// sum need not be. Ties by the smaller ranks.
///
/// Each cut looks at the links of one region only, with running sums: O(areas * columns) for a
/// balanced level of cuts, O(regions * areas * columns) at worst. Memory O(areas * columns).
///
/// Throws as region_tree; "invalid_argument" for no regions.
[[nodiscard]] RegionCuts cut_regions(const Points& points, const RegionGraph& graph,
                                     const RegionTree& tree, const RegionCutsOptions& options);

}  // namespace sozialraum::typology
