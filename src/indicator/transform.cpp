#include "sozialraum/indicator/transform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

constexpr std::array<std::string_view, 4> kNames{"none", "log", "sqrt", "asinh"};

void require_transformable(std::span<const double> values, const TransformOptions& options) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_transformable(options.transformation, values[i])) rows.push_back(i);
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

}  // namespace

std::string_view name(Transformation transformation) {
  return kNames[static_cast<std::size_t>(transformation)];
}

std::optional<Transformation> transformation_from_name(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Transformation>(found - kNames.begin());
}

bool is_transformable(Transformation transformation, double x) {
  switch (transformation) {
    case Transformation::kLog:
      return !(x <= 0.0);
    case Transformation::kSqrt:
      return !(x < 0.0);
    case Transformation::kAsinh:
    case Transformation::kNone:
      break;
  }
  return true;
}

double transformed(Transformation transformation, double x) {
  switch (transformation) {
    case Transformation::kLog:
      return std::log(x);
    case Transformation::kSqrt:
      return std::sqrt(x);
    case Transformation::kAsinh:
      return std::asinh(x);
    case Transformation::kNone:
      break;
  }
  return x;
}

double untransformed(Transformation transformation, double y) {
  switch (transformation) {
    case Transformation::kLog:
      return std::exp(y);
    case Transformation::kSqrt:
      return y >= 0.0 ? y * y : std::numeric_limits<double>::quiet_NaN();
    case Transformation::kAsinh:
      return std::sinh(y);
    case Transformation::kNone:
      break;
  }
  return y;
}

std::vector<double> transform(std::span<const double> values, const TransformOptions& options) {
  options.areas.require_rows(values.size());
  require_transformable(values, options);
  std::vector<double> result;
  result.reserve(values.size());
  for (const double x : values) result.push_back(transformed(options.transformation, x));
  return result;
}

}  // namespace sozialraum::indicator
