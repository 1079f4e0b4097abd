#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/ids.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::spatial {

/// Totals of large squares and the parts they are spread over. A view.
struct Totals {
  std::span<const double> total{};  ///< of each large square, such as its people
  core::RowNames names{};           ///< of the large squares
};

struct SpreadOver {
  std::span<const core::AreaId> of{};  ///< of each part: the row of its large square
  std::span<const double> weight{};    ///< such as dwellings; NaN or 0 = gets nothing
};

struct SpreadOut {
  std::vector<double> amount{};           ///< of each part
  double left_over = 0.0;                 ///< in large squares without any weight
  std::vector<core::Finding> findings{};  ///< "total_without_parts", naming those squares
};

/// How many people live in each small square, if only those of the large one are known?
///
/// Dasymetric spreading: each part gets the share of its large square's total that it has of the
/// weights in there (Wright 1936; here with dwellings as the weight).
///
///     30 people in a square, parts with 4, 1 and 0 dwellings: 24, 6 and 0 people
///
/// An approximation: it takes every dwelling for equally large and equally full, and one that is
/// missing in the weights gets nobody. Good enough to draw units of some hundred people, no ground
/// for the rate of a small square. What is nobody's, since its square has no weights, is summed up
/// and named, not lost. The parts of a square add up to its total. O(parts).
///
/// Throws InvalidInput "length_mismatch", "negative_count" (a total or a weight below 0),
/// "not_finite" and "invalid_argument" (a large square that does not exist).
[[nodiscard]] SpreadOut spread_out(const Totals& totals, const SpreadOver& parts);

}  // namespace sozialraum::spatial
