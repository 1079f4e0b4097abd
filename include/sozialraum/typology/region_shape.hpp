#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/typology/region_graph.hpp"

namespace sozialraum::typology {

/// How even in size, and how much in one piece, are regions or types on the map?
struct RegionShape {
  std::vector<std::size_t> sizes{};  ///< areas per region
  /// Per region: of the neighbours that its areas have, the share that is of the region (join-count
  /// ratio): 1 = nobody outside is near, 0 = only strangers. NaN of a region of islands.
  std::vector<double> inside{};
  std::vector<std::size_t> pieces{};  ///< per region: parts that do not hang together
  std::size_t cut_links = 0;          ///< links of the map between two regions
  double entropy = 0.0;               ///< of the sizes, -sum p log p: 0 to log k, then all are even
  double relative_entropy = 0.0;      ///< entropy / log k; NaN of one region
  double simpson = 0.0;               ///< sum p²: the chance that two areas drawn are of one region
};

/// Says how regions lie on the map; for types as well, whose pieces show how scattered they are.
///
///     a - b - c - d with regions 0 0 1 0: region 0 has neighbours a:b, b:a, b:c, d:c, so 2 of 4
///     inside, and two pieces; region 1 has 0 of 2; two links of three are cut
///
/// `regions` has one number below `count` per area of the graph. Throws InvalidInput
/// "length_mismatch", "unknown_type", "empty_type". O(areas + links).
[[nodiscard]] RegionShape region_shape(const RegionGraph& graph,
                                       std::span<const std::uint32_t> regions, std::size_t count);

}  // namespace sozialraum::typology
