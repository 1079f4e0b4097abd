#include "network/lane_kernel.hpp"

#include <algorithm>
#include <array>
#include <bit>

// Compiled once for each instruction set; the best one is chosen when the program runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/lane_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::network::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class Time>
constexpr std::size_t kLanes = LaneSweepOf<Time>::kLanes;

template <class Time>
constexpr hn::CappedTag<Time, kLanes<Time>> kTag{};

/// A row nobody has reached.
template <class Time>
struct alignas(64) FarRow {
  std::array<Time, kLanes<Time>> times;
  constexpr FarRow() : times() { times.fill(kFar<Time>); }
};
template <class Time>
constexpr FarRow<Time> kFarRow{};

/// Times `step` later.
HWY_INLINE auto later(const std::uint32_t* times, Deciseconds step) {
  return hn::Add(hn::Load(kTag<std::uint32_t>, times), hn::Set(kTag<std::uint32_t>, step));
}
HWY_INLINE auto later(const std::uint16_t* times, Deciseconds step) {
  const auto short_step =
      static_cast<std::uint16_t>(std::min<Deciseconds>(step, kFar<std::uint16_t>));
  return hn::SaturatedAdd(hn::Load(kTag<std::uint16_t>, times),
                          hn::Set(kTag<std::uint16_t>, short_step));
}

inline std::uint64_t bit_of(const std::uint64_t* bits, std::uint32_t place) {
  return (bits[place / 64] >> (place % 64)) & 1U;
}

/// The least times of a place: what it has from the way up, if it is `open`, and those of the
/// places above, which stand at `above(place)`. Is any within the limit?
template <class Time, class Above>
HWY_INLINE bool lower_place(const LanePass<Time>& pass, std::uint32_t place, bool open,
                            Above above) {
  constexpr auto tag = kTag<Time>;
  const HierarchyArc* arcs = pass.arcs.arcs.data();
  const std::uint32_t begin = pass.arcs.begin[place];
  const std::uint32_t end = pass.arcs.begin[place + 1];
  Time* row = pass.times + std::size_t{place} * kLanes<Time>;
  const Time* start = open ? row : kFarRow<Time>.times.data();
  const auto limit = hn::Set(tag, pass.limit);
  bool within = false;
  for (std::size_t lane = 0; lane < kLanes<Time>; lane += hn::Lanes(tag)) {
    auto best = hn::Load(tag, start + lane);
    const auto offer = [&](std::uint32_t arc) {
      best = hn::Min(best, later(above(arcs[arc].upper) + lane, arcs[arc].time));
    };
    if (begin < end) {
      // Nobody can foresee how many arcs there are, but nine places in ten have up to three:
      // taking one twice does no harm and costs less than a wrong guess.
      offer(begin);
      offer(std::min(begin + 1, end - 1));
      offer(std::min(begin + 2, end - 1));
      for (std::uint32_t arc = begin + 3; arc < end; ++arc) offer(arc);
    }
    hn::Store(best, tag, row + lane);
    within |= !hn::AllFalse(tag, hn::Eq(hn::Min(best, limit), best));
  }
  return within;
}

/// The times of a place, whether it was reached or not.
template <class Time>
HWY_INLINE const Time* row_of(const Time* times, const std::uint64_t* reached,
                              std::uint32_t place) {
  return bit_of(reached, place) != 0 ? times + std::size_t{place} * kLanes<Time>
                                     : kFarRow<Time>.times.data();
}

template <class Time>
void lower_waiting_place(const LanePass<Time>& pass, std::uint32_t place) {
  const bool within = lower_place(
      pass, place, bit_of(pass.reached, place) != 0,
      [&](std::uint32_t upper) { return row_of<Time>(pass.times, pass.reached, upper); });
  const std::uint64_t bit = std::uint64_t{1} << (place % 64);
  pass.reached[place / 64] &= ~bit;
  if (!within) return;
  pass.reached[place / 64] |= bit;
  for (const std::uint32_t lower : pass.hierarchy->below(place, pass.sense)) {
    pass.waiting[lower / 64] |= std::uint64_t{1} << (lower % 64);
  }
}

template <class Time>
void lower_waiting(const LanePass<Time>& pass, std::size_t begin_word, std::size_t end_word) {
  for (std::size_t word = begin_word; word < end_word; ++word) {
    // A place may set bits behind it in its own word, so look again after each.
    for (std::uint64_t left = ~std::uint64_t{0}; (pass.waiting[word] & left) != 0;) {
      const auto bit = static_cast<unsigned>(std::countr_zero(pass.waiting[word] & left));
      left = bit == 63 ? 0 : ~std::uint64_t{0} << (bit + 1);
      lower_waiting_place(pass, static_cast<std::uint32_t>(word * 64 + bit));
    }
  }
}

