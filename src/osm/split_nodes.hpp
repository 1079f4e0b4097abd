#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "osm/road_builder.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::osm {

/// Nodes that are made have ids below this one.
inline constexpr std::int64_t kMadeNodes = -4'000'000'000'000'000'000;

/// One end of an edge at a node.
struct EdgeEndAt {
  std::size_t edge = 0;
  bool at_to = false;  ///< the edge's `to` is here
};

/// The edge ends at each of the nodes, in the order of the edges.
[[nodiscard]] std::vector<std::vector<EdgeEndAt>> ends_at(const network::EdgeList& list,
                                                          std::span<const network::NodeId> nodes);

/// A node in the place of another.
network::NodeId make_copy(network::EdgeList& list, network::NodeId of);

/// A barrier that nobody passes: every road end gets a node of its own. At one for the ends of a
/// way only, links of no length join them again that are flagged as a private road is.
struct Barrier {
  network::NodeId node{};
  bool ends_only = false;
};
void put_barriers(network::EdgeList& list, std::span<const Barrier> barriers);

/// Gives ferries that call at a landing a node of their own there, and a link to board it.
void put_boardings(network::EdgeList& list, std::span<const Boarding> boardings);

}  // namespace sozialraum::osm
