#pragma once

#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// Which edges lie in the same place as this one?
///
/// Before a junction with forbidden turns a piece of road may be several edges, one for each way to
/// come or go (EdgeFlags::kTurnCopy): all lead to one node `to`, from the junction or a copy of it,
/// take the same time and are open one way only, as a rule. A place on one of them lies on all.
/// Those that are open, by number; of any other edge itself alone. O(arcs at its `to`).
[[nodiscard]] std::vector<EdgeId> turn_copies(const RoadGraph& graph, EdgeId edge);

/// The nodes that are the junction at the `from` of such an edge: it and its copies, one for each
/// road from which a turn is forbidden; by number. Of any other edge its `from` alone.
[[nodiscard]] std::vector<NodeId> junction_copies(const RoadGraph& graph, EdgeId edge);

}  // namespace sozialraum::network
