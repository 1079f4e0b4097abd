#include "sozialraum/core/exact_sum.hpp"

#include <utility>

#include "sozialraum/core/exact_batch.hpp"

namespace sozialraum::core {
namespace {

constexpr int kDigitBits = 32;
constexpr int kMantissaBits = 53;
constexpr int kUnit = -1075;  // digit 0 counts units of 2^-1075
constexpr std::uint64_t kDigitMask = 0xffffffffULL;

/// Carries upwards: all digits but the last come into 0 .. 2^32 - 1, the last keeps the sign.
void carry_all(std::vector<std::int64_t>& digits) {
  for (std::size_t d = 0; d + 1 < digits.size(); ++d) {
    const std::int64_t carried = digits[d] >> kDigitBits;  // towards minus infinity
    digits[d] -= carried * (std::int64_t{1} << kDigitBits);
    digits[d + 1] += carried;
  }
}

std::uint64_t digit(const std::vector<std::int64_t>& digits, std::size_t d) {
  return d < digits.size() ? static_cast<std::uint64_t>(digits[d]) : 0;
}

/// 53 bits from bit `from` on; there are no higher ones.
std::uint64_t bits_from(const std::vector<std::int64_t>& digits, int from) {
  const auto d = static_cast<std::size_t>(from / kDigitBits);
  const int offset = from % kDigitBits;
  std::uint64_t bits = digit(digits, d) >> offset | digit(digits, d + 1) << (kDigitBits - offset);
  if (offset > 0) bits |= digit(digits, d + 2) << (2 * kDigitBits - offset);
  return bits;
}

bool any_below(const std::vector<std::int64_t>& digits, int bit) {
  const auto d = static_cast<std::size_t>(bit / kDigitBits);
  for (std::size_t i = 0; i < d; ++i) {
    if (digits[i] != 0) return true;
  }
  return (digit(digits, d) & ((std::uint64_t{1} << (bit % kDigitBits)) - 1)) != 0;
}

/// The nearest double of a number without sign; of two equally near the even one.
double rounded(const std::vector<std::int64_t>& digits) {
  std::size_t top = digits.size();
  while (top > 0 && digits[top - 1] == 0) --top;
  if (top == 0) return 0.0;
  const int length = static_cast<int>(top - 1) * kDigitBits +
                     static_cast<int>(std::bit_width(digit(digits, top - 1)));
  const int dropped = length - kMantissaBits;
  if (dropped <= 0) return std::ldexp(static_cast<double>(bits_from(digits, 0)), kUnit);
  std::uint64_t mantissa = bits_from(digits, dropped);
  const int half = dropped - 1;
  const bool halfway =
      (digit(digits, static_cast<std::size_t>(half / kDigitBits)) >> (half % kDigitBits) & 1) != 0;
  if (halfway && ((mantissa & 1) != 0 || any_below(digits, half))) ++mantissa;
  return std::ldexp(static_cast<double>(mantissa), dropped + kUnit);
}

double value_of_partials(const std::vector<double>& partials) {
  if (partials.empty()) return 0.0;
  std::size_t i = partials.size() - 1;
  double sum = partials[i];
  double low = 0.0;
  while (i > 0) {
    const double x = sum;
    const double y = partials[--i];
    sum = x + y;
    low = y - (sum - x);
    if (low != 0.0) break;
  }
  // `low` is exactly half a unit in the last place: the next partial decides the direction.
  if (i > 0 && ((low < 0.0 && partials[i - 1] < 0.0) || (low > 0.0 && partials[i - 1] > 0.0))) {
    const double twice = low * 2.0;
    const double rounded = sum + twice;
    if (twice == rounded - sum) sum = rounded;
  }
  return sum;
}

}  // namespace

void ExactSum::add_few(double x) {
  if (++few_ > kFew) {
    widen();
    take(x);
    return;
  }
  std::size_t kept = 0;
  for (double partial : partials_) {
    if (std::abs(x) < std::abs(partial)) std::swap(x, partial);
    const double high = x + partial;
    const double low = partial - (high - x);
    if (low != 0.0) partials_[kept++] = low;
    x = high;
  }
  partials_.resize(kept);
  partials_.push_back(x);
}

void ExactSum::add_huge(double x) {
  if (!std::isfinite(x)) {
    no_number_ += x;
    return;
  }
  if (digits_.empty()) widen();
  take(x);
}

void ExactSum::widen() {
  digits_.assign(kDigits, 0);
  room_ = kRoom;
  for (const double partial : partials_) take(partial);
  partials_.clear();
}

void ExactSum::carry() {
  carry_all(digits_);
  room_ = kRoom;
}

void ExactSum::merge(const ExactSum& other) {
  no_number_ += other.no_number_;
  for (const double partial : other.partials_) add(partial);
  if (other.digits_.empty()) return;
  if (digits_.empty()) {
    const std::vector<double> own = std::exchange(partials_, {});
    digits_ = other.digits_;
    room_ = other.room_;
    few_ = other.few_;
    for (const double partial : own) add(partial);
    return;
  }
  carry();
  std::vector<std::int64_t> theirs = other.digits_;
  carry_all(theirs);
  for (std::size_t d = 0; d < digits_.size(); ++d) digits_[d] += theirs[d];
  carry();
}

double ExactSum::value() const {
  if (no_number_ != 0.0) return no_number_;
  if (digits_.empty()) return value_of_partials(partials_);
  std::vector<std::int64_t> digits = digits_;
  carry_all(digits);
  if (digits.back() >= 0) return rounded(digits);
  for (std::int64_t& d : digits) d = -d;
  carry_all(digits);
  return -rounded(digits);
}

double exact_sum(std::span<const double> values) {
  ExactSum sum;
  add_all(sum, values);
  return sum.value();
}

}  // namespace sozialraum::core
