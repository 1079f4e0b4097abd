#pragma once

#include <memory>
#include <span>

#include "reach/place_search.hpp"
#include "reach/scratch_pool.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::reach {

/// A question about all pairs of origins and facilities within a limit.
struct PairsQuery {
  const network::RoadGraph& graph;
  std::span<const network::Snap> origins;
  std::span<const network::Snap> facilities;
  Direction direction;
  network::Deciseconds limit;
  core::Execution execution;

  /// Searches start from the shorter list; the answer is the same from either side.
  [[nodiscard]] bool from_facilities() const { return facilities.size() <= origins.size(); }
};

/// Calls consume(source, found) once for each place of the shorter list, in any order and from
/// several threads; `found` are the places of the other list within the limit.
template <class Consume>
void search_pairs(const PairsQuery& query, Consume consume) {
  const bool from_facilities = query.from_facilities();
  const auto sources = from_facilities ? query.facilities : query.origins;
  const bool outward = (query.direction == Direction::kFromFacility) == from_facilities;
  const auto sense = outward ? network::Sense::kOutward : network::Sense::kInward;
  const PlacesOnRoads targets(query.graph, from_facilities ? query.origins : query.facilities,
                              sense);
  query.execution.expect(sources.size());
  ScratchPool<PlaceSearch> pool([&] {
    return std::make_unique<PlaceSearch>(
        query.graph, targets,
        network::SearchOptions{.sense = sense, .limit = query.limit, .execution = query.execution});
  });
  core::parallel_for(sources.size(), 8, query.execution, [&](std::size_t begin, std::size_t end) {
    pool.lend([&](PlaceSearch& search) {
      for (std::size_t i = begin; i < end; ++i) {
        consume(static_cast<std::uint32_t>(i), search.from(sources[i]));
        query.execution.advance(1);
      }
    });
  });
}

}  // namespace sozialraum::reach
