#include "sozialraum/smallarea/prior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <limits>

#include "smallarea/quantiles.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::smallarea {
namespace {

indicator::Interval gamma_posterior(const Prior& prior, const indicator::Share& share,
                                    double level) {
  const double nu = prior.mean / prior.variance;
  return gamma_interval(prior.mean * nu + share.count, 1.0 / (nu + share.base), level);
}

indicator::Interval beta_posterior(const Prior& prior, const indicator::Share& share,
                                   double level) {
  const double persons = prior_base(prior);
  const double alpha = prior.mean * persons + share.count;
  const double beta = (1.0 - prior.mean) * persons + share.base - share.count;
  // Only if every area is all or nothing does the prior weigh nothing; then the data speak alone.
  if (alpha <= 0.0 || beta <= 0.0) return indicator::clopper_pearson(share, level);
  return beta_interval(alpha, beta, level);
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

std::vector<double> shrunken_rates(const Prior& prior, const indicator::Counts& counts) {
  indicator::require_counts(counts, prior.model == Model::kBinomial
                                        ? indicator::CountBound::kPartOfBase
                                        : indicator::CountBound::kFree);
  std::vector<double> rates(counts.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t row = 0; row < rates.size(); ++row) {
    if (!counts.has_value(row)) continue;
    const double base = counts.base[row];
    const double own = base > 0.0 ? counts.count[row] / base : prior.mean;
    rates[row] = prior.mean + own_weight(prior, base) * (own - prior.mean);
  }
  return rates;
}

indicator::Interval posterior_interval(const Prior& prior, const indicator::Share& share,
                                       double level) {
  assert(prior.variance > 0.0);
  if (!(level > 0.0 && level < 1.0)) {
    core::invalid_argument("level", fmt::format("is {}; a level lies between 0 and 1", level));
  }
  return prior.model == Model::kPoisson ? gamma_posterior(prior, share, level)
                                        : beta_posterior(prior, share, level);
}

}  // namespace sozialraum::smallarea
