#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/places_on_roads.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::reach {

/// A question about all pairs of origins and facilities within a limit.
struct PairsQuery {
  const network::RoadGraph& graph;
  std::span<const network::Snap> origins;
  std::span<const network::Snap> facilities;
  Direction direction;
  core::Deciseconds limit;
  const network::Hierarchy* hierarchy;
  core::Execution execution;

  /// Searches start from the shorter list; the answer is the same from either side.
  [[nodiscard]] bool from_facilities() const { return facilities.size() <= origins.size(); }
  [[nodiscard]] std::span<const network::Snap> sources() const {
    return from_facilities() ? facilities : origins;
  }
  [[nodiscard]] std::span<const network::Snap> targets() const {
    return from_facilities() ? origins : facilities;
  }
  [[nodiscard]] network::SearchOptions search() const {
    const bool outward = (direction == Direction::kFromFacility) == from_facilities();
    return {.sense = outward ? network::Sense::kOutward : network::Sense::kInward,
            .limit = limit,
            .execution = execution};
  }
};

/// Takes a place of the shorter list and those of the other list in its reach.
using TakePairs =
    std::function<void(std::uint32_t source, std::span<const network::Door> in_reach)>;

/// Which pairs are within the limit, without a table of them?
///
/// Calls take(source, in_reach) once for each place of the shorter list that is on the network, in
/// any order and from several threads; `in_reach` comes in any order and is good until the call
/// returns. InvalidInput for a hierarchy of another graph.
void search_pairs(const PairsQuery& query, const TakePairs& take);

}  // namespace sozialraum::reach
