#pragma once

namespace sozialraum::smallarea {

/// What the likelihoods of counts that scatter more than chance are made of, for one count y and
/// c >= 0; y need not be whole, and c may be 0:
struct RisingSums {
  double logs = 0.0;     ///< sum of log(1 + c k)    over k = 0 .. y-1
  double parts = 0.0;    ///< sum of 1 / (1 + c k)
  double squares = 0.0;  ///< sum of 1 / (1 + c k)²
};

/// Added up one by one below 12, else by the asymptotic series of the gamma function, exact to
/// about 1e-14 of y. REQUIRES y, c >= 0.
[[nodiscard]] RisingSums rising_sums(double y, double c);

}  // namespace sozialraum::smallarea
