#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace sozialraum::smallarea {

/// What else is known of each area: the reasons why its rate may differ from that of others.
///
/// A view on areas x columns, row by row; NaN is missing. The constant is not among them, every
/// method adds it. A type is no covariate of an indicator that helped to find it: the types would
/// confirm themselves.
///
///     const std::vector<std::string> names{"farming"};
///     const std::vector<double> farming{16, 16, 10, 24};
///     regression_bayes(counts, {.values = farming, .names = names});
struct Covariates {
  std::span<const double> values{};
  std::span<const std::string> names{};

  [[nodiscard]] std::size_t columns() const noexcept { return names.size(); }
};

/// The weight of one covariate in a model, in the units of the covariate.
struct Coefficient {
  std::string name{};  ///< "constant" first, then as the covariates
  double value = 0.0;
  double standard_error = 0.0;
};

}  // namespace sozialraum::smallarea