template <class Time>
void lower_all(const LanePass<Time>& pass, std::size_t begin_word, std::size_t end_word) {
  const std::size_t places = pass.hierarchy->node_count();
  for (std::size_t word = begin_word; word < end_word; ++word) {
    const std::size_t count = std::min<std::size_t>(places - word * 64, 64);
    const std::uint64_t open = pass.reached[word];
    std::uint64_t reached = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const bool within = lower_place(
          pass, static_cast<std::uint32_t>(word * 64 + i), ((open >> i) & 1U) != 0,
          [&](std::uint32_t upper) { return pass.times + std::size_t{upper} * kLanes<Time>; });
      reached |= std::uint64_t{within ? 1U : 0U} << i;
    }
    pass.reached[word] = reached;
  }
}

/// Reads the times of a thing off its doors; returns the lanes within the limit.
template <class Time>
HWY_INLINE std::uint32_t read_thing(const LaneReading<Time>& from, std::size_t thing, Time* row) {
  constexpr auto tag = kTag<Time>;
  const LaneDoors::Door* begin = from.doors->doors.data() + from.doors->begin[thing];
  const LaneDoors::Door* end = from.doors->doors.data() + from.doors->begin[thing + 1];
  if (std::none_of(begin, end, [&](const LaneDoors::Door& door) {
        return bit_of(from.reached, door.place) != 0;
      })) {
    return 0;
  }
  std::uint64_t within = 0;
  for (std::size_t lane = 0; lane < kLanes<Time>; lane += hn::Lanes(tag)) {
    auto best = hn::Set(tag, kFar<Time>);
    for (const LaneDoors::Door* door = begin; door != end; ++door) {
      best = hn::Min(best,
                     later(row_of<Time>(from.times, from.reached, door->place) + lane, door->time));
    }
    hn::Store(best, tag, row + lane);
    std::uint64_t bits = 0;
    hn::StoreMaskBits(tag, hn::Eq(hn::Min(best, hn::Set(tag, from.limit)), best),
                      reinterpret_cast<std::uint8_t*>(&bits));
    within |= bits << lane;
  }
  return static_cast<std::uint32_t>(within);
}

template <class Time, class Reading>
void read(const LaneReading<Time>& from, std::size_t first, std::span<Reading> readings) {
  for (std::size_t i = 0; i < readings.size(); ++i) {
    readings[i].lanes = read_thing(from, first + i, readings[i].row.times.data());
  }
}

void Read32(const LaneReading<std::uint32_t>& from, std::size_t first,
            std::span<LaneSweep::Reading> readings) {
  read(from, first, readings);
}
void Read16(const LaneReading<std::uint16_t>& from, std::size_t first,
            std::span<ShortLaneSweep::Reading> readings) {
  read(from, first, readings);
}
void LowerWaiting32(const LanePass<std::uint32_t>& pass, std::size_t begin, std::size_t end) {
  lower_waiting(pass, begin, end);
}
void LowerWaiting16(const LanePass<std::uint16_t>& pass, std::size_t begin, std::size_t end) {
  lower_waiting(pass, begin, end);
}
void LowerAll32(const LanePass<std::uint32_t>& pass, std::size_t begin, std::size_t end) {
  lower_all(pass, begin, end);
}
void LowerAll16(const LanePass<std::uint16_t>& pass, std::size_t begin, std::size_t end) {
  lower_all(pass, begin, end);
}

}  // namespace sozialraum::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::network {

HWY_EXPORT(LowerWaiting32);
HWY_EXPORT(LowerWaiting16);
HWY_EXPORT(LowerAll32);
HWY_EXPORT(LowerAll16);
HWY_EXPORT(Read32);
HWY_EXPORT(Read16);

void lower_lanes(const LanePass<std::uint32_t>& pass, std::size_t begin_word,
                 std::size_t end_word) {
  HWY_DYNAMIC_DISPATCH(LowerWaiting32)(pass, begin_word, end_word);
}
void lower_lanes(const LanePass<std::uint16_t>& pass, std::size_t begin_word,
                 std::size_t end_word) {
  HWY_DYNAMIC_DISPATCH(LowerWaiting16)(pass, begin_word, end_word);
}

void lower_all_lanes(const LanePass<std::uint32_t>& pass, std::size_t begin_word,
                     std::size_t end_word) {
  HWY_DYNAMIC_DISPATCH(LowerAll32)(pass, begin_word, end_word);
}
void lower_all_lanes(const LanePass<std::uint16_t>& pass, std::size_t begin_word,
                     std::size_t end_word) {
  HWY_DYNAMIC_DISPATCH(LowerAll16)(pass, begin_word, end_word);
}

void read_lanes(const LaneReading<std::uint32_t>& from, std::size_t first,
                std::span<LaneSweep::Reading> readings) {
  HWY_DYNAMIC_DISPATCH(Read32)(from, first, readings);
}
void read_lanes(const LaneReading<std::uint16_t>& from, std::size_t first,
                std::span<ShortLaneSweep::Reading> readings) {
  HWY_DYNAMIC_DISPATCH(Read16)(from, first, readings);
}

}  // namespace sozialraum::network
#endif
