#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::smallarea {

/// How do the cases of an area come about?
enum class Model : std::uint8_t {
  kPoisson,   ///< events per base, also per expected number of events: gamma prior
  kBinomial,  ///< persons among persons: beta prior
};

/// How do the true rates of the areas spread around their common mean?
///
/// Poisson: gamma with alpha = mean²/variance and nu = mean/variance. Binomial: beta with
/// alpha + beta = mean (1 - mean)/variance - 1. A variance of 0 says that all areas have the same
/// rate as far as the data can tell.
struct Prior {
  double mean = 0.0;
  double variance = 0.0;
  Model model = Model::kPoisson;
};

/// How many persons of base the prior knowledge is worth: an area of this base has the weight 1/2.
/// Infinite for a variance of 0.
[[nodiscard]] double prior_base(const Prior& prior);

/// The share of an area's own data in its adjusted rate, base / (base + prior_base).
[[nodiscard]] double own_weight(const Prior& prior, double base);

/// The base from which on an area's own data has at least this weight: r/(1-r) * prior_base.
///
/// Infinite for a variance of 0. Throws InvalidInput unless 0 < reliability < 1.
[[nodiscard]] double minimum_base(const Prior& prior, double reliability);

/// What would the rates of other areas, or of another year, be with a prior learned of these?
///
/// mean + own_weight (count/base - mean), row by row; the mean where the base is 0, NaN where a
/// number is missing. A prior of mean .12 that is worth 100 persons makes 30 of 100 a rate of .21.
/// The prior is taken as known, so there is no interval: for one, give empirical_bayes all areas
/// together. NaN everywhere if the prior is (no area had a base). O(rows).
///
/// Throws InvalidInput as require_counts does; "count_above_base" for kBinomial.
[[nodiscard]] std::vector<double> shrunken_rates(const Prior& prior,
                                                 const indicator::Counts& counts);

/// Where does the true rate lie, given the prior and `share` of the area itself?
///
/// Quantiles of the gamma or beta posterior. It takes the prior as known, so it is too narrow when
/// the prior was estimated from few areas: credible_interval is not. REQUIRES prior.variance > 0.
[[nodiscard]] indicator::Interval posterior_interval(const Prior& prior,
                                                     const indicator::Share& share,
                                                     double level = 0.95);

}  // namespace sozialraum::smallarea
