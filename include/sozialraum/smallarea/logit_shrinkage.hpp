#pragma once

#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"

namespace sozialraum::smallarea {

/// Shares pulled towards that of the larger unit on the scale of log odds, one row an area.
struct LogitShrinkageResult {
  std::vector<double> rate{};    ///< NaN where the state has no value
  std::vector<double> weight{};  ///< of the own log odds
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> posterior_mean{};      ///< of the log odds: middle of the interval's normal
  std::vector<double> posterior_variance{};  ///< and its variance: draws are Law::kLogitNormal
  std::vector<core::CellState> states{};
  double target = 0.0;    ///< the share of all areas together
  double variance = 0.0;  ///< t², of the log odds between areas
  std::vector<core::Finding> findings{};
};

/// What would an area's share be if more people lived there, by the rule of the British indices of
/// deprivation?
///
/// z = ln((y + 1/2)/(n - y + 1/2)) with the variance s² = (n+1)(n+2) / (n (y+1)(n-y+1)); t² = the
/// variance of z between the areas of the larger unit (n - 1 below); w = t² / (s² + t²), and
/// z* = w z + (1 - w) Z, Z the log odds of all areas together (Noble and others, Scottish Indices
/// of Deprivation 2003). For comparison with those indices: t² still holds the chance in z, so
/// small areas are shrunk less than by empirical_bayes.
///
///     20 of 100 and 4 of 40 and 6 of 20 of a unit: 30 of 160 pull all three
///
/// The intervals are those of fay_herriot on the scale of log odds, put back; they carry that t² is
/// estimated, and always hold the rate; in simulation they cover .91 to .99 where .95 is promised
/// (docs/methods/smallarea.md), since z is not normal for few cases. Missing stays missing; a base
/// of 0 gets the target with the weight 0 ("empty_base"). Throws InvalidInput as require_counts
/// does for a part of the base; "fewer_areas_than_needed" below three areas with a base. The same
/// bytes for any order of rows.
[[nodiscard]] LogitShrinkageResult logit_shrinkage(const indicator::Counts& counts,
                                                   double level = 0.95);

}  // namespace sozialraum::smallarea
