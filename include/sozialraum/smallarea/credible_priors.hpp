#pragma once

#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

/// One of the priors that the areas allow, and how probable they make it.
struct CrediblePrior {
  Prior prior{};
  double mean_variance = 0.0;  ///< how far the mean is from known, if the variance is this one
  double probability = 0.0;    ///< all together 1
};

struct CrediblePriorOptions {
  Model model = Model::kPoisson;
  /// Variance of each count that is an expectation itself (smallarea::guard); empty = all exact.
  std::span<const double> count_variance{};
  /// How much each row counts, from 0 on: neighbours by their nearness. Empty = all count 1.
  std::span<const double> row_weight{};
  core::Execution execution{};
};

/// Mean and variance of what is known of one area's true rate.
struct PosteriorMoments {
  double mean = 0.0;
  double variance = 0.0;
};

/// Which means and variances of the true rates may stand behind what was counted?
///
/// From five hamlets nobody can tell how much true rates differ; a single estimate of the variance
/// A pretends to, and at an estimate of 0 an interval would say that all hamlets are alike. So A is
/// integrated over, as Morris (1983) does: every A above 0 is equally likely beforehand, a rate of
/// base n scatters around the mean with the variance A + m/n (Poisson) or A (1 - 1/n) + m (1 - m)/n
/// (binomial), the mean is estimated with the inverse of these as weights, and the likelihood is
/// that of normal deviations with the mean integrated out (REML). Eleven Gauss-Legendre points over
/// the A whose log posterior is at most 6 below the largest; A no larger than the square of five
/// times the largest deviation, which matters below four areas only.
///
/// Everything changes continuously with the counts. Empty if no row has a count and a base above 0.
/// The same bytes for any order of rows. O(rows log rows) and about 80 passes over the distinct
/// bases. REQUIRES counts that require_counts has let pass.
[[nodiscard]] std::vector<CrediblePrior> credible_priors(const indicator::Counts& counts,
                                                         const CrediblePriorOptions& options = {});

/// Mean and variance of an area's true rate over all priors, with the uncertainty of the mean for
/// the part that comes from it. REQUIRES priors.
[[nodiscard]] PosteriorMoments credible_moments(std::span<const CrediblePrior> priors,
                                                const indicator::Share& share);

/// The central interval of the gamma (kPoisson) or beta (kBinomial) distribution with these
/// moments. REQUIRES 0 < level < 1.
[[nodiscard]] indicator::Interval interval_of(const PosteriorMoments& moments, Model model,
                                              double level = 0.95);

/// Where does the true rate of an area lie, if the prior itself is uncertain? interval_of the
/// credible_moments. REQUIRES priors, 0 < level < 1.
[[nodiscard]] indicator::Interval credible_interval(std::span<const CrediblePrior> priors,
                                                    const indicator::Share& share,
                                                    double level = 0.95);

}  // namespace sozialraum::smallarea
