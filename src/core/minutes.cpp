#include "sozialraum/core/minutes.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

constexpr double kDecisecondsPerMinute = 600.0;

}  // namespace

Deciseconds to_deciseconds(Minutes time, const char* argument) {
  if (!(time.value >= 0.0)) {
    invalid_argument(argument,
                     fmt::format("is {} minutes; a time must be zero or more", time.value));
  }
  const double deciseconds = time.value * kDecisecondsPerMinute;
  if (deciseconds >= static_cast<double>(kLongestTime)) return kLongestTime;
  return static_cast<Deciseconds>(std::floor(deciseconds + 0.5));
}

double to_minutes(Deciseconds time) {
  return time == kUnreachable ? std::nan("") : static_cast<double>(time) / kDecisecondsPerMinute;
}

}  // namespace sozialraum::core
