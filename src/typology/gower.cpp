#include "sozialraum/typology/gower.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {
namespace {

constexpr std::size_t kMostAreas = 10'000;

[[noreturn]] void refuse(std::string code, std::string message, const std::string& column = "") {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "columns", .column = column}});
}

/// Of the numbers that are there; 0 if all are the same.
double range_of(const MixedColumn& column) {
  double least = std::numeric_limits<double>::infinity();
  double largest = -least;
  for (const double x : column.values) {
    if (std::isnan(x)) continue;
    least = std::min(least, x);
    largest = std::max(largest, x);
  }
  return largest > least ? largest - least : 0.0;
}

void require_columns(std::span<const MixedColumn> columns) {
  if (columns.empty()) refuse("no_indicators", "the areas are described by no column");
  const std::size_t areas = columns.front().values.size();
  if (areas > kMostAreas) {
    refuse("too_many_areas",
           fmt::format("the distances between {} areas do not fit; at most {} are possible", areas,
                       kMostAreas));
  }
  std::set<std::string> names;
  for (const MixedColumn& column : columns) {
    const std::string& name = column.name;
    if (!names.insert(name).second)
      refuse("duplicate_column", "'" + name + "' is there twice", name);
    if (column.values.size() != areas) {
      refuse("length_mismatch",
             fmt::format("'{}' has {} values for {} areas", name, column.values.size(), areas),
             name);
    }
    if (std::ranges::any_of(column.values, [](double x) { return std::isinf(x); })) {
      refuse("not_finite", fmt::format("'{}' is infinite in an area", name), name);
    }
    if (!(column.weight > 0.0) || std::isinf(column.weight)) {
      refuse("negative_weight", fmt::format("'{}' has a weight that is not above 0", name), name);
    }
    if (!column.category && range_of(column) == 0.0) {
      refuse("constant_column", fmt::format("'{}' is the same in every area", name), name);
    }
  }
}

}  // namespace

std::vector<double> gower(std::span<const MixedColumn> columns) {
  require_columns(columns);
  const std::size_t areas = columns.front().values.size();
  std::vector<double> ranges;
  for (const MixedColumn& column : columns) ranges.push_back(range_of(column));
  std::vector<double> distances(areas * areas, 0.0);
  for (std::size_t a = 0; a < areas; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      double sum = 0.0;
      double weights = 0.0;
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const double gap = columns[c].values[a] - columns[c].values[b];
        if (std::isnan(gap)) continue;
        const double far =
            columns[c].category ? (gap == 0.0 ? 0.0 : 1.0) : std::abs(gap) / ranges[c];
        sum += columns[c].weight * far;
        weights += columns[c].weight;
      }
      distances[a * areas + b] = distances[b * areas + a] =
          weights > 0.0 ? sum / weights : std::numeric_limits<double>::quiet_NaN();
    }
  }
  return distances;
}

}  // namespace sozialraum::typology
