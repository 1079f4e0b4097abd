#include "sozialraum/reach/road_pairs.hpp"

#include <algorithm>
#include <memory>

#include "reach/lane_batches.hpp"
#include "reach/place_search.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/scratch_pool.hpp"
#include "sozialraum/reach/place_findings.hpp"

namespace sozialraum::reach {
namespace {

using network::PlacesOnRoads;
using network::Snap;

/// Which side do searches start from, and in which sense?
struct Question {
  const Travel& travel;
  std::span<const Snap> sources;
  std::span<const Snap> targets;
  network::SearchOptions search;
};

Question question_of(const RoadPairs& pairs, core::Deciseconds limit) {
  const Travel& travel = pairs.travel();
  const Places& places = pairs.places();
  const bool outward = (travel.direction == Direction::kFromFacility) == pairs.by_facility();
  return {.travel = travel,
          .sources = pairs.by_facility() ? places.facilities : places.origins,
          .targets = pairs.by_facility() ? places.origins : places.facilities,
          .search = {.sense = outward ? network::Sense::kOutward : network::Sense::kInward,
                     .limit = limit,
                     .execution = travel.execution}};
}

/// One bounded Dijkstra a source.
void search_one_by_one(const Question& question, const PlacesOnRoads& targets,
                       const TakePairs& take) {
  const core::Execution& execution = question.travel.execution;
  core::ScratchPool<PlaceSearch> pool([&] {
    return std::make_unique<PlaceSearch>(question.travel.roads, targets, question.search);
  });
  core::parallel_for(question.sources.size(), 8, execution,
                     [&](std::size_t begin, std::size_t end) {
                       pool.lend([&](PlaceSearch& search) {
                         for (std::size_t i = begin; i < end; ++i) {
                           take(static_cast<std::uint32_t>(i), search.from(question.sources[i]));
                           execution.advance(1);
                         }
                       });
                     });
}

/// As many neighbouring sources at once as a sweep over the hierarchy has lanes.
template <class Sweep>
void search_in_lanes(const Question& question, const PlacesOnRoads& targets,
                     const TakePairs& take) {
  using Search = LaneSearch<Sweep>;
  const network::RoadGraph& roads = question.travel.roads;
  const network::Hierarchy& hierarchy = *question.travel.hierarchy;
  const core::Execution& execution = question.travel.execution;
  const std::vector<std::uint32_t> order = network::along_the_map(question.sources);
  const SweptPlaces swept(roads, hierarchy, targets, question.search.sense);
  core::ScratchPool<Search> pool(
      [&] { return std::make_unique<Search>(roads, hierarchy, swept, question.search); });
  core::parallel_for(order.size(), Search::kLanes, execution,
                     [&](std::size_t begin, std::size_t end) {
                       pool.lend([&](Search& search) {
                         std::vector<const Snap*> batch;
                         for (std::size_t i = begin; i < end; ++i)
                           batch.push_back(&question.sources[order[i]]);
                         const auto found = search.from(batch);
                         for (std::size_t i = begin; i < end; ++i) take(order[i], found[i - begin]);
                         execution.advance(end - begin);
                       });
                     });
}

}  // namespace

RoadPairs::RoadPairs(const Travel& travel, const Places& places)
    : travel_(travel), places_(places), limit_(core::to_deciseconds(travel.limit, "limit")) {
  network::require_prepared_for(travel.roads, travel.hierarchy);
  for (const Snap& facility : places.facilities) {
    if (facility.status == network::SnapStatus::kSnapped) islands_.push_back(facility.component);
  }
  std::sort(islands_.begin(), islands_.end());
  islands_.erase(std::unique(islands_.begin(), islands_.end()), islands_.end());
}

bool RoadPairs::by_facility() const { return facility_count() <= origin_count(); }

void RoadPairs::search(core::Deciseconds most, const TakePairs& take) const {
  const Question question = question_of(*this, std::min(most, limit_));
  const PlacesOnRoads targets(travel_.roads, question.targets, question.search.sense);
  travel_.execution.expect(question.sources.size());
  if (travel_.hierarchy == nullptr) {
    search_one_by_one(question, targets, take);
  } else if (question.search.limit <= network::ShortLaneSweep::kLongest) {
    search_in_lanes<network::ShortLaneSweep>(question, targets, take);
  } else {
    search_in_lanes<network::LaneSweep>(question, targets, take);
  }
}

core::Standing RoadPairs::origin(std::size_t i) const {
  return network::standing(places_.origins[i]);
}

core::Standing RoadPairs::unreached(std::size_t i) const {
  const std::uint32_t island = places_.origins[i].component;
  // The unknown one is the last of all.
  const bool unknown = island == network::kComponentUnknown || islands_.empty() ||
                       islands_.back() == network::kComponentUnknown;
  const bool shared = unknown || std::binary_search(islands_.begin(), islands_.end(), island);
  return shared ? core::Standing::kBeyondLimit : core::Standing::kOtherIsland;
}

std::vector<core::Finding> RoadPairs::findings() const { return place_findings(places_); }

std::span<const std::string> RoadPairs::origin_names() const { return places_.origin_names; }

std::span<const std::string> RoadPairs::facility_names() const { return places_.facility_names; }

}  // namespace sozialraum::reach
