#include "sozialraum/network/turn_copies.hpp"

#include <algorithm>

namespace sozialraum::network {
namespace {

/// All members of the ring that one of them stands in, by number; itself alone if it is in none.
template <class Ring, class Id>
std::vector<Id> round_the_ring(std::span<const Ring> rings, Id first, Id Ring::* member) {
  const auto at = [&](Id wanted) {
    const auto found = std::lower_bound(rings.begin(), rings.end(), wanted,
                                        [&](const Ring& ring, Id id) { return ring.*member < id; });
    return found != rings.end() && (*found).*member == wanted ? &*found : nullptr;
  };
  std::vector<Id> all{first};
  // A file that was tampered with may hold rings that lead nowhere, or never back.
  for (const Ring* ring = at(first); ring != nullptr && ring->next != first;
       ring = at(ring->next)) {
    if (all.size() > rings.size()) break;
    all.push_back(ring->next);
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

std::vector<EdgeId> turn_copies(const RoadGraph& graph, EdgeId edge) {
  return round_the_ring(graph.edge_rings(), edge, &EdgeRing::edge);
}

std::vector<NodeId> junction_copies(const RoadGraph& graph, NodeId node) {
  return round_the_ring(graph.node_rings(), node, &NodeRing::node);
}

}  // namespace sozialraum::network
