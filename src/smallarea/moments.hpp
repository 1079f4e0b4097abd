#pragma once

#include <span>

#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/indicator/moments.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

/// Has the area a count and a base above 0?
[[nodiscard]] bool informs(const indicator::Counts& counts, std::size_t row);

/// The method of moments; NaN without areas, a variance below 0 told as 0.
[[nodiscard]] Prior prior_of(const indicator::Moments& rates, Model model);
[[nodiscard]] Prior prior_of(const indicator::Counts& counts, Model model,
                             std::span<const double> count_variance = {});

}  // namespace sozialraum::smallarea
