#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "road_topology.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"

namespace sozialraum::bench {

/// A road topology with its hierarchy, made once a program.
struct PreparedTopology {
  network::RoadGraph graph;
  network::Hierarchy hierarchy;

  explicit PreparedTopology(const std::string& name)
      : graph(road_topology(name)), hierarchy(network::Hierarchy::build(graph)) {}
};

/// 264,346 nodes.
inline const PreparedTopology& new_york() {
  static const PreparedTopology prepared("NY");
  return prepared;
}

/// 1,524,453 nodes: the size of a federal state.
inline const PreparedTopology& north_east() {
  static const PreparedTopology prepared("NE");
  return prepared;
}

/// Seeds at random nodes with labels 0..count-1, sorted by node.
inline std::vector<network::Seed> random_seeds(const network::RoadGraph& graph,
                                               std::uint32_t count) {
  core::RandomStream dice(5, "facilities");
  std::vector<network::Seed> seeds;
  for (std::uint32_t i = 0; i < count; ++i) {
    seeds.push_back({network::NodeId{static_cast<std::uint32_t>(dice.below(graph.node_count()))}});
  }
  std::sort(seeds.begin(), seeds.end(), [](auto a, auto b) { return a.node < b.node; });
  for (std::uint32_t i = 0; i < count; ++i) seeds[i].label = i;
  return seeds;
}

/// Random nodes as snapped places.
inline std::vector<network::Snap> random_places(const network::RoadGraph& graph,
                                                std::uint32_t count) {
  std::vector<network::Snap> places;
  for (const network::Seed& seed : random_seeds(graph, count)) {
    const auto arcs = graph.out_arcs(seed.node);
    if (arcs.empty()) continue;
    const network::EdgeId edge = arcs.front().edge;
    places.push_back({.status = network::SnapStatus::kSnapped,
                      .edge = edge,
                      .fraction = graph.edge(edge).from == seed.node ? 0.0 : 1.0,
                      .foot = graph.position(seed.node)});
  }
  return places;
}

}  // namespace sozialraum::bench
