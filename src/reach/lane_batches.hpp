#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "reach/place_search.hpp"
#include "sozialraum/network/lane_sweep.hpp"
#include "sozialraum/network/z_curve.hpp"

namespace sozialraum::reach {

/// Order of places along a Z-curve: neighbours in the list are mostly neighbours on
/// the map. Unsnapped places are left out.
[[nodiscard]] inline std::vector<std::uint32_t> along_the_map(
    std::span<const network::Snap> places) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (places[i].status != network::SnapStatus::kSnapped) continue;
    keys.emplace_back(network::z_curve_key(places[i].foot), i);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> order;
  for (const auto& [key, i] : keys) order.push_back(i);
  return order;
}

/// The targets of many sweeps, in the order of their nodes in the hierarchy, so that looking all of
/// them up is one pass through memory.
class SweptPlaces {
 public:
  static constexpr std::uint32_t kMany = 0xfffffffeU;
  static constexpr std::uint32_t kNone = 0xffffffffU;

  /// Where a target's node stands in the hierarchy. A target on a two-way edge has two of them; one
  /// on a road at the ends of a way may have many, then `second` is kMany.
  struct Row {
    std::uint32_t first = kNone;
    std::uint32_t second = kNone;
  };
  struct Times {
    std::uint32_t target = 0;
    network::Deciseconds first = 0;
    std::uint32_t second = 0;  ///< deciseconds; with kMany the number of the list of doors
  };
  /// A way between a target and a place of the hierarchy.
  struct FarDoor {
    std::uint32_t place = 0;
    network::Deciseconds time = 0;
  };

  SweptPlaces(const network::RoadGraph& graph, const network::Hierarchy& hierarchy,
              const PlacesOnRoads& places, network::Sense sense)
      : places_(&places), position_(places.count(), 0) {
    std::vector<std::pair<Row, Times>> all;
    for (std::uint32_t i = 0; i < places.count(); ++i) {
      const auto doors = sense == network::Sense::kOutward
                             ? network::arrivals(graph, places.place(i))
                             : network::departures(graph, places.place(i));
      if (!doors.empty()) all.push_back(entry(i, doors, hierarchy));
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first.first, a.second.target) < std::pair(b.first.first, b.second.target);
    });
    for (const auto& [row, times] : all) {
      position_[times.target] = static_cast<std::uint32_t>(rows_.size());
      rows_.push_back(row);
      times_.push_back(times);
    }
  }

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const Times& times(std::size_t row) const { return times_[row]; }
  /// All doors of a row whose `second` is kMany.
  [[nodiscard]] std::span<const FarDoor> doors(std::size_t row) const {
    const std::uint32_t list = times_[row].second;
    return {doors_.data() + door_begin_[list], doors_.data() + door_begin_[list + 1]};
  }
  /// The row of a target.
  [[nodiscard]] std::uint32_t position(std::uint32_t target) const { return position_[target]; }
  [[nodiscard]] const PlacesOnRoads& places() const { return *places_; }

 private:
  std::pair<Row, Times> entry(std::uint32_t target, std::span<const network::Seed> seeds,
                              const network::Hierarchy& hierarchy) {
    Row row{.first = hierarchy.place(seeds[0].node)};
    Times times{.target = target, .first = seeds[0].time};
    if (seeds.size() == 2) {
      row.second = hierarchy.place(seeds[1].node);
      times.second = seeds[1].time;
    } else if (seeds.size() > 2) {
      row.second = kMany;
      times.second = static_cast<std::uint32_t>(door_begin_.size() - 1);
      for (const network::Seed& seed : seeds) {
        doors_.push_back({hierarchy.place(seed.node), seed.time});
      }
      door_begin_.push_back(doors_.size());
    }
    return {row, times};
  }

  const PlacesOnRoads* places_;
  std::vector<Row> rows_;
  std::vector<Times> times_;
  std::vector<std::size_t> door_begin_{0};
  std::vector<FarDoor> doors_;
  std::vector<std::uint32_t> position_;
};

