#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/row_names.hpp"

namespace sozialraum::indicator {

/// How is a skew column brought nearer to a symmetric one before it is standardised?
enum class Transformation : std::uint8_t {
  kNone,
  kLog,   ///< natural logarithm; every value must be above 0
  kSqrt,  ///< square root; no value may be below 0
};

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
