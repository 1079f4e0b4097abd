#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace sozialraum::access {

/// The largest number of people or places that one place can have: sums of them and of their powers
/// still have a number.
inline constexpr double kLargestAmount = 1e15;

/// Numbers as whole multiples of a power of two, chosen so that sums up to `largest_sum` fit.
///
/// Whole numbers add up to the same in any order and on any number of threads, in one instruction.
/// Exact for integers up to 2^62; otherwise a term is rounded to 2^-62 of the largest sum.
class FixedPoint {
 public:
  explicit FixedPoint(double largest_sum)
      : exponent_(largest_sum > 0.0 ? 61 - std::ilogb(largest_sum) : 0) {
    assert(std::isfinite(largest_sum));
  }
  [[nodiscard]] std::uint64_t of(double x) const {
    return static_cast<std::uint64_t>(std::nearbyint(std::ldexp(x, exponent_)));
  }
  [[nodiscard]] double value(std::uint64_t sum) const {
    return std::ldexp(static_cast<double>(sum), -exponent_);
  }

 private:
  int exponent_;
};

}  // namespace sozialraum::access
