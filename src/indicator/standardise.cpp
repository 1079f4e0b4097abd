#include "sozialraum/indicator/standardise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "sozialraum/core/magnitude.hpp"
#include "sozialraum/indicator/moments.hpp"

namespace sozialraum::indicator {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// The weighted sum of the squares of so many areas as there are on earth still has a number.
constexpr double kLargest = 1e140;
constexpr double kHeaviest = 1e18;

void require_finite(std::span<const double> values, const std::string& name) {
  std::size_t wrong = 0;  // counted first: in most columns there is none
  for (const double x : values) wrong += std::abs(x) > kLargest ? 1U : 0U;
  if (wrong == 0) return;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) || std::abs(values[i]) <= kLargest) continue;
    const bool infinite = std::isinf(values[i]);
    throw core::InvalidInput(
        {.code = "not_finite",
         .severity = core::Severity::kWarning,
         .message = infinite ? "the value is infinite"
                             : fmt::format("the value {:g} is too large: its square has no number",
                                           values[i]),
         .place = {.argument = "values", .row = i + 1, .column = name},
         .hint = infinite ? "" : "take a larger unit"});
  }
}

void require_not_tiny(const Moments& moments, const std::string& name) {
  const double largest = std::max(std::abs(moments.lowest), std::abs(moments.highest));
  if (moments.rows == 0 || largest == 0.0 || largest >= core::kLeastMagnitude) return;
  core::refuse_magnitude(largest, "values", "the column", name);
}

void require_weights(std::span<const double> weights, std::size_t rows) {
  if (weights.empty()) return;
  if (weights.size() != rows) {
    core::invalid_argument(
        "weights", fmt::format("has {} rows, but there are {} values", weights.size(), rows));
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] >= 0.0 && weights[i] <= kHeaviest) continue;
    core::invalid_argument("weights",
                           fmt::format("is {} in row {}; a weight is a number from 0 to {:g}",
                                       weights[i], i + 1, kHeaviest),
                           "give an area without weight the weight 0");
  }
}

void require_ddof(int ddof) {
  if (ddof == 0 || ddof == 1) return;
  core::invalid_argument("ddof", fmt::format("is {}", ddof),
                         "0 for the population, 1 for the sample standard deviation");
}

/// Numbers that differ in the last bits only differ by the way they were computed.
bool is_constant(const Moments& moments) {
  constexpr double kLastBits = 32.0 * std::numeric_limits<double>::epsilon();
  const double largest = std::max(std::abs(moments.lowest), std::abs(moments.highest));
  return moments.highest - moments.lowest <= kLastBits * largest;
}

core::Finding no_z(std::string code, std::string message, const std::string& name) {
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = std::move(message),
          .place = {.column = name},
          .hint = "leave it out: it cannot tell areas apart"};
}

/// What is told of all rows together; z and states go into `rows`.
Standardised fill(const StandardisedRows& rows, const Moments& moments, const core::Cells& cells,
                  const StandardiseOptions& options) {
  Standardised result{.mean = moments.mean, .sd = kMissing};
  std::ranges::copy(core::states_of(cells), rows.states.begin());
  if (moments.rows == 0) {
    std::ranges::fill(rows.z, kMissing);
    result.findings = {no_z("all_missing", "no area has a value", options.name)};
    return result;
  }
  require_not_tiny(moments, options.name);
  if (is_constant(moments)) {
    result.sd = 0.0;
    std::ranges::fill(rows.z, kMissing);
    for (core::CellState& state : rows.states) {
      if (core::has_value(state)) state = core::CellState::kUndefined;
    }
    result.findings = {no_z("constant_column",
                            fmt::format("all areas have the same value, {}", result.mean),
                            options.name)};
    return result;
  }
  const double freedom = moments.weight - options.ddof;
  if (freedom <= 0.0) {
    core::invalid_argument(
        "weights", fmt::format("add up to {}; with ddof = 1 they must exceed 1", moments.weight),
        "weights are numbers of persons or areas, not parts of 1");
  }
  result.sd = std::sqrt(moments.squares / freedom);
  const auto z_of = [mean = result.mean, sd = result.sd](double x) { return (x - mean) / sd; };
  std::ranges::transform(cells.values(), rows.z.begin(), z_of);
  return result;
}

/// With lists of its own.
template <class Fill>
Standardised with_rows(std::size_t rows, Fill fill_rows) {
  std::vector<double> z(rows);
  std::vector<core::CellState> states(rows);
  Standardised result = fill_rows(StandardisedRows{.z = z, .states = states});
  result.z = std::move(z);
  result.states = std::move(states);
  return result;
}

}  // namespace

Standardised standardise(const core::Cells& cells, const StandardiseOptions& options) {
  return with_rows(cells.size(), [&](const StandardisedRows& rows) {
    return standardise_into(rows, cells, options);
  });
}

Standardised standardise_into(const StandardisedRows& rows, const core::Cells& cells,
                              const StandardiseOptions& options) {
  assert(rows.z.size() == cells.size() && rows.states.size() == cells.size());
  core::require_cells(cells, "values");
  require_finite(cells.values(), options.name);
  require_weights(options.weights, cells.size());
  require_ddof(options.ddof);
  return fill(rows, indicator::moments(cells.values(), options.weights), cells, options);
}

Standardised standardise_by(const Moments& moments, const core::Cells& cells,
                            const StandardiseOptions& options) {
  core::require_cells(cells, "values");
  require_finite(cells.values(), options.name);
  require_ddof(options.ddof);
  return with_rows(cells.size(), [&](const StandardisedRows& rows) {
    return fill(rows, moments, cells, options);
  });
}

}  // namespace sozialraum::indicator
