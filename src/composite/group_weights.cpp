#include "sozialraum/composite/group_weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/quantile.hpp"

namespace sozialraum::composite {
namespace {

void require_scores(const Scores& scores, double settled, const char* argument) {
  if (scores.items == 0 || scores.values.empty() || scores.values.size() % scores.items != 0) {
    core::invalid_argument(argument, fmt::format("has {} numbers for {} items; every person needs "
                                                 "one for every item",
                                                 scores.values.size(), scores.items));
  }
  for (std::size_t i = 0; i < scores.values.size(); ++i) {
    const double value = scores.values[i];
    if (value >= 0.0 && std::isfinite(value)) continue;
    core::invalid_argument(argument, fmt::format("holds {} in row {}; a number not below 0 is "
                                                 "needed",
                                                 value, i / scores.items + 1));
  }
  if (settled >= 0.0) return;
  core::invalid_argument("settled", fmt::format("is {}; a number not below 0 is needed", settled));
}

/// Ranks of a row, equal ones the mean of theirs; adds t^3 - t of every group of t equal ones.
std::vector<double> ranks(std::span<const double> row, double& ties) {
  std::vector<std::size_t> order(row.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return row[i]; });
  std::vector<double> result(row.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && row[order[end]] == row[order[begin]]) ++end;
    const auto equal = static_cast<double>(end - begin);
    const double rank = static_cast<double>(begin + end + 1) / 2.0;
    for (; begin < end; ++begin) result[order[begin]] = rank;
    ties += equal * equal * equal - equal;
  }
  return result;
}

double agreement(const Scores& scores) {
  std::vector<double> sums(scores.items);
  double ties = 0.0;
  for (std::size_t person = 0; person < scores.people(); ++person) {
    const auto row = ranks(scores.values.subspan(person * scores.items, scores.items), ties);
    for (std::size_t i = 0; i < scores.items; ++i) sums[i] += row[i];
  }
  const auto m = static_cast<double>(scores.people());
  const auto n = static_cast<double>(scores.items);
  const double mean = m * (n + 1.0) / 2.0;
  double apart = 0.0;
  for (const double sum : sums) apart += (sum - mean) * (sum - mean);
  const double most = m * m * (n * n * n - n) - m * ties;
  if (m < 2.0 || !(most > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  return 12.0 * apart / most;
}

/// Everything but the weights.
GroupWeights described(const Scores& scores, double settled) {
  GroupWeights result;
  for (std::size_t i = 0; i < scores.items; ++i) {
    std::vector<double> column;
    for (std::size_t person = 0; person < scores.people(); ++person) {
      column.push_back(scores.values[person * scores.items + i]);
    }
    std::ranges::sort(column);  // so that no sum depends on the order of the people
    result.least.push_back(column.front());
    result.most.push_back(column.back());
    result.lower.push_back(indicator::quantile(column, 0.25));
    result.median.push_back(indicator::quantile(column, 0.5));
    result.upper.push_back(indicator::quantile(column, 0.75));
    result.settled.push_back(result.upper.back() - result.lower.back() <= settled + 1e-12);
    result.weights.push_back(std::accumulate(column.begin(), column.end(), 0.0) /
                             static_cast<double>(column.size()));
  }
  result.agreement = agreement(scores);
  return result;
}

}  // namespace

GroupWeights budget_allocation(const Scores& points, double settled) {
  require_scores(points, settled, "points");
  std::vector<double> shares(points.values.begin(), points.values.end());
  for (std::size_t person = 0; person < points.people(); ++person) {
    const auto row = std::span(shares).subspan(person * points.items, points.items);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    if (!(sum > 0.0)) {
      core::invalid_argument("points", fmt::format("holds no points in row {}", person + 1),
                             "leave out who handed out nothing");
    }
    for (double& share : row) share /= sum;
  }
  return described({.values = shares, .items = points.items}, settled);
}

GroupWeights delphi_round(const Scores& scores, double settled) {
  require_scores(scores, settled, "scores");
  GroupWeights result = described(scores, settled);
  const double sum = std::accumulate(result.median.begin(), result.median.end(), 0.0);
  if (!(sum > 0.0)) {
    core::invalid_argument("scores", "have no median above 0", "score on a scale that begins at 1");
  }
  for (std::size_t i = 0; i < scores.items; ++i) result.weights[i] = result.median[i] / sum;
  return result;
}

}  // namespace sozialraum::composite
