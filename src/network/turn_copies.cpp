#include "sozialraum/network/turn_copies.hpp"

#include <algorithm>

namespace sozialraum::network {
namespace {

/// The numbers of the flagged edges at a node that lead to it (`to`) or from it.
std::vector<EdgeId> flagged_at(const RoadGraph& graph, NodeId node, bool to) {
  std::vector<EdgeId> edges;
  for (const auto arcs : {graph.out_arcs(node), graph.in_arcs(node), graph.end_out_arcs(node),
                          graph.end_in_arcs(node)}) {
    for (const Arc& arc : arcs) {
      const Edge& edge = graph.edge(arc.edge);
      if (!has(edge.flags, EdgeFlags::kTurnCopy)) continue;
      if ((to ? edge.to : edge.from) == node) edges.push_back(arc.edge);
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

}  // namespace

std::vector<EdgeId> turn_copies(const RoadGraph& graph, EdgeId edge) {
  if (!has(graph.edge(edge).flags, EdgeFlags::kTurnCopy)) return {edge};
  return flagged_at(graph, graph.edge(edge).to, true);
}

std::vector<NodeId> junction_copies(const RoadGraph& graph, EdgeId edge) {
  std::vector<NodeId> nodes{graph.edge(edge).from};
  if (!has(graph.edge(edge).flags, EdgeFlags::kTurnCopy)) return nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {  // grows
    for (const EdgeId road : flagged_at(graph, nodes[i], false)) {
      for (const EdgeId copy : turn_copies(graph, road)) {
        const NodeId other = graph.edge(copy).from;
        if (std::find(nodes.begin(), nodes.end(), other) == nodes.end()) nodes.push_back(other);
      }
    }
  }
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

}  // namespace sozialraum::network
