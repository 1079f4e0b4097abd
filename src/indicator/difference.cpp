#include "sozialraum/indicator/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

// Whole numbers are exact up to 1e15, and no cases are more.
bool is_whole(double x) { return x >= 0.0 && x <= 1e15 && x == std::floor(x); }

void require_whole_share(const Share& share) {
  if (share.base > 0.0 && share.count <= share.base && is_whole(share.count) &&
      is_whole(share.base)) {
    return;
  }
  core::invalid_argument(
      "share", fmt::format("{} of {} is no share of whole persons", share.count, share.base),
      "the exact test counts persons; use the counts before any adjustment");
}

void require_events(const Events& events) {
  if (is_whole(events.count) && events.base > 0.0 && std::isfinite(events.base)) return;
  core::invalid_argument(
      "events", fmt::format("{} on a base of {} cannot be tested", events.count, events.base),
      "whole counts on a base above 0 are needed");
}

/// A distribution of a whole number, known by how its probabilities grow from one to the next.
struct Chances {
  double lowest = 0.0;
  double highest = 0.0;
  double mode = 0.0;
};

// What is as likely as the observed must not fall out by the last bits of a product.
constexpr double kAsLikely = 1.0 + 1e-7;
constexpr double kNegligible = 1e-18;
// Far below, products with factors near 1 no longer get smaller: a walk would never end.
constexpr double kNothing = 1e-300;

/// The share of the probability that is no likelier than the observed number.
///
/// `growth(k)` is P(k + 1) / P(k). Probabilities are taken relative to the mode's, so nothing has
/// to be normalised; a number so unlikely that its probability is below 1e-300 of the mode's gives
/// 0. Takes some 80 steps a standard deviation.
template <class Growth>
double as_unlikely(const Chances& chances, double observed, const Growth& growth) {
  const auto walk = [&](double step, auto&& visit) {
    double likely = 1.0;
    for (double k = chances.mode; likely > kNothing;) {
      const double next = k + step;
      if (next < chances.lowest || next > chances.highest) break;
      likely = step > 0 ? likely * growth(k) : likely / growth(next);
      k = next;
      if (!visit(k, likely)) break;
    }
  };
  double at_observed = observed == chances.mode ? 1.0 : 0.0;
  if (observed != chances.mode) {
    walk(observed > chances.mode ? 1.0 : -1.0, [&](double k, double likely) {
      if (k == observed) at_observed = likely;
      return k != observed;
    });
  }
  const double limit = at_observed * kAsLikely;
  double all = 1.0;
  double tail = 1.0 <= limit ? 1.0 : 0.0;
  for (const double step : {1.0, -1.0}) {
    walk(step, [&](double, double likely) {
      all += likely;
      if (likely <= limit) tail += likely;
      return likely > limit || likely > kNegligible * tail;
    });
  }
  return std::min(1.0, tail / all);
}

Difference from_limits(double one, const Interval& of_one, double other, const Interval& of_other) {
  Difference result;
  result.difference = one - other;
  result.lower = result.difference - std::hypot(one - of_one.lower, of_other.upper - other);
  result.upper = result.difference + std::hypot(of_one.upper - one, other - of_other.lower);
  result.ratio = other > 0.0 ? one / other : std::numeric_limits<double>::quiet_NaN();
  return result;
}

Interval rate_limits(const Events& events, double level) {
  const auto [lower, upper] = poisson_count(events.count, level);
  return {lower / events.base, upper / events.base};
}

}  // namespace

double fisher_exact(const Share& one, const Share& other) {
  require_whole_share(one);
  require_whole_share(other);
  const double cases = one.count + other.count;
  const double all = one.base + other.base;
  const Chances chances{.lowest = std::max(0.0, cases - other.base),
                        .highest = std::min(cases, one.base),
                        .mode = std::floor((one.base + 1.0) * ((cases + 1.0) / (all + 2.0)))};
  return as_unlikely(chances, one.count, [&](double k) {
    return (cases - k) / (k + 1.0) * ((one.base - k) / (other.base - cases + k + 1.0));
  });
}

double conditional_poisson(const Events& one, const Events& other) {
  require_events(one);
  require_events(other);
  const double all = one.count + other.count;
  const double odds = one.base / other.base;
  const double share = one.base / (one.base + other.base);
  const Chances chances{
      .lowest = 0.0, .highest = all, .mode = std::min(all, std::floor((all + 1.0) * share))};
  return as_unlikely(chances, one.count, [&](double k) { return (all - k) / (k + 1.0) * odds; });
}

Difference difference_of_shares(const Share& one, const Share& other, double level) {
  const double p = fisher_exact(one, other);
  Difference result = from_limits(one.count / one.base, wilson(one, level),
                                  other.count / other.base, wilson(other, level));
  result.p = p;
  return result;
}

Difference difference_of_rates(const Events& one, const Events& other, double level) {
  const double p = conditional_poisson(one, other);
  Difference result = from_limits(one.count / one.base, rate_limits(one, level),
                                  other.count / other.base, rate_limits(other, level));
  result.p = p;
  return result;
}

}  // namespace sozialraum::indicator
