#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "smallarea/precision.hpp"

namespace sozialraum::smallarea {

/// The counts, as the model sees them: one entry an area; `seen` only where there is a base.
struct Observations {
  Model model = Model::kPoisson;
  std::vector<double> count{};
  std::vector<double> base{};
  std::vector<bool> seen{};
  /// Columns of the design: ones, then the covariates with mean 0 and variance 1 over those seen.
  std::vector<std::vector<double>> design{};
  double log_scale = 0.0;  ///< log of the product of the standard deviations divided by

  [[nodiscard]] std::size_t areas() const noexcept { return count.size(); }
};

/// The mode of coefficients and differences given sd and share, and the normal around it.
struct Mode {
  Hyper hyper{};
  std::vector<double> coefficients{};
  std::vector<double> differences{};  ///< of all unknowns of the precision
  std::vector<double> linear{};       ///< linear predictor of each area, without the base
  std::vector<double> variance{};     ///< of the linear predictor
  std::vector<double> shift{};        ///< of its mean, by the skewness of all other likelihoods
  std::vector<double> coefficient_covariance{};  ///< by columns
  double log_likelihood = 0.0;                   ///< everything else integrated out
  bool converged = false;
};

/// How far is a likelihood from the normal one that touches it at the mode?
///
/// Log of the ratio at the distance d: -mu (e^d - 1 - d - d²/2) for a Poisson count of mean mu, and
/// correspondingly for a binomial one; it does not depend on the count itself.
class Residual {
 public:
  Residual() = default;  ///< the likelihood is normal
  Residual(const Observations& seen, std::size_t area, double linear);

  [[nodiscard]] double curvature() const noexcept { return curvature_; }
  /// Minus the third derivative of the log likelihood at the mode.
  [[nodiscard]] double skewness() const noexcept {
    return binomial_ ? curvature_ * (1.0 - 2.0 * share_) : curvature_;
  }
  /// Given e^d - 1 and d.
  [[nodiscard]] double operator()(double expm1, double d) const;
  [[nodiscard]] double slope(double expm1, double d) const;
  [[nodiscard]] double bend(double expm1) const;

 private:
  bool binomial_ = false;
  double size_ = 0.0;  // mean, or trials
  double share_ = 0.0;
  double curvature_ = 0.0;
};

struct ModeOptions {
  double log_determinant = 0.0;  ///< of the precision at these values
  Approximation approximation = Approximation::kCorrected;
  const core::Execution* execution = nullptr;
};

/// Newton's method from `start` (empty: from the common rate), halving steps that lead down.
/// Nothing if the equations have no single answer at these values.
[[nodiscard]] std::optional<Mode> find_mode(const Precision& precision, const Observations& seen,
                                            const Mode& start, const ModeOptions& options);

/// The log density of one area's linear predictor at the distance d from the mode, up to a
/// constant: -d²/(2 variance) + d shift/variance + residual(d), concave.
struct Marginal {
  Residual residual{};
  double variance = 1.0;
  double shift = 0.0;

  [[nodiscard]] double height(double expm1, double d) const {
    return (shift - 0.5 * d) * d / variance + residual(expm1, d);
  }
  [[nodiscard]] double slope(double expm1, double d) const {
    return (shift - d) / variance + residual.slope(expm1, d);
  }
};

/// Of one area at a mode.
[[nodiscard]] Marginal marginal_of(const Mode& mode, const Observations& seen, std::size_t area,
                                   Approximation approximation);

/// Between which distances nearly all of it lies.
struct Reach {
  double low = 0.0;
  double high = 0.0;
};
[[nodiscard]] Reach reach_of(const Marginal& marginal);

/// Turns independent normal numbers into deviations from a mode that vary as the posterior there.
/// What it is made of must outlive it.
class ModeSampler {
 public:
  ModeSampler(const Precision& precision, const Observations& seen, const Mode& mode);
  ~ModeSampler();

  static constexpr std::size_t kTogether = 4;
  /// Draws, four at a time.
  struct Numbers {
    std::vector<double> unknowns{};      ///< four of each unknown of the precision
    std::vector<double> coefficients{};  ///< four of each coefficient
  };
  /// Of the linear predictors, four of each area.
  [[nodiscard]] std::vector<double> deviations(Numbers normal) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sozialraum::smallarea