/// Which places are in reach of up to 16 places, from a hierarchy? Scratch memory; one a thread.
class LaneSearch {
 public:
  static constexpr std::size_t kLanes = network::LaneSweep::kLanes;

  LaneSearch(const network::RoadGraph& graph, const network::Hierarchy& hierarchy,
             const SweptPlaces& targets, network::SearchOptions options)
      : graph_(&graph), targets_(&targets), options_(options), sweep_(hierarchy) {
    options_.limit = std::min(options_.limit, network::kLongestHierarchyTime);
  }

  /// The places within the limit of each source, in any order; good until the next call.
  [[nodiscard]] std::span<const std::vector<Door>> from(
      std::span<const network::Snap* const> sources) {
    std::vector<network::Seed> seeds;
    for (std::uint32_t lane = 0; lane < sources.size(); ++lane) {
      const auto doors = outward() ? network::departures(*graph_, *sources[lane], lane)
                                   : network::arrivals(*graph_, *sources[lane], lane);
      seeds.insert(seeds.end(), doors.begin(), doors.end());
      found_[lane].clear();
    }
    sweep_.run(seeds, options_);
    const auto& rows = targets_->rows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].second == SweptPlaces::kMany) {
        look_up_many(i);
        continue;
      }
      const bool first = sweep_.reached_at(rows[i].first);
      const bool second = rows[i].second != SweptPlaces::kNone && sweep_.reached_at(rows[i].second);
      if (first || second) look_up(i, first, second);
    }
    for (std::size_t lane = 0; lane < sources.size(); ++lane) {
      along_own_edge(*sources[lane], found_[lane]);
    }
    return {found_.data(), sources.size()};
  }

 private:
  [[nodiscard]] bool outward() const { return options_.sense == network::Sense::kOutward; }

  using LaneTimes = std::array<network::Deciseconds, kLanes>;

  void through(std::uint32_t place, network::Deciseconds door, LaneTimes& best) const {
    if (door > options_.limit) return;
    const auto times = sweep_.times_at(place);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      best[lane] = std::min(best[lane], times[lane] + door);
    }
  }

  void note(std::uint32_t target, const LaneTimes& best) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (best[lane] <= options_.limit) found_[lane].push_back({target, best[lane]});
    }
  }

  void look_up(std::size_t row, bool first, bool second) {
    const SweptPlaces::Times& doors = targets_->times(row);
    LaneTimes best;
    best.fill(network::kUnreachable);
    if (first) through(targets_->rows()[row].first, doors.first, best);
    if (second) through(targets_->rows()[row].second, doors.second, best);
    note(doors.target, best);
  }

  void look_up_many(std::size_t row) {
    LaneTimes best;
    best.fill(network::kUnreachable);
    for (const SweptPlaces::FarDoor& door : targets_->doors(row)) {
      if (sweep_.reached_at(door.place)) through(door.place, door.time, best);
    }
    note(targets_->times(row).target, best);
  }

  /// Places on the source's own edge may be nearer without leaving it.
  void along_own_edge(const network::Snap& source, std::vector<Door>& found) const {
    targets_->places().on(source.edge, [&](std::uint32_t i) {
      const network::Snap& place = targets_->places().place(i);
      const network::Deciseconds time = outward()
                                            ? network::time_along_edge(*graph_, source, place)
                                            : network::time_along_edge(*graph_, place, source);
      if (time > options_.limit) return;
      const auto entry = std::lower_bound(
          found.begin(), found.end(), targets_->position(i),
          [&](const Door& door, std::uint32_t p) { return targets_->position(door.place) < p; });
      if (entry != found.end() && entry->place == i) {
        entry->time = std::min(entry->time, time);
      } else {
        found.insert(entry, {i, time});
      }
    });
  }

  const network::RoadGraph* graph_;
  const SweptPlaces* targets_;
  network::SearchOptions options_;
  network::LaneSweep sweep_;
  std::array<std::vector<Door>, kLanes> found_;
};

}  // namespace sozialraum::reach
