#pragma once

#include "osm/road_scan.hpp"

namespace sozialraum::osm {

/// A landing at which a ferry calls: boarding it takes the time, staying on board does not.
struct Boarding {
  network::NodeId node{};
  std::vector<std::size_t> edges;  ///< of the ferry
  core::Deciseconds time = 0;
};

/// The roads as edges, before any node is taken apart.
struct BuiltRoads {
  network::EdgeList list;
  double metres = 0.0;
  double built_up_metres = 0.0;
  std::uint64_t missing_nodes = 0;     ///< nodes of roads that the file lacks
  std::uint64_t ways_with_gap = 0;     ///< ways cut there
  std::uint64_t ways_without_run = 0;  ///< ways with fewer than two located nodes
  std::uint64_t ways_in_graph = 0;
  std::uint64_t odd_durations = 0;  ///< ways of ferries whose duration nobody takes
  /// Ways with a node at 0/0 or without a position, or a stretch that no road can be; left out
  /// there.
  std::vector<std::int64_t> stray_ways;
  /// Where a ferry calls on its way.
  std::vector<Boarding> boardings;
};

/// The map of built-up land: surfaces, relations, places, the caller's surfaces, grown.
[[nodiscard]] BuiltUpMap build_built_up_map(const RoadScan& scan, const RoadReadOptions& options,
                                            ImportReport& report);

/// The courses of rivers and shores; cut where a node is missing.
[[nodiscard]] WaterLines water_lines(const RoadScan& scan);

/// Cuts the ways of a mode into edges and gives each its time. Marks the nodes of the graph in the
/// mode's bits.
[[nodiscard]] BuiltRoads build_roads(RoadScan& scan, std::size_t mode, const Traveller& traveller,
                                     const BuiltUpMap& map);

}  // namespace sozialraum::osm
