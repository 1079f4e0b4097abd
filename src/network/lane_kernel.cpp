#include "network/lane_kernel.hpp"

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
  const auto most = hn::Set(kTag, kLongestHierarchyTime + 1);
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

}  // namespace sozialraum::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::network {

HWY_EXPORT(LowerLanes);

void lower_lanes(const LanePass& pass, std::size_t begin_word, std::size_t end_word) {
  HWY_DYNAMIC_DISPATCH(LowerLanes)(pass, begin_word, end_word);
}

}  // namespace sozialraum::network
#endif
