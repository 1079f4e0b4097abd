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

/// The key of all lanes, and the stream of each.
struct Stream {
  std::array<std::uint32_t, 2> key;
  Words first;
  Words second;
};

HWY_INLINE Stream StreamOf(const DrawSource& source) {
  return {source.key, WordsOf(source.stream[0]), WordsOf(source.stream[1])};
}

/// Philox4x32-10 of (number, step, stream), a counter a lane. What stands in the upper halves of
/// the words between the rounds counts for nothing.
HWY_INLINE Uniforms Block(const Stream& stream, Words number, Words step) {
  std::uint32_t key0 = stream.key[0];
  std::uint32_t key1 = stream.key[1];
  Words c0 = number;
  Words c1 = step;
  Words c2 = stream.first;
  Words c3 = stream.second;
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
  const Stream stream = StreamOf(source);
  const std::uint64_t end = std::uint64_t{first} + count;
  // A block makes the draws of an even number and the next one.
  for (std::uint64_t block = first / 2; 2 * block < end; block += kWide) {
    const Normals two = NormalsOf(Block(stream, Numbers(block), hn::Zero(kBits)));
    hn::StoreInterleaved2(two.first, two.second, kReal, pairs);
    const std::uint64_t from = std::max<std::uint64_t>(2 * block, first);
    const std::uint64_t to = std::min<std::uint64_t>(2 * block + 2 * kWide, end);
    std::copy(pairs + (from - 2 * block), pairs + (to - 2 * block), into + (from - first));
  }
}

/// What an attempt needs to know of the shape of each lane.
struct Shapes {
  Reals d;
  Reals c;
  Reals power;  ///< 1 / shape of shapes below 1, else 0
  bool all_large;
};

struct Attempt {
  Reals value;
  hn::Mask<decltype(kReal)> accepted;
};

/// Marsaglia and Tsang (2000).
HWY_INLINE Attempt Try(const Stream& stream, const Shapes& shapes, Words number, Words step) {
  const Reals x = NormalsOf(Block(stream, number, step)).first;
  const Reals root = hn::Add(Of(1.0), hn::Mul(shapes.c, x));
  const Reals v = hn::Mul(hn::Mul(root, root), root);
  const Uniforms u = Block(stream, number, hn::Add(step, WordsOf(1)));
  const Reals one_less = hn::Sub(Of(1.0), u.first);
  const Reals x2 = hn::Mul(x, x);
  const auto positive = hn::Gt(root, hn::Zero(kReal));
  Attempt attempt{hn::Mul(shapes.d, v), positive};
  // Nearly all draws keep below this bound of theirs, and need no logarithms.
  const auto surely =
      hn::And(positive, hn::Lt(one_less, hn::Sub(Of(1.0), hn::Mul(Of(0.0331), hn::Mul(x2, x2)))));
  if (!hn::AllTrue(kReal, surely)) {
    const Reals safe = hn::Max(v, Of(0x1p-1022));
    const Reals rest = hn::Sub(shapes.d, hn::Mul(shapes.d, v));
    const Reals bound =
        hn::Add(hn::Add(hn::Mul(Of(0.5), x2), rest), hn::Mul(shapes.d, LogOfNormal(safe)));
    attempt.accepted = hn::And(positive, hn::Or(surely, hn::Lt(LogOfNormal(one_less), bound)));
  }
  if (!shapes.all_large) {
    // A shape below 1 is that of shape + 1 times U^(1/shape) (Stuart's theorem).
    const Reals log = LogOfNormal(hn::Sub(Of(1.0), u.second));
    attempt.value = hn::Mul(attempt.value, Exp(hn::Mul(log, shapes.power)));
  }
  return attempt;
}

/// One draw that is wanted: which cell's, which of its draws, and how often it was tried.
struct Wanted {
  std::uint32_t cell;
  std::uint32_t place;
  std::uint32_t step;
};

/// Draws of several cells, as many at once as a vector holds, whichever cells they belong to.
class Batch {
 public:
  Batch(const std::array<std::uint32_t, 2>& key, const GammaCell* cells, std::uint32_t first)
      : key_(key), cells_(cells), first_(first) {}

  HWY_INLINE void Add(const Wanted& wanted) {
    wanted_[count_++] = wanted;
    while (count_ == kWide) Flush();
  }
  HWY_INLINE void Finish() {
    while (count_ > 0) Flush();
  }

