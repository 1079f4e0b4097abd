#pragma once

#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::smallarea {

struct JamesSteinOptions {
  double level = 0.95;
  core::RowNames areas{};
};

/// Values pulled towards their mean by one factor, one row an area.
struct JamesSteinResult {
  std::vector<double> value{};  ///< NaN where missing
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> posterior_mean{};      ///< middle of the interval's normal distribution
  std::vector<double> posterior_variance{};  ///< and its variance: what draws are made of
  std::vector<core::CellState> states{};
  double mean = 0.0;
  double weight = 0.0;  ///< of the own value, the same for all
  std::vector<core::Finding> findings{};
};

/// How do equally exact values look without the luck in them?
///
/// mean + (1 - (k - 3) variance / sum (value - mean)²)+ (value - mean) of k values, each measured
/// with the same known variance (James and Stein 1961, the positive part; towards the mean: Efron
/// and Morris 1975). Eighteen baseball players of 45 times at bat: .400 becomes .294. For unequal
/// variances take fay_herriot.
///
/// Intervals: Morris (1983), V (1 - (k-1)/k B) + 2/(k-3) B² (value - mean)², with the shrinkage B
/// at most (k-3)/(k-1), so that they never collapse; they always hold the value. Missing stays
/// missing. "no_spread" if the weight is 0. Throws InvalidInput "not_finite", "invalid_argument"
/// for a variance not above 0, "fewer_areas_than_needed" below four values. The same bytes for any
/// order of rows.
[[nodiscard]] JamesSteinResult james_stein(const core::Cells& values, double variance,
                                           const JamesSteinOptions& options = {});

}  // namespace sozialraum::smallarea
