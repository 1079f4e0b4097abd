#pragma once

#include <array>
#include <cstddef>

#include "smallarea/laplace.hpp"

namespace sozialraum::smallarea {

/// The marginal of one area's linear predictor at one node: distribution function and density at
/// equal steps, a cubic between them.
class MarginalDistribution {
 public:
  MarginalDistribution(const Marginal& marginal, double linear);

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return low_ + step_ * kSteps; }

  [[nodiscard]] double below(double x) const;
  /// Below which value does the part p lie?
  [[nodiscard]] double quantile(double p) const;

  /// Integral of f times the density.
  template <class F>
  [[nodiscard]] double mean_of(F f) const {
    double sum = 0.0;
    double all = 0.0;
    for (std::size_t k = 0; k <= kSteps; ++k) {
      sum += density_[k] * f(low_ + step_ * static_cast<double>(k));
      all += density_[k];
    }
    return sum / all;
  }

 private:
  static constexpr int kSteps = 32;
  [[nodiscard]] double within(std::size_t k, double t) const;

  double low_ = 0.0;
  double step_ = 0.0;
  std::array<double, kSteps + 1> density_{};
  std::array<double, kSteps + 1> mass_{};
};

}  // namespace sozialraum::smallarea
