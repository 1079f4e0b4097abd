#include "sozialraum/typology/points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/magnitude.hpp"
#include "typology/code_order.hpp"

namespace sozialraum::typology {
namespace {

[[noreturn]] void refuse(std::string code, std::string message, std::string hint,
                         core::Place place = {}, std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = std::move(place),
                            .hint = std::move(hint),
                            .areas = std::move(areas)});
}

void require_lengths(const Points& points) {
  if (points.codes.empty())
    refuse("no_areas", "there is no area to type", "give at least one area");
  if (points.indicators.empty()) {
    refuse("no_indicators", "the areas are described by no indicator", "give at least one column");
  }
  if (points.values.size() != points.areas() * points.columns()) {
    refuse("length_mismatch",
           fmt::format("{} values do not fill {} areas x {} indicators", points.values.size(),
                       points.areas(), points.columns()),
           "give one value per area and indicator", {.argument = "values"});
  }
  if (!points.weights.empty() && points.weights.size() != points.areas()) {
    refuse("length_mismatch",
           fmt::format("{} weights for {} areas", points.weights.size(), points.areas()),
           "give one weight per area, or none", {.argument = "weights"});
  }
}

void require_unique_codes(const Points& points) {
  const std::vector<std::size_t> order = areas_by_code(points);
  const auto twin = std::ranges::adjacent_find(
      order, [&](auto a, auto b) { return points.codes[a] == points.codes[b]; });
  if (twin == order.end()) return;
  const std::string& code = points.codes[*twin].text();
  refuse("duplicate_key", fmt::format("the area '{}' is there twice", code), "give each area once",
         {.area = code}, {code});
}

void require_no_gaps(const Points& points) {
  std::vector<std::string> areas;
  std::vector<bool> has_gap(points.columns(), false);
  for (std::size_t i = 0; i < points.areas(); ++i) {
    bool gap = false;
    for (std::size_t j = 0; j < points.columns(); ++j) {
      if (std::isfinite(points.row(i)[j])) continue;
      gap = true;
      has_gap[j] = true;
    }
    if (gap) areas.push_back(points.codes[i].text());
  }
  if (areas.empty()) return;
  std::string columns;
  for (std::size_t j = 0; j < points.columns(); ++j) {
    if (has_gap[j]) columns += (columns.empty() ? "'" : ", '") + points.indicators[j] + "'";
  }
  std::ranges::sort(areas);
  refuse("missing_values",
         fmt::format("{} of {} areas lack a value in {}; nothing is filled in silence",
                     areas.size(), points.areas(), columns),
         "leave these areas or columns out, or adjust the values before", {.argument = "values"},
         areas);
}

/// Squares of larger numbers, summed, leave the range of double.
void require_bounded_values(const Points& points) {
  for (std::size_t i = 0; i < points.areas(); ++i) {
    for (std::size_t j = 0; j < points.columns(); ++j) {
      const double value = points.row(i)[j];
      if (std::abs(value) <= core::kLargestMagnitude) continue;
      const std::string& area = points.codes[i].text();
      refuse("too_large",
             fmt::format("{} in column '{}' is too large to measure distances with", value,
                         points.indicators[j]),
             "standardise the columns before, and check this value",
             {.argument = "values", .column = points.indicators[j], .area = area}, {area});
    }
  }
}

/// Distances in a column of numbers near 0 would all be 0.
void require_no_tiny_columns(const Points& points) {
  for (std::size_t j = 0; j < points.columns(); ++j) {
    std::size_t at = 0;
    for (std::size_t i = 1; i < points.areas(); ++i) {
      if (std::abs(points.row(i)[j]) > std::abs(points.row(at)[j])) at = i;
    }
    const double largest = points.row(at)[j];
    if (largest == 0.0 || std::abs(largest) >= core::kLeastMagnitude) continue;
    core::refuse_magnitude(largest, "values", points.codes[at].text(), points.indicators[j]);
  }
}

void require_unique_indicators(const Points& points) {
  for (std::size_t j = 0; j < points.columns(); ++j) {
    const auto& name = points.indicators[j];
    if (std::ranges::count(points.indicators, name) == 1) continue;
    refuse("duplicate_column", fmt::format("the indicator '{}' is there twice", name),
           "give each column a name of its own", {.argument = "indicators", .column = name});
  }
}

