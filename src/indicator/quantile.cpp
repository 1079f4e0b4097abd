#include "sozialraum/indicator/quantile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plotting_position.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> result;
  for (const double x : values) {
    if (!std::isnan(x)) result.push_back(x);
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace

void require_quantile_type(int type) {
  if (type == 7 || type == 9) return;
  core::invalid_argument("type", fmt::format("is {}; quantiles of type 7 or 9 are made", type),
                         "7 is usual, 9 the practice of German indices");
}

double quantile_of_sorted(std::span<const double> sorted, double p, int type) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto n = static_cast<double>(sorted.size());
  const double place = type == 7 ? (n - 1.0) * p + 1.0 : (n + 0.25) * p + 0.375;
  const double h = std::clamp(place, 1.0, n);
  const auto below = static_cast<std::size_t>(h);
  const double rest = h - std::floor(h);
  const double low = sorted[below - 1];
  return rest == 0.0 ? low : low + rest * (sorted[below] - low);
}

double plotting_position(double k, double n, int type) {
  if (type == 9) return (k - 0.375) / (n + 0.25);
  return n > 1.0 ? (k - 1.0) / (n - 1.0) : 0.5;
}

double quantile(std::span<const double> values, double p, int type) {
  require_quantile_type(type);
  if (!(p >= 0.0 && p <= 1.0)) {
    core::invalid_argument("p", fmt::format("is {}; a share lies between 0 and 1", p));
  }
  return quantile_of_sorted(sorted(values), p, type);
}

std::vector<std::size_t> quantile_groups(std::span<const double> values, std::size_t k, int type) {
  require_quantile_type(type);
  if (k < 2 || k > 1000) {
    core::invalid_argument("k", fmt::format("is {}; 2 to 1,000 groups are made", k));
  }
  const std::vector<double> all = sorted(values);
  std::vector<double> limits;
  for (std::size_t i = 1; i < k; ++i) {
    limits.push_back(
        quantile_of_sorted(all, static_cast<double>(i) / static_cast<double>(k), type));
  }
  std::vector<std::size_t> groups;
  groups.reserve(values.size());
  for (const double x : values) {
    const auto above = std::upper_bound(limits.begin(), limits.end(), x) - limits.begin();
    groups.push_back(std::isnan(x) ? 0 : static_cast<std::size_t>(above) + 1);
  }
  return groups;
}

}  // namespace sozialraum::indicator
