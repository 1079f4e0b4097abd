#pragma once

#include <span>

#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/indicator/moments.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

/// Mean and variance of rates around it, and the mean base behind a rate.
struct MomentsOfRates {
  double mean = 0.0;
  double variance = 0.0;
  double mean_base = 0.0;
};

/// Has the area a count and a base above 0?
[[nodiscard]] bool informs(const indicator::Counts& counts, std::size_t row);

/// What is left of the observed variance of rates when chance is taken out; may be negative.
[[nodiscard]] double variance_beyond_chance(Model model, const MomentsOfRates& rates);

/// The method of moments; NaN without areas, a variance below 0 told as 0.
[[nodiscard]] Prior prior_of(const indicator::Moments& rates, Model model);
[[nodiscard]] Prior prior_of(const indicator::Counts& counts, Model model,
                             std::span<const double> count_variance = {});

}  // namespace sozialraum::smallarea