void require_good_weights(const Points& points) {
  constexpr double kHeaviest = 1e18;    // times the largest square it is still a number
  constexpr double kLightest = 1e-100;  // times another it is still one
  std::vector<std::string> areas;
  double largest = points.weights.empty() ? 1.0 : 0.0;
  for (std::size_t i = 0; i < points.weights.size(); ++i) {
    const double weight = points.weights[i];
    const bool vanishing = weight > 0.0 && weight < kLightest;
    if (vanishing || !(weight >= 0.0 && weight <= kHeaviest))
      areas.push_back(points.codes[i].text());
    largest = std::max(largest, weight);
  }
  if (!areas.empty()) {
    std::ranges::sort(areas);
    refuse("negative_weight",
           fmt::format("{} areas have a weight that is negative, not a number, beyond 1e18 or "
                       "below 1e-100",
                       areas.size()),
           "a weight is a number of people, 0 or more", {.argument = "weights"}, areas);
  }
  if (largest == 0.0) {
    refuse("no_weight", "all weights are zero", "give some area people", {.argument = "weights"});
  }
}

/// Areas without weight shape no type, so a column must differ among the others.
void require_differences(const Points& points) {
  std::vector<std::size_t> counted;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    if (points.weight(i) > 0.0) counted.push_back(i);
  }
  if (counted.size() < 2) return;
  for (std::size_t j = 0; j < points.columns(); ++j) {
    const double first = points.row(counted[0])[j];
    if (std::ranges::any_of(counted, [&](auto i) { return points.row(i)[j] != first; })) continue;
    refuse("constant_column",
           fmt::format("column '{}' is {} in every area and tells no area from another",
                       points.indicators[j], first),
           "leave the column out", {.argument = "values", .column = points.indicators[j]});
  }
}

}  // namespace

void require_measurable(const Points& points) {
  require_lengths(points);
  require_unique_codes(points);
  require_unique_indicators(points);
  require_no_gaps(points);
  require_bounded_values(points);
  require_no_tiny_columns(points);
  require_good_weights(points);
}

void require_valid(const Points& points) {
  require_measurable(points);
  require_differences(points);
}

void require_types(const Points& points, std::span<const std::uint32_t> types, std::size_t count) {
  if (types.size() != points.areas()) {
    refuse("length_mismatch", fmt::format("{} types for {} areas", types.size(), points.areas()),
           "give one type per area", {.argument = "types"});
  }
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (types[i] < count) continue;
    refuse("unknown_type",
           fmt::format("area '{}' is of type {}, but there are {} types, counted from 0",
                       points.codes[i].text(), types[i], count),
           "", {.argument = "types", .area = points.codes[i].text()}, {points.codes[i].text()});
  }
}

std::vector<core::Finding> scale_doubts(const Points& points) {
  constexpr double kTooWide = 10.0;
  const auto n = static_cast<double>(points.areas());
  std::vector<double> sd;
  std::vector<double> column(points.areas());
  for (std::size_t j = 0; j < points.columns(); ++j) {
    for (std::size_t i = 0; i < column.size(); ++i) column[i] = points.row(i)[j];
    const double mean = core::exact_sum(column) / n;
    for (double& x : column) x = (x - mean) * (x - mean);
    sd.push_back(std::sqrt(core::exact_sum(column) / n));
  }
  const auto [narrow, wide] = std::ranges::minmax_element(sd);
  if (!(*narrow > 0.0) || *wide <= kTooWide * *narrow) return {};
  const auto name = [&](auto it) {
    return points.indicators[static_cast<std::size_t>(it - sd.begin())];
  };
  return {{.code = "unequal_scales",
           .severity = core::Severity::kWarning,
           .message = fmt::format("'{}' scatters {:.3g} times as much as '{}' and outweighs it",
                                  name(wide), *wide / *narrow, name(narrow)),
           .place = {.argument = "points", .column = name(wide)},
           .hint = "standardise the columns first, so that all are in standard deviations",
           .details = {{"widest", name(wide)}, {"narrowest", name(narrow)}}}};
}

}  // namespace sozialraum::typology
