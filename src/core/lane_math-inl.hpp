// Exponential, logarithm, sine and cosine of a vector of numbers, for the files that are compiled
// once for each instruction set. Included anew for each of them (Highway), hence no #pragma once.
//
// Polynomials whose terms are added in a stated order, no multiplication fused with an addition:
// all machines give the same bits. Compile with -ffp-contract=off.
#if defined(SOZIALRAUM_CORE_LANE_MATH_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SOZIALRAUM_CORE_LANE_MATH_INL
#undef SOZIALRAUM_CORE_LANE_MATH_INL
#else
#define SOZIALRAUM_CORE_LANE_MATH_INL
#endif

#include <cmath>
#include <cstdint>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::core::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<double, 8> kReal;
constexpr hn::RebindToSigned<decltype(kReal)> kInteger;
constexpr hn::RebindToUnsigned<decltype(kReal)> kBits;
using Reals = hn::Vec<decltype(kReal)>;
using Integers = hn::Vec<decltype(kInteger)>;
using Words = hn::Vec<decltype(kBits)>;
constexpr std::size_t kWide = hn::MaxLanes(kReal);

HWY_INLINE Reals Of(double x) { return hn::Set(kReal, x); }

/// c[0] + c[1] x + c[2] x² ..., from the highest term down.
template <std::size_t kTerms>
HWY_INLINE Reals Polynomial(const double (&c)[kTerms], Reals x) {
  Reals sum = Of(c[kTerms - 1]);
  for (std::size_t k = kTerms - 1; k-- > 0;) sum = hn::Add(hn::Mul(sum, x), Of(c[k]));
  return sum;
}

// 1.5 * 2^52: added and taken off again it rounds to a whole number, whose low bits are those of
// the sum.
constexpr double kRound = 6755399441055744.0;

struct Rounded {
  Reals whole;
  Integers number;  ///< in its low 32 bits
};

HWY_INLINE Rounded ToWhole(Reals x) {
  const Reals shifted = hn::Add(x, Of(kRound));
  return {hn::Sub(shifted, Of(kRound)), hn::BitCast(kInteger, shifted)};
}

constexpr double kLn2High = 6.93147180369123816490e-01;  // 33 bits
constexpr double kLn2Low = 1.90821492927058770002e-10;

/// e^x to 2 units in the last place; 0 below -708, infinity above 709.
HWY_INLINE Reals Exp(Reals x) {
  constexpr double kTerms[]{1.0,
                            1.0,
                            1.0 / 2,
                            1.0 / 6,
                            1.0 / 24,
                            1.0 / 120,
                            1.0 / 720,
                            1.0 / 5040,
                            1.0 / 40320,
                            1.0 / 362880,
                            1.0 / 3628800,
                            1.0 / 39916800,
                            1.0 / 479001600,
                            1.0 / 6227020800};
  const Reals safe = hn::Min(hn::Max(x, Of(-708.0)), Of(709.0));
  const Rounded k = ToWhole(hn::Mul(safe, Of(1.4426950408889634074)));
  const Reals r =
      hn::Sub(hn::Sub(safe, hn::Mul(k.whole, Of(kLn2High))), hn::Mul(k.whole, Of(kLn2Low)));
  const Reals fraction = Polynomial(kTerms, r);
  const Integers power = hn::ShiftLeft<52>(k.number);
  const Reals value = hn::BitCast(kReal, hn::Add(hn::BitCast(kInteger, fraction), power));
  const Reals low = hn::IfThenZeroElse(hn::Lt(x, Of(-708.0)), value);
  const Reals high = hn::IfThenElse(hn::Gt(x, Of(709.0)), Of(HUGE_VAL), low);
  return hn::IfThenElse(hn::IsNaN(x), x, high);
}

