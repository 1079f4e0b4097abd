#include "sozialraum/reach/nearest.hpp"

#include "reach/best_list.hpp"
#include "reach/place_search.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::reach {
namespace {

using network::Deciseconds;
using network::Seed;
using network::Sense;
using network::Snap;
using network::TimedLabel;

std::vector<Seed> seeds_of(const network::RoadGraph& graph, std::span<const Snap> facilities,
                           Direction direction) {
  std::vector<Seed> seeds;
  for (std::uint32_t i = 0; i < facilities.size(); ++i) {
    const auto doors = direction == Direction::kToFacility
                           ? network::arrivals(graph, facilities[i], i)
                           : network::departures(graph, facilities[i], i);
    seeds.insert(seeds.end(), doors.begin(), doors.end());
  }
  return seeds;
}

}  // namespace

Nearest minutes_to_nearest(const network::RoadGraph& graph, std::span<const Snap> origins,
                           std::span<const Snap> facilities, const NearestOptions& options) {
  const Deciseconds limit = network::to_deciseconds(options.limit, "limit");
  const bool to_facility = options.direction == Direction::kToFacility;
  const Sense sense = to_facility ? Sense::kInward : Sense::kOutward;
  const std::vector<TimedLabel> at_nodes = network::nearest_labels(
      graph, seeds_of(graph, facilities, options.direction),
      {.k = options.k, .sense = sense, .limit = limit, .execution = options.execution});
  const PlacesOnRoads on_roads(graph, facilities, sense);

  Nearest nearest{.k = options.k,
                  .facilities = std::vector<TimedLabel>(origins.size() * options.k)};
  core::parallel_for(
      origins.size(), 1024, options.execution, [&](std::size_t begin, std::size_t end) {
        BestList best(options.k);
        for (std::size_t i = begin; i < end; ++i) {
          best.clear();
          const Snap& origin = origins[i];
          const auto doors =
              to_facility ? network::departures(graph, origin) : network::arrivals(graph, origin);
          for (const Seed& door : doors) {
            const TimedLabel* entry = &at_nodes[network::index(door.node) * options.k];
            for (std::size_t rank = 0; rank < options.k && entry->label != network::kNoLabel;
                 ++rank, ++entry) {
              if (door.time <= limit && entry->time <= limit - door.time) {
                best.offer({entry->time + door.time, entry->label});
              }
            }
          }
          if (origin.status == network::SnapStatus::kSnapped) {
            on_roads.on(origin.edge, [&](std::uint32_t facility) {
              const Snap& there = facilities[facility];
              const Deciseconds time = to_facility ? network::time_along_edge(graph, origin, there)
                                                   : network::time_along_edge(graph, there, origin);
              if (time <= limit) best.offer({time, facility});
            });
          }
          std::copy(best.entries().begin(), best.entries().end(),
                    nearest.facilities.begin() + static_cast<std::ptrdiff_t>(i * options.k));
        }
      });
  return nearest;
}

}  // namespace sozialraum::reach
