#include "typology/coarse_kernel.hpp"

#include <cmath>

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors have no fixed length; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "typology/coarse_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::typology::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<float, kCoarseLanes> kTag;
constexpr hn::RebindToSigned<decltype(kTag)> kWhole;
constexpr hn::RebindToUnsigned<decltype(kTag)> kCount;
using Vector = hn::Vec<decltype(kTag)>;
constexpr std::size_t kWide = hn::MaxLanes(kTag);  // rows a vector holds: 16, 8 or 4

constexpr float kFar = 1e30F;  // instead of infinite, from which nothing can be taken away
constexpr float kAbove = 1.0F + 0x1p-21F;  // more than some roundings take away
constexpr float kBelow = 1.0F - 0x1p-21F;

/// The two least of the numbers seen, and which was the least.
struct Least {
  Vector best, second, which;
  float next;
};

HWY_INLINE void Take(Vector score, Least& least) {
  least.which = hn::IfThenElse(hn::Lt(score, least.best), hn::Set(kTag, least.next), least.which);
  least.second = hn::Min(least.second, hn::Max(score, least.best));
  least.best = hn::Min(score, least.best);
  least.next += 1.0F;
}

/// |c|² / 2 - x c of four centres, which orders them as their distances from x do.
HWY_INLINE void TakeFour(const float* row, const float* centre, const float* half,
                         std::size_t columns, Least& least) {
  Vector a = hn::Set(kTag, half[0]);
  Vector b = hn::Set(kTag, half[1]);
  Vector c = hn::Set(kTag, half[2]);
  Vector d = hn::Set(kTag, half[3]);
  for (std::size_t j = 0; j < columns; ++j) {
    const Vector x = hn::LoadU(kTag, row + j * kCoarseLanes);
    a = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4]), a);
    b = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4 + 1]), b);
    c = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4 + 2]), c);
    d = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4 + 3]), d);
  }
  Take(a, least);
  Take(b, least);
  Take(c, least);
  Take(d, least);
}

/// The same of eight: each number of the row is loaded once, and more sums need not wait.
HWY_INLINE void TakeEight(const float* row, const float* centre, const float* half,
                          std::size_t columns, Least& least) {
  Vector a = hn::Set(kTag, half[0]);
  Vector b = hn::Set(kTag, half[1]);
  Vector c = hn::Set(kTag, half[2]);
  Vector d = hn::Set(kTag, half[3]);
  Vector e = hn::Set(kTag, half[4]);
  Vector f = hn::Set(kTag, half[5]);
  Vector g = hn::Set(kTag, half[6]);
  Vector h = hn::Set(kTag, half[7]);
  const float* next = centre + columns * 4;
  for (std::size_t j = 0; j < columns; ++j) {
    const Vector x = hn::LoadU(kTag, row + j * kCoarseLanes);
    a = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4]), a);
    b = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4 + 1]), b);
    c = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4 + 2]), c);
    d = hn::NegMulAdd(x, hn::Set(kTag, centre[j * 4 + 3]), d);
    e = hn::NegMulAdd(x, hn::Set(kTag, next[j * 4]), e);
    f = hn::NegMulAdd(x, hn::Set(kTag, next[j * 4 + 1]), f);
    g = hn::NegMulAdd(x, hn::Set(kTag, next[j * 4 + 2]), g);
    h = hn::NegMulAdd(x, hn::Set(kTag, next[j * 4 + 3]), h);
  }
  Take(a, least);
  Take(b, least);
  Take(c, least);
  Take(d, least);
  Take(e, least);
  Take(f, least);
  Take(g, least);
  Take(h, least);
}

