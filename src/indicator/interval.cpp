#include "sozialraum/indicator/interval.hpp"

#include <fmt/format.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

// Double all through: long double would triple the time for digits that nobody sees.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Beta = boost::math::beta_distribution<double, Policy>;
using ChiSquared = boost::math::chi_squared_distribution<double, Policy>;

void require_level(double level) {
  if (level > 0.0 && level < 1.0) return;
  core::invalid_argument("level", fmt::format("is {}; a level lies between 0 and 1", level),
                         "0.95 is usual");
}

void require_share(const Share& share) {
  if (share.base > 0.0 && share.count >= 0.0 && share.count <= share.base) return;
  core::invalid_argument("share", fmt::format("{} of {} is not a share", share.count, share.base));
}

void require_count(double count) {
  if (count >= 0.0 && std::isfinite(count)) return;
  core::invalid_argument("count", fmt::format("is {}; a number of cases is not below 0", count));
}

double tail(double level) { return (1.0 - level) / 2.0; }

}  // namespace

double normal_deviate(double level) {
  require_level(level);
  return boost::math::quantile(boost::math::complement(Normal(), tail(level)));
}

double standard_error(const Interval& interval, double level) {
  return (interval.upper - interval.lower) / (2.0 * normal_deviate(level));
}

Interval wilson(const Share& share, double level) {
  return wilson_at(share, normal_deviate(level));
}

Interval wilson_at(const Share& share, double deviate) {
  require_share(share);
  const auto [count, base] = share;
  const double z2 = deviate * deviate;
  const double half = deviate * std::sqrt(z2 + 4.0 * count * (1.0 - count / base));
  const double middle = 2.0 * count + z2;
  const double width = 2.0 * (base + z2);
  return {count == 0.0 ? 0.0 : (middle - half) / width,
          count == base ? 1.0 : (middle + half) / width};
}

Interval clopper_pearson(const Share& share, double level) {
  require_level(level);
  require_share(share);
  const auto [count, base] = share;
  const double alpha = tail(level);
  using boost::math::complement;
  using boost::math::quantile;
  return {
      count == 0.0 ? 0.0 : quantile(Beta(count, base - count + 1.0), alpha),
      count == base ? 1.0 : quantile(complement(Beta(count + 1.0, base - count), alpha)),
  };
}

Interval byar(double count, double level) {
  require_count(count);
  const double z = normal_deviate(level);
  const auto cube = [](double x) { return x * x * x; };
  const double next = count + 1.0;
  // Far below one case the approximation would end below zero, where no number of cases is.
  const double root = count == 0.0 ? 0.0 : 1.0 - 1.0 / (9.0 * count) - z / (3.0 * std::sqrt(count));
  return {
      root <= 0.0 ? 0.0 : count * cube(root),
      next * cube(1.0 - 1.0 / (9.0 * next) + z / (3.0 * std::sqrt(next))),
  };
}

Interval exact_poisson(double count, double level) {
  require_level(level);
  require_count(count);
  const double alpha = tail(level);
  using boost::math::complement;
  using boost::math::quantile;
  return {count == 0.0 ? 0.0 : 0.5 * quantile(ChiSquared(2.0 * count), alpha),
          0.5 * quantile(complement(ChiSquared(2.0 * count + 2.0), alpha))};
}

Interval difference_of_counts(double plus, double minus, double level) {
  const Interval came = poisson_count(plus, level);
  const Interval left = poisson_count(minus, level);
  return {plus - minus - std::hypot(plus - came.lower, left.upper - minus),
          plus - minus + std::hypot(came.upper - plus, minus - left.lower)};
}

Interval poisson_count(double count, double level) {
  return count < 10.0 ? exact_poisson(count, level) : byar(count, level);
}

}  // namespace sozialraum::indicator
