#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace sozialraum::core {

/// Travel time in tenths of a second.
///
/// Whole numbers, so that sums of a path do not depend on the order of addition, equal ways are
/// equal, and results are the same on every machine. 32 bits hold 13 years.
using Deciseconds = std::uint32_t;

/// The time to a place that cannot be reached, or not within the limit.
inline constexpr Deciseconds kUnreachable = std::numeric_limits<Deciseconds>::max();

/// The longest time that is a time.
inline constexpr Deciseconds kLongestTime = kUnreachable - 1;

/// A duration as people say it, for limits and results: `Minutes{30}`.
struct Minutes {
  double value = 0.0;

  friend constexpr auto operator<=>(const Minutes&, const Minutes&) = default;
};

/// Minutes as whole deciseconds, half away from zero. Infinity and what is longer than the longest
/// time give kLongestTime; InvalidInput if negative or not a number (`argument` names the culprit).
///
///     to_deciseconds(Minutes{1.5})  // 900
[[nodiscard]] Deciseconds to_deciseconds(Minutes time, const char* argument = "minutes");

/// The time in minutes; NaN if unreachable.
[[nodiscard]] double to_minutes(Deciseconds time);

}  // namespace sozialraum::core
