#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct BoundedKMeansOptions {
  std::size_t types = 0;            ///< how many types; no default, the question is the user's
  std::span<const Bound> bounds{};  ///< of every type, all at once
  std::size_t starts = 50;          ///< random starts: one start rarely finds the best partition
  std::uint64_t seed = 1;           ///< the same seed gives the same bytes
  core::Execution execution{};
};

struct BoundedClustering {
  Clustering clustering{};
  std::vector<double> totals{};  ///< types x bounds, in the order of the bounds
  /// No way to give areas to these centres that keeps the bounds has a smaller sum of squares.
  double assignment_bound = 0.0;
  /// Share of the inertia that another assignment to these centres could win at most.
  double assignment_gap = 0.0;
};

/// Which k groups of areas are as alike as possible, each with enough people?
///
/// k-means whose every type keeps floors and ceilings of several counts at once. Every start draws
/// its first centres by k-means++, then by turns gives the areas to the centres at least cost
/// within the bounds and moves the centres, then moves single areas, and up to 1,000 areas
/// exchanges two, as long as the sum of squares falls and the bounds are kept. If numbers of areas
/// alone are bounded the assignment is exact (a flow of least cost; Bradley, Bennett and Demiriz
/// 2000). People cannot be divided between types, so for other counts the linear program is taken
/// through its prices (what would a type have to pay for a person?), rounded and mended; what the
/// rounding may have cost stands in `assignment_gap`. That gap is about these centres; whether
/// other centres are better is what the starts are for, and optimal_kmeans proves it for small
/// tables.
///
///     villages at 0, 1, 2 (100 people each) and 10 (100 people), 2 types of at least 200 people:
///     {0, 1} and {2, 10}, not {0, 1, 2} and {10}
///
/// Equal areas get equal types unless nothing that keeps the bounds can be found that way; then
/// they are named. The result is the same for any thread count and row order.
/// O(starts * steps * areas * k * (columns + bounds)).
///
/// Findings: "best_reached_once", "unequal_scales" as kmeans; "equal_areas_parted" (names them).
/// Throws as kmeans and require_bounds; "floors_not_met" if no partition was found that keeps the
/// bounds, though their sums allow it: areas cannot be divided.
[[nodiscard]] BoundedClustering bounded_kmeans(const Points& points,
                                               const BoundedKMeansOptions& options);

}  // namespace sozialraum::typology
