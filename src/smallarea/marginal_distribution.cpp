#include "smallarea/marginal_distribution.hpp"

#include <algorithm>
#include <cmath>

namespace sozialraum::smallarea {

MarginalDistribution::MarginalDistribution(const Marginal& marginal, double linear) {
  const Reach reach = reach_of(marginal);
  step_ = (reach.high - reach.low) / kSteps;
  low_ = linear + reach.low;
  double slope_before = 0.0;
  for (std::size_t k = 0; k <= kSteps; ++k) {
    const double d = reach.low + step_ * static_cast<double>(k);
    const double expm1 = std::expm1(d);
    density_[k] = std::exp(marginal.height(expm1, d));
    const double slope = density_[k] * marginal.slope(expm1, d);
    // The trapezium with Euler and Maclaurin's correction for the ends.
    mass_[k] = k == 0 ? 0.0
                      : mass_[k - 1] + 0.5 * step_ * (density_[k - 1] + density_[k]) +
                            step_ * step_ / 12.0 * (slope_before - slope);
    slope_before = slope;
  }
  const double all = mass_.back();
  for (std::size_t k = 0; k <= kSteps; ++k) {
    mass_[k] /= all;
    density_[k] /= all;
  }
}

double MarginalDistribution::within(std::size_t k, double t) const {
  const double rise = mass_[k + 1] - mass_[k];
  const double first = step_ * density_[k] - rise;
  const double second = rise - step_ * density_[k + 1];
  return mass_[k] + t * rise + t * (1.0 - t) * (first * (1.0 - t) + second * t);
}

double MarginalDistribution::below(double x) const {
  const double at = (x - low_) / step_;
  if (at <= 0.0) return 0.0;
  if (at >= kSteps) return 1.0;
  const auto k = static_cast<std::size_t>(at);
  return within(k, at - static_cast<double>(k));
}

double MarginalDistribution::quantile(double p) const {
  const auto next = std::ranges::upper_bound(mass_, p);
  if (next == mass_.begin()) return low();
  if (next == mass_.end()) return high();
  const auto k = static_cast<std::size_t>(next - mass_.begin()) - 1;
  // False position with the Illinois rule: the cubic rises between the ends.
  double left = 0.0;
  double right = 1.0;
  double at_left = mass_[k] - p;
  double at_right = mass_[k + 1] - p;
  for (int i = 0; i < 30 && right - left > 1e-9 && at_right > at_left; ++i) {
    const double middle = left - at_left * (right - left) / (at_right - at_left);
    const double value = within(k, middle) - p;
    if (std::abs(value) < 1e-13) return low_ + step_ * (static_cast<double>(k) + middle);
    if (value > 0.0) {
      right = middle;
      at_right = value;
      at_left *= 0.5;
    } else {
      left = middle;
      at_left = value;
      at_right *= 0.5;
    }
  }
  return low_ + step_ * (static_cast<double>(k) + 0.5 * (left + right));
}

}  // namespace sozialraum::smallarea
