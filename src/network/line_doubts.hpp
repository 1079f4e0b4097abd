#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/network/edge_table.hpp"

namespace sozialraum::network {

struct NodePositions {
  std::vector<FixedLonLat> positions;
  std::vector<core::Finding> findings;
};

/// Where the nodes are: as given, or where their lines end; and whether the lines agree.
NodePositions node_positions(const EdgeTable& table, const std::vector<std::int64_t>& ids,
                             const std::vector<Edge>& edges);

/// Lengths that cannot be those of their lines.
std::vector<core::Finding> doubted_lengths(const EdgeTable& table);

}  // namespace sozialraum::network
