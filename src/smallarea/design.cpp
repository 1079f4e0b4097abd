#include "smallarea/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/magnitude.hpp"

namespace sozialraum::smallarea {
namespace {

/// What is left of a standardised column beyond those before it must be at least this part.
constexpr double kIndependent = 1e-9;

[[noreturn]] void refuse(const std::string& code, const std::string& message,
                         const std::string& column, const std::string& hint) {
  throw core::InvalidInput({.code = code,
                            .severity = core::Severity::kWarning,
                            .message = message,
                            .place = {.argument = "covariates", .column = column},
                            .hint = hint});
}

}  // namespace

std::optional<Factor> Factor::of(std::span<const double> matrix, std::size_t columns) {
  Factor factor;
  factor.columns_ = columns;
  factor.lower_.assign(matrix.begin(), matrix.end());
  auto at = [&](std::size_t i, std::size_t j) -> double& { return factor.lower_[i * columns + j]; };
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t k = 0; k < j; ++k) at(j, j) -= at(j, k) * at(j, k);
    if (!(at(j, j) > 0.0) || std::isinf(at(j, j))) return std::nullopt;
    at(j, j) = std::sqrt(at(j, j));
    for (std::size_t i = j + 1; i < columns; ++i) {
      for (std::size_t k = 0; k < j; ++k) at(i, j) -= at(i, k) * at(j, k);
      at(i, j) /= at(j, j);
    }
  }
  return factor;
}

std::vector<double> Factor::solve(std::span<const double> right) const {
  std::vector<double> x(right.begin(), right.end());
  for (std::size_t i = 0; i < columns_; ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= lower_[i * columns_ + k] * x[k];
    x[i] /= lower_[i * columns_ + i];
  }
  for (std::size_t i = columns_; i-- > 0;) {
    for (std::size_t k = i + 1; k < columns_; ++k) x[i] -= lower_[k * columns_ + i] * x[k];
    x[i] /= lower_[i * columns_ + i];
  }
  return x;
}

double Factor::inverse_form(std::span<const double> x) const {
  std::vector<double> z(x.begin(), x.end());
  double sum = 0.0;
  for (std::size_t i = 0; i < columns_; ++i) {
    for (std::size_t k = 0; k < i; ++k) z[i] -= lower_[i * columns_ + k] * z[k];
    z[i] /= lower_[i * columns_ + i];
    sum += z[i] * z[i];
  }
  return sum;
}

std::vector<double> Factor::inverse() const {
  std::vector<double> result(columns_ * columns_);
  std::vector<double> unit(columns_);
  for (std::size_t j = 0; j < columns_; ++j) {
    std::ranges::fill(unit, 0.0);
    unit[j] = 1.0;
    const std::vector<double> column = solve(unit);
    for (std::size_t i = 0; i < columns_; ++i) result[i * columns_ + j] = column[i];
  }
  return result;
}

double Factor::log_determinant() const {
  double sum = 0.0;
  for (std::size_t i = 0; i < columns_; ++i) sum += std::log(lower_[i * columns_ + i]);
  return 2.0 * sum;
}

void require_covariates(const Covariates& covariates, std::size_t areas,
                        const core::RowNames& names) {
  const std::size_t columns = covariates.columns();
  if (covariates.values.size() != areas * columns) {
    refuse("length_mismatch",
           fmt::format("{} covariates of {} areas are {} numbers; {} were given", columns, areas,
                       areas * columns, covariates.values.size()),
           "", "give one number an area and covariate, row by row");
  }
  std::set<std::string> seen;
  for (const std::string& name : covariates.names) {
    if (seen.insert(name).second) continue;
    refuse("duplicate_column", fmt::format("the covariate '{}' is there twice", name), name, "");
  }
  for (std::size_t i = 0; i < covariates.values.size(); ++i) {
    if (!std::isinf(covariates.values[i])) continue;
    const std::string& column = covariates.names[i % columns];
    refuse("not_finite",
           fmt::format("the covariate '{}' is {} in {}", column, covariates.values[i],
                       names[i / columns]),
           column, "leave what is not known empty");
  }
  for (std::size_t j = 0; j < columns; ++j) {
    std::vector<double> column;
    for (std::size_t i = 0; i < areas; ++i) column.push_back(covariates.values[i * columns + j]);
    core::require_magnitude(column, "covariates", names);
  }
}

void require_areas(std::size_t areas, std::size_t coefficients, const std::string& argument) {
  if (areas >= coefficients + 2) return;
  throw core::InvalidInput(
      {.code = "fewer_areas_than_needed",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} area(s) have all that is needed for {} coefficient(s); at least "
                              "{} must",
                              areas, coefficients, coefficients + 2),
       .place = {.argument = argument},
       .hint = "leave out covariates, or take what was measured as it is"});
}

bool has_covariates(const Covariates& covariates, std::size_t row) {
  const std::size_t columns = covariates.columns();
  return std::ranges::none_of(covariates.values.subspan(row * columns, columns),
                              [](double x) { return std::isnan(x); });
}

