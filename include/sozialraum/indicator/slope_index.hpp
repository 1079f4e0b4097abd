#pragma once

#include <span>

#include "sozialraum/core/row_names.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::indicator {

/// Groups from badly off to well off, such as tenths of the areas by deprivation. One entry a
/// group.
struct RankedGroups {
  std::span<const double> value{};   ///< what is compared: a rate, a mean
  std::span<const double> people{};  ///< who stands behind it
  std::span<const double> rank{};    ///< any numbers: lowest = worst off; equal ones share a rank
  std::span<const double> error{};   ///< standard error of each value; empty = not known
  core::RowNames groups{};           ///< what they are called in messages
};

struct SlopeIndex {
  double slope = 0.0;         ///< SII: value of the best off minus that of the worst off
  Interval slope_interval{};  ///< NaN without errors
  double ratio = 0.0;         ///< RII: value of the best off over that of the worst off
  Interval ratio_interval{};  ///< NaN without errors, and where the lower end may be 0
  double worst_off = 0.0;     ///< on the line
  double best_off = 0.0;
};

/// How far apart are the worst off and the best off, all groups between them taken into account?
///
/// Slope and relative index of inequality (Preston, Haines and Pamuk 1981; Mackenbach and Kunst
/// 1997; Public Health England): a straight line through the values, over the share of people who
/// are worse off (each group at its middle, 0 to 1), weighted by people. The slope is what lies
/// between both ends of the line, the ratio is one end over the other. Three groups of 100 people
/// with 10, 12 and 17 % lie at 1/6, 1/2, 5/6: slope 10.5 points, from 7.75 to 18.25 %, ratio 2.35.
///
/// The slope is a weighted sum of the values, so its variance is the sum of (weight x error)²; the
/// interval of the ratio is Fieller's. Both are what normal simulations (Public Health England)
/// tend to. They carry the errors of the values, not the question whether a straight line fits, and
/// take groups for independent.
///
/// When not: fewer than about five groups, no order between them (nationalities), or a line that
/// bends (then concentration_index). Exact sums: the same for any order of groups. O(n log n).
///
/// Throws InvalidInput "length_mismatch"; "not_finite", "negative_count" naming groups;
/// "fewer_areas_than_needed" unless two ranks have people.
[[nodiscard]] SlopeIndex slope_index(const RankedGroups& groups, double level = 0.95);

}  // namespace sozialraum::indicator
