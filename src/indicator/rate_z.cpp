#include "sozialraum/indicator/rate_z.hpp"

#include <cmath>
#include <limits>

#include "sozialraum/indicator/moments.hpp"

namespace sozialraum::indicator {

RateZ rate_z(const Counts& counts) {
  require_counts(counts, CountBound::kFree);
  RateZ result{.z = std::vector(counts.size(), std::numeric_limits<double>::quiet_NaN())};
  const Moments rates = moments_of_rates(counts);
  const bool no_cases = rates.total == 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool undefined = counts.has_value(i) && (no_cases || counts.base[i] == 0.0);
    result.states.push_back(undefined ? core::CellState::kUndefined : counts.state(i));
  }
  if (no_cases) return result;
  const double mean_base = rates.weight / static_cast<double>(rates.rows);
  const double spread = rates.variance - rates.mean / mean_base;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts.has_value(i) || counts.base[i] == 0.0) continue;
    const double chance = rates.mean / counts.base[i];
    const bool possible = spread + chance > 0.0;
    if (!possible) result.by_chance_alone.push_back(i);
    const double variance = possible ? spread + chance : chance;
    result.z[i] = (counts.count[i] / counts.base[i] - rates.mean) / std::sqrt(variance);
  }
  return result;
}

}  // namespace sozialraum::indicator
