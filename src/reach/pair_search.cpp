#include "sozialraum/reach/pair_search.hpp"

#include <memory>
#include <vector>

#include "reach/lane_batches.hpp"
#include "reach/place_search.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/scratch_pool.hpp"

namespace sozialraum::reach {
namespace {

using network::PlacesOnRoads;

/// One bounded Dijkstra a source.
void search_one_by_one(const PairsQuery& query, const PlacesOnRoads& targets,
                       const TakePairs& take) {
  const auto sources = query.sources();
  core::ScratchPool<PlaceSearch> pool(
      [&] { return std::make_unique<PlaceSearch>(query.graph, targets, query.search()); });
  core::parallel_for(sources.size(), 8, query.execution, [&](std::size_t begin, std::size_t end) {
    pool.lend([&](PlaceSearch& search) {
      for (std::size_t i = begin; i < end; ++i) {
        take(static_cast<std::uint32_t>(i), search.from(sources[i]));
        query.execution.advance(1);
      }
    });
  });
}

/// As many neighbouring sources at once as a sweep over the hierarchy has lanes.
template <class Sweep>
void search_in_lanes(const PairsQuery& query, const PlacesOnRoads& targets, const TakePairs& take) {
  using Search = LaneSearch<Sweep>;
  const auto sources = query.sources();
  const std::vector<std::uint32_t> order = network::along_the_map(sources);
  const SweptPlaces swept(query.graph, *query.hierarchy, targets, query.search().sense);
  core::ScratchPool<Search> pool([&] {
    return std::make_unique<Search>(query.graph, *query.hierarchy, swept, query.search());
  });
  core::parallel_for(order.size(), Search::kLanes, query.execution,
                     [&](std::size_t begin, std::size_t end) {
                       pool.lend([&](Search& search) {
                         std::vector<const network::Snap*> batch;
                         for (std::size_t i = begin; i < end; ++i)
                           batch.push_back(&sources[order[i]]);
                         const auto found = search.from(batch);
                         for (std::size_t i = begin; i < end; ++i) take(order[i], found[i - begin]);
                         query.execution.advance(end - begin);
                       });
                     });
}

}  // namespace

void search_pairs(const PairsQuery& query, const TakePairs& take) {
  network::require_prepared_for(query.graph, query.hierarchy);
  const PlacesOnRoads targets(query.graph, query.targets(), query.search().sense);
  query.execution.expect(query.sources().size());
  if (query.hierarchy == nullptr) {
    search_one_by_one(query, targets, take);
  } else if (query.limit <= network::ShortLaneSweep::kLongest) {
    search_in_lanes<network::ShortLaneSweep>(query, targets, take);
  } else {
    search_in_lanes<network::LaneSweep>(query, targets, take);
  }
}

}  // namespace sozialraum::reach
