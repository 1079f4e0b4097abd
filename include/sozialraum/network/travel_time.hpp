#pragma once

#include "sozialraum/core/minutes.hpp"

namespace sozialraum::network {

// Times stand on every line of this module.
using core::Deciseconds;
using core::kLongestTime;
using core::kUnreachable;
using core::Minutes;

/// The time of a direction that may not be passed, such as the wrong way of a one-way street.
inline constexpr Deciseconds kClosed = kUnreachable;

/// How long does it take to pass `metres` at `km_per_hour`? Rounded to the nearest decisecond.
/// InvalidInput unless metres >= 0 and speed > 0, both finite.
[[nodiscard]] Deciseconds travel_time(double metres, double km_per_hour);

}  // namespace sozialraum::network
