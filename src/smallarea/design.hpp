#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/covariates.hpp"

namespace sozialraum::smallarea {

/// A symmetric positive definite matrix of few columns, taken apart (Cholesky).
class Factor {
 public:
  /// `matrix` holds columns x columns numbers. Nothing if it is not positive definite.
  static std::optional<Factor> of(std::span<const double> matrix, std::size_t columns);

  [[nodiscard]] std::vector<double> solve(std::span<const double> right) const;
  /// x' matrix^-1 x.
  [[nodiscard]] double inverse_form(std::span<const double> x) const;
  [[nodiscard]] std::vector<double> inverse() const;
  [[nodiscard]] double log_determinant() const;

 private:
  std::size_t columns_ = 0;
  std::vector<double> lower_;
};

/// Throws InvalidInput unless there is one number an area and covariate ("length_mismatch"), all
/// names differ ("duplicate_column") and none is infinite ("not_finite").
void require_covariates(const Covariates& covariates, std::size_t areas,
                        const core::RowNames& names);

/// Throws InvalidInput "fewer_areas_than_needed" unless there are two areas more than coefficients.
void require_areas(std::size_t areas, std::size_t coefficients, const std::string& argument);

/// Has the area all covariates?
[[nodiscard]] bool has_covariates(const Covariates& covariates, std::size_t row);

/// "missing_covariates" for areas with a count that lack one.
void tell_missing_covariates(const indicator::Counts& counts, const Covariates& covariates,
                             std::vector<core::Finding>& findings);

/// The covariates of the rows that take part, with a constant in front, each centred and divided by
/// its standard deviation, so that a column of incomes and one of shares are of one size.
///
/// Throws InvalidInput "constant_column" and "collinear_covariates", naming them.
class Design {
 public:
  Design(const Covariates& covariates, std::span<const std::size_t> rows);

  [[nodiscard]] std::size_t columns() const noexcept { return centre_.size() + 1; }
  [[nodiscard]] std::size_t rows() const noexcept { return values_.size() / columns(); }
  [[nodiscard]] std::span<const double> row(std::size_t i) const {
    return std::span(values_).subspan(i * columns(), columns());
  }
  /// Any row of covariates on the same scale, into `into` of columns() numbers.
  void scale(const Covariates& covariates, std::size_t row, std::span<double> into) const;

  /// Log of the product of the standard deviations that the covariates were divided by.
  [[nodiscard]] double log_spread() const;

  /// Coefficients and their covariance in the units of the covariates.
  [[nodiscard]] std::vector<Coefficient> in_units(const Covariates& covariates,
                                                  std::span<const double> beta,
                                                  std::span<const double> covariance) const;

 private:
  void require_independent(const Covariates& covariates) const;

  std::vector<double> centre_;  // of each covariate
  std::vector<double> spread_;
  std::vector<double> values_;
};

}  // namespace sozialraum::smallarea
