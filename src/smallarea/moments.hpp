#pragma once

#include <span>

#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

/// All areas that have a count and a base above 0, together.
struct Pool {
  double count = 0.0;
  double base = 0.0;
  double areas = 0.0;

  [[nodiscard]] double mean() const { return count / base; }
};

[[nodiscard]] bool informs(const indicator::Counts& counts, std::size_t row);

[[nodiscard]] Pool pool_of(const indicator::Counts& counts);

/// sum n (y/n - mean)² / sum n; a count that is an expectation adds its variance to the square.
[[nodiscard]] double observed_variance(const indicator::Counts& counts, const Pool& pool,
                                       std::span<const double> count_variance = {});

/// What is left of the observed variance when chance is taken out; may be negative.
[[nodiscard]] double variance_beyond_chance(Model model, const Pool& pool, double observed);

/// The method of moments; NaN without areas, a variance below 0 told as 0.
[[nodiscard]] Prior prior_of(const indicator::Counts& counts, Model model,
                             std::span<const double> count_variance = {});

}  // namespace sozialraum::smallarea
