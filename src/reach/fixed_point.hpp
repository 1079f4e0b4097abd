#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace sozialraum::reach {

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

__extension__ using Wide = unsigned __int128;

/// The same in 128 bits, for sums whose terms differ by many orders of magnitude, as those of
/// weights that fall exponentially: a term is cut to 2^-125 of the largest sum.
class WideFixedPoint {
 public:
  explicit WideFixedPoint(double largest_sum)
      : scale_(largest_sum > 0.0 ? std::ldexp(1.0, std::min(1000, 125 - std::ilogb(largest_sum)))
                                 : 1.0) {
    assert(std::isfinite(largest_sum) && std::isfinite(scale_));
  }
  [[nodiscard]] Wide of(double x) const { return static_cast<Wide>(x * scale_); }
  [[nodiscard]] double value(Wide sum) const { return static_cast<double>(sum) / scale_; }

 private:
  double scale_;
};

}  // namespace sozialraum::reach
