#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sozialraum::typology {

/// Numbers or categories, one per area; NaN is missing.
struct MixedColumn {
  std::string name{};
  std::span<const double> values{};
  bool category = false;  ///< equal or not; else numbers, compared by their share of the range
  double weight = 1.0;    ///< above 0
};

/// How far apart are areas that are described by numbers and by categories?
///
/// Gower (1971): the weighted mean over columns of |x - y| / range for numbers and of 0 (equal) or
/// 1 (different) for categories; a column that either area lacks is left out for that pair. From 0
/// (alike in all) to 1. NaN for a pair without a common column, which kmedoids refuses by name.
///
///     population 100 and 300 (range 400), both "by the river": (0.5 + 0) / 2 = 0.25
///
/// areas x areas, row by row. O(areas² * columns). Throws InvalidInput "no_indicators",
/// "length_mismatch", "duplicate_column", "not_finite", "negative_weight" (a weight not above 0),
/// "constant_column" (numbers that are the same in every area), "too_many_areas" (beyond 10,000).
[[nodiscard]] std::vector<double> gower(std::span<const MixedColumn> columns);

}  // namespace sozialraum::typology
