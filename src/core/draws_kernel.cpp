#include "core/draws_kernel.hpp"

#include <algorithm>
#include <cmath>

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors have no fixed length; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/draws_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
// clang-format off: not before the file above, which includes this one again and again
#include "core/lane_math-inl.hpp"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace sozialraum::core::HWY_NAMESPACE {

HWY_INLINE Words WordsOf(std::uint64_t x) { return hn::Set(kBits, x); }

/// The product of the lower halves.
HWY_INLINE Words Product(Words a, std::uint32_t factor) {
#if HWY_TARGET == HWY_SCALAR
  return WordsOf((hn::GetLane(a) & 0xFFFFFFFFU) * factor);
#else
  constexpr hn::Repartition<std::uint32_t, decltype(kBits)> kHalves;
  return hn::MulEven(hn::BitCast(kHalves, a), hn::Set(kHalves, factor));
#endif
}

struct Uniforms {
  Reals first;
  Reals second;
};

/// 53 random bits of two words.
HWY_INLINE Reals Uniform(Words a, Words b) {
  constexpr double kTwo52 = 0x1p52;
  constexpr std::uint64_t kTwo52Bits = 0x4330000000000000;
  const Words low_half = WordsOf(0xFFFFFFFF);
  const auto real = [&](Words whole) {
    return hn::Sub(hn::BitCast(kReal, hn::Or(whole, WordsOf(kTwo52Bits))), Of(kTwo52));
  };
  const Reals high = real(hn::ShiftRight<5>(hn::And(a, low_half)));
  const Reals low = real(hn::ShiftRight<6>(hn::And(b, low_half)));
  return hn::Mul(hn::Add(hn::Mul(high, Of(0x1p26)), low), Of(0x1p-53));
}

/// Philox4x32-10 of (number, step, stream), a counter a lane. What stands in the upper halves of
/// the words between the rounds counts for nothing.
HWY_INLINE Uniforms Block(const DrawSource& source, Words number, std::uint64_t step_of_all,
                          Words step_of_lane) {
  std::uint32_t key0 = source.key[0];
  std::uint32_t key1 = source.key[1];
  Words c0 = number;
  Words c1 = hn::Add(step_of_lane, WordsOf(step_of_all));
  Words c2 = WordsOf(source.stream[0]);
  Words c3 = WordsOf(source.stream[1]);
  for (int round = 0; round < 10; ++round) {
    const Words p0 = Product(c0, 0xD2511F53U);
    const Words p1 = Product(c2, 0xCD9E8D57U);
    c0 = hn::Xor(hn::Xor(hn::ShiftRight<32>(p1), c1), WordsOf(key0));
    c2 = hn::Xor(hn::Xor(hn::ShiftRight<32>(p0), c3), WordsOf(key1));
    c1 = p1;
    c3 = p0;
    key0 += 0x9E3779B9U;
    key1 += 0xBB67AE85U;
  }
  return {Uniform(c0, c1), Uniform(c2, c3)};
}

struct Normals {
  Reals first;
  Reals second;
};

/// Box and Muller (1958).
HWY_INLINE Normals NormalsOf(const Uniforms& u) {
  const Reals radius = hn::Sqrt(hn::Mul(Of(-2.0), LogOfNormal(hn::Sub(Of(1.0), u.first))));
  const Turned turned = Turn(u.second);
  return {hn::Mul(radius, turned.cosine), hn::Mul(radius, turned.sine)};
}

HWY_INLINE Words Numbers(std::uint64_t first) { return hn::Iota(kBits, first); }

void NormalDraws(const DrawSource& source, std::uint32_t first, double* into, std::size_t count) {
  HWY_ALIGN double pairs[2 * kWide];
  const std::uint64_t end = std::uint64_t{first} + count;
  // A block makes the draws of an even number and the next one.
  for (std::uint64_t block = first / 2; 2 * block < end; block += kWide) {
    const Normals two = NormalsOf(Block(source, Numbers(block), 0, hn::Zero(kBits)));
    hn::StoreInterleaved2(two.first, two.second, kReal, pairs);
    const std::uint64_t from = std::max<std::uint64_t>(2 * block, first);
    const std::uint64_t to = std::min<std::uint64_t>(2 * block + 2 * kWide, end);
    std::copy(pairs + (from - 2 * block), pairs + (to - 2 * block), into + (from - first));
  }
}

