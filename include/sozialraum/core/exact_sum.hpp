#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sozialraum::core {

/// What is the sum, whatever the order of the rows?
///
/// Adds without rounding and rounds once, half to even, when the value is asked for. So shuffled
/// rows and other chunkings give identical bytes.
///
///     ExactSum sum;
///     for (double x : {1e100, 1.0, -1e100}) sum.add(x);
///     sum.value();  // 1.0; a plain loop gives 0.0
///
/// A number that is none is never lost among the others: with a NaN, or with both infinities, the
/// sum is NaN; with one of them, that infinity. A sum is infinite by itself only where no double
/// holds it; what is too large on the way ({1e308, 1e308, -1e308}) comes back.
///
/// A few numbers are kept as non-overlapping partials (Shewchuk 1997); from 64 on they go into a
/// fixed-point register as wide as doubles are (Neal 2015, "Fast exact summation using small and
/// large superaccumulators"), which costs about twice a plain loop, and 540 bytes.
class ExactSum {
 public:
  void add(double x) {
    if (!(std::abs(x) < kHuge)) [[unlikely]] {  // no number is neither
      add_huge(x);
      return;
    }
    if (digits_.empty()) {
      add_few(x);
      return;
    }
    take(x);
  }
  /// As if all that was added there had been added here.
  void merge(const ExactSum& other);
  [[nodiscard]] double value() const;

 private:
  static constexpr std::size_t kFew = 64;
  static constexpr std::size_t kDigits = 67;  ///< of 32 bits: 2046 exponents, and room for carries
  static constexpr int kRoom = 1000;          ///< numbers that a digit takes before it overflows
  static constexpr double kHuge = 0x1p960;    ///< partials of smaller numbers cannot overflow

  void add_few(double x);
  void add_huge(double x);
  void widen();
  void carry();

  void take(double x) {
    if (room_ == 0) carry();
    --room_;
    add_to_digits(x);
  }

  /// The mantissa, shifted to its place, in two digits. Digit d counts units of 2^(32 d - 1075).
  void add_to_digits(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t exponent = (bits >> 52) & 0x7ff;
    const std::uint64_t fraction = bits & 0xfffffffffffffULL;
    const std::uint64_t mantissa = exponent == 0 ? fraction : fraction | 0x10000000000000ULL;
    const std::uint64_t place = exponent == 0 ? 1 : exponent;
    const std::uint64_t shift = place & 31;
    const auto low = static_cast<std::int64_t>((mantissa << shift) & 0xffffffffULL);
    const auto high = static_cast<std::int64_t>(mantissa >> (32 - shift));
    const std::int64_t sign = -static_cast<std::int64_t>(bits >> 63);  // 0 or -1
    std::int64_t* digit = digits_.data() + (place >> 5);
    digit[0] += (low ^ sign) - sign;
    digit[1] += (high ^ sign) - sign;
  }

  std::vector<double> partials_;  // non-overlapping, of increasing magnitude
  std::vector<std::int64_t>
      digits_;              // instead of partials, once there were many numbers or a huge one
  double no_number_ = 0.0;  // the sum of what is not finite; 0 if all was
  std::uint32_t few_ = 0;
  std::int32_t room_ = 0;
};

[[nodiscard]] double exact_sum(std::span<const double> values);

}  // namespace sozialraum::core
