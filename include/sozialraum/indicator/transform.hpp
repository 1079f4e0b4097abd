#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/row_names.hpp"

namespace sozialraum::indicator {

/// How is a skew column brought nearer to a symmetric one before it is standardised?
enum class Transformation : std::uint8_t {
  kNone,
  kLog,    ///< natural logarithm; every value must be above 0
  kSqrt,   ///< square root; no value may be below 0
  kAsinh,  ///< like a logarithm for large numbers, like x near 0; takes 0 and negative ones
};

/// "none", "log", "sqrt", "asinh".
[[nodiscard]] std::string_view name(Transformation transformation);
[[nodiscard]] std::optional<Transformation> transformation_from_name(std::string_view name);

/// Has this number a logarithm, or a root? Of NaN nothing is said: true.
[[nodiscard]] bool is_transformable(Transformation transformation, double x);

/// REQUIRES is_transformable(). NaN stays NaN.
[[nodiscard]] double transformed(Transformation transformation, double x);

/// The number that becomes y; NaN where none does (a root below 0).
[[nodiscard]] double untransformed(Transformation transformation, double y);

struct TransformOptions {
  Transformation transformation = Transformation::kLog;
  core::RowNames areas{};       ///< what the rows are called in messages
  std::string name = "values";  ///< of the column, for messages
};

/// The transformed column; NaN is missing and stays missing, for the same reason: the states are
/// core::states_of() the column. O(rows).
///
/// Throws InvalidInput "not_transformable" naming every area whose value has no logarithm or root:
/// nothing is shifted by a small constant in silence.
[[nodiscard]] std::vector<double> transform(std::span<const double> values,
                                            const TransformOptions& options = {});

}  // namespace sozialraum::indicator
