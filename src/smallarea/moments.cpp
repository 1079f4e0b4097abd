#include "smallarea/moments.hpp"

#include <limits>

namespace sozialraum::smallarea {
double variance_beyond_chance(Model model, const MomentsOfRates& rates) {
  if (model == Model::kPoisson) return rates.variance - rates.mean / rates.mean_base;
  // With one person an area the spread of shares and chance cannot be told apart.
  if (rates.mean_base <= 1.0) return 0.0;
  const double chance = rates.mean * (1.0 - rates.mean) / rates.mean_base;
  return (rates.variance - chance) * rates.mean_base / (rates.mean_base - 1.0);
}

bool informs(const indicator::Counts& counts, std::size_t row) {
  return counts.has_value(row) && counts.base[row] > 0.0;
}

Prior prior_of(const indicator::Moments& rates, Model model) {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  if (rates.rows == 0) return {.mean = kMissing, .variance = kMissing, .model = model};
  const double left =
      variance_beyond_chance(model, {.mean = rates.mean,
                                     .variance = rates.variance,
                                     .mean_base = rates.weight / static_cast<double>(rates.rows)});
  return {.mean = rates.mean, .variance = left > 0.0 ? left : 0.0, .model = model};
}

Prior prior_of(const indicator::Counts& counts, Model model,
               std::span<const double> count_variance) {
  return prior_of(indicator::moments_of_rates(counts, count_variance), model);
}

}  // namespace sozialraum::smallarea
