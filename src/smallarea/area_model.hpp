#pragma once

#include <span>
#include <vector>

#include "smallarea/design.hpp"
#include "sozialraum/core/execution.hpp"

namespace sozialraum::smallarea {

/// Measurements of the rows of a design, in its order.
struct MeasuredRows {
  std::vector<double> value{};
  std::vector<double> variance{};
};

/// The best coefficients for one variance A of true values, and what the likelihoods need.
struct AreaFit {
  double variance = 0.0;  ///< A
  std::vector<double> beta{};
  std::vector<double> covariance{};  ///< of beta
  double log_likelihood = 0.0;
  double log_determinant = 0.0;    ///< of X'WX, W = 1/(A + psi)
  double weights = 0.0;            ///< sum of W
  double squared_weights = 0.0;    ///< sum of W²
  double residual = 0.0;           ///< sum of W r²
  double squared_residual = 0.0;   ///< sum of W² r²
  double projected = 0.0;          ///< trace of (X'WX)^-1 X'W²X
  double projected_cubes = 0.0;    ///< trace of (X'WX)^-1 X'W³X
  double projected_squares = 0.0;  ///< trace of ((X'WX)^-1 X'W²X)²

  [[nodiscard]] double expected(std::span<const double> x) const;
  [[nodiscard]] double expected_variance(std::span<const double> x) const;
  [[nodiscard]] double restricted() const { return log_likelihood - 0.5 * log_determinant; }
};

/// Measurements with known variances around a linear predictor (Fay and Herriot 1979).
class AreaModel {
 public:
  AreaModel(const Design& design, const MeasuredRows& rows, const core::Execution& execution);

  [[nodiscard]] AreaFit fit(double variance) const;

  [[nodiscard]] double smallest() const noexcept { return smallest_; }  ///< psi
  /// A variance beyond which none is looked for: far above all that was seen.
  [[nodiscard]] double widest() const noexcept { return widest_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_.value.size(); }

 private:
  const Design& design_;
  const MeasuredRows& rows_;
  const core::Execution& execution_;
  double smallest_ = 0.0;
  double widest_ = 0.0;
};

}  // namespace sozialraum::smallarea
