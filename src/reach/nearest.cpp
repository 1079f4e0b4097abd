#include "sozialraum/reach/nearest.hpp"

#include <optional>

#include "reach/best_list.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/label_sweep.hpp"
#include "sozialraum/network/places_on_roads.hpp"

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

}  // namespace

Nearest minutes_to_nearest(const network::RoadGraph& graph, std::span<const Snap> origins,
                           std::span<const Snap> facilities, const NearestOptions& options) {
  network::require_prepared_for(graph, options.hierarchy);
  const Deciseconds limit = core::to_deciseconds(options.limit, "limit");
  const bool to_facility = options.direction == Direction::kToFacility;
  const Sense sense = to_facility ? Sense::kInward : Sense::kOutward;
  const NearestAtNodes at_nodes(
      graph, options.hierarchy, seeds_of(graph, facilities, options.direction),
      {.k = options.k, .sense = sense, .limit = limit, .execution = options.execution});
  const network::PlacesOnRoads on_roads(graph, facilities, sense);

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
            for (std::size_t rank = 0; rank < options.k; ++rank) {
              const TimedLabel entry = at_nodes(door.node, rank);
              if (entry.label == network::kNoLabel) break;
              if (door.time <= limit && entry.time <= limit - door.time) {
                best.offer({entry.time + door.time, entry.label});
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