/// ln x to 2 units in the last place for normal positive numbers.
HWY_INLINE Reals LogOfNormal(Reals x) {
  constexpr double kTerms[]{2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                            2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
  // x = 2^k m with m from √½ to √2; ln m = 2 artanh(s) with s = (m - 1)/(m + 1).
  constexpr std::int64_t kRootOfHalf = 0x3FE6A09E667F3BCD;
  constexpr std::int64_t kRoundBits = 0x4338000000000000;
  const Integers bits = hn::BitCast(kInteger, x);
  const Integers k = hn::ShiftRight<52>(hn::Sub(bits, hn::Set(kInteger, kRootOfHalf)));
  const Reals m = hn::BitCast(kReal, hn::Sub(bits, hn::ShiftLeft<52>(k)));
  const Reals power =
      hn::Sub(hn::BitCast(kReal, hn::Add(k, hn::Set(kInteger, kRoundBits))), Of(kRound));
  const Reals f = hn::Sub(m, Of(1.0));
  const Reals s = hn::Div(f, hn::Add(f, Of(2.0)));
  const Reals s2 = hn::Mul(s, s);
  const Reals rest = hn::Mul(s2, Polynomial(kTerms, s2));
  const Reals of_m = hn::Sub(f, hn::Mul(s, hn::Sub(f, rest)));
  return hn::Add(hn::Mul(power, Of(kLn2High)), hn::Add(of_m, hn::Mul(power, Of(kLn2Low))));
}

/// ln x; -infinity of 0, NaN below.
HWY_INLINE Reals Log(Reals x) {
  constexpr double kLeastNormal = 0x1p-1022;
  constexpr double kUp = 0x1p54;
  const auto tiny = hn::Lt(x, Of(kLeastNormal));
  const Reals normal = hn::IfThenElse(tiny, hn::Mul(x, Of(kUp)), x);
  const Reals log =
      hn::Sub(LogOfNormal(normal), hn::IfThenElseZero(tiny, Of(54.0 * 6.93147180559945309417e-01)));
  const Reals positive = hn::IfThenElse(hn::Lt(x, Of(HUGE_VAL)), log, x);  // infinity and NaN
  const Reals zero = hn::IfThenElse(hn::Eq(x, hn::Zero(kReal)), Of(-HUGE_VAL), positive);
  return hn::IfThenElse(hn::Lt(x, hn::Zero(kReal)), Of(std::nan("")), zero);
}

struct Turned {
  Reals cosine;
  Reals sine;
};

/// Cosine and sine of 2 pi u for u in 0..1.
HWY_INLINE Turned Turn(Reals u) {
  constexpr double kSine[]{1.0,          -1.0 / 6,        1.0 / 120,        -1.0 / 5040,
                           1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368000};
  constexpr double kCosine[]{1.0,         -1.0 / 2,       1.0 / 24,        -1.0 / 720,
                             1.0 / 40320, -1.0 / 3628800, 1.0 / 479001600, -1.0 / 87178291200};
  // Quarter turns, and an angle of at most an eighth either way.
  const Rounded quarter = ToWhole(hn::Mul(u, Of(4.0)));
  const Reals r = hn::Mul(hn::Sub(hn::Mul(u, Of(4.0)), quarter.whole), Of(1.57079632679489661923));
  const Reals r2 = hn::Mul(r, r);
  const Reals sine = hn::Mul(r, Polynomial(kSine, r2));
  const Reals cosine = Polynomial(kCosine, r2);
  const auto one = hn::Set(kInteger, 1);
  const auto two = hn::Set(kInteger, 2);
  const auto odd = hn::RebindMask(kReal, hn::Eq(hn::And(quarter.number, one), one));
  const Reals x = hn::IfThenElse(odd, sine, cosine);
  const Reals y = hn::IfThenElse(odd, cosine, sine);
  // cos changes its sign in quarters 1 and 2, sin in 2 and 3.
  const Integers flip_x = hn::ShiftLeft<62>(hn::And(hn::Add(quarter.number, one), two));
  const Integers flip_y = hn::ShiftLeft<62>(hn::And(quarter.number, two));
  return {hn::Xor(x, hn::BitCast(kReal, flip_x)), hn::Xor(y, hn::BitCast(kReal, flip_y))};
}

}  // namespace sozialraum::core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
