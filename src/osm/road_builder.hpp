#pragma once

#include "osm/road_scan.hpp"

namespace sozialraum::osm {

/// The roads as edges, before any node is taken apart.
struct BuiltRoads {
  network::EdgeList list;
  double metres = 0.0;
  double built_up_metres = 0.0;
  std::uint64_t missing_nodes = 0;     ///< nodes of roads that the file lacks
  std::uint64_t ways_with_gap = 0;     ///< ways cut there
  std::uint64_t ways_without_run = 0;  ///< ways with fewer than two located nodes
  std::uint64_t ways_in_graph = 0;
};

/// The map of built-up land: surfaces, relations, places, the caller's surfaces, grown.
[[nodiscard]] BuiltUpMap build_built_up_map(const RoadScan& scan, const BuiltUpOptions& options,
                                            ImportReport& report);

/// Cuts the ways of a mode into edges and gives each its time. Marks the nodes of the graph in the
/// mode's bits.
[[nodiscard]] BuiltRoads build_roads(RoadScan& scan, std::size_t mode, const Traveller& traveller,
                                     const BuiltUpMap& map);

}  // namespace sozialraum::osm