bool Nearest(const CoarseBlocks& rows, const CoarseCentres& centres, const CoarseNearest& out) {
  auto open = hn::Zero(kTag);  // negative where a row is left open
  for (std::size_t first = 0; first < rows.blocks * kCoarseLanes; first += kWide) {
    const float* row =
        rows.values + first / kCoarseLanes * kCoarseLanes * rows.columns + first % kCoarseLanes;
    Least least{hn::Set(kTag, HUGE_VALF), hn::Set(kTag, HUGE_VALF), hn::Zero(kTag), 0.0F};
    std::size_t four = 0;
    for (; four + 2 <= centres.fours; four += 2) {
      TakeEight(row, centres.values + four * 4 * rows.columns, centres.halves + four * 4,
                rows.columns, least);
    }
    if (four < centres.fours) {
      TakeFour(row, centres.values + four * 4 * rows.columns, centres.halves + four * 4,
               rows.columns, least);
    }
    const Vector norm = hn::LoadU(kTag, rows.norms + first);
    const Vector slack =
        hn::MulAdd(norm, hn::Set(kTag, centres.row_slack), hn::Set(kTag, centres.slack));
    const auto sure = hn::Gt(hn::Sub(least.second, least.best), slack);
    const Vector near = hn::Add(hn::Add(least.best, least.best), hn::Add(norm, slack));
    const Vector far = hn::Add(hn::Add(least.second, least.second), hn::Sub(norm, slack));
    const Vector zero = hn::Zero(kTag);
    const Vector upper = hn::Mul(hn::Sqrt(hn::Max(near, zero)), hn::Set(kTag, kAbove));
    const Vector lower = hn::Mul(hn::Sqrt(hn::Max(far, zero)), hn::Set(kTag, kBelow));
    hn::StoreU(hn::IfThenElse(sure, upper, hn::Set(kTag, HUGE_VALF)), kTag, out.upper + first);
    hn::StoreU(hn::Min(lower, hn::Set(kTag, kFar)), kTag, out.lower + first);
    const auto which = hn::BitCast(kCount, hn::ConvertTo(kWhole, least.which));
    hn::StoreU(which, kCount, out.nearest + first);
    open = hn::Or(open, hn::IfThenElse(sure, zero, hn::Set(kTag, -1.0F)));
  }
  return !hn::AllFalse(kTag, hn::Lt(open, hn::Zero(kTag)));
}

/// One number for each type, looked up for a vector of rows: in a register if they fit into one.
struct InRegister {
  Vector numbers;
  HWY_INLINE Vector of(hn::Vec<decltype(kWhole)> types) const {
    return hn::TableLookupLanes(numbers, hn::IndicesFromVec(kTag, types));
  }
};

struct InMemory {
  const float* numbers;
  HWY_INLINE Vector of(hn::Vec<decltype(kWhole)> types) const {
    return hn::GatherIndex(kTag, numbers, types);
  }
};

template <class Numbers>
HWY_INLINE std::size_t MoveAll(const MovingBounds& bounds, const Numbers& drift,
                               const Numbers& others, float factor, std::uint32_t* ranks) {
  std::size_t found = 0;
  const Vector above = hn::Set(kTag, kAbove);
  const Vector below = hn::Set(kTag, kBelow);
  const Vector times = hn::Set(kTag, factor);
  for (std::size_t first = 0; first < bounds.blocks * kCoarseLanes; first += kWide) {
    const auto own = hn::BitCast(kWhole, hn::LoadU(kCount, bounds.own + first));
    const Vector before = hn::Max(hn::LoadU(kTag, bounds.lower + first), hn::Zero(kTag));
    const Vector upper =
        hn::Mul(hn::Add(hn::LoadU(kTag, bounds.upper + first), drift.of(own)), above);
    const Vector lower = hn::Sub(hn::Mul(before, below), others.of(own));
    hn::StoreU(upper, kTag, bounds.upper + first);
    hn::StoreU(lower, kTag, bounds.lower + first);
    const auto apart = hn::Lt(hn::Mul(upper, times), lower);
    if (hn::AllTrue(kTag, apart)) continue;
    const auto rank = hn::Iota(kCount, static_cast<std::uint32_t>(first));
    // Packed in the register: some machines take ten times as long to pack on the way to memory.
    const auto kept = hn::RebindMask(kCount, hn::Not(apart));
    hn::StoreU(hn::Compress(rank, kept), kCount, ranks + found);
    found += hn::CountTrue(kCount, kept);
  }
  return found;
}

std::size_t MoveBounds(const MovingBounds& bounds, const Drift& drift, float factor,
                       std::uint32_t* ranks) {
  if (drift.types > kWide) {
    return MoveAll(bounds, InMemory{drift.own}, InMemory{drift.others}, factor, ranks);
  }
  HWY_ALIGN float own[kWide] = {};
  HWY_ALIGN float others[kWide] = {};
  for (std::size_t c = 0; c < drift.types; ++c) {
    own[c] = drift.own[c];
    others[c] = drift.others[c];
  }
  return MoveAll(bounds, InRegister{hn::Load(kTag, own)}, InRegister{hn::Load(kTag, others)},
                 factor, ranks);
}

}  // namespace sozialraum::typology::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::typology {

HWY_EXPORT(Nearest);
HWY_EXPORT(MoveBounds);

bool coarse_nearest(const CoarseBlocks& rows, const CoarseCentres& centres,
                    const CoarseNearest& out) {
  return HWY_DYNAMIC_DISPATCH(Nearest)(rows, centres, out);
}

std::size_t move_bounds(const MovingBounds& bounds, const Drift& drift, float factor,
                        std::uint32_t* ranks) {
  return HWY_DYNAMIC_DISPATCH(MoveBounds)(bounds, drift, factor, ranks);
}

}  // namespace sozialraum::typology
#endif  // HWY_ONCE
