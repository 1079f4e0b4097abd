#pragma once

#include <algorithm>
#include <vector>

#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// The edges between a node and the seed of a search, in the order of travel. `reached_by(node)` is
/// the edge over which the search came to a node, kNoEdge at a seed.
template <class ReachedBy>
[[nodiscard]] std::vector<EdgeId> walk_back(const RoadGraph& graph, NodeId node, Sense sense,
                                            ReachedBy reached_by) {
  std::vector<EdgeId> edges;
  for (EdgeId by = reached_by(node); by != kNoEdge; by = reached_by(node)) {
    edges.push_back(by);
    const Edge& edge = graph.edge(by);
    node = edge.from == node ? edge.to : edge.from;
  }
  if (sense == Sense::kOutward) std::reverse(edges.begin(), edges.end());
  return edges;
}

}  // namespace sozialraum::network
