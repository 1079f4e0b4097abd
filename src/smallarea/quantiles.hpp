#pragma once

#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::smallarea {

// Central intervals of distributions. Boost's quantiles up to shapes of 100,000; beyond, where they
// end in errors of their own, the approximations that are then exact to a millionth of the width.

[[nodiscard]] indicator::Interval gamma_interval(double shape, double scale, double level);
[[nodiscard]] indicator::Interval beta_interval(double alpha, double beta, double level);

/// Of the gamma or beta distribution with this mean and variance; both above 0.
[[nodiscard]] indicator::Interval gamma_interval_of(double mean, double variance, double level);
[[nodiscard]] indicator::Interval beta_interval_of(double mean, double variance, double level);

}  // namespace sozialraum::smallarea
