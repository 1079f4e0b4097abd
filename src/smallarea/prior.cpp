#include "sozialraum/smallarea/prior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cassert>
#include <limits>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::smallarea {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Gamma = boost::math::gamma_distribution<double, Policy>;
using Beta = boost::math::beta_distribution<double, Policy>;

template <class Distribution>
indicator::Interval central(const Distribution& distribution, double level) {
  const double tail = (1.0 - level) / 2.0;
  return {boost::math::quantile(distribution, tail),
          boost::math::quantile(boost::math::complement(distribution, tail))};
}

indicator::Interval gamma_interval(const Prior& prior, const indicator::Share& share,
                                   double level) {
  const double nu = prior.mean / prior.variance;
  return central(Gamma(prior.mean * nu + share.count, 1.0 / (nu + share.base)), level);
}

indicator::Interval beta_interval(const Prior& prior, const indicator::Share& share, double level) {
  const double persons = prior_base(prior);
  const double alpha = prior.mean * persons + share.count;
  const double beta = (1.0 - prior.mean) * persons + share.base - share.count;
  // Only if every area is all or nothing does the prior weigh nothing; then the data speak alone.
  if (alpha <= 0.0 || beta <= 0.0) return indicator::clopper_pearson(share, level);
  return central(Beta(alpha, beta), level);
}

}  // namespace

double prior_base(const Prior& prior) {
  if (prior.variance <= 0.0) return std::numeric_limits<double>::infinity();
  if (prior.model == Model::kPoisson) return prior.mean / prior.variance;
  // The variance of shares cannot exceed mean (1 - mean), but its last bit may.
  return std::max(0.0, prior.mean * (1.0 - prior.mean) / prior.variance - 1.0);
}

double own_weight(const Prior& prior, double base) {
  return base == 0.0 ? 0.0 : base / (base + prior_base(prior));
}

double minimum_base(const Prior& prior, double reliability) {
  if (!(reliability > 0.0 && reliability < 1.0)) {
    core::invalid_argument("reliability",
                           fmt::format("is {}; a reliability lies between 0 and 1", reliability),
                           "0.5 lets the own data weigh as much as the mean of all areas");
  }
  return reliability / (1.0 - reliability) * prior_base(prior);
}

indicator::Interval posterior_interval(const Prior& prior, const indicator::Share& share,
                                       double level) {
  assert(prior.variance > 0.0);
  if (!(level > 0.0 && level < 1.0)) {
    core::invalid_argument("level", fmt::format("is {}; a level lies between 0 and 1", level));
  }
  return prior.model == Model::kPoisson ? gamma_interval(prior, share, level)
                                        : beta_interval(prior, share, level);
}

}  // namespace sozialraum::smallarea
