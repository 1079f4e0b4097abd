#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "random_roads.hpp"
#include "sozialraum/network/snap.hpp"

namespace sozialraum::test {

/// Places on random edges: at the ends, in the middle, some off the network altogether.
inline std::vector<network::Snap> random_places(const network::RoadGraph& graph, std::size_t count,
                                                core::RandomStream& dice) {
  std::vector<network::Snap> places(count);
  for (network::Snap& place : places) {
    const network::EdgeId edge{static_cast<std::uint32_t>(dice.below(graph.edge_count()))};
    place.edge = edge;
    place.fraction = 0.25 * static_cast<double>(dice.below(5));
    place.leg = static_cast<core::Deciseconds>(dice.below(3));
    place.status =
        dice.below(10) == 0 ? network::SnapStatus::kTooFar : network::SnapStatus::kSnapped;
  }
  return places;
}

/// Travel time between two places by the table of all node times: nothing clever.
inline core::Deciseconds time_by_table(const network::RoadGraph& graph,
                                       std::span<const core::Deciseconds> times,
                                       const network::Snap& from, const network::Snap& to) {
  std::uint64_t best = network::time_along_edge(graph, from, to);
  for (const network::Seed& out : network::departures(graph, from)) {
    for (const network::Seed& in : network::arrivals(graph, to)) {
      const core::Deciseconds between =
          times[network::index(out.node) * graph.node_count() + network::index(in.node)];
      if (between == core::kUnreachable) continue;
      best = std::min(best, std::uint64_t{out.time} + between + in.time);
    }
  }
  return static_cast<core::Deciseconds>(best);
}

}  // namespace sozialraum::test
