#include "sozialraum/network/travel_time.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr double kDecisecondsPerMinute = 600.0;

Deciseconds rounded(double deciseconds) {
  if (deciseconds >= static_cast<double>(kLongestTime)) return kLongestTime;
  return static_cast<Deciseconds>(std::floor(deciseconds + 0.5));
}

}  // namespace

Deciseconds to_deciseconds(Minutes time, const char* argument) {
  if (!(time.value >= 0.0)) {
    core::invalid_argument(argument,
                           fmt::format("is {} minutes; a time must be zero or more", time.value));
  }
  return rounded(time.value * kDecisecondsPerMinute);
}

double to_minutes(Deciseconds time) {
  return time == kUnreachable ? std::nan("") : static_cast<double>(time) / kDecisecondsPerMinute;
}

Deciseconds travel_time(double metres, double km_per_hour) {
  if (!(metres >= 0.0) || !std::isfinite(metres)) {
    core::invalid_argument("metres", fmt::format("is {}; a length must be zero or more", metres));
  }
  if (!(km_per_hour > 0.0) || !std::isfinite(km_per_hour)) {
    core::invalid_argument("km_per_hour",
                           fmt::format("is {}; a speed must be above zero", km_per_hour));
  }
  return rounded(metres * 36.0 / km_per_hour);
}

}  // namespace sozialraum::network
