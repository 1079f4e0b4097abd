#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/snap.hpp"

namespace sozialraum::reach {

/// A place seen from a node: which one, and the time between the node and it.
struct Door {
  std::uint32_t place = 0;
  network::Deciseconds time = 0;
};

/// Finds places by the node or the edge they are linked to. Searches outward from a source meet a
/// place at the nodes from which it is reached, searches inward at the nodes to which it leads.
class PlacesOnRoads {
 public:
  PlacesOnRoads(const network::RoadGraph& graph, std::span<const network::Snap> places,
                network::Sense sense)
      : places_(places), door_begin_(graph.node_count() + 1, 0) {
    std::vector<network::Seed> seeds;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      const auto doors = sense == network::Sense::kOutward
                             ? network::arrivals(graph, places[i], i)
                             : network::departures(graph, places[i], i);
      seeds.insert(seeds.end(), doors.begin(), doors.end());
      if (places[i].status == network::SnapStatus::kSnapped)
        by_edge_.emplace_back(places[i].edge, i);
    }
    std::sort(by_edge_.begin(), by_edge_.end());
    for (const network::Seed& seed : seeds) ++door_begin_[network::index(seed.node) + 1];
    for (std::size_t v = 1; v < door_begin_.size(); ++v) door_begin_[v] += door_begin_[v - 1];
    doors_.resize(seeds.size());
    std::vector<std::uint32_t> next(door_begin_.begin(), door_begin_.end() - 1);
    for (const network::Seed& seed : seeds) {
      doors_[next[network::index(seed.node)]++] = {seed.label, seed.time};
    }
  }

  [[nodiscard]] std::size_t count() const { return places_.size(); }
  [[nodiscard]] const network::Snap& place(std::uint32_t i) const { return places_[i]; }

  [[nodiscard]] std::span<const Door> at(network::NodeId node) const {
    return {doors_.data() + door_begin_[network::index(node)],
            doors_.data() + door_begin_[network::index(node) + 1]};
  }

  /// Calls visit(place) for the places linked to the edge.
  template <class Visit>
  void on(network::EdgeId edge, Visit visit) const {
    auto entry = std::lower_bound(by_edge_.begin(), by_edge_.end(), std::pair{edge, 0U});
    for (; entry != by_edge_.end() && entry->first == edge; ++entry) visit(entry->second);
  }

 private:
  std::span<const network::Snap> places_;
  std::vector<std::uint32_t> door_begin_;
  std::vector<Door> doors_;
  std::vector<std::pair<network::EdgeId, std::uint32_t>> by_edge_;
};

/// Which places are in reach of one place? Scratch memory; one a thread.
class PlaceSearch {
 public:
  PlaceSearch(const network::RoadGraph& graph, const PlacesOnRoads& places,
              network::SearchOptions options)
      : graph_(&graph),
        places_(&places),
        options_(options),
        search_(graph),
        times_(places.count(), network::kUnreachable) {}

  /// The places within the limit with their times, in the order of their numbers. The view is good
  /// until the next call.
  std::span<const Door> from(const network::Snap& source) {
    found_.clear();
    const bool outward = options_.sense == network::Sense::kOutward;
    const auto seeds =
        outward ? network::departures(*graph_, source) : network::arrivals(*graph_, source);
    for (const network::NodeId node : search_.run(seeds, options_)) {
      const network::Deciseconds time = search_.time(node);
      for (const Door& door : places_->at(node)) {
        if (door.time <= options_.limit - time) offer(door.place, time + door.time);
      }
    }
    if (source.status == network::SnapStatus::kSnapped) {
      places_->on(source.edge, [&](std::uint32_t i) {
        const network::Snap& place = places_->place(i);
        const network::Deciseconds time = outward
                                              ? network::time_along_edge(*graph_, source, place)
                                              : network::time_along_edge(*graph_, place, source);
        if (time <= options_.limit) offer(i, time);
      });
    }
    std::sort(found_.begin(), found_.end(),
              [](const Door& a, const Door& b) { return a.place < b.place; });
    for (Door& door : found_) {
      door.time = std::exchange(times_[door.place], network::kUnreachable);
    }
    return found_;
  }

 private:
  void offer(std::uint32_t place, network::Deciseconds time) {
    if (times_[place] == network::kUnreachable) found_.push_back({place, 0});
    times_[place] = std::min(times_[place], time);
  }

  const network::RoadGraph* graph_;
  const PlacesOnRoads* places_;
  network::SearchOptions options_;
  network::Dijkstra search_;
  std::vector<network::Deciseconds> times_;
  std::vector<Door> found_;
};

}  // namespace sozialraum::reach
