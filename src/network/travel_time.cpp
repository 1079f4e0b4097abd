#include "sozialraum/network/travel_time.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {

Deciseconds travel_time(double metres, double km_per_hour) {
  if (!(metres >= 0.0) || !std::isfinite(metres)) {
    core::invalid_argument("metres", fmt::format("is {}; a length must be zero or more", metres));
  }
  if (!(km_per_hour > 0.0) || !std::isfinite(km_per_hour)) {
    core::invalid_argument("km_per_hour",
                           fmt::format("is {}; a speed must be above zero", km_per_hour));
  }
  const double deciseconds = metres * 36.0 / km_per_hour;
  if (deciseconds >= static_cast<double>(kLongestTime)) return kLongestTime;
  return static_cast<Deciseconds>(std::floor(deciseconds + 0.5));
}

}  // namespace sozialraum::network
