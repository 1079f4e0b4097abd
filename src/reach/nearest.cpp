#include "sozialraum/reach/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "reach/best_list.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/label_sweep.hpp"
#include "sozialraum/network/places_on_roads.hpp"
#include "sozialraum/reach/place_findings.hpp"
#include "sozialraum/reach/road_pairs.hpp"

namespace sozialraum::reach {
namespace {

using core::Deciseconds;
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

/// The k nearest facilities of every node: by two sweeps over a hierarchy, or by a search.
class NearestAtNodes {
 public:
  NearestAtNodes(const network::RoadGraph& graph, const network::Hierarchy* hierarchy,
                 const std::vector<Seed>& seeds, const network::NearestLabelsOptions& options)
      : k_(options.k) {
    if (hierarchy != nullptr) {
      sweep_.emplace(*hierarchy);
      sweep_->run(seeds, options);
    } else {
      labels_ = network::nearest_labels(graph, seeds, options);
    }
  }
  [[nodiscard]] TimedLabel operator()(network::NodeId node, std::size_t rank) const {
    return sweep_ ? sweep_->nearest(node, rank) : labels_[network::index(node) * k_ + rank];
  }

 private:
  std::size_t k_;
  std::optional<network::LabelSweep> sweep_;
  std::vector<TimedLabel> labels_;
};

/// k entries an origin are there; says where the origins stand and what is to be told.
void conclude(const PairSource& pairs, std::string_view mode, Nearest& nearest) {
  std::vector<bool> reached;
  for (std::size_t i = 0; i < pairs.origin_count(); ++i) {
    reached.push_back(nearest.of(i).front().label != network::kNoLabel);
  }
  nearest.standing = standings(pairs, reached);
  nearest.findings = pairs.findings();
  for (core::Finding& finding : without_facility(nearest.standing, pairs.origin_names(), mode)) {
    nearest.findings.push_back(std::move(finding));
  }
}

void require_k(std::size_t k) {
  if (k >= 1 && k <= 255) return;
  core::invalid_argument("k", fmt::format("is {}; 1 to 255 facilities can be asked for", k));
}

}  // namespace

Nearest minutes_to_nearest(const Travel& travel, const Places& places,
                           const NearestOptions& options) {
  require_k(options.k);
  const RoadPairs pairs(travel, places);
  const network::RoadGraph& graph = travel.roads;
  const Deciseconds limit = pairs.limit();
  const bool to_facility = travel.direction == Direction::kToFacility;
  const Sense sense = to_facility ? Sense::kInward : Sense::kOutward;
  const NearestAtNodes at_nodes(
      graph, travel.hierarchy, seeds_of(graph, places.facilities, travel.direction),
      {.k = options.k, .sense = sense, .limit = limit, .execution = travel.execution});
  const network::PlacesOnRoads on_roads(graph, places.facilities, sense);
  const auto look_from = [&](const Snap& origin, BestList& best) {
    const auto doors =
        to_facility ? network::departures(graph, origin) : network::arrivals(graph, origin);
    for (const Seed& door : doors) {
      for (std::size_t rank = 0; rank < options.k; ++rank) {
        const TimedLabel entry = at_nodes(door.node, rank);
        if (entry.label == network::kNoLabel) break;
        if (door.time <= limit && entry.time <= limit - door.time) {
          best.offer({entry.time + door.time, entry.label});
        }
      }
    }
    if (origin.status != network::SnapStatus::kSnapped) return;
    on_roads.on(origin.edge, [&](std::uint32_t facility) {
      const Snap& there = places.facilities[facility];
      const Deciseconds time = to_facility ? network::time_along_edge(graph, origin, there)
                                           : network::time_along_edge(graph, there, origin);
      if (time <= limit) best.offer({time, facility});
    });
  };

  Nearest nearest{.k = options.k,
                  .facilities = std::vector<TimedLabel>(places.origins.size() * options.k)};
  core::parallel_for(
      places.origins.size(), 1024, travel.execution, [&](std::size_t begin, std::size_t end) {
        BestList best(options.k);
        for (std::size_t i = begin; i < end; ++i) {
          best.clear();
          look_from(places.origins[i], best);
          std::copy(best.entries().begin(), best.entries().end(),
                    nearest.facilities.begin() + static_cast<std::ptrdiff_t>(i * options.k));
        }
      });
  conclude(pairs, travel.mode, nearest);
  return nearest;
}

Nearest minutes_to_nearest(const PairSource& pairs, const NearestOptions& options) {
  require_k(options.k);
  std::vector<BestList> best(pairs.origin_count(), BestList(options.k));
  std::mutex mutex;
  pairs.search(pairs.limit(), [&](std::uint32_t place, std::span<const network::Door> in_reach) {
    const std::lock_guard lock(mutex);
    for (const network::Door& door : in_reach) {
      const std::uint32_t origin = pairs.by_facility() ? door.place : place;
      best[origin].offer({door.time, pairs.by_facility() ? place : door.place});
    }
  });
  Nearest nearest{.k = options.k,
                  .facilities = std::vector<TimedLabel>(pairs.origin_count() * options.k)};
  for (std::size_t i = 0; i < best.size(); ++i) {
    std::copy(best[i].entries().begin(), best[i].entries().end(),
              nearest.facilities.begin() + static_cast<std::ptrdiff_t>(i * options.k));
  }
  conclude(pairs, {}, nearest);
  return nearest;
}

}  // namespace sozialraum::reach
