#include "smallarea/quantiles.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>

namespace sozialraum::smallarea {
namespace {

using indicator::Interval;
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Gamma = boost::math::gamma_distribution<double, Policy>;
using Beta = boost::math::beta_distribution<double, Policy>;

constexpr double kLargeShape = 1e5;
constexpr double kHugeBase = 1e9;

template <class Distribution>
Interval central(const Distribution& distribution, double level) {
  const double tail = (1.0 - level) / 2.0;
  return {boost::math::quantile(distribution, tail),
          boost::math::quantile(boost::math::complement(distribution, tail))};
}

/// Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal.
Interval large_gamma(double shape, double scale, double level) {
  const double z = indicator::normal_deviate(level);
  const auto limit = [&](double deviate) {
    const double root = 1.0 - 1.0 / (9.0 * shape) + deviate / (3.0 * std::sqrt(shape));
    return shape * scale * root * root * root;
  };
  return {limit(-z), limit(z)};
}

/// Normal, with Cornish and Fisher's (1938) term for the skewness.
Interval large_beta(double alpha, double beta, double level) {
  const double z = indicator::normal_deviate(level);
  const double sum = alpha + beta;
  const double mean = alpha / sum;
  const double sd = std::sqrt(mean * (beta / sum) / (sum + 1.0));
  const double skewness =
      2.0 * (beta - alpha) * std::sqrt(sum + 1.0) / ((sum + 2.0) * std::sqrt(alpha * beta));
  const double shift = skewness * (z * z - 1.0) / 6.0;
  return {mean + sd * (shift - z), mean + sd * (shift + z)};
}

/// A share of next to nothing of very many: alpha persons' gamma variable over all.
Interval rare_beta(double alpha, double beta, double level) {
  const auto [lower, upper] = gamma_interval(alpha, 1.0, level);
  return {lower / (lower + beta), upper / (upper + beta)};
}

}  // namespace

Interval gamma_interval(double shape, double scale, double level) {
  return shape > kLargeShape ? large_gamma(shape, scale, level)
                             : central(Gamma(shape, scale), level);
}

Interval beta_interval(double alpha, double beta, double level) {
  if (std::min(alpha, beta) > kLargeShape) return large_beta(alpha, beta, level);
  if (alpha + beta <= kHugeBase) return central(Beta(alpha, beta), level);
  if (alpha < beta) return rare_beta(alpha, beta, level);
  const auto [lower, upper] = rare_beta(beta, alpha, level);
  return {1.0 - upper, 1.0 - lower};
}

Interval gamma_interval_of(double mean, double variance, double level) {
  return gamma_interval(mean * mean / variance, variance / mean, level);
}

Interval beta_interval_of(double mean, double variance, double level) {
  // A variance of mean (1 - mean) is that of all or nothing.
  const double persons = std::max(1e-9, mean * (1.0 - mean) / variance - 1.0);
  return beta_interval(mean * persons, (1.0 - mean) * persons, level);
}

}  // namespace sozialraum::smallarea
