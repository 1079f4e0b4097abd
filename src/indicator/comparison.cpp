#include "sozialraum/indicator/comparison.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <vector>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

double ratio(const core::ExactSum& numerator, const core::ExactSum& denominator) {
  const double total = denominator.value();
  return total > 0.0 ? numerator.value() / total : std::numeric_limits<double>::quiet_NaN();
}

void require_weights(std::span<const double> values, std::span<const double> weights) {
  if (weights.size() != values.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} weights for {} values", weights.size(), values.size()),
         .place = {.argument = "weights"}});
  }
  for (const double weight : weights) {
    if (weight >= 0.0 && std::isfinite(weight)) continue;
    core::invalid_argument("weights", fmt::format("is {}; a weight is not below 0", weight));
  }
}

}  // namespace

double sum_over_sum(const Counts& counts) {
  // A balance, such as that of people moving in and out, may be below 0; a base may not.
  const auto given = counts.count.values();
  std::vector<double> size(given.begin(), given.end());
  for (double& count : size) count = std::abs(count);
  require_counts({size, counts.base, counts.areas}, CountBound::kFree);
  core::ExactSum count;
  core::ExactSum base;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts.has_value(i)) continue;
    count.add(counts.count[i]);
    base.add(counts.base[i]);
  }
  return ratio(count, base);
}

double mean_of_areas(std::span<const double> values) {
  core::ExactSum sum;
  core::ExactSum areas;
  for (const double x : values) {
    if (std::isnan(x)) continue;
    sum.add(x);
    areas.add(1.0);
  }
  return ratio(sum, areas);
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) {
  require_weights(values, weights);
  core::ExactSum sum;
  core::ExactSum total;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    sum.add(weights[i] * values[i]);
    total.add(weights[i]);
  }
  return ratio(sum, total);
}

}  // namespace sozialraum::indicator
