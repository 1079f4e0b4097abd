#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/places_on_roads.hpp"

namespace sozialraum::reach {

using network::Door;
using network::PlacesOnRoads;

/// Which places are in reach of one place? Scratch memory; one a thread.
class PlaceSearch {
 public:
  PlaceSearch(const network::RoadGraph& graph, const PlacesOnRoads& places,
              network::SearchOptions options)
      : graph_(&graph),
        places_(&places),
        options_(options),
        search_(graph),
        times_(places.count(), core::kUnreachable) {}

  /// The places within the limit with their times, in the order of their numbers. The view is good
  /// until the next call.
  std::span<const Door> from(const network::Snap& source) {
    found_.clear();
    const bool outward = options_.sense == network::Sense::kOutward;
    const auto seeds =
        outward ? network::departures(*graph_, source) : network::arrivals(*graph_, source);
    for (const network::NodeId node : search_.run(seeds, options_)) {
      const core::Deciseconds time = search_.time(node);
      for (const Door& door : places_->at(node)) {
        if (door.time <= options_.limit - time) offer(door.place, time + door.time);
      }
    }
    if (source.status == network::SnapStatus::kSnapped) {
      places_->on(source.edge, [&](std::uint32_t i) {
        const network::Snap& place = places_->place(i);
        const core::Deciseconds time = outward ? network::time_along_edge(*graph_, source, place)
                                               : network::time_along_edge(*graph_, place, source);
        if (time <= options_.limit) offer(i, time);
      });
    }
    std::sort(found_.begin(), found_.end(),
              [](const Door& a, const Door& b) { return a.place < b.place; });
    for (Door& door : found_) {
      door.time = std::exchange(times_[door.place], core::kUnreachable);
    }
    return found_;
  }

 private:
  void offer(std::uint32_t place, core::Deciseconds time) {
    if (times_[place] == core::kUnreachable) found_.push_back({place, 0});
    times_[place] = std::min(times_[place], time);
  }

  const network::RoadGraph* graph_;
  const PlacesOnRoads* places_;
  network::SearchOptions options_;
  network::Dijkstra search_;
  std::vector<core::Deciseconds> times_;
  std::vector<Door> found_;
};

}  // namespace sozialraum::reach
