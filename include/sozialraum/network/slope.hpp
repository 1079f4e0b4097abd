#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// Who climbs? Cars are not slowed by hills in a way that matters here.
enum class Climber : std::uint8_t { kFoot, kBicycle };

struct SlopeOptions {
  Climber climber = Climber::kFoot;
  /// Shorter stretches are joined before a slope is taken, since models of the terrain are off by
  /// a metre or more; an edge shorter than this climbs as if it were so long.
  double minimum_metres = 50.0;
};

struct SlopeResult {
  RoadGraph graph;
  std::size_t nodes_without_height = 0;
  std::size_t edges_without_height = 0;  ///< kept their times
  double metres_up = 0.0;                ///< climbed on all edges, each driven forward once
  std::vector<core::Finding> findings;
};

/// By how much does a slope (0.1 = 10 % up) change the time of a walker, 1 = as on the flat?
///
/// Tobler (1993), speed 6 exp(-3.5 |slope + 0.05|) km/h, relative to its value on the flat:
/// exp(3.5 (|slope + 0.05| - 0.05)). Fastest at 5 % down.
[[nodiscard]] double walking_time_factor(double slope);

/// The same for a cyclist who rides `flat_kmh` on the flat.
///
/// Parkin & Rotheram (2010, Transport Policy 17, 335-341): 6.01 m/s on the flat, each per cent up
/// takes 0.4002 m/s and each per cent down adds 0.2379 m/s; here as shares of the flat speed, 6.7 %
/// and 4.0 %.
/// Beyond 6 % down nobody gets faster: one brakes. Who would ride slower than walk pushes, at
/// Tobler's pace.
[[nodiscard]] double cycling_time_factor(double slope, double flat_kmh);

/// Where must heights be known: all nodes, then all bends, in the order of the edge list.
[[nodiscard]] std::vector<LonLat> height_points(const RoadGraph& graph);

/// How long does each piece take if the hills are counted?
///
/// `heights` in metres at height_points(graph), NaN where unknown. Each edge is walked through from
/// bend to bend in stretches of at least `minimum_metres`; every stretch changes its share of the
/// time by its slope, other in each direction. Stretches before the first and behind the last known
/// height keep their time, and so do ferries. Times at junctions and signals are part of an edge's
/// time and change along.
///
/// The ground under a bridge or above a tunnel is not the road: an edge so flagged (kOffGround)
/// runs straight between the heights of its ends. An end where nothing but bridges or tunnels meet
/// hangs in the air and has no height, so pieces of a long bridge keep their times. InvalidInput:
/// "no_height" if no node has one, "invalid_argument" if the lists differ in length. O(nodes +
/// bends).
[[nodiscard]] SlopeResult with_slopes(const RoadGraph& graph, std::span<const double> heights,
                                      const SlopeOptions& options = {});

}  // namespace sozialraum::network
