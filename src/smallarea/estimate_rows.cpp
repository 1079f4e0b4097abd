#include "smallarea/estimate_rows.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sozialraum/core/magnitude.hpp"

namespace sozialraum::smallarea {

using core::CellState;

void require_estimates(const Estimates& estimates) {
  core::require_cells(estimates.value, "value", estimates.areas);
  core::require_cells(estimates.variance, "variance", estimates.areas);
  estimates.areas.require_rows(estimates.size());
  if (estimates.variance.size() != estimates.size()) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} values and {} variances", estimates.size(),
                                                     estimates.variance.size()),
                              .place = {.argument = "variance"}});
  }
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const double value = estimates.value[i];
    const double variance = estimates.variance[i];
    const bool endless = std::isinf(value);
    if (!endless && (std::isnan(variance) || (variance > 0.0 && std::isfinite(variance)))) continue;
    throw core::InvalidInput(
        {.code = endless ? "not_finite" : "bad_standard_error",
         .severity = core::Severity::kWarning,
         .message = endless ? fmt::format("the value is {} in {}", value, estimates.areas[i])
                            : fmt::format("the variance is {} in {}; it must be above 0", variance,
                                          estimates.areas[i]),
         .place = {.argument = endless ? "value" : "variance"},
         .hint = "leave what is not known empty",
         .areas = {estimates.areas[i]}});
  }
  core::require_magnitude(estimates.value.values(), "value", estimates.areas);
  core::require_magnitude(estimates.variance.values(), "variance", estimates.areas);
}

CellState state_of(const Estimates& estimates, std::size_t row) {
  return core::combine(std::array{estimates.value.state(row), estimates.variance.state(row)});
}

bool is_measured(const Estimates& estimates, std::size_t row) {
  return estimates.value.has_value(row) && estimates.variance.has_value(row);
}

}  // namespace sozialraum::smallarea
