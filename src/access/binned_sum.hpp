#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sozialraum::access {

/// A sum of terms of zero or more that comes out the same in any order and on any number of
/// threads.
///
/// Terms are cut at the marks of one ruler for all numbers, 32 bits apart, and the pieces added up
/// as whole numbers; the four largest bins are kept (Ahrens, Demmel and Nguyen 2020). So at most
/// 2^-84 of the largest term of this very sum is lost a term: the sum of a remote village is as
/// exact as that of a town. 40 bytes; up to 2^31 terms.
class BinnedSum {
 public:
  void add(double term) {
    assert(term >= 0.0 && std::isfinite(term));
    if (term == 0.0) return;
    const auto bits = std::bit_cast<std::uint64_t>(term);
    const auto power = static_cast<unsigned>(bits >> kMantissaBits);  // 0 for subnormal numbers
    std::uint64_t mantissa = bits & ((std::uint64_t{1} << kMantissaBits) - 1);
    if (power > 0) mantissa |= std::uint64_t{1} << kMantissaBits;
    const unsigned lowest_bit = power > 0 ? power - 1 : 0;  // in units of the smallest number
    const Wide pieces = Wide{mantissa} << (lowest_bit % kBinBits);
    raise(static_cast<int>(lowest_bit / kBinBits) + 2);
    const std::size_t down = static_cast<std::size_t>(top_ - 2) - lowest_bit / kBinBits;
    for (std::size_t piece = 0; piece < 3 && down + piece < kBins; ++piece) {
      bins_[down + piece] +=
          static_cast<std::uint32_t>(pieces >> (kBinBits * (2 - static_cast<unsigned>(piece))));
    }
  }

  void add(const BinnedSum& other) {
    raise(other.top_);
    const auto down = static_cast<std::size_t>(top_ - other.top_);
    for (std::size_t bin = 0; down + bin < kBins; ++bin) bins_[down + bin] += other.bins_[bin];
  }

  [[nodiscard]] double value() const {
    Wide sum = 0;
    int bin = 0;
    bool more = false;  // below the bits of `sum`
    for (const std::uint64_t content : bins_) {
      if ((sum >> 95U) == 0) {
        sum = (sum << kBinBits) + content;
        ++bin;
      } else {
        more = more || content != 0;
      }
    }
    if (more) sum |= 1;
    return std::ldexp(static_cast<double>(sum),
                      (top_ - bin + 1) * static_cast<int>(kBinBits) - kSmallestPower);
  }

 private:
  __extension__ using Wide = unsigned __int128;
  static constexpr unsigned kMantissaBits = std::numeric_limits<double>::digits - 1;
  static constexpr int kSmallestPower = 1074;  // the smallest number above zero is 2^-1074
  static constexpr unsigned kBinBits = 32;
  static constexpr std::size_t kBins = 4;

  /// Makes room for a bin further up; the lowest ones fall off.
  void raise(int top) {
    if (top <= top_) return;
    const auto up = static_cast<std::size_t>(top - top_);
    for (std::size_t bin = kBins; bin-- > 0;) bins_[bin] = bin >= up ? bins_[bin - up] : 0;
    top_ = top;
  }

  int top_ = 2;  // which bin stands first
  std::array<std::uint64_t, kBins> bins_{};
};

}  // namespace sozialraum::access
