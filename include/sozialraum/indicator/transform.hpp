#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sozialraum::indicator {

/// How is a skew column brought nearer to a symmetric one before it is standardised?
enum class Transformation : std::uint8_t {
  kNone,
  kLog,   ///< natural logarithm; every value must be above 0
  kSqrt,  ///< square root; no value may be below 0
};

struct TransformOptions {
  Transformation transformation = Transformation::kLog;
  std::span<const std::string> areas{};  ///< codes for messages; empty = rows are counted from 1
  std::string name = "values";           ///< of the column, for messages
};

/// The transformed column; NaN is missing and stays missing. O(rows).
///
/// Throws InvalidInput "not_transformable" naming every area whose value has no logarithm or root:
/// nothing is shifted by a small constant in silence.
[[nodiscard]] std::vector<double> transform(std::span<const double> values,
                                            const TransformOptions& options = {});

}  // namespace sozialraum::indicator
