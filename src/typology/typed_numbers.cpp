#include "sozialraum/typology/typed_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/magnitude.hpp"
#include "sozialraum/indicator/moments.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double typed(const FrozenIndicator& indicator, double x) {
  return (transformed(indicator.bend, x) - indicator.mean) / indicator.spread *
         std::sqrt(indicator.weight);
}

double typed_error(const FrozenIndicator& indicator, double x, double error) {
  const double up = typed(indicator, x + error);
  if (!is_transformable(indicator.bend, x - error)) return up - typed(indicator, x);
  return 0.5 * (up - typed(indicator, x - error));
}

// ---- what cannot be

[[noreturn]] void refuse_bend(const FrozenIndicator& indicator, double lowest,
                              std::vector<std::string> areas) {
  throw core::InvalidInput(
      {.code = "not_transformable",
       .severity = core::Severity::kWarning,
       .message = fmt::format("'{}' has the value {:g}, which '{}' cannot take", indicator.id,
                              lowest, name(indicator.bend)),
       .place = {.column = indicator.id},
       .hint = "use 'asinh' or no bend, or leave the value missing (NaN)",
       .details = {{"found", fmt::format("{:g}", lowest)},
                   {"transform", std::string(name(indicator.bend))}},
       .areas = std::move(areas)});
}

void require_bent(std::span<const FrozenIndicator> indicators, const Points& values) {
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    std::vector<std::string> areas;
    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < values.areas(); ++i) {
      const double x = values.row(i)[j];
      if (std::isnan(x) || is_transformable(indicators[j].bend, x)) continue;
      lowest = std::min(lowest, x);
      areas.push_back(values.codes[i].text());
    }
    if (!areas.empty()) refuse_bend(indicators[j], lowest, std::move(areas));
  }
}

[[noreturn]] void mismatch(const char* argument, std::size_t found, std::size_t wanted) {
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} entries, {} are needed", found, wanted),
                            .place = {.argument = argument}});
}

void require_rows(std::span<const FrozenIndicator> indicators, std::span<const double> values) {
  if (indicators.empty() || values.size() % indicators.size() != 0) {
    mismatch("values", values.size(), indicators.size());
  }
}

/// Distances need a column that differs, by more than the last bits, and whose squares are numbers.
void require_spread(const indicator::Moments& moments, const std::string& id) {
  const double largest = std::max(std::abs(moments.lowest), std::abs(moments.highest));
  const bool tiny = largest > 0.0 && largest < core::kLeastMagnitude;
  if (tiny || largest > core::kLargestMagnitude) {
    core::refuse_magnitude(largest, "frame", "the column", id);
  }
  if (moments.variance > 0.0 && !moments.constant()) return;
  throw core::InvalidInput({.code = "constant_column",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("'{}' is the same in every area", id),
                            .place = {.column = id},
                            .hint = "leave it out",
                            .details = {{"indicator", id}}});
}

/// Mean and spread of the bent column j, which the indicator keeps.
void learn(const Points& raw, std::size_t j, FrozenIndicator& indicator) {
  indicator::MeanSums sums;
  for (std::size_t i = 0; i < raw.areas(); ++i) {
    sums.add(transformed(indicator.bend, raw.row(i)[j]), raw.weight(i));
  }
  indicator::SpreadSums spread(sums.finish());
  for (std::size_t i = 0; i < raw.areas(); ++i) {
    spread.add(transformed(indicator.bend, raw.row(i)[j]), raw.weight(i));
  }
  const indicator::Moments moments = spread.finish();
  require_spread(moments, indicator.id);
  indicator.mean = moments.mean;
  indicator.spread = std::sqrt(moments.variance);
}

}  // namespace

TypedAreas typed_areas(const Points& raw, std::span<const Bend> bends,
                       std::span<const double> weights) {
  const std::size_t d = raw.columns();
  if (raw.values.size() != raw.areas() * d) mismatch("raw", raw.values.size(), raw.areas() * d);
  if (!bends.empty() && bends.size() != d) mismatch("bends", bends.size(), d);
  if (!weights.empty() && weights.size() != d) mismatch("weights", weights.size(), d);
  TypedAreas result;
  for (std::size_t j = 0; j < d; ++j) {
    result.indicators.push_back({.id = raw.indicators[j],
                                 .bend = bends.empty() ? Bend::kNone : bends[j],
                                 .weight = weights.empty() ? 1.0 : weights[j]});
  }
  require_bent(result.indicators, raw);
  for (std::size_t j = 0; j < d; ++j) learn(raw, j, result.indicators[j]);
  result.values = typed_numbers(result.indicators, raw.values);
  return result;
}

std::vector<double> typed_numbers(std::span<const FrozenIndicator> indicators,
                                  const Points& values) {
  if (values.columns() != indicators.size() ||
      values.values.size() != values.areas() * values.columns()) {
    mismatch("values", values.values.size(), values.areas() * indicators.size());
  }
  require_bent(indicators, values);
  return typed_numbers(indicators, values.values);
}

std::vector<double> typed_numbers(std::span<const FrozenIndicator> indicators,
                                  std::span<const double> values) {
  require_rows(indicators, values);
  std::vector<double> result(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const FrozenIndicator& indicator = indicators[i % indicators.size()];
    if (!std::isnan(values[i]) && !is_transformable(indicator.bend, values[i])) {
      refuse_bend(indicator, values[i], {});
    }
    result[i] = typed(indicator, values[i]);
  }
  return result;
}

std::vector<double> typed_errors(std::span<const FrozenIndicator> indicators,
                                 std::span<const double> values,
                                 std::span<const double> standard_errors) {
  require_rows(indicators, values);
  if (standard_errors.size() != values.size()) {
    mismatch("standard_errors", standard_errors.size(), values.size());
  }
  std::vector<double> result(values.size(), kNaN);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const FrozenIndicator& indicator = indicators[i % indicators.size()];
    const double error = standard_errors[i];
    if (error < 0.0) {
      throw core::InvalidInput(
          {.code = "bad_standard_error",
           .severity = core::Severity::kWarning,
           .message = fmt::format("'{}' has a standard error of {:g}", indicator.id, error),
           .place = {.argument = "standard_errors", .column = indicator.id},
           .hint = "a standard error is 0 or more"});
    }
    if (std::isnan(values[i]) || std::isnan(error)) continue;
    if (!is_transformable(indicator.bend, values[i])) refuse_bend(indicator, values[i], {});
    result[i] = typed_error(indicator, values[i], error);
  }
  return result;
}

std::vector<double> untyped_numbers(std::span<const FrozenIndicator> indicators,
                                    std::span<const double> typed) {
  require_rows(indicators, typed);
  std::vector<double> result(typed.size());
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const FrozenIndicator& indicator = indicators[i % indicators.size()];
    const double z = typed[i] / std::sqrt(indicator.weight);
    result[i] = untransformed(indicator.bend, z * indicator.spread + indicator.mean);
  }
  return result;
}

}  // namespace sozialraum::typology
