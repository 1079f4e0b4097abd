#pragma once

#include <span>

#include "sozialraum/indicator/counts.hpp"

namespace sozialraum::indicator {

// What is usual in a region? Three numbers that are often mistaken for one another:
//
//     Hafen 30 of 100, Wald 1 of 10, Moor 1 of 10
//       region         (30 + 1 + 1) / 120      = 0.267   of those who live there
//       mean area      (0.3 + 0.1 + 0.1) / 3   = 0.167   of the areas, a hamlet as much as a town
//       mean by people (30 + 1 + 1) / 120      = 0.267   the region's, if the base is the people
//
// A density must be compared by sums: 1,000 people on 1 km² and 1,000 on 99 km² are 20 a km² in the
// region; their mean weighted with people is 505, which is nobody's.

/// The value of the region: sum of counts over sum of bases, of the areas that have both.
///
/// NaN if no area has, or all bases are 0. Counts may be below 0 (a balance of people moving in and
/// out). Exact sums: the same for any order of rows. O(rows). Throws as require_counts with
/// CountBound::kFree does for the others.
[[nodiscard]] double sum_over_sum(const Counts& counts);

/// The mean area: every area that has a value counts once. NaN without any. O(rows).
[[nodiscard]] double mean_of_areas(std::span<const double> values);

/// sum w x / sum w of the rows that have a value: the value of the mean person, if w are people.
///
/// NaN if no row with weight has a value. O(rows). Throws InvalidInput "length_mismatch", or
/// "invalid_argument" for a weight below 0 or missing.
[[nodiscard]] double weighted_mean(std::span<const double> values, std::span<const double> weights);

}  // namespace sozialraum::indicator
