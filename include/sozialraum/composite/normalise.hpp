#pragma once

#include <span>
#include <vector>

namespace sozialraum::composite {

/// The values that are told as 0 and 1; frozen ones keep years comparable.
struct Goalposts {
  double low = 0.0;
  double high = 1.0;
};

/// The smallest and the largest value. Throws InvalidInput if there is no value, or only one.
[[nodiscard]] Goalposts goalposts_of(std::span<const double> values);

/// Where does each area stand between two goalposts? (x - low) / (high - low).
///
/// NaN is missing and stays missing; values beyond frozen goalposts lie below 0 or above 1 and are
/// not cut. Throws InvalidInput unless low < high. O(rows).
[[nodiscard]] std::vector<double> min_max(std::span<const double> values,
                                          const Goalposts& goalposts);

/// Who stands first? Rank 1 is the largest value; equal values share the first of their ranks.
///
/// NaN is missing and has no rank (NaN). O(n log n).
[[nodiscard]] std::vector<double> ranks(std::span<const double> values);

/// The score that the English Indices of Deprivation give a rank: E = -23 ln(1 - R (1 -
/// exp(-100/23))) with R = (n + 1 - rank)/n; rank 1 of n, the most deprived, gets 100.
///
/// The tail is stretched so that a high deprivation in one domain is not cancelled out by others.
/// NaN is missing. Throws InvalidInput for a rank outside 1..n. Source: The English Indices of
/// Deprivation 2019, Technical Report, appendix E.
[[nodiscard]] std::vector<double> rank_exponential(std::span<const double> ranks, double n);

}  // namespace sozialraum::composite
