#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::smallarea {

/// Counts of several years, areas x years, row by row; NaN in either is missing.
struct YearlyCounts {
  std::span<const double> count{};
  std::span<const double> base{};
  std::span<const double> years{};  ///< such as 2019, 2020, 2021
  core::RowNames areas{};
};

struct PooledYearsOptions {
  bool trend = true;  ///< false: the years are added up as if nothing had changed
  double year = 0.0;  ///< which year the pooled base stands for; 0 = the last
};

/// Counts of all years together, and bases that make them comparable with one year.
struct PooledYearsResult {
  std::vector<double> count{};  ///< of all years with both numbers; NaN if there is none
  /// Sum of base exp(trend (year - the year asked)): count / base is the rate of the year asked.
  std::vector<double> base{};
  double trend = 0.0;           ///< growth of the log rate a year, common to all areas
  double standard_error = 0.0;  ///< of the trend, if cases come by chance alone; NaN if unknown
  double year = 0.0;
  std::vector<core::Finding> findings{};
};

/// How do several years become one steadier figure without blurring what changed meanwhile?
///
/// Three years of a hamlet are three times the people, but added up they speak of the year in the
/// middle. All areas share one trend, the one under which the cases of each area fall on the years
/// as they did: y_it of n_it with rate_i exp(b t); b maximises the likelihood given each area's
/// total (the areas' own levels drop out; Newton). The pooled count and base then go into any
/// estimator: empirical_bayes({count, base}) adjusts the rate of the year asked.
///
///     base 100 a year, rate growing by a tenth a year: 10, 11, 12.1 cases; asked for the last:
///     33.1 cases on a base of 100 (1/1.21 + 1/1.1 + 1) = 273.6 are 12.1 %
///
/// When not: where areas are known to go different ways, or a definition changed in between (a
/// break). Few cases know no trend: look at its standard error. Without cases or with one year it
/// is 0 ("no_trend"). Missing years are left out area by area. Throws InvalidInput
/// "length_mismatch", "negative_count", "negative_base", "not_finite", "invalid_argument" for years
/// that are doubled or not numbers. The same bytes for any order of rows. O(areas * years) a step.
[[nodiscard]] PooledYearsResult pooled_years(const YearlyCounts& counts,
                                             const PooledYearsOptions& options = {});

}  // namespace sozialraum::smallarea
