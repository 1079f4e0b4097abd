#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// What is the least that would have to be otherwise for an area to be of another type?
struct SmallestChange {
  std::vector<std::uint32_t> column{};  ///< the indicator that would have to change
  std::vector<double> change{};         ///< by how much, in the units of the points; signed
  std::vector<std::uint32_t> type{};    ///< the type it would then be as near to
};

/// One indicator alone changes, the centres stay: the area stands between its own centre a and that
/// of b when x_j has moved by (|x - b|² - |x - a|²) / (2 (b_j - a_j)); the smallest of all j and b.
/// In standard deviations if z values were typed: 0.1 is next to nothing, 1 is much.
///
///     centres (0, 0) and (4, 1), area (1, 0): |x-b|² - |x-a|² = 10 - 1; over 8 is 1.125 in the
///     first column (9/2 in the second): 1.125 more, then as near to the other
///
/// Infinite with a single type, or where no centre differs. Throws as require_same_columns.
/// O(areas * types * columns).
[[nodiscard]] SmallestChange smallest_change(const Points& points, const Clustering& clustering);

struct DropOneOptions {
  std::size_t starts = 20;           ///< of each refit
  std::span<const double> people{};  ///< weighs the matching of types; empty = weights of points
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// Which indicators hold the types up?
struct DropOne {
  std::vector<double> moved{};         ///< per column: share of areas that are of another type
  std::vector<double> moved_people{};  ///< the same weighted
  /// Columns x areas: 1 = the area moves if this column is left out.
  std::vector<std::uint8_t> moves{};
};

/// Types found anew without one column after the other (k-means, as many types), matched to the
/// given ones by the people they share. A column without which many areas move holds the types up;
/// one without which nobody moves could be left out. Part of what moves is search: compare with the
/// figure `search` of stability(). Throws as kmeans; "no_indicators" for a single column.
/// O(columns) times k-means.
[[nodiscard]] DropOne drop_one(const Points& points, const Clustering& clustering,
                               const DropOneOptions& options = {});

}  // namespace sozialraum::typology
