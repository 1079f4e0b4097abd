#pragma once

#include <cstdint>

#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// What the pass down works on; see LaneSweep.
struct LanePass {
  const Hierarchy* hierarchy;
  Sense sense;  ///< of the arcs to look up along
  Deciseconds limit;
  Deciseconds* times;
  std::uint64_t* reached;
};

/// Brings the times of the places [begin, end) down from the places above them.
void lower_lanes(const LanePass& pass, std::uint32_t begin, std::uint32_t end);

}  // namespace sozialraum::network
