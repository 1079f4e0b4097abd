#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

enum class Connection : std::uint8_t {
  kStrong,  ///< each node reaches each other, one-way streets heeded
  kWeak,    ///< linked by roads, whatever their direction
};

/// Components in order of size, the largest is number 0; equal ones in order of their first node.
struct Components {
  std::vector<std::uint32_t> number;  ///< per node
  std::vector<std::uint32_t> sizes;   ///< nodes per component
};

/// Which parts of the graph hang together?
///
/// Strong components by Pearce (2016), weak ones by union-find; roads at the ends of a way count
/// like all others. A path can only be promised inside a strong component: small ones are
/// courtyards behind a wrong one-way tag, islands, or roads cut by the border of the extract.
/// O(nodes + arcs).
[[nodiscard]] Components components(const RoadGraph& graph, Connection connection);

}  // namespace sozialraum::network
