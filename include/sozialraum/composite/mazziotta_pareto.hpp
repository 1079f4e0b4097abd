#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/composite/normalise.hpp"
#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::composite {

/// Is a high value of the composite good or bad? Unbalance makes the composite worse.
enum class Polarity : std::uint8_t {
  kBad,   ///< deprivation: unbalance adds to it
  kGood,  ///< well-being: unbalance takes from it
};

/// One indicator; NaN is missing. Pillars weigh the same: two that measure nearly the same thing
/// count double, so take one, or their mean.
struct Pillar {
  std::string name{};    ///< for findings
  core::Cells values{};  ///< in its own unit: scaling is part of the method
  int direction = 1;     ///< +1: more of it is more of the composite; -1: less
  /// Given: values are scaled to 70 at the low and 130 at the high goalpost, comparable over the
  /// years (adjusted MPI). Not given: to mean 100 and standard deviation 10 of the areas.
  std::optional<Goalposts> goalposts{};
};

struct MazziottaParetoOptions {
  Polarity polarity = Polarity::kBad;
  core::RowNames areas{};  ///< what the rows are called in findings
};

struct MazziottaPareto {
  std::vector<double> values{};  ///< NaN for an area that lacks a pillar
  /// core::combine() of all pillars; kUndefined if a pillar is constant.
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// How burdened is an area, if a gap in one field cannot fully be made good by another?
///
/// M + S²/M (bad) or M - S²/M (good), with the mean M and the population standard deviation S of an
/// area's scaled values (Mazziotta and Pareto 2016, Social Indicators Research 127:983).
///
/// By pencil: two pillars at 110 and 90 have M = 100 and S = 10, so 101 if high is bad and 99 if
/// high is good. An area with 100 in both has M = 100 and S = 0: 100. A weighted sum would call
/// the two areas alike; here the unbalanced one is worse off either way.
///
/// Not the right tool where one thing does make good another (money for money: weighted_sum()), nor
/// for two or three areas, whose mean and spread say little. Without goalposts 100 is the mean of
/// these areas in this year, so that scores of two years may not be subtracted; with goalposts they
/// may, if those of both years are the same.
///
/// An area that lacks a pillar is not scored and is named in the finding "not_scored"; a constant
/// pillar lets no area be scored ("constant_column"). O(areas * pillars).
///
/// Throws InvalidInput for pillars of different length, none at all, or another direction.
[[nodiscard]] MazziottaPareto mazziotta_pareto(std::span<const Pillar> pillars,
                                               const MazziottaParetoOptions& options = {});

}  // namespace sozialraum::composite
