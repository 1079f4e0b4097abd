#include "sozialraum/typology/missing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sozialraum::typology {
namespace {

core::Finding mostly_missing(const Points& points, std::size_t column,
                             std::vector<std::string> areas) {
  std::ranges::sort(areas);
  const double share =
      100.0 * static_cast<double>(areas.size()) / static_cast<double>(points.areas());
  return {.code = "mostly_missing",
          .severity = core::Severity::kWarning,
          .message = fmt::format("{} of {} areas ({:.0f} %) have no figure for '{}'; the average "
                                 "that stands for it shapes the types",
                                 areas.size(), points.areas(), share, points.indicators[column]),
          .place = {.column = points.indicators[column]},
          .hint = "leave the indicator out of the typing, or take a region for which it is there",
          .details = {{"missing", std::to_string(areas.size())},
                      {"areas", std::to_string(points.areas())},
                      {"percent", fmt::format("{:.0f}", share)}},
          .areas = std::move(areas)};
}

}  // namespace

std::vector<core::Finding> missing_doubts(const Points& points,
                                          std::span<const std::uint8_t> missing, double limit) {
  if (!(limit >= 0.0 && limit <= 1.0)) {
    core::invalid_argument("limit", fmt::format("is {}; a share lies between 0 and 1", limit));
  }
  if (missing.size() != points.areas() * points.columns()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} cells for {} areas and {} columns", missing.size(),
                                points.areas(), points.columns()),
         .place = {.argument = "missing"}});
  }
  std::vector<core::Finding> findings;
  for (std::size_t j = 0; j < points.columns(); ++j) {
    std::vector<std::string> areas;
    for (std::size_t i = 0; i < points.areas(); ++i) {
      if (missing[i * points.columns() + j] != 0) areas.push_back(points.codes[i].text());
    }
    if (static_cast<double>(areas.size()) <= limit * static_cast<double>(points.areas())) continue;
    findings.push_back(mostly_missing(points, j, std::move(areas)));
  }
  return findings;
}

}  // namespace sozialraum::typology
