#pragma once

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "road_topology.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"

namespace sozialraum::bench {

/// A road topology with its hierarchy, made once a program on one core.
struct PreparedTopology {
  network::RoadGraph graph;
  network::Hierarchy hierarchy;
  double seconds = 0.0;  ///< processor time of preparing

  explicit PreparedTopology(network::RoadGraph roads) : graph(std::move(roads)) {
    const std::clock_t begin = std::clock();
    hierarchy = network::Hierarchy::build(graph, {.execution = {.threads = 1}});
    seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  }
  explicit PreparedTopology(const std::string& name, double one_way_share = 0.0)
      : PreparedTopology(road_topology(name, {.one_way_share = one_way_share})) {}
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

/// The same with three streets in ten one-way.
inline const PreparedTopology& new_york_one_way() {
  static const PreparedTopology prepared("NY", 0.3);
  return prepared;
}
inline const PreparedTopology& north_east_one_way() {
  static const PreparedTopology prepared("NE", 0.3);
  return prepared;
}

/// 6.1 million nodes: the size of Germany.
inline const PreparedTopology& four_north_easts() {
  static const PreparedTopology prepared(linked_copies(road_topology("NE"), 4));
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
