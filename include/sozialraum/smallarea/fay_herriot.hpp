#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"
#include "sozialraum/smallarea/covariates.hpp"

namespace sozialraum::smallarea {

/// What was measured in each area, and how exactly?
///
/// Views on lists of the same length: a mean or a rate, and the square of its standard error, which
/// is taken as known. NaN in either is missing.
struct Estimates {
  core::Cells value{};
  core::Cells variance{};
  core::RowNames areas{};  ///< what the rows are called in messages

  [[nodiscard]] std::size_t size() const noexcept { return value.size(); }
};

/// How is the variance of the true values found?
enum class VarianceMethod : std::uint8_t {
  kReml,     ///< restricted likelihood: nearly unbiased; the default of the literature
  kMl,       ///< likelihood: a little too small, the more so the more covariates
  kMoments,  ///< Fay and Herriot's (1979) equation; needs no normal law
};

struct FayHerriotOptions {
  VarianceMethod method = VarianceMethod::kReml;
  double level = 0.95;  ///< of the intervals
  core::Execution execution{};
};

/// Values pulled towards what the covariates let expect, one row an area.
struct FayHerriotResult {
  std::vector<double> value{};   ///< the EBLUP; NaN where the state has no value
  std::vector<double> weight{};  ///< of the own measurement, A / (A + variance)
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> expected{};            ///< x'beta; also without a measurement
  std::vector<double> squared_error{};       ///< mean squared error of `value` as published
  std::vector<double> posterior_mean{};      ///< middle of the interval's normal distribution
  std::vector<double> posterior_variance{};  ///< and its variance: what draws are made of
  std::vector<core::CellState> states{};
  std::vector<Coefficient> coefficients{};
  double variance = 0.0;  ///< A, of true values around what is expected
  double log_likelihood = 0.0;
  std::vector<core::Finding> findings{};
};

/// What would the mean of an area be if it had been measured as exactly as that of the largest?
///
/// value = x'beta + u + e, u with the variance A, e with the known variance psi of the measurement
/// (Fay and Herriot 1979). The best linear prediction is x'beta + A/(A + psi) (value - x'beta): a
/// village of 12 interviews is pulled to what is expected of it, a town of 900 keeps its own.
/// For means and incomes, and for rates whose standard error is known; for counts of people
/// regression_bayes is the better one, since it needs no normal law.
///
/// `squared_error` is that of Prasad and Rao (1990, kReml), of Datta and Lahiri (2000, kMl) and of
/// Datta, Rao and Smith (2005, kMoments). They say little where A comes out as 0 ("no_spread"), so
/// the intervals are others: A is integrated over (restricted likelihood, every A from 0 on equally
/// likely beforehand, eleven points), with the uncertainty of beta; the normal distribution of that
/// mean and variance. They always hold the value.
///
/// When not: psi guessed or itself estimated from the handful of cases; values that are bounded and
/// near their bound (shares near 0). Missing stays missing; an area that lacks a covariate takes no
/// part and gets nothing ("missing_covariates"). Throws InvalidInput "length_mismatch",
/// "state_disagrees", "not_finite", "bad_standard_error" for a variance that is not above 0,
/// "fewer_areas_than_needed" with less than two areas more than coefficients, "constant_column",
/// "collinear_covariates". The same bytes for any order of rows and any number of threads.
/// O(areas * covariates²) a step, about 80 steps.
[[nodiscard]] FayHerriotResult fay_herriot(const Estimates& estimates,
                                           const Covariates& covariates = {},
                                           const FayHerriotOptions& options = {});

}  // namespace sozialraum::smallarea
