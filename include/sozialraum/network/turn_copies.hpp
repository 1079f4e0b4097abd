#pragma once

#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

// Near a junction with forbidden turns a piece of road may be several edges, for those who come
// from different roads, and a junction several nodes in one place (docs/methods/osm.md). Such edges
// have the flag kTurnCopy; those of one way with the same course and length are the same piece of
// road. A place on one of them lies on all, one at a node is at all copies of the node. Every edge
// at a node that has copies carries the flag.

/// Which edges are the same piece of road as this one? By number, the edge itself among them; of
/// most edges itself alone. O(log rings) each.
[[nodiscard]] std::vector<EdgeId> turn_copies(const RoadGraph& graph, EdgeId edge);

/// Which nodes are the same junction as this one? By number, the node itself among them; of most
/// nodes itself alone. O(log rings) each.
[[nodiscard]] std::vector<NodeId> junction_copies(const RoadGraph& graph, NodeId node);

}  // namespace sozialraum::network
