#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// How does somebody who lives behind a sign "residents only" get to the open roads, or home?
///
/// A small Dijkstra over the end arcs of a RoadGraph: it stops at every junction with an open road.
/// Found are these junctions and all nodes of the zone on the way, so that two places of one zone
/// meet there. departures() and arrivals() use it; use it yourself to tell the way. Refers to the
/// graph, which must outlive it. Costs what the zone holds, some dozens of nodes as a rule.
class ZoneSearch {
 public:
  explicit ZoneSearch(const RoadGraph& graph) : graph_(&graph) {}

  /// From the seeds (kOutward) or to them (kInward). The nodes found in order of (time, node), each
  /// with the label of the first seed. Good until the next run.
  std::span<const Seed> run(std::span<const Seed> seeds, Sense sense);

  /// The edges between a node that was found and its seed, in the order of travel.
  [[nodiscard]] std::vector<EdgeId> path(NodeId node) const;

 private:
  struct State {
    Deciseconds time = kUnreachable;
    EdgeId edge = kNoEdge;
  };

  const RoadGraph* graph_;
  Sense sense_ = Sense::kOutward;
  std::unordered_map<std::uint32_t, State> states_;
  std::vector<Seed> found_;
};

}  // namespace sozialraum::network
