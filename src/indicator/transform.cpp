#include "sozialraum/indicator/transform.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

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
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (has_no_answer(options.transformation, values[i])) rows.push_back(i);
  }
  if (rows.empty()) return;
  const std::vector<std::string> areas = options.areas.of(rows);
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
  options.areas.require_rows(values.size());
  require_transformable(values, options);
  std::vector<double> result;
  result.reserve(values.size());
  for (const double x : values) result.push_back(transformed(options.transformation, x));
  return result;
}

}  // namespace sozialraum::indicator
