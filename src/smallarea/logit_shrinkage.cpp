#include "sozialraum/smallarea/logit_shrinkage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "smallarea/count_findings.hpp"
#include "smallarea/moments.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/smallarea/fay_herriot.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

double share_of(double log_odds) { return 1.0 / (1.0 + std::exp(-log_odds)); }

/// Log odds of each area and their variances; NaN where there is no base.
struct LogOdds {
  std::vector<double> value;
  std::vector<double> variance;
};

LogOdds log_odds_of(const indicator::Counts& counts) {
  LogOdds odds{std::vector(counts.size(), kMissing), std::vector(counts.size(), kMissing)};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    const double y = counts.count[i];
    const double n = counts.base[i];
    odds.value[i] = std::log((y + 0.5) / (n - y + 0.5));
    odds.variance[i] = (n + 1.0) * (n + 2.0) / (n * (y + 1.0) * (n - y + 1.0));
  }
  return odds;
}

/// Between the areas, with n - 1 below.
double variance_between(const std::vector<double>& values) {
  core::ExactSum sum;
  double areas = 0.0;
  for (const double z : values) {
    if (std::isnan(z)) continue;
    sum.add(z);
    areas += 1.0;
  }
  const double mean = sum.value() / areas;
  core::ExactSum squares;
  for (const double z : values) {
    if (!std::isnan(z)) squares.add((z - mean) * (z - mean));
  }
  return squares.value() / (areas - 1.0);
}

double share_of_all(const indicator::Counts& counts) {
  core::ExactSum cases;
  core::ExactSum people;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    cases.add(counts.count[i]);
    people.add(counts.base[i]);
  }
  return cases.value() / people.value();
}

/// w z + (1 - w) Z, also where Z is that of nobody or all: -inf or +inf.
double between(double own, double target, double weight) {
  return weight == 1.0 ? own : weight * own + (1.0 - weight) * target;
}

}  // namespace

LogitShrinkageResult logit_shrinkage(const indicator::Counts& counts, double level) {
  indicator::require_counts(counts, indicator::CountBound::kPartOfBase);
  const LogOdds odds = log_odds_of(counts);
  const FayHerriotResult around =
      fay_herriot({.value = odds.value, .variance = odds.variance, .areas = counts.areas}, {},
                  {.level = level});
  LogitShrinkageResult result{.rate = std::vector(counts.size(), kMissing),
                              .weight = std::vector(counts.size(), kMissing),
                              .lower = std::vector(counts.size(), kMissing),
                              .upper = std::vector(counts.size(), kMissing),
                              .posterior_mean = around.posterior_mean,
                              .posterior_variance = around.posterior_variance,
                              .states = std::vector(counts.size(), core::CellState::kNotReported),
                              .target = share_of_all(counts),
                              .variance = variance_between(odds.value)};
  const double target = std::log(result.target / (1.0 - result.target));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    result.states[i] = counts.state(i);
    if (!counts.has_value(i)) continue;
    const bool informed = informs(counts, i);
    const double weight = informed ? result.variance / (result.variance + odds.variance[i]) : 0.0;
    const double rate = informed ? share_of(between(odds.value[i], target, weight)) : result.target;
    result.weight[i] = weight;
    result.rate[i] = rate;
    if (!informed) continue;  // without a base no interval: what is known is the target
    result.lower[i] = std::min(share_of(around.lower[i]), rate);
    result.upper[i] = std::max(share_of(around.upper[i]), rate);
  }
  tell_empty_bases(counts, "the share of all areas", result.findings);
  return result;
}

}  // namespace sozialraum::smallarea
