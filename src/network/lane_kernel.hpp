#pragma once

#include <cstdint>

#include "sozialraum/network/lane_sweep.hpp"

namespace sozialraum::network {

/// Further than any time of a sweep. 32 bits: adding an arc to it stays below 2^31; 16 bits: adding
/// anything to it leaves it as it is.
template <class Time>
inline constexpr Time kFar = LaneSweepOf<Time>::kLongest + 1;

/// What the pass down works on; see LaneSweep.
template <class Time>
struct LanePass {
  const Hierarchy* hierarchy;
  Sense sense;             ///< of the arcs to look up along
  Hierarchy::UpArcs arcs;  ///< the same arcs
  Time limit;
  Time* times;
  std::uint64_t* reached;
  std::uint64_t* waiting;  ///< places that have a reached place above them, or are reached already
};

/// Brings the times of the waiting places down from the places above them; 64 places a word.
void lower_lanes(const LanePass<std::uint32_t>& pass, std::size_t begin_word, std::size_t end_word);
void lower_lanes(const LanePass<std::uint16_t>& pass, std::size_t begin_word, std::size_t end_word);

/// The same for all places in a row, reached or not: sooner when most are.
void lower_all_lanes(const LanePass<std::uint32_t>& pass, std::size_t begin_word,
                     std::size_t end_word);
void lower_all_lanes(const LanePass<std::uint16_t>& pass, std::size_t begin_word,
                     std::size_t end_word);

/// Where things are read off; see LaneSweepOf::read().
template <class Time>
struct LaneReading {
  const Time* times;
  const std::uint64_t* reached;
  Time limit;
  const LaneDoors* doors;
};

void read_lanes(const LaneReading<std::uint32_t>& from, std::size_t first,
                std::span<LaneSweep::Reading> readings);
void read_lanes(const LaneReading<std::uint16_t>& from, std::size_t first,
                std::span<ShortLaneSweep::Reading> readings);

}  // namespace sozialraum::network
