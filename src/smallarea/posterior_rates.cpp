#include "smallarea/posterior_rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sozialraum::smallarea {
namespace {

constexpr int kSteps = 32;
constexpr double kNoMatter = 1e-7;  // probability of a node

/// The marginal of one area's linear predictor at one node: distribution function and density at
/// equal steps, a cubic between them.
class Distribution {
 public:
  Distribution(const Marginal& marginal, double linear) {
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

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return low_ + step_ * kSteps; }

  [[nodiscard]] double below(double x) const {
    const double at = (x - low_) / step_;
    if (at <= 0.0) return 0.0;
    if (at >= kSteps) return 1.0;
    const auto k = static_cast<std::size_t>(at);
    const double t = at - static_cast<double>(k);
    const double rise = mass_[k + 1] - mass_[k];
    const double first = step_ * density_[k] - rise;
    const double second = rise - step_ * density_[k + 1];
    return mass_[k] + t * rise + t * (1.0 - t) * (first * (1.0 - t) + second * t);
  }

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
  double low_ = 0.0;
  double step_ = 0.0;
  std::array<double, kSteps + 1> density_{};
  std::array<double, kSteps + 1> mass_{};
};

struct Weighted {
  double probability = 0.0;
  Distribution marginal;
};

double quantile(const std::vector<Weighted>& mixture, double p) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Weighted& one : mixture) {
    low = std::min(low, one.marginal.low());
    high = std::max(high, one.marginal.high());
  }
  for (int i = 0; i < 36; ++i) {
    const double middle = 0.5 * (low + high);
    double below = 0.0;
    for (const Weighted& one : mixture) below += one.probability * one.marginal.below(middle);
    (below < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

PosteriorRate posterior_rate(const HyperGrid& grid, const Observations& seen, std::size_t area,
                             const SpatialModelOptions& options) {
  const bool binomial = options.model == Model::kBinomial;
  const auto rate = [&](double x) { return binomial ? 1.0 / (1.0 + std::exp(-x)) : std::exp(x); };
  std::vector<Weighted> mixture;
  PosteriorRate result;
  double square = 0.0;
  double all = 0.0;
  for (const HyperNode& node : grid.nodes) {
    if (node.probability < kNoMatter) continue;
    const double linear = node.mode.linear[area];
    const double variance = node.mode.variance[area];
    const Residual exact(seen, area, linear);
    const bool corrected = options.approximation == Approximation::kCorrected;
    const Distribution marginal(corrected ? Marginal{exact, variance, node.mode.shift[area]}
                                          : Marginal{Residual(), variance, 0.0},
                                linear);
    mixture.push_back({node.probability, marginal});
    all += node.probability;
    result.mean += node.probability * marginal.mean_of(rate);
    square += node.probability * marginal.mean_of([&](double x) { return rate(x) * rate(x); });
    result.weight += node.probability * std::min(1.0, exact.curvature() * variance);
  }
  result.mean /= all;
  result.weight /= all;
  result.sd = std::sqrt(std::max(0.0, square / all - result.mean * result.mean));
  const double tail = 0.5 * (1.0 - options.level) * all;
  // The mean of a very skewed posterior may lie beyond a quantile: the interval holds it.
  result.lower = std::min(result.mean, rate(quantile(mixture, tail)));
  result.upper = std::max(result.mean, rate(quantile(mixture, all - tail)));
  return result;
}

}  // namespace sozialraum::smallarea
