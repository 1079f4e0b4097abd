#pragma once

#include <vector>

#include "osm/road_scan.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::osm {

/// Nodes of the graph that must be taken apart: closed by a barrier, or with restricted turns.
struct SplitNode {
  network::NodeId node{};
  bool closed = false;
  std::vector<TurnRule> turns;
};

/// Takes nodes apart so that a search over plain nodes keeps to what holds there.
///
/// Closed nodes: every road end gets a node of its own.
///
/// Restricted turns: every road at the node is cut kReach metres before it (at 40 % of its length
/// if it is shorter). Whoever comes from a road with a forbidden turn arrives at a second copy of
/// the junction, from which copies of the short pieces lead into the allowed roads only. All others
/// use the junction as it was. To evade a ban one must drive into another road, turn round after
/// kReach metres and come back: about 20 s, what OSRM charges for turning round. New nodes have
/// ids below kMadeNodes; new edges stand behind all others. `split` must be sorted by node.
void split_nodes(network::EdgeList& list, const std::vector<SplitNode>& split,
                 ImportReport& report);

inline constexpr double kReach = 100.0;
inline constexpr std::int64_t kMadeNodes = -4'000'000'000'000'000'000;

}  // namespace sozialraum::osm
