#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/network/road_graph.hpp"
#include "topology_layout.hpp"

namespace sozialraum::bench {

struct MetricOptions {
  std::uint64_t seed = 1;
  double one_way_share = 0.0;  ///< part of the edges that can be passed in one direction only
};

namespace detail {

/// The edge over which a breadth-first search from `root` reached each node.
inline std::vector<std::uint32_t> breadth_first(const Neighbours& neighbours, std::uint32_t root,
                                                std::vector<std::uint32_t>& parent) {
  std::vector<std::uint32_t> by(neighbours.size(), 0xffffffffU);
  std::vector<std::uint32_t> queue{root};
  parent.assign(neighbours.size(), root);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const auto& [node, edge] : neighbours[queue[i]]) {
      if (node == root || by[node] != 0xffffffffU) continue;
      by[node] = edge;
      parent[node] = queue[i];
      queue.push_back(node);
    }
  }
  return by;
}

}  // namespace detail

/// A real road topology (text: "p tw nodes edges", then one undirected edge a line, nodes from 1)
/// with a seeded synthetic metric: edges of 50 to 500 m at 30 to 50 km/h; the edges of paths
/// between random far places are trunk roads at 110, main roads at 80 and district roads at 60
/// km/h. It has no positions, so it is laid out to fit the lengths: see lay_out().
inline network::RoadGraph road_topology(const std::string& name,
                                        const MetricOptions& options = {}) {
  const std::string command = "xz -dc '" SOZIALRAUM_DATA_DIR "/road_topologies/" + name + ".gr.xz'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::uint32_t nodes = 0;
  std::uint32_t edges = 0;
  if (!pipe || std::fscanf(pipe.get(), "p tw %u %u", &nodes, &edges) != 2) {
    throw std::runtime_error("cannot read road topology " + name + "; is xz installed?");
  }
  network::EdgeList list;
  Neighbours neighbours(nodes);
  for (std::uint32_t a = 0, b = 0; std::fscanf(pipe.get(), "%u %u", &a, &b) == 2;) {
    const auto edge = static_cast<std::uint32_t>(list.edges.size());
    list.edges.push_back({.from = network::NodeId{a - 1}, .to = network::NodeId{b - 1}});
    neighbours[a - 1].emplace_back(b - 1, edge);
    neighbours[b - 1].emplace_back(a - 1, edge);
  }

  core::RandomStream dice(options.seed, "road metric");
  std::vector<double> speeds;
  for (std::size_t e = 0; e < list.edges.size(); ++e)
    speeds.push_back(30.0 + 20.0 * dice.uniform());
  constexpr std::array<std::pair<double, int>, 3> kClasses{{{60.0, 100}, {80.0, 30}, {110.0, 8}}};
  for (int root = 0; root < 6; ++root) {
    std::vector<std::uint32_t> parent;
    const auto by =
        detail::breadth_first(neighbours, static_cast<std::uint32_t>(dice.below(nodes)), parent);
    for (const auto& [speed, paths] : kClasses) {
      for (int path = 0; path < paths; ++path) {
        auto v = static_cast<std::uint32_t>(dice.below(nodes));
        for (; by[v] != 0xffffffffU; v = parent[v]) speeds[by[v]] = std::max(speeds[by[v]], speed);
      }
    }
  }
  std::vector<double> metres;
  for (std::size_t e = 0; e < list.edges.size(); ++e) {
    network::Edge& edge = list.edges[e];
    metres.push_back(50.0 + 450.0 * dice.uniform());
    edge.metres = metres[e];
    edge.forward = network::travel_time(metres[e], speeds[e]);
    if (dice.uniform() >= options.one_way_share) edge.backward = edge.forward;
  }
  const auto places = lay_out(neighbours, metres);
  list.node_positions = {places.begin(), places.end()};
  return network::RoadGraph::from_edges(std::move(list));
}

/// Copies of a graph side by side, each linked to the next by 200 roads of five kilometres.
inline network::RoadGraph linked_copies(const network::RoadGraph& graph, std::uint32_t copies) {
  const auto nodes = static_cast<std::uint32_t>(graph.node_count());
  core::RandomStream dice(11, "links");
  network::EdgeList list;
  for (std::uint32_t copy = 0; copy < copies; ++copy) {
    const std::uint32_t first = copy * nodes;
    for (const network::LonLat at : graph.node_positions()) {
      list.node_positions.push_back({at.lon + 8.0 * copy, at.lat});
    }
    for (network::Edge edge : graph.edges()) {
      edge.from = network::NodeId{static_cast<std::uint32_t>(edge.from) + first};
      edge.to = network::NodeId{static_cast<std::uint32_t>(edge.to) + first};
      list.edges.push_back(edge);
    }
    for (int link = 0; link < 200 && copy + 1 < copies; ++link) {
      const auto here = static_cast<std::uint32_t>(dice.below(nodes));
      const auto there = static_cast<std::uint32_t>(dice.below(nodes));
      list.edges.push_back({.from = network::NodeId{first + here},
                            .to = network::NodeId{first + nodes + there},
                            .metres = 5000.0,
                            .forward = 2250,
                            .backward = 2250});
    }
  }
  return network::RoadGraph::from_edges(std::move(list));
}

}  // namespace sozialraum::bench
