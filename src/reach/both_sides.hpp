#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "reach/lane_batches.hpp"
#include "reach/place_search.hpp"
#include "reach/scratch_pool.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::reach {

/// The hierarchy, if there is one; InvalidInput if it was made of another graph.
[[nodiscard]] inline const network::Hierarchy* checked(const network::Hierarchy* hierarchy,
                                                       const network::RoadGraph& graph) {
  if (hierarchy != nullptr && hierarchy->node_count() != graph.node_count()) {
    core::invalid_argument("hierarchy", "was prepared for another graph: it has " +
                                            std::to_string(hierarchy->node_count()) +
                                            " nodes, the graph has " +
                                            std::to_string(graph.node_count()));
  }
  return hierarchy;
}

/// A question about all pairs of origins and facilities within a limit.
struct PairsQuery {
  const network::RoadGraph& graph;
  std::span<const network::Snap> origins;
  std::span<const network::Snap> facilities;
  Direction direction;
  network::Deciseconds limit;
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

/// One bounded Dijkstra a source.
template <class Consume>
void search_one_by_one(const PairsQuery& query, const PlacesOnRoads& targets, Consume consume) {
  const auto sources = query.sources();
  ScratchPool<PlaceSearch> pool(
      [&] { return std::make_unique<PlaceSearch>(query.graph, targets, query.search()); });
  core::parallel_for(sources.size(), 8, query.execution, [&](std::size_t begin, std::size_t end) {
    pool.lend([&](PlaceSearch& search) {
      for (std::size_t i = begin; i < end; ++i) {
        consume(static_cast<std::uint32_t>(i), search.from(sources[i]));
        query.execution.advance(1);
      }
    });
  });
}

/// As many neighbouring sources at once as a sweep over the hierarchy has lanes.
template <class Sweep, class Consume>
void search_in_lanes(const PairsQuery& query, const PlacesOnRoads& targets, Consume consume) {
  using Search = LaneSearch<Sweep>;
  const auto sources = query.sources();
  const std::vector<std::uint32_t> order = along_the_map(sources);
  const SweptPlaces swept(query.graph, *query.hierarchy, targets, query.search().sense);
  ScratchPool<Search> pool([&] {
    return std::make_unique<Search>(query.graph, *query.hierarchy, swept, query.search());
  });
  core::parallel_for(order.size(), Search::kLanes, query.execution,
                     [&](std::size_t begin, std::size_t end) {
                       pool.lend([&](Search& search) {
                         std::vector<const network::Snap*> batch;
                         for (std::size_t i = begin; i < end; ++i)
                           batch.push_back(&sources[order[i]]);
                         const auto found = search.from(batch);
                         for (std::size_t i = begin; i < end; ++i)
                           consume(order[i], found[i - begin]);
                         query.execution.advance(end - begin);
                       });
                     });
}

/// Calls consume(source, found) once for each place of the shorter list that is on the network, in
/// any order and from several threads; `found` are the places of the other list within the limit,
/// in any order.
template <class Consume>
void search_pairs(const PairsQuery& query, Consume consume) {
  const PlacesOnRoads targets(query.graph, query.targets(), query.search().sense);
  query.execution.expect(query.sources().size());
  if (query.hierarchy == nullptr) {
    search_one_by_one(query, targets, consume);
  } else if (query.limit <= network::ShortLaneSweep::kLongest) {
    search_in_lanes<network::ShortLaneSweep>(query, targets, consume);
  } else {
    search_in_lanes<network::LaneSweep>(query, targets, consume);
  }
}

}  // namespace sozialraum::reach
