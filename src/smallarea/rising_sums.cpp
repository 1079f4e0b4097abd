#include "smallarea/rising_sums.hpp"

#include <cmath>

namespace sozialraum::smallarea {
namespace {

constexpr double kOneByOne = 12.0;
/// From here on the series below are exact to the last digits.
constexpr double kLarge = 16.0;

// Stirling's series without its leading terms (Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12).
double log_gamma_rest(double z) {
  const double r = 1.0 / (z * z);
  return (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / z;
}
double digamma_rest(double z) {
  const double r = 1.0 / (z * z);
  return -0.5 / z - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132))));
}
double trigamma_rest(double z) {
  const double r = 1.0 / (z * z);
  return r *
         (0.5 + (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * 5.0 / 66)))) / z);
}

/// The first `steps` terms.
RisingSums one_by_one(double steps, double c) {
  RisingSums sums;
  double product = 1.0;
  for (double k = 0.0; k < steps; k += 1.0) {
    const double part = 1.0 / (1.0 + c * k);
    product *= 1.0 + c * k;
    sums.parts += part;
    sums.squares += part * part;
  }
  sums.logs = std::log(product);
  return sums;
}

/// For a = 1/c large: log gamma(a + y) - log gamma(a) - y log a, and what belongs to it.
RisingSums by_series(double y, double c) {
  const double a = 1.0 / c;
  const double b = a + y;
  const double ratio = std::log1p(c * y);
  return {.logs = (b - 0.5) * ratio - y + log_gamma_rest(b) - log_gamma_rest(a),
          .parts = a * (ratio + (digamma_rest(b) - digamma_rest(a))),
          .squares = a * (y / b + a * (trigamma_rest(a) - trigamma_rest(b)))};
}

}  // namespace

RisingSums rising_sums(double y, double c) {
  if (y <= kOneByOne && y == std::floor(y)) return one_by_one(y, c);
  if (c == 0.0) return {0.0, y, y};
  if (c * kLarge <= 1.0) return by_series(y, c);
  // The factors 1 + c k = c (a + k): as many steps of a as make it large, then the series; the same
  // number of steps stands at the other end, from y on, and is taken away again.
  const double a = 1.0 / c;
  const double steps = std::ceil(kLarge - a);
  const RisingSums below = one_by_one(steps, c);
  const double shifted = 1.0 / (a + steps);
  const RisingSums beyond = by_series(y, shifted);
  // log of a product of y factors (a + steps + k) in units of a, not of a + steps.
  RisingSums sums{.logs = below.logs + beyond.logs + y * std::log((a + steps) / a),
                  .parts = below.parts + beyond.parts * (a * shifted),
                  .squares = below.squares + beyond.squares * (a * shifted) * (a * shifted)};
  for (double k = 0.0; k < steps; k += 1.0) {
    const double factor = 1.0 + c * (y + k);
    sums.logs -= std::log(factor);
    sums.parts -= 1.0 / factor;
    sums.squares -= 1.0 / (factor * factor);
  }
  return sums;
}

}  // namespace sozialraum::smallarea
