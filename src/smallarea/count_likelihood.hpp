#pragma once

#include <span>
#include <vector>

#include "smallarea/design.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

/// Counts and bases of the rows of a design, in its order.
struct CountRows {
  std::vector<double> count{};
  std::vector<double> base{};
};

/// The best coefficients for one scatter.
struct CountFit {
  double dispersion = 0.0;
  std::vector<double> beta{};
  std::vector<double> covariance{};  ///< of beta, columns x columns
  double log_likelihood = 0.0;
  double log_det_covariance = 0.0;
  bool finite = false;  ///< false: there are no finite coefficients

  /// The rate expected of a row of the design.
  [[nodiscard]] double expected(Model model, std::span<const double> x) const;
  /// The variance of that, from the coefficients.
  [[nodiscard]] double expected_variance(Model model, std::span<const double> x) const;
  /// The law of true rates around it.
  [[nodiscard]] Prior prior(Model model, std::span<const double> x) const;
};

/// How likely are the counts under coefficients and a scatter? Negative binomial or beta-binomial.
class CountLikelihood {
 public:
  CountLikelihood(const Design& design, const CountRows& rows, Model model,
                  const core::Execution& execution);

  /// The best coefficients for a scatter, by Newton's method from `start` (empty: the pooled rate).
  [[nodiscard]] CountFit fit(double dispersion, std::span<const double> start) const;

  /// A scatter beyond which none is looked for.
  [[nodiscard]] double widest() const noexcept { return widest_; }
  /// A scatter that hardly shows in the largest area.
  [[nodiscard]] double least() const noexcept { return least_; }

 private:
  struct Sums {
    double log_likelihood = 0.0;
    std::vector<double> score{};
    std::vector<double> information{};  ///< the negative second derivatives
    std::vector<double> expected{};     ///< a part of them that is never negative
  };

  /// How many rows hold a number.
  struct Repeated {
    double value = 0.0;
    double rows = 0.0;
  };

  [[nodiscard]] Sums sums(std::span<const double> beta, double dispersion) const;
  [[nodiscard]] double without_coefficients(double dispersion) const;

  const Design& design_;
  const CountRows& rows_;
  Model model_;
  const core::Execution& execution_;
  double pooled_ = 0.0;
  double constant_ = 0.0;           // of the log likelihood: what depends on the counts alone
  std::vector<double> log_base_;    // kPoisson
  std::vector<Repeated> repeated_;  // the counts (kPoisson) or bases (kBinomial) that occur
  double widest_ = 0.0;
  double least_ = 0.0;
};

}  // namespace sozialraum::smallarea
