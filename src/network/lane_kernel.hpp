#pragma once

#include <cstdint>

#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// Further than any time; adding an arc to it stays below 2^31.
inline constexpr Deciseconds kFar = kLongestHierarchyTime + 1;

/// What the pass down works on; see LaneSweep.
struct LanePass {
  const Hierarchy* hierarchy;
  Sense sense;             ///< of the arcs to look up along
  Hierarchy::UpArcs arcs;  ///< the same arcs
  Deciseconds limit;
  Deciseconds* times;
  std::uint64_t* reached;
  std::uint64_t* waiting;  ///< places that have a reached place above them, or are reached already
};

/// Brings the times of the waiting places down from the places above them; 64 places a word.
void lower_lanes(const LanePass& pass, std::size_t begin_word, std::size_t end_word);

/// The same for all places in a row, reached or not: sooner when most are.
void lower_all_lanes(const LanePass& pass, std::size_t begin_word, std::size_t end_word);

}  // namespace sozialraum::network
