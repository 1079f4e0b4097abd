#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// Which edges are at the ends of a way only, by their flag or because they lie in a zone? See
/// RoadGraph. `arcs[begin[v] .. begin[v + 1])` are all passable directions out of node v. One byte
/// an edge; empty if no edge is flagged. O(nodes + edges).
[[nodiscard]] std::vector<std::uint8_t> end_roads(std::span<const Edge> edges,
                                                  std::span<const std::uint32_t> begin,
                                                  std::span<const Arc> arcs);

}  // namespace sozialraum::network
