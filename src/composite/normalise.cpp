#include "sozialraum/composite/normalise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/scale.hpp"

namespace sozialraum::composite {
Goalposts goalposts_of(std::span<const double> values) {
  Goalposts posts{std::numeric_limits<double>::infinity(),
                  -std::numeric_limits<double>::infinity()};
  for (const double x : values) {
    if (std::isnan(x)) continue;
    posts.low = std::min(posts.low, x);
    posts.high = std::max(posts.high, x);
  }
  if (!(posts.low < posts.high)) {
    core::invalid_argument("values", "has fewer than two different values",
                           "leave the column out: it cannot tell areas apart");
  }
  return posts;
}

std::vector<double> min_max(std::span<const double> values, const Goalposts& goalposts) {
  const auto [low, high] = goalposts;
  if (!(low < high)) {
    core::invalid_argument("goalposts",
                           fmt::format("are {} and {}; the low one comes first", low, high));
  }
  const indicator::Scale scale{
      .method = indicator::ScaleMethod::kMinMax, .middle = low, .unit = high - low};
  return indicator::apply_scale(scale, values).value;
}

std::vector<double> ranks(std::span<const double> values) {
  indicator::Scale scale{.method = indicator::ScaleMethod::kRank};
  for (const double x : values) {
    if (!std::isnan(x)) scale.reference.push_back(x);
  }
  std::sort(scale.reference.begin(), scale.reference.end());
  return indicator::apply_scale(scale, values).value;
}

std::vector<double> rank_exponential(std::span<const double> ranks, double n) {
  const double reach = 1.0 - std::exp(-100.0 / 23.0);
  std::vector<double> result;
  result.reserve(ranks.size());
  for (const double rank : ranks) {
    if (rank < 1.0 || rank > n) {
      core::invalid_argument("ranks", fmt::format("holds the rank {} of {}", rank, n));
    }
    result.push_back(-23.0 * std::log1p(-(n + 1.0 - rank) / n * reach));
  }
  return result;
}

}  // namespace sozialraum::composite
