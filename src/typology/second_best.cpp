#include "sozialraum/typology/second_best.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {
namespace {

double distance(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += (a[j] - b[j]) * (a[j] - b[j]);
  return std::sqrt(sum);
}

double margin_of(double own, double second) {
  return own + second > 0.0 ? (second - own) / (second + own) : 0.0;
}

}  // namespace

SecondBest second_best(const Points& points, const Clustering& clustering) {
  require_same_columns(points, clustering);
  if (clustering.type_count() < 2) {
    throw core::InvalidInput({.code = "types_out_of_range",
                              .severity = core::Severity::kWarning,
                              .message = "there is one type only, and no second best",
                              .place = {.argument = "clustering"}});
  }
  SecondBest result;
  for (std::size_t area = 0; area < points.areas(); ++area) {
    const std::uint32_t own = clustering.types[area];
    std::uint32_t second = own;
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t type = 0; type < clustering.type_count(); ++type) {
      const double to_type = distance(points.row(area), clustering.centre(type));
      if (type == own || to_type >= least) continue;
      least = to_type;
      second = type;
    }
    const double to_own = distance(points.row(area), clustering.centre(own));
    result.second.push_back(second);
    result.distance.push_back(to_own);
    result.second_distance.push_back(least);
    result.margin.push_back(margin_of(to_own, least));
  }
  return result;
}

}  // namespace sozialraum::typology
