#include "sozialraum/core/exact_batch.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors have no fixed length; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/exact_batch.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::core::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<double, 8> kTag;
constexpr hn::RebindToSigned<decltype(kTag)> kBitsTag;
using Vector = hn::Vec<decltype(kTag)>;
constexpr std::size_t kWide = hn::MaxLanes(kTag);
constexpr std::size_t kStep = 2 * kWide;  // two chains of additions wait less

/// The bits of the largest size; those of what is no number are larger than all.
std::int64_t LargestBits(const double* values, std::size_t count) {
  auto first = hn::Zero(kBitsTag);
  auto second = hn::Zero(kBitsTag);
  for (std::size_t i = 0; i < count; i += kStep) {
    const auto a = hn::Abs(hn::LoadU(kTag, values + i));
    const auto b = hn::Abs(hn::LoadU(kTag, values + i + kWide));
    first = hn::Max(first, hn::BitCast(kBitsTag, a));
    second = hn::Max(second, hn::BitCast(kBitsTag, b));
  }
  HWY_ALIGN std::int64_t lanes[kWide];
  hn::Store(hn::Max(first, second), kBitsTag, lanes);
  return *std::max_element(lanes, lanes + kWide);
}

/// Cuts each number at the last bit of `at`: leaves the rests, returns the sum of the high parts,
/// which is exact; `largest` are the bits of the largest rest.
double Extract(double at, const double* values, double* rests, std::size_t count,
               std::int64_t& largest) {
  const Vector cut = hn::Set(kTag, at);
  Vector first_sum = hn::Zero(kTag);
  Vector second_sum = hn::Zero(kTag);
  auto first = hn::Zero(kBitsTag);
  auto second = hn::Zero(kBitsTag);
  for (std::size_t i = 0; i < count; i += kStep) {
    const Vector a = hn::LoadU(kTag, values + i);
    const Vector b = hn::LoadU(kTag, values + i + kWide);
    const Vector a_high = hn::Sub(hn::Add(cut, a), cut);
    const Vector b_high = hn::Sub(hn::Add(cut, b), cut);
    first_sum = hn::Add(first_sum, a_high);
    second_sum = hn::Add(second_sum, b_high);
    const Vector a_rest = hn::Sub(a, a_high);
    const Vector b_rest = hn::Sub(b, b_high);
    hn::StoreU(a_rest, kTag, rests + i);
    hn::StoreU(b_rest, kTag, rests + i + kWide);
    first = hn::Max(first, hn::BitCast(kBitsTag, hn::Abs(a_rest)));
    second = hn::Max(second, hn::BitCast(kBitsTag, hn::Abs(b_rest)));
  }
  HWY_ALIGN std::int64_t bits[kWide];
  hn::Store(hn::Max(first, second), kBitsTag, bits);
  largest = *std::max_element(bits, bits + kWide);
  HWY_ALIGN double sums[kWide];
  hn::Store(hn::Add(first_sum, second_sum), kTag, sums);
  double sum = 0.0;
  for (const double lane : sums) sum += lane;  // no addition rounds, so the order is free
  return sum;
}

}  // namespace sozialraum::core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::core {

HWY_EXPORT(LargestBits);
HWY_EXPORT(Extract);

namespace {

constexpr std::size_t kBlock = 1024;
constexpr int kBlockBits = 11;  // 2^11 > kBlock + 2
constexpr std::size_t kFew = 48;
constexpr double kLargest = 0x1p900;  // the cut of smaller numbers is a number
constexpr std::size_t kFill = 16;     // of the widest vectors two

double size_of(std::int64_t bits) { return std::bit_cast<double>(bits); }

void add_each(ExactSum& sum, std::span<const double> values) {
  for (const double x : values) sum.add(x);
}

/// Up to kBlock numbers.
void add_block(ExactSum& sum, std::span<const double> values) {
  alignas(64) std::array<double, kBlock> rests;
  const double* source = values.data();
  std::size_t count = values.size();
  if (count % kFill != 0) {  // filled up with zeros
    std::ranges::copy(values, rests.begin());
    count = (count + kFill - 1) / kFill * kFill;
    std::fill(rests.data() + values.size(), rests.data() + count, 0.0);
    source = rests.data();
  }
  std::int64_t largest = HWY_DYNAMIC_DISPATCH(LargestBits)(source, count);
  if (!(size_of(largest) < kLargest)) {
    add_each(sum, values);
    return;
  }
  if (largest == 0) sum.add(0.0);
  while (largest != 0) {
    // A power of two above the largest times the count: high parts are whole multiples of its
    // last bit, and so is every sum of them, which stays below it.
    const double cut = std::ldexp(1.0, std::ilogb(size_of(largest)) + 1 + kBlockBits);
    sum.add(HWY_DYNAMIC_DISPATCH(Extract)(cut, source, rests.data(), count, largest));
    source = rests.data();
  }
}

}  // namespace

void add_all(ExactSum& sum, std::span<const double> values) {
  if (values.size() < kFew) {
    add_each(sum, values);
    return;
  }
  for (std::size_t from = 0; from < values.size(); from += kBlock) {
    add_block(sum, values.subspan(from, std::min(kBlock, values.size() - from)));
  }
}

}  // namespace sozialraum::core
#endif  // HWY_ONCE
