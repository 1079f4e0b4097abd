#pragma once

#include <vector>

#include "osm/road_scan.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::osm {

/// What turning round costs on a road that leads to a junction with forbidden turns: what OSRM
/// takes.
inline constexpr core::Deciseconds kTurningRound = 200;

/// A junction with the rules that hold at it.
struct RuledNode {
  network::NodeId node{};
  std::vector<TurnRule> turns;
};

/// Gives junctions copies, so that a search over plain nodes keeps to what may be turned where.
///
/// Whoever arrives over a road from which some turn is forbidden arrives at a copy of the junction
/// that leads into the allowed roads only. Who goes on from there over a road of the junction comes
/// to a copy of that road's other end, which leads on as the end itself does, but back only for
/// kTurningRound more: a ban is evaded by turning round, and that takes time. Such copies go on as
/// long as the roads touch junctions with forbidden turns; beyond, nodes are plain, and turning
/// round costs nothing, as in all searches over nodes. Times are those of a search over edges with
/// this rule. `nodes` must be sorted by node; new nodes and edges stand behind all others, copies
/// of an edge have its way, length and course and all of them the flag kTurnCopy.
void restrict_turns(network::EdgeList& list, const std::vector<RuledNode>& nodes,
                    ImportReport& report);

}  // namespace sozialraum::osm
