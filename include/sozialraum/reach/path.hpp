#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::reach {

/// A piece of a way: a road, or a part of it, from one fraction of the edge to another. Forward if
/// `begin < end`.
struct PathStep {
  network::EdgeId edge = network::kNoEdge;
  double begin = 0.0;
  double end = 1.0;
  core::Deciseconds time = 0;

  friend bool operator==(const PathStep&, const PathStep&) = default;
};

/// The fastest way between two places.
struct Path {
  /// Both legs off the network and all steps; kUnreachable if there is no way, and nothing else is
  /// told then.
  core::Deciseconds time = core::kUnreachable;
  std::vector<PathStep> steps{};  ///< in the order of travel
  double road_metres = 0.0;
  double leg_metres = 0.0;  ///< straight lines between the places and the roads
  /// The way on the roads in the order of travel, from the foot of the one place to that of the
  /// other. The legs are the straight lines from there to the places.
  std::vector<network::LonLat> course{};

  friend bool operator==(const Path&, const Path&) = default;
};

/// Numbers of an origin and a facility.
struct PathPair {
  std::uint32_t origin = 0;
  std::uint32_t facility = 0;
};

/// One way a pair, in the order of the pairs.
struct Paths {
  std::vector<Path> ways{};
  std::vector<core::Finding> findings{};  ///< "pair_without_way", and those of the places
};

/// Which way do the minutes between origins and facilities stand for?
///
/// To explain a value on the map: one path a pair, with exactly the time of travel_times(). The way
/// is walked from the origin over arcs with `time(here) == arc + time(next)`; the times to the
/// facility come from a TimeLookup on a prepared graph, else from plain Dijkstra (1959), once for
/// all its origins, in growing rings of 10, 40 minutes and the rest until all are met. Of equally
/// fast ways the one that, told from the origin, comes first to a node with a smaller number, then
/// over the edge with the smaller one: always the same, prepared or not. Roads at the ends of a way
/// are used at the ends only. InvalidInput for a pair that names no place and for a hierarchy of
/// another graph.
[[nodiscard]] Paths paths(const Travel& travel, const Places& places,
                          std::span<const PathPair> pairs);

/// The fastest way from an origin to a facility; the other way round with Direction::kFromFacility.
[[nodiscard]] Path path(const Travel& travel, const network::Snap& origin,
                        const network::Snap& facility);

}  // namespace sozialraum::reach
