#pragma once

#include <math.h>  // lgamma_r is POSIX's: no std::

namespace sozialraum::smallarea {

/// ln Gamma(x) for x > 0, from any thread: std::lgamma also writes the sign into a variable of the
/// whole process.
[[nodiscard]] inline double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

}  // namespace sozialraum::smallarea