/// Marsaglia and Tsang (2000), for one shape.
class GammaLaw {
 public:
  HWY_INLINE GammaLaw(const DrawSource& source, double shape)
      : source_(source),
        shape_(shape),
        d_((shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0),
        c_(1.0 / std::sqrt(9.0 * d_)) {}

  struct Attempt {
    Reals value;
    hn::Mask<decltype(kReal)> accepted;
  };

  HWY_INLINE Attempt Try(Words number, Words step) const {
    const Reals x = NormalsOf(Block(source_, number, 0, step)).first;
    const Reals root = hn::Add(Of(1.0), hn::Mul(Of(c_), x));
    const Reals v = hn::Mul(hn::Mul(root, root), root);
    const Uniforms u = Block(source_, number, 1, step);
    const Reals one_less = hn::Sub(Of(1.0), u.first);
    const Reals x2 = hn::Mul(x, x);
    const auto positive = hn::Gt(root, hn::Zero(kReal));
    Attempt attempt{hn::Mul(Of(d_), v), positive};
    // Nearly all draws keep below this bound of theirs, and need no logarithms.
    const auto surely =
        hn::And(positive, hn::Lt(one_less, hn::Sub(Of(1.0), hn::Mul(Of(0.0331), hn::Mul(x2, x2)))));
    if (!hn::AllTrue(kReal, surely)) {
      const Reals safe = hn::Max(v, Of(0x1p-1022));
      const Reals rest = hn::Sub(Of(d_), hn::Mul(Of(d_), v));
      const Reals bound =
          hn::Add(hn::Add(hn::Mul(Of(0.5), x2), rest), hn::Mul(Of(d_), LogOfNormal(safe)));
      attempt.accepted = hn::And(positive, hn::Or(surely, hn::Lt(LogOfNormal(one_less), bound)));
    }
    if (shape_ < 1.0) {
      // A shape below 1 is that of shape + 1 times U^(1/shape) (Stuart's theorem).
      const Reals log = LogOfNormal(hn::Sub(Of(1.0), u.second));
      attempt.value = hn::Mul(attempt.value, Exp(hn::Div(log, Of(shape_))));
    }
    return attempt;
  }

 private:
  DrawSource source_;
  double shape_;
  double d_;
  double c_;
};

/// Draws whose attempts failed so far wait here until there are enough for a vector.
class Waiting {
 public:
  HWY_INLINE void Add(std::uint64_t place, std::uint64_t step) {
    place_[count_] = place;
    step_[count_++] = step;
  }
  [[nodiscard]] HWY_INLINE std::size_t Count() const { return count_; }

  HWY_INLINE void TryAgain(const GammaLaw& law, std::uint64_t first, double* into) {
    const std::size_t taken = std::min(count_, kWide);
    count_ -= taken;
    std::uint64_t place[kWide] = {};
    std::uint64_t step[kWide] = {};
    std::copy_n(place_ + count_, taken, place);
    std::copy_n(step_ + count_, taken, step);
    const Words places = hn::LoadU(kBits, place);
    const auto attempt = law.Try(hn::Add(places, WordsOf(first)), hn::LoadU(kBits, step));
    Keep(attempt, taken, place, step, into);
  }

  HWY_INLINE void Keep(const GammaLaw::Attempt& attempt, std::size_t taken,
                       const std::uint64_t* place, const std::uint64_t* step, double* into) {
    HWY_ALIGN double value[kWide];
    HWY_ALIGN double accepted[kWide];
    hn::Store(attempt.value, kReal, value);
    hn::Store(hn::IfThenElseZero(attempt.accepted, Of(1.0)), kReal, accepted);
    for (std::size_t l = 0; l < taken; ++l) {
      if (accepted[l] != 0.0) {
        into[place[l]] = value[l];
      } else {
        Add(place[l], step[l] + 2);
      }
    }
  }

 private:
  std::uint64_t place_[3 * kWide];
  std::uint64_t step_[3 * kWide];
  std::size_t count_ = 0;
};

void GammaDraws(const DrawSource& source, double shape, std::uint32_t first, double* into,
                std::size_t count) {
  const GammaLaw law(source, shape);
  Waiting waiting;
  for (std::size_t at = 0; at < count; at += kWide) {
    const std::size_t taken = std::min(kWide, count - at);
    const auto attempt = law.Try(Numbers(std::uint64_t{first} + at), hn::Zero(kBits));
    if (taken == kWide && hn::AllTrue(kReal, attempt.accepted)) {
      hn::StoreU(attempt.value, kReal, into + at);
      continue;
    }
    std::uint64_t place[kWide];
    const std::uint64_t step[kWide] = {};
    hn::StoreU(Numbers(at), kBits, place);
    waiting.Keep(attempt, taken, place, step, into);
    while (waiting.Count() >= kWide) waiting.TryAgain(law, first, into);
  }
  while (waiting.Count() > 0) waiting.TryAgain(law, first, into);
}

}  // namespace sozialraum::core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::core {

HWY_EXPORT(NormalDraws);
HWY_EXPORT(GammaDraws);

void normal_draws(const DrawSource& source, std::uint32_t first, double* into, std::size_t count) {
  HWY_DYNAMIC_DISPATCH(NormalDraws)(source, first, into, count);
}

void gamma_draws(const DrawSource& source, double shape, std::uint32_t first, double* into,
                 std::size_t count) {
  HWY_DYNAMIC_DISPATCH(GammaDraws)(source, shape, first, into, count);
}

}  // namespace sozialraum::core
#endif  // HWY_ONCE
