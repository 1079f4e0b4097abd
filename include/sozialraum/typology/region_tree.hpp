#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/region_graph.hpp"

namespace sozialraum::typology {

/// How far apart are two neighbouring groups?
enum class RegionLinkage : std::uint8_t {
  kSingle,    ///< the least distance of the pairs
  kComplete,  ///< the largest
  kAverage,   ///< the mean, weighted by both areas' weights
  kWard,      ///< sqrt(2 * rise of the weighted sum of squares)
};

/// Which pairs of areas count for that? (Guo 2008)
enum class RegionOrder : std::uint8_t {
  kFirst,  ///< neighbours on both sides of the border between the groups
  kFull,   ///< all areas of one group with all of the other
};

/// Two groups become one. Groups 0..n-1 are the single areas by rank of their codes, group n + i is
/// the outcome of merge i.
struct RegionMerge {
  std::uint32_t first = 0;  ///< the lower group number
  std::uint32_t second = 0;
  double height = 0.0;      ///< their distance; it may fall again, unlike without a graph
  std::uint32_t size = 0;   ///< areas in the new group
  std::uint32_t one = 0;    ///< the most alike neighbours on both sides (ranks): these links
  std::uint32_t other = 0;  ///< make the tree that cut_regions cuts

  friend bool operator==(const RegionMerge&, const RegionMerge&) = default;
};

struct RegionTree {
  std::vector<std::uint32_t> area_of_rank{};
  std::vector<RegionMerge> merges{};  ///< areas - parts of the map, or fewer under ceilings
  std::size_t floor_merges = 0;       ///< the first so many were made to reach the floors
  std::vector<core::Finding> findings{};

  /// The fewest and the most regions that undoing merges can give.
  [[nodiscard]] std::size_t fewest() const { return area_of_rank.size() - merges.size(); }
  [[nodiscard]] std::size_t most() const { return area_of_rank.size() - floor_merges; }

  /// The partition into so many regions: undoes the last merges, but none that a floor needed.
  /// One number per area in the order of the input. `regions` outside fewest()..most() is
  /// brought to the nearer of both.
  [[nodiscard]] std::vector<std::uint32_t> cut(std::size_t regions) const;
};

struct RegionTreeOptions {
  RegionLinkage linkage = RegionLinkage::kWard;
  RegionOrder order = RegionOrder::kFull;  ///< kWard knows no order
  std::span<const Bound> bounds{};
  core::Execution execution{};  ///< progress and cancellation; the work runs on one thread
};

/// In which order do alike neighbours grow together?
///
/// Always merges the two neighbouring groups with the least distance; ties by the smaller group
/// numbers, which depend on the codes alone. With floors, merges in which a side is below a floor
/// come first, so that no region is below one (unless its part of the map is); a merge that would
/// break a ceiling is never made. Ward's is what scikit-learn calls AgglomerativeClustering with a
/// connectivity; average, complete and single here look at all pairs of areas (kFull), as their
/// names say, or at pairs of neighbours (kFirst).
///
/// Memory O(areas * columns + links). Time: kWard and kFirst O(links log links) on maps; kFull
/// looks at every pair of areas at most once, O(areas² * columns).
///
/// Throws as require_valid and require_bounds; "index_mismatch", "no_weight".
[[nodiscard]] RegionTree region_tree(const Points& points, const RegionGraph& graph,
                                     const RegionTreeOptions& options = {});

}  // namespace sozialraum::typology