 private:
  HWY_INLINE void Flush() {
    HWY_ALIGN std::uint64_t stream0[kWide] = {};
    HWY_ALIGN std::uint64_t stream1[kWide] = {};
    HWY_ALIGN std::uint64_t number[kWide] = {};
    HWY_ALIGN std::uint64_t step[kWide] = {};
    HWY_ALIGN double d[kWide];
    HWY_ALIGN double c[kWide];
    HWY_ALIGN double power[kWide];
    bool all_large = true;
    const std::size_t taken = count_;
    for (std::size_t l = 0; l < kWide; ++l) {
      const Wanted& one = wanted_[l < taken ? l : 0];  // idle lanes repeat the first
      const GammaCell& cell = cells_[one.cell];
      stream0[l] = cell.stream[0];
      stream1[l] = cell.stream[1];
      number[l] = std::uint64_t{first_} + one.place;
      step[l] = one.step;
      d[l] = cell.d;
      c[l] = cell.c;
      power[l] = cell.power;
      all_large = all_large && cell.power == 0.0;
    }
    const Stream stream{key_, hn::Load(kBits, stream0), hn::Load(kBits, stream1)};
    const Shapes shapes{hn::Load(kReal, d), hn::Load(kReal, c), hn::Load(kReal, power), all_large};
    const Attempt attempt = Try(stream, shapes, hn::Load(kBits, number), hn::Load(kBits, step));
    HWY_ALIGN double value[kWide];
    HWY_ALIGN double accepted[kWide];
    hn::Store(attempt.value, kReal, value);
    hn::Store(hn::IfThenElseZero(attempt.accepted, Of(1.0)), kReal, accepted);
    count_ = 0;
    for (std::size_t l = 0; l < taken; ++l) {
      const Wanted one = wanted_[l];
      if (accepted[l] != 0.0) {
        cells_[one.cell].into[one.place] = value[l];
      } else {
        wanted_[count_++] = {one.cell, one.place, one.step + 2};
      }
    }
  }

  std::array<std::uint32_t, 2> key_;
  const GammaCell* cells_;
  std::uint32_t first_;
  std::array<Wanted, kWide> wanted_{};
  std::size_t count_ = 0;
};

void GammaDraws(const std::array<std::uint32_t, 2>& key, const GammaCell* cells, std::size_t count,
                std::uint32_t first, std::size_t draws) {
  Batch batch(key, cells, first);
  for (std::uint32_t cell = 0; cell < count; ++cell) {
    const Stream stream{key, WordsOf(cells[cell].stream[0]), WordsOf(cells[cell].stream[1])};
    const Shapes shapes{Of(cells[cell].d), Of(cells[cell].c), Of(cells[cell].power),
                        cells[cell].power == 0.0};
    std::size_t at = 0;
    // Whole vectors of one cell; what is left of it, or refused, in company.
    for (; at + kWide <= draws; at += kWide) {
      const Attempt attempt =
          Try(stream, shapes, Numbers(std::uint64_t{first} + at), hn::Zero(kBits));
      hn::StoreU(attempt.value, kReal, cells[cell].into + at);
      if (hn::AllTrue(kReal, attempt.accepted)) continue;
      HWY_ALIGN double accepted[kWide];
      hn::Store(hn::IfThenElseZero(attempt.accepted, Of(1.0)), kReal, accepted);
      for (std::size_t l = 0; l < kWide; ++l) {
        if (accepted[l] == 0.0) batch.Add({cell, static_cast<std::uint32_t>(at + l), 2});
      }
    }
    for (; at < draws; ++at) batch.Add({cell, static_cast<std::uint32_t>(at), 0});
  }
  batch.Finish();
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

GammaCell::GammaCell(const std::array<std::uint32_t, 2>& its_stream, double shape, double* to)
    : stream(its_stream),
      d((shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0),
      c(1.0 / std::sqrt(9.0 * d)),
      power(shape < 1.0 ? 1.0 / shape : 0.0),
      into(to) {}

void gamma_draws(const std::array<std::uint32_t, 2>& key, std::span<const GammaCell> cells,
                 std::uint32_t first, std::size_t draws) {
  HWY_DYNAMIC_DISPATCH(GammaDraws)(key, cells.data(), cells.size(), first, draws);
}

}  // namespace sozialraum::core
#endif  // HWY_ONCE
