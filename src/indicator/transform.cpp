#include "sozialraum/indicator/transform.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

std::string area(const TransformOptions& options, std::size_t row) {
  return options.areas.empty() ? fmt::format("row {}", row + 1) : options.areas[row];
}

bool has_no_answer(Transformation transformation, double x) {
  switch (transformation) {
    case Transformation::kLog:
      return x <= 0.0;
    case Transformation::kSqrt:
      return x < 0.0;
    case Transformation::kNone:
      break;
  }
  return false;
}

void require_transformable(std::span<const double> values, const TransformOptions& options) {
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (has_no_answer(options.transformation, values[i])) areas.push_back(area(options, i));
  }
  if (areas.empty()) return;
  const bool log = options.transformation == Transformation::kLog;
  throw core::InvalidInput(
      {.code = "not_transformable",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} area(s), first {}, have a value {}, which has no {}",
                              areas.size(), areas.front(), log ? "of 0 or less" : "below 0",
                              log ? "logarithm" : "square root"),
       .place = {.argument = "values", .column = options.name, .area = areas.front()},
       .hint =
           log ? "use the square root, or leave the column as it is" : "leave the column as it is",
       .areas = areas});
}

double transformed(Transformation transformation, double x) {
  switch (transformation) {
    case Transformation::kLog:
      return std::log(x);
    case Transformation::kSqrt:
      return std::sqrt(x);
    case Transformation::kNone:
      break;
  }
  return x;
}

}  // namespace

std::vector<double> transform(std::span<const double> values, const TransformOptions& options) {
  if (!options.areas.empty() && options.areas.size() != values.size()) {
    core::invalid_argument("areas", fmt::format("has {} rows, but there are {} values",
                                                options.areas.size(), values.size()));
  }
  require_transformable(values, options);
  std::vector<double> result;
  result.reserve(values.size());
  for (const double x : values) result.push_back(transformed(options.transformation, x));
  return result;
}

}  // namespace sozialraum::indicator
