#include "sozialraum/composite/normalise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::composite {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

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
  std::vector<double> result;
  result.reserve(values.size());
  for (const double x : values) result.push_back((x - low) / (high - low));
  return result;
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  std::vector<double> result(values.size(), kMissing);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool tied = i > 0 && values[order[i]] == values[order[i - 1]];
    result[order[i]] = tied ? result[order[i - 1]] : static_cast<double>(i + 1);
  }
  return result;
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
