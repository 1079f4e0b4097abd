#include "spatial/taking_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/magnitude.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::spatial {
namespace {

core::Finding left_out(std::string code, std::string_view why, const Weights& weights,
                       std::span<const std::size_t> rows) {
  std::vector<std::string> areas = sorted_codes(weights, rows);
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = fmt::format("{} areas take no part: {}", areas.size(), why),
          .areas = std::move(areas)};
}

/// The reasons why values are missing, and how many areas have each.
std::vector<std::pair<std::string, std::string>> reasons(const core::Cells& values,
                                                         std::span<const std::size_t> rows) {
  std::array<std::size_t, core::kCellStateCount> counts{};
  for (const std::size_t row : rows) ++counts[static_cast<std::size_t>(values.state(row))];
  std::vector<std::pair<std::string, std::string>> result;
  for (std::size_t state = 0; state < counts.size(); ++state) {
    if (counts[state] == 0) continue;
    result.emplace_back(core::name(static_cast<core::CellState>(state)),
                        std::to_string(counts[state]));
  }
  return result;
}

/// Links to areas with a value; an area whose links all weigh 0 has none.
std::vector<std::vector<Neighbour>> links_with_values(const core::Cells& values,
                                                      const Weights& weights) {
  std::vector<std::vector<Neighbour>> rows(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    for (const Neighbour& neighbour : weights.neighbours(static_cast<core::AreaId>(i))) {
      if (std::isnan(values[core::index(neighbour.area)]) || neighbour.weight == 0.0) continue;
      rows[i].push_back(neighbour);
    }
  }
  return rows;
}

}  // namespace

void refuse_values(std::string code, std::string message, std::string hint,
                   std::vector<std::string> areas) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "values"},
                            .hint = std::move(hint),
                            .areas = std::move(areas)});
}

void require_one_per_area(const core::Cells& values, const Weights& weights) {
  if (std::ranges::any_of(values.values(), [](double x) { return std::isinf(x); })) {
    refuse_values("not_finite", "a value is infinite", "give numbers, or NaN where there is none");
  }
  if (values.size() != weights.size()) {
    refuse_values("length_mismatch",
                  fmt::format("{} values for {} areas", values.size(), weights.size()),
                  "give one value per area");
  }
  core::require_cells(values, "values", weights.codes());
  core::require_magnitude(values.values(), "values", weights.codes());
}

std::vector<std::string> sorted_codes(const Weights& weights, std::span<const std::size_t> rows) {
  std::vector<std::string> codes = core::RowNames(weights.codes()).of(rows);
  std::ranges::sort(codes);
  return codes;
}

Part those_that_take_part(const core::Cells& values, const Weights& weights) {
  const auto rows = links_with_values(values, weights);
  std::vector<bool> linked(values.size(), false);  // as neighbour of somebody, or with neighbours
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].empty()) linked[i] = true;
    for (const Neighbour& neighbour : rows[i]) linked[core::index(neighbour.area)] = true;
  }
  Part part;
  std::vector<std::size_t> missing;
  std::vector<std::size_t> islands;
  std::vector<std::size_t> place(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) {
      missing.push_back(i);
    } else if (!linked[i]) {
      islands.push_back(i);
    } else {
      place[i] = part.values.size();
      part.values.push_back(values[i]);
      part.area.push_back(i);
    }
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) || !linked[i]) continue;
    part.rows.emplace_back();
    for (const Neighbour& neighbour : rows[i]) {
      part.rows.back().push_back(
          {static_cast<core::AreaId>(place[core::index(neighbour.area)]), neighbour.weight});
    }
  }
  if (!missing.empty()) {
    part.findings.push_back(left_out("missing_values", "they have no value", weights, missing));
    part.findings.back().details = reasons(values, missing);
  }
  if (!islands.empty()) {
    part.findings.push_back(
        left_out("islands", "they have no neighbour with a value", weights, islands));
  }
  return part;
}

void row_standardise(std::vector<std::vector<Neighbour>>& rows) {
  for (auto& row : rows) {
    core::ExactSum sum;
    for (const Neighbour& neighbour : row) sum.add(neighbour.weight);
    for (Neighbour& neighbour : row) neighbour.weight /= sum.value();
  }
}

std::vector<double> deviations(const std::vector<double>& values) {
  const double mean = core::exact_sum(values) / static_cast<double>(values.size());
  std::vector<double> result;
  for (const double value : values) result.push_back(value - mean);
  return result;
}

}  // namespace sozialraum::spatial
