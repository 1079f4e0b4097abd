#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::test {

struct RandomRoads {
  std::uint32_t nodes = 12;
  std::uint32_t edges = 20;
  core::Deciseconds longest = 9;  ///< times are 0..longest, so zeros and ties are frequent
  double ends_only = 0.0;         ///< share of edges flagged as roads at the ends of a way
};

/// A small, nasty network: two in three edges are one-way, with parallel edges, loops, zero times
/// and usually several components.
inline network::RoadGraph random_roads(std::uint64_t seed, const RandomRoads& shape = {}) {
  core::RandomStream dice(seed, "random roads");
  network::EdgeList list;
  for (std::uint32_t v = 0; v < shape.nodes; ++v) {
    list.node_positions.push_back({9.0 + 0.02 * dice.uniform(), 52.0 + 0.02 * dice.uniform()});
  }
  for (std::uint32_t e = 0; e < shape.edges; ++e) {
    network::Edge edge;
    edge.from = network::NodeId{static_cast<std::uint32_t>(dice.below(shape.nodes))};
    edge.to = network::NodeId{static_cast<std::uint32_t>(dice.below(shape.nodes))};
    const auto time = [&] {
      return static_cast<core::Deciseconds>(dice.below(std::uint64_t{shape.longest} + 1));
    };
    const std::uint64_t kind = dice.below(3);
    if (kind != 0) edge.forward = time();
    if (kind != 1) edge.backward = time();
    edge.metres = 100.0;
    if (shape.ends_only > 0.0 && dice.uniform() < shape.ends_only) {
      edge.flags = network::EdgeFlags::kThroughRestricted;
    }
    list.edges.push_back(edge);
  }
  return network::RoadGraph::from_edges(std::move(list));
}

/// All travel times by brute force (Floyd 1962, Warshall 1962): times[from * n + to].
inline std::vector<core::Deciseconds> all_times(const network::RoadGraph& graph) {
  const std::size_t n = graph.node_count();
  std::vector<core::Deciseconds> times(n * n, core::kUnreachable);
  for (std::uint32_t v = 0; v < n; ++v) {
    times[v * n + v] = 0;
    for (const network::Arc& arc : graph.out_arcs(network::NodeId{v})) {
      auto& time = times[v * n + network::index(arc.node)];
      time = std::min(time, arc.time);
    }
  }
  for (std::size_t via = 0; via < n; ++via) {
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        const std::uint64_t way = std::uint64_t{times[a * n + via]} + times[via * n + b];
        if (way < times[a * n + b]) times[a * n + b] = static_cast<core::Deciseconds>(way);
      }
    }
  }
  return times;
}

}  // namespace sozialraum::test
