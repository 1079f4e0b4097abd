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

/// Takes the nodes apart: every road end gets a node of its own.
///
/// At a closed node the ends stay apart. At a node with restricted turns, edges of no length and
/// of the class `turn_class` join every two ends whose turn is allowed. They stand behind all
/// roads, so that whatever looks for the nearest edge meets the road first. Only nodes with an
/// effect are split. `split` must be sorted by node.
void split_nodes(network::EdgeList& list, const std::vector<SplitNode>& split,
                 std::uint16_t turn_class, ImportReport& report);

}  // namespace sozialraum::osm
