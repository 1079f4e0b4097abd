#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/access/decay.hpp"
#include "sozialraum/core/area_code.hpp"
#include "sozialraum/reach/pair_source.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::access {

/// There and back take different times. Which one counts?
enum class BothWays : std::uint8_t {
  kMean,    ///< of both
  kFaster,  ///< the shorter one: neighbours if one can be reached from the other
  kSlower,  ///< the longer one: neighbours if each can be reached from the other
  kThere,   ///< from the area to its neighbour alone; not symmetric
};

struct TravelTimeWeightsOptions {
  /// Areas further apart are no neighbours.
  core::Minutes limit{30.0};
  /// If not 0: only so many nearest areas of those within the limit, ties by code. Such neighbours
  /// need not be mutual.
  std::size_t nearest = 0;
  /// How much a neighbour counts by its time; a weight of 0 is no neighbour.
  Decay decay = Decay::within(core::Minutes{1e6});
  BothWays both_ways = BothWays::kMean;
};

/// Who are an area's neighbours by road, and how near are they?
///
/// Spatial weights for smoothing, autocorrelation and regions where a river or a motorway divides
/// what touches on the map: w_ij = decay(t_ij) for areas within the limit, t between one place an
/// area (its population centre, as a rule). Symmetric but for kThere and `nearest`. An area off the
/// road network, or without another one in reach, has no neighbours: Weights::findings() names it.
///
///     A to B takes 10 minutes, back 20; the mean is 15. decay = linear(30): w_AB = w_BA = 0.5
///
/// `pairs` are between the same places on both sides, and must reach twice as far as the limit for
/// kMean (RoadPairs without a limit do). When not: where what counts is a common border (roads to
/// keep, forests to fence), take spatial::contiguity(). 8 bytes a pair. InvalidInput if there are
/// not as many codes as places.
[[nodiscard]] spatial::Weights travel_time_weights(const reach::PairSource& pairs,
                                                   std::span<const core::AreaCode> codes,
                                                   const TravelTimeWeightsOptions& options = {});

}  // namespace sozialraum::access
