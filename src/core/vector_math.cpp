#include "sozialraum/core/vector_math.hpp"

#include <cstddef>

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors have no fixed length; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/vector_math.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
// clang-format off: not before the file above, which includes this one again and again
#include "core/lane_math-inl.hpp"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace sozialraum::core::HWY_NAMESPACE {

template <class Function>
HWY_INLINE void OfEach(double* x, std::size_t count, Function function) {
  std::size_t i = 0;
  for (; i + kWide <= count; i += kWide) {
    hn::StoreU(function(hn::LoadU(kReal, x + i)), kReal, x + i);
  }
  if (i == count) return;
  double last[kWide] = {};
  for (std::size_t l = 0; l < count - i; ++l) last[l] = x[i + l];
  hn::StoreU(function(hn::LoadU(kReal, last)), kReal, last);
  for (std::size_t l = 0; l < count - i; ++l) x[i + l] = last[l];
}

void Exponentials(double* x, std::size_t count) {
  OfEach(x, count, [](Reals one) HWY_ATTR { return Exp(one); });
}

void Logarithms(double* x, std::size_t count) {
  OfEach(x, count, [](Reals one) HWY_ATTR { return Log(one); });
}

}  // namespace sozialraum::core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::core {

HWY_EXPORT(Exponentials);
HWY_EXPORT(Logarithms);

void exponentials(std::span<double> x) { HWY_DYNAMIC_DISPATCH(Exponentials)(x.data(), x.size()); }

void logarithms(std::span<double> x) { HWY_DYNAMIC_DISPATCH(Logarithms)(x.data(), x.size()); }

}  // namespace sozialraum::core
#endif  // HWY_ONCE
