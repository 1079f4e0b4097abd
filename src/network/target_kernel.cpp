#include "network/target_kernel.hpp"

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors cannot be members; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/target_kernel.cpp"
#include "hwy/cache_control.h"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::network::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Step = TargetPass::Step;
using Row = TargetPass::Row;

constexpr hn::CappedTag<std::uint32_t, TargetSweep::kLanes / 4> kTag;
using Vector = hn::Vec<decltype(kTag)>;
constexpr Deciseconds kFar = kLongestHierarchyTime + 1;  // adding an arc to it stays below 2^31

/// Four vectors of neighbouring lanes: what the registers hold while the arcs of a row pass by.
struct Lanes {
  Vector a, b, c, d;

  static std::size_t size() { return 4 * hn::Lanes(kTag); }
  static Lanes all(Deciseconds time) {
    const auto v = hn::Set(kTag, time);
    return {v, v, v, v};
  }
  static Lanes load(const Deciseconds* from) {
    const std::size_t n = hn::Lanes(kTag);
    return {hn::Load(kTag, from), hn::Load(kTag, from + n), hn::Load(kTag, from + 2 * n),
            hn::Load(kTag, from + 3 * n)};
  }
  void store(Deciseconds* to) const {
    const std::size_t n = hn::Lanes(kTag);
    hn::Store(a, kTag, to);
    hn::Store(b, kTag, to + n);
    hn::Store(c, kTag, to + 2 * n);
    hn::Store(d, kTag, to + 3 * n);
  }
  /// The smaller of these times and those of another row, `time` later.
  HWY_INLINE void relax(const Lanes& other, Deciseconds time) {
    const auto step = hn::Set(kTag, time);
    a = hn::Min(a, hn::Add(other.a, step));
    b = hn::Min(b, hn::Add(other.b, step));
    c = hn::Min(c, hn::Add(other.c, step));
    d = hn::Min(d, hn::Add(other.d, step));
  }
};

void RaiseRows(const TargetPass& pass, std::size_t count) {
  for (std::size_t i = count; i-- > 0;) {
    const Deciseconds* own = pass.rows[pass.climb_rows[i]].times.data();
    for (std::uint32_t arc = pass.climb_begin[i]; arc < pass.climb_begin[i + 1]; ++arc) {
      Deciseconds* above = pass.rows[pass.climb_arcs[arc].row].times.data();
      for (std::size_t lane = 0; lane < TargetSweep::kLanes; lane += Lanes::size()) {
        Lanes best = Lanes::load(above + lane);
        best.relax(Lanes::load(own + lane), pass.climb_arcs[arc].time);
        best.store(above + lane);
      }
    }
  }
}

void LowerRows(const TargetPass& pass, std::size_t begin, std::size_t end) {
  for (std::size_t row = begin; row < end; ++row) {
    Deciseconds* own = pass.rows[row].times.data();
    const Step* last = pass.arcs + pass.arc_begin[row + 1];
    for (std::size_t lane = 0; lane < TargetSweep::kLanes; lane += Lanes::size()) {
      Lanes best = pass.climbed[row] != 0 ? Lanes::load(own + lane) : Lanes::all(kFar);
      for (const Step* step = pass.arcs + pass.arc_begin[row]; step != last; ++step) {
        best.relax(Lanes::load(pass.rows[step->row].times.data() + lane), step->time);
      }
      best.store(own + lane);
    }
  }
}

/// The times, or none where they are above the limit.
HWY_INLINE Vector cut(Vector times, Vector limit) {
  const auto within = hn::Eq(hn::Min(times, limit), times);
  return hn::IfThenElse(within, times, hn::Set(kTag, kUnreachable));
}

void CollectTargets(const TargetDoors& doors, std::size_t first, std::size_t count, Row* found) {
  constexpr std::uint32_t kAhead = 8;  // the rows of neighbouring targets are not neighbours
  const auto limit = hn::Set(kTag, doors.limit);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t soon = doors.door_begin[first + i] + kAhead;
    if (soon < doors.door_begin[first + count]) {
      const Row& row = doors.rows[doors.doors[soon].row];
      for (std::size_t lane = 0; lane < TargetSweep::kLanes; lane += 16) {
        hwy::Prefetch(row.times.data() + lane);
      }
    }
    const Step* begin = doors.doors + doors.door_begin[first + i];
    const Step* end = doors.doors + doors.door_begin[first + i + 1];
    for (std::size_t lane = 0; lane < TargetSweep::kLanes; lane += Lanes::size()) {
      Lanes best = Lanes::all(kFar);
      for (const Step* step = begin; step != end; ++step) {
        best.relax(Lanes::load(doors.rows[step->row].times.data() + lane), step->time);
      }
      const Lanes within{cut(best.a, limit), cut(best.b, limit), cut(best.c, limit),
                         cut(best.d, limit)};
      within.store(found[i].times.data() + lane);
    }
  }
}

}  // namespace sozialraum::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::network {

HWY_EXPORT(RaiseRows);
HWY_EXPORT(LowerRows);
HWY_EXPORT(CollectTargets);

void raise_rows(const TargetPass& pass, std::size_t count) {
  HWY_DYNAMIC_DISPATCH(RaiseRows)(pass, count);
}

void lower_rows(const TargetPass& pass, std::size_t begin, std::size_t end) {
  HWY_DYNAMIC_DISPATCH(LowerRows)(pass, begin, end);
}

void collect_targets(const TargetDoors& doors, std::size_t first, std::size_t count,
                     TargetSweep::Row* found) {
  HWY_DYNAMIC_DISPATCH(CollectTargets)(doors, first, count, found);
}

}  // namespace sozialraum::network
#endif
