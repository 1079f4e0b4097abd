#pragma once

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::test {

/// The node of a letter: 'a' is node 0.
inline network::NodeId node(char letter) {
  return network::NodeId{static_cast<std::uint32_t>(letter - 'a')};
}

/// Roads written as text, one a line. "a - b 30" may be passed both ways in 30 deciseconds,
/// "a > b 30" one way only, "a - b 30 50" takes 30 there and 50 back; a last word "ends" marks a
/// road at the ends of a way only (residents, private). Every decisecond is a metre, up to 1,000
/// km. Node 'a' lies at (9, 52), each further letter 0.01 degrees east.
inline network::EdgeList road_list(const std::string& text) {
  network::EdgeList list;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    char from = 0;
    char direction = 0;
    char to = 0;
    network::Edge edge;
    if (!(words >> from >> direction >> to >> edge.forward)) continue;
    edge.from = node(from);
    edge.to = node(to);
    edge.metres = std::min(edge.forward, 1'000'000U);
    edge.way_id = static_cast<std::int64_t>(list.edges.size()) + 1;
    if (direction == '-') edge.backward = edge.forward;
    for (std::string word; words >> word;) {
      if (word == "ends") {
        edge.flags = network::EdgeFlags::kThroughRestricted;
      } else {
        edge.backward = static_cast<core::Deciseconds>(std::stoul(word));
      }
    }
    list.edges.push_back(edge);
    for (const network::NodeId end : {edge.from, edge.to}) {
      while (list.node_positions.size() <= network::index(end)) {
        list.node_positions.push_back(
            {9.0 + 0.01 * static_cast<double>(list.node_positions.size()), 52.0});
      }
    }
  }
  return list;
}

inline network::RoadGraph roads(const std::string& text) {
  return network::RoadGraph::from_edges(road_list(text));
}

}  // namespace sozialraum::test
