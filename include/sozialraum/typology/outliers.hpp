#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct OutlierOptions {
  std::size_t types = 0;     ///< how many types besides the outliers
  std::size_t outliers = 0;  ///< how many areas may be set aside, at most
  std::size_t starts = 100;
  std::uint64_t seed = 1;
  core::Execution execution{};
};

struct OutlierClustering {
  std::vector<std::size_t> kept{};      ///< areas that have a type, in the order of the input
  std::vector<std::size_t> outliers{};  ///< areas set aside, the farthest first, ties by code
  std::vector<double> distance{};       ///< of every area to the nearest centre
  Clustering clustering{};              ///< of the kept areas alone
};

/// Which areas fit no type, and what are the types of the others?
///
/// k-means that sets the areas aside that lie farthest from all centres (k-means--: Chawla and
/// Gionis 2013): by turns areas go to their nearest centre, the farthest are put aside, and the
/// centres move to the means of those that stay; the best of many starts wins. One island or one
/// barracks then pulls no centre, and stands as what it is: a place by itself, not a bad example of
/// a type. Equal areas are never parted: where the last area to be set aside is as far as the next
/// one, neither is, and there are fewer outliers than asked for.
///
///     villages at 0, 1, 2 and 50, one type, one outlier: {0, 1, 2} and the place at 50
///
/// How many outliers there are is the user's question; none is found by itself. The result is the
/// same for any thread count and row order. O(starts * steps * areas * k * columns).
///
/// Findings: "best_reached_once", "unequal_scales" as kmeans. Throws as kmeans;
/// "fewer_areas_than_types" unless there are types + outliers different areas with weight.
[[nodiscard]] OutlierClustering kmeans_with_outliers(const Points& points,
                                                     const OutlierOptions& options);

}  // namespace sozialraum::typology
