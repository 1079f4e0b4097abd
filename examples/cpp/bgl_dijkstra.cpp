// Any algorithm of the Boost Graph Library runs on a RoadGraph, without a copy.
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <cstdio>
#include <sozialraum/network/bgl.hpp>
#include <vector>

namespace core = sozialraum::core;
namespace network = sozialraum::network;

int main() {
  using network::NodeId;
  // Three villages: a road from 0 to 1 (both ways), a one-way road on to 2, and a slow way back.
  const auto graph = network::RoadGraph::from_edges(
      {.node_positions = {{9.24, 52.17}, {9.25, 52.17}, {9.26, 52.18}},
       .edges = {
           {.from = NodeId{0}, .to = NodeId{1}, .metres = 684, .forward = 493, .backward = 493},
           {.from = NodeId{1}, .to = NodeId{2}, .metres = 1310, .forward = 943},
           {.from = NodeId{2}, .to = NodeId{0}, .metres = 1750, .forward = 2100}}});

  std::vector<core::Deciseconds> times(graph.node_count());
  boost::dijkstra_shortest_paths(graph, NodeId{0},
                                 boost::distance_map(boost::make_iterator_property_map(
                                     times.begin(), get(boost::vertex_index, graph))));

  for (std::size_t village = 0; village < times.size(); ++village) {
    std::printf("village %zu: %.1f minutes\n", village, core::to_minutes(times[village]));
  }
  return times[2] == 493 + 943 ? 0 : 1;
}
