#pragma once

#include <optional>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/covariates.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

struct RegressionBayesOptions {
  Model model = Model::kPoisson;
  double level = 0.95;    ///< of the posterior intervals
  bool intervals = true;  ///< they cost twice the rest
  /// As in empirical_bayes.
  std::optional<indicator::CountBound> bound{};
  core::Execution execution{};
};

/// Rates pulled towards what the covariates let expect, one row an area.
struct RegressionBayesResult {
  std::vector<double> rate{};    ///< NaN where the state has no value
  std::vector<double> weight{};  ///< of the own rate; 0 = what the covariates let expect
  std::vector<double> lower{};   ///< NaN without intervals, as the moments of the posterior
  std::vector<double> upper{};
  std::vector<double> expected{};        ///< of an area with these covariates; also without a count
  std::vector<double> posterior_mean{};  ///< middle of the interval's distribution
  std::vector<double> posterior_variance{};  ///< and its variance: what draws are made of
  std::vector<core::CellState> states{};
  std::vector<Coefficient> coefficients{};  ///< of the log (kPoisson) or logit (kBinomial) rate
  /// How far true rates scatter around what is expected. kPoisson: variance / expected² = 1/alpha
  /// of the gamma distribution; kBinomial: 1/(alpha + beta) of the beta distribution. 0 = no more
  /// than chance.
  double dispersion = 0.0;
  double log_likelihood = 0.0;  ///< negative binomial or beta-binomial
  std::vector<core::Finding> findings{};
};

/// What would an area's rate be if more people lived there, areas of its kind being the yardstick?
///
/// The rate expected of an area is exp(b0 + b1 x1 + ...) per base (kPoisson) or the share whose
/// logit that is (kBinomial). True rates scatter around it by a gamma or beta law; coefficients and
/// scatter are those under which the counts are most likely (negative binomial: Clayton and Kaldor
/// 1987; beta-binomial: Williams 1982). Then, as ever, rate = expected + w (y/n - expected) with
/// w = n / (n + persons the prior is worth). Without covariates it is empirical_bayes by maximum
/// likelihood in place of moments: the small areas speak with more of their weight.
///
///     20 areas with counts twice as high where farming is common: a hamlet there is pulled to the
///     farming areas' rate, not to that of all.
///
/// When not: covariates that were chosen because they fit these same counts, or that come of them;
/// fewer than about ten areas a covariate. Never a type that this indicator helped to find.
///
/// The intervals carry that coefficients and scatter are estimated: the scatter is integrated over
/// (eleven points; every value equally likely beforehand, coefficients integrated out by Laplace's
/// method), the expected rate brings the variance of its coefficients along. They always hold the
/// rate.
///
/// Missing stays missing; an area that lacks a covariate takes no part and gets nothing
/// ("missing_covariates"); one with a base of 0 gets what is expected ("empty_base"). "no_spread"
/// if the scatter is 0. If no coefficients are finite (no cases at all, or none in the areas that
/// have a trait), nothing is told: kUndefined everywhere, "no_finite_fit". Throws InvalidInput as
/// empirical_bayes; "fewer_areas_than_needed" with less than two areas more than coefficients;
/// "constant_column" and "collinear_covariates" naming the covariate. The same bytes for any order
/// of rows and any number of threads. O(areas * covariates²) a step, about 150 steps.
[[nodiscard]] RegressionBayesResult regression_bayes(const indicator::Counts& counts,
                                                     const Covariates& covariates = {},
                                                     const RegressionBayesOptions& options = {});

}  // namespace sozialraum::smallarea
