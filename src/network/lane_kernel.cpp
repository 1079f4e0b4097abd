#include "network/lane_kernel.hpp"

#include <algorithm>
#include <bit>

#include "sozialraum/network/lane_sweep.hpp"

// Compiled once for each instruction set; the best one is chosen when the program runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/lane_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::network::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<std::uint32_t, LaneSweep::kLanes> kTag;

/// row = min(row, above + time) in every lane. Times stay below 2^31, so nothing overflows.
inline void relax(Deciseconds* row, const Deciseconds* above, Deciseconds time) {
  const auto step = hn::Set(kTag, time);
  for (std::size_t lane = 0; lane < LaneSweep::kLanes; lane += hn::Lanes(kTag)) {
    const auto way = hn::Add(hn::LoadU(kTag, above + lane), step);
    hn::StoreU(hn::Min(hn::LoadU(kTag, row + lane), way), kTag, row + lane);
  }
}

/// row = above + time in every lane.
inline void take(Deciseconds* row, const Deciseconds* above, Deciseconds time) {
  const auto step = hn::Set(kTag, time);
  const auto most = hn::Set(kTag, kFar);
  for (std::size_t lane = 0; lane < LaneSweep::kLanes; lane += hn::Lanes(kTag)) {
    const auto way = hn::Add(hn::LoadU(kTag, above + lane), step);
    hn::StoreU(hn::Min(most, way), kTag, row + lane);
  }
}

inline bool any_within(const Deciseconds* row, Deciseconds limit) {
  auto least = hn::LoadU(kTag, row);
  for (std::size_t lane = hn::Lanes(kTag); lane < LaneSweep::kLanes; lane += hn::Lanes(kTag)) {
    least = hn::Min(least, hn::LoadU(kTag, row + lane));
  }
  return hn::GetLane(hn::MinOfLanes(kTag, least)) <= limit;
}

inline bool is_set(const std::uint64_t* bits, std::uint32_t place) {
  return ((bits[place / 64] >> (place % 64)) & 1U) != 0;
}

void lower_place(const LanePass& pass, std::uint32_t place) {
  Deciseconds* row = pass.times + std::size_t{place} * LaneSweep::kLanes;
  bool open = is_set(pass.reached, place);
  for (const HierarchyArc& arc : pass.hierarchy->up(place, pass.sense)) {
    if (!is_set(pass.reached, arc.upper)) continue;
    const Deciseconds* above = pass.times + std::size_t{arc.upper} * LaneSweep::kLanes;
    if (open) {
      relax(row, above, arc.time);
    } else {
      take(row, above, arc.time);
      open = true;
    }
  }
  const std::uint64_t bit = std::uint64_t{1} << (place % 64);
  if (!open || !any_within(row, pass.limit)) {
    pass.reached[place / 64] &= ~bit;
    return;
  }
  pass.reached[place / 64] |= bit;
  for (const std::uint32_t lower : pass.hierarchy->below(place, pass.sense)) {
    pass.waiting[lower / 64] |= std::uint64_t{1} << (lower % 64);
  }
}

void LowerLanes(const LanePass& pass, std::size_t begin_word, std::size_t end_word) {
  for (std::size_t word = begin_word; word < end_word; ++word) {
    // A place may set bits behind it in its own word, so look again after each.
    for (std::uint64_t left = ~std::uint64_t{0}; (pass.waiting[word] & left) != 0;) {
      const auto bit = static_cast<unsigned>(std::countr_zero(pass.waiting[word] & left));
      left = bit == 63 ? 0 : ~std::uint64_t{0} << (bit + 1);
      lower_place(pass, static_cast<std::uint32_t>(word * 64 + bit));
    }
  }
}

/// 64 places that have nothing from the pass up. Without branches that depend on the
/// number of arcs, which nobody can foresee. Returns the places within the limit as bits.
std::uint64_t lower_plain_word(const LanePass& pass, const std::uint32_t* begin, std::size_t word) {
  const HierarchyArc* arcs = pass.arcs.arcs.data();
  Deciseconds* rows = pass.times + word * 64 * LaneSweep::kLanes;
  const auto limit = hn::Set(kTag, pass.limit);
  std::uint64_t reached = 0;
  for (std::size_t lane = 0; lane < LaneSweep::kLanes; lane += hn::Lanes(kTag)) {
    auto best = hn::Set(kTag, kFar);
    unsigned i = 0;
    const auto pass_places_without_arcs = [&](std::uint32_t next_arc) {  // rare, so foreseen
      for (; i < 64 && begin[i + 1] == next_arc; ++i) {
        hn::StoreU(hn::Set(kTag, kFar), kTag, rows + i * LaneSweep::kLanes + lane);
      }
    };
    pass_places_without_arcs(begin[0]);
    for (std::uint32_t a = begin[0]; a < begin[64]; ++a) {
      const Deciseconds* above = pass.times + std::size_t{arcs[a].upper} * LaneSweep::kLanes + lane;
      best = hn::Min(best, hn::Add(hn::LoadU(kTag, above), hn::Set(kTag, arcs[a].time)));
      hn::StoreU(best, kTag, rows + i * LaneSweep::kLanes + lane);
      const bool within = !hn::AllFalse(kTag, hn::Eq(hn::Min(best, limit), best));
      reached |= std::uint64_t{within ? 1U : 0U} << i;
      const bool last = a + 1 == begin[i + 1];
      best = hn::Max(best, hn::Set(kTag, last ? kFar : 0));
      i += last ? 1 : 0;
      pass_places_without_arcs(a + 1);
    }
  }
  return reached;
}

/// Any place: with a row from the pass up or not, with arcs or not.
bool lower_row(const LanePass& pass, std::uint32_t place, bool open) {
  Deciseconds* row = pass.times + std::size_t{place} * LaneSweep::kLanes;
  if (!open) std::fill_n(row, LaneSweep::kLanes, kFar);
  for (const HierarchyArc& arc : pass.hierarchy->up(place, pass.sense)) {
    relax(row, pass.times + std::size_t{arc.upper} * LaneSweep::kLanes, arc.time);
  }
  return any_within(row, pass.limit);
}

void LowerAllLanes(const LanePass& pass, std::size_t begin_word, std::size_t end_word) {
  const std::size_t places = pass.hierarchy->node_count();
  for (std::size_t word = begin_word; word < end_word; ++word) {
    const std::uint32_t* begin = pass.arcs.begin.data() + word * 64;
    const std::size_t count = std::min<std::size_t>(places - word * 64, 64);
    if (count == 64 && pass.reached[word] == 0) {
      pass.reached[word] = lower_plain_word(pass, begin, word);
      continue;
    }
    std::uint64_t reached = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const bool open = ((pass.reached[word] >> i) & 1U) != 0;
      const bool within = lower_row(pass, static_cast<std::uint32_t>(word * 64 + i), open);
      reached |= std::uint64_t{within ? 1U : 0U} << i;
    }
    pass.reached[word] = reached;
  }
}

}  // namespace sozialraum::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::network {

HWY_EXPORT(LowerLanes);
HWY_EXPORT(LowerAllLanes);

void lower_lanes(const LanePass& pass, std::size_t begin_word, std::size_t end_word) {
  HWY_DYNAMIC_DISPATCH(LowerLanes)(pass, begin_word, end_word);
}

void lower_all_lanes(const LanePass& pass, std::size_t begin_word, std::size_t end_word) {
  HWY_DYNAMIC_DISPATCH(LowerAllLanes)(pass, begin_word, end_word);
}

}  // namespace sozialraum::network
#endif
