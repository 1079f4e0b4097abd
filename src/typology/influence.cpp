#include "sozialraum/typology/influence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/typology/kmeans.hpp"
#include "typology/aligned.hpp"

namespace sozialraum::typology {
namespace {

double square_to(std::span<const double> x, std::span<const double> centre) {
  double sum = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) sum += (x[j] - centre[j]) * (x[j] - centre[j]);
  return sum;
}

/// The values without one column.
std::vector<double> without(const Points& points, std::size_t column) {
  std::vector<double> values;
  values.reserve(points.areas() * (points.columns() - 1));
  for (std::size_t i = 0; i < points.areas(); ++i) {
    for (std::size_t j = 0; j < points.columns(); ++j) {
      if (j != column) values.push_back(points.row(i)[j]);
    }
  }
  return values;
}

}  // namespace

SmallestChange smallest_change(const Points& points, const Clustering& clustering) {
  require_same_columns(points, clustering);
  SmallestChange result;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    const auto x = points.row(i);
    const std::uint32_t own = clustering.types[i];
    const auto a = clustering.centre(own);
    const double to_own = square_to(x, a);
    double least = std::numeric_limits<double>::infinity();
    std::uint32_t column = 0;
    std::uint32_t type = own;
    for (std::uint32_t other = 0; other < clustering.type_count(); ++other) {
      if (other == own) continue;
      const auto b = clustering.centre(other);
      const double gap = square_to(x, b) - to_own;
      for (std::uint32_t j = 0; j < points.columns(); ++j) {
        if (a[j] == b[j]) continue;
        const double change = gap / (2.0 * (b[j] - a[j]));
        if (!(std::abs(change) < std::abs(least))) continue;
        least = change;
        column = j;
        type = other;
      }
    }
    result.column.push_back(column);
    result.change.push_back(least);
    result.type.push_back(type);
  }
  return result;
}

DropOne drop_one(const Points& points, const Clustering& clustering,
                 const DropOneOptions& options) {
  require_same_columns(points, clustering);
  const std::size_t columns = points.columns();
  if (columns < 2) {
    throw core::InvalidInput({.code = "no_indicators",
                              .severity = core::Severity::kWarning,
                              .message = "without the only indicator nothing is left",
                              .place = {.argument = "points"}});
  }
  const std::vector<double> people = people_of(points, options.people);
  double all = 0.0;
  for (const double one : people) all += one;
  DropOne result;
  for (std::size_t column = 0; column < columns; ++column) {
    std::vector<std::string> names(points.indicators.begin(), points.indicators.end());
    names.erase(names.begin() + static_cast<std::ptrdiff_t>(column));
    const std::vector<double> values = without(points, column);
    const Points rest{
        .codes = points.codes, .values = values, .indicators = names, .weights = points.weights};
    const auto refit = kmeans(rest, {.types = clustering.type_count(),
                                     .starts = options.starts,
                                     .more_starts = false,
                                     .seed = options.seed,
                                     .execution = options.execution});
    const Aligned aligned = align(clustering.types, refit.types, clustering.type_count(), people);
    double moved = 0.0;
    double moved_people = 0.0;
    for (std::size_t i = 0; i < points.areas(); ++i) {
      const bool moves = aligned.types[i] != clustering.types[i];
      result.moves.push_back(moves ? 1 : 0);
      moved += moves ? 1.0 : 0.0;
      moved_people += moves ? people[i] : 0.0;
    }
    result.moved.push_back(moved / static_cast<double>(points.areas()));
    result.moved_people.push_back(moved_people / all);
  }
  return result;
}

}  // namespace sozialraum::typology