void tell_missing_covariates(const indicator::Counts& counts, const Covariates& covariates,
                             std::vector<core::Finding>& findings) {
  std::vector<std::size_t> without;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts.has_value(i) && !has_covariates(covariates, i)) without.push_back(i);
  }
  if (without.empty()) return;
  findings.push_back({.code = "missing_covariates",
                      .severity = core::Severity::kWarning,
                      .message = fmt::format("{} area(s) lack a covariate; they take no part and "
                                             "get no rate",
                                             without.size()),
                      .hint = "leave out the covariate, or adjust without covariates",
                      .areas = counts.areas.of(without)});
}

Design::Design(const Covariates& covariates, std::span<const std::size_t> rows) {
  const std::size_t columns = covariates.columns();
  const auto n = static_cast<double>(rows.size());
  for (std::size_t j = 0; j < columns; ++j) {
    core::ExactSum sum;
    for (const std::size_t i : rows) sum.add(covariates.values[i * columns + j]);
    const double centre = sum.value() / n;
    core::ExactSum squares;
    double largest = 0.0;
    for (const std::size_t i : rows) {
      const double x = covariates.values[i * columns + j];
      squares.add((x - centre) * (x - centre));
      largest = std::max(largest, std::abs(x));
    }
    const double spread = std::sqrt(squares.value() / n);
    if (!(spread > 1e-12 * largest)) {
      const std::string& name = covariates.names[j];
      refuse("constant_column",
             fmt::format("the covariate '{}' is the same in all areas that take part", name), name,
             "leave it out");
    }
    centre_.push_back(centre);
    spread_.push_back(spread);
  }
  values_.resize(rows.size() * (columns + 1));
  for (std::size_t at = 0; at < rows.size(); ++at) {
    scale(covariates, rows[at], std::span(values_).subspan(at * (columns + 1), columns + 1));
  }
  require_independent(covariates);
}

void Design::scale(const Covariates& covariates, std::size_t row, std::span<double> into) const {
  into[0] = 1.0;
  for (std::size_t j = 0; j < centre_.size(); ++j) {
    into[j + 1] = (covariates.values[row * centre_.size() + j] - centre_[j]) / spread_[j];
  }
}

double Design::log_spread() const {
  double sum = 0.0;
  for (const double spread : spread_) sum += std::log(spread);
  return sum;
}

/// Takes one column after the other; one that the earlier ones make up is named.
void Design::require_independent(const Covariates& covariates) const {
  const std::size_t p = centre_.size();
  std::vector<double> correlation(p * p);
  for (std::size_t i = 0; i < rows(); ++i) {
    const auto x = row(i);
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t k = 0; k <= j; ++k) correlation[j * p + k] += x[j + 1] * x[k + 1];
    }
  }
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t k = 0; k <= j; ++k) correlation[j * p + k] /= static_cast<double>(rows());
  }
  for (std::size_t j = 0; j < p; ++j) {
    double left = correlation[j * p + j];
    for (std::size_t k = 0; k < j; ++k) {
      double entry = correlation[j * p + k];
      for (std::size_t l = 0; l < k; ++l) entry -= correlation[j * p + l] * correlation[k * p + l];
      entry /= correlation[k * p + k];
      correlation[j * p + k] = entry;
      left -= entry * entry;
    }
    if (!(left > kIndependent)) {
      const std::string& name = covariates.names[j];
      refuse("collinear_covariates",
             fmt::format("the covariate '{}' is made up of those before it (or there are fewer "
                         "areas than covariates)",
                         name),
             name, "leave one of them out");
    }
    correlation[j * p + j] = std::sqrt(left);
  }
}

std::vector<Coefficient> Design::in_units(const Covariates& covariates,
                                          std::span<const double> beta,
                                          std::span<const double> covariance) const {
  const std::size_t p = columns();
  // The constant in units is beta_0 - sum of beta_j centre_j / spread_j.
  std::vector<double> shift(p, 0.0);
  shift[0] = 1.0;
  for (std::size_t j = 1; j < p; ++j) shift[j] = -centre_[j - 1] / spread_[j - 1];
  Coefficient constant{.name = "constant"};
  double variance = 0.0;
  for (std::size_t j = 0; j < p; ++j) {
    constant.value += shift[j] * beta[j];
    for (std::size_t k = 0; k < p; ++k) variance += shift[j] * covariance[j * p + k] * shift[k];
  }
  constant.standard_error = std::sqrt(std::max(0.0, variance));
  std::vector<Coefficient> result{constant};
  for (std::size_t j = 1; j < p; ++j) {
    result.push_back({.name = covariates.names[j - 1],
                      .value = beta[j] / spread_[j - 1],
                      .standard_error = std::sqrt(covariance[j * p + j]) / spread_[j - 1]});
  }
  return result;
}

}  // namespace sozialraum::smallarea
