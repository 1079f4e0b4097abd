#include "smallarea/moments.hpp"

#include <limits>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::smallarea {

bool informs(const indicator::Counts& counts, std::size_t row) {
  return counts.has_value(row) && counts.base[row] > 0.0;
}

Pool pool_of(const indicator::Counts& counts) {
  core::ExactSum count;
  core::ExactSum base;
  double areas = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    count.add(counts.count[i]);
    base.add(counts.base[i]);
    areas += 1.0;
  }
  return {count.value(), base.value(), areas};
}

double observed_variance(const indicator::Counts& counts, const Pool& pool,
                         std::span<const double> count_variance) {
  core::ExactSum squares;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    const double base = counts.base[i];
    const double deviation = counts.count[i] / base - pool.mean();
    squares.add(base * deviation * deviation);
    if (!count_variance.empty()) squares.add(count_variance[i] / base);
  }
  return squares.value() / pool.base;
}

double variance_beyond_chance(Model model, const Pool& pool, double observed) {
  const double mean = pool.mean();
  const double mean_base = pool.base / pool.areas;
  if (model == Model::kPoisson) return observed - mean / mean_base;
  // With one person an area the spread of shares and chance cannot be told apart.
  if (mean_base <= 1.0) return 0.0;
  return (observed - mean * (1.0 - mean) / mean_base) * mean_base / (mean_base - 1.0);
}

Prior prior_of(const indicator::Counts& counts, Model model,
               std::span<const double> count_variance) {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  const Pool pool = pool_of(counts);
  if (pool.areas == 0.0) return {.mean = kMissing, .variance = kMissing, .model = model};
  const double left =
      variance_beyond_chance(model, pool, observed_variance(counts, pool, count_variance));
  return {.mean = pool.mean(), .variance = left > 0.0 ? left : 0.0, .model = model};
}

}  // namespace sozialraum::smallarea
