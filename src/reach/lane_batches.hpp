#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "reach/place_search.hpp"
#include "sozialraum/network/lane_sweep.hpp"

namespace sozialraum::reach {

/// Order of places along a Z-curve (Morton 1966): neighbours in the list are mostly neighbours on
/// the map. Unsnapped places are left out.
[[nodiscard]] inline std::vector<std::uint32_t> along_the_map(
    std::span<const network::Snap> places) {
  const auto spread = [](double degrees, double range) {
    auto x = static_cast<std::uint64_t>((degrees + range) / (2.0 * range) * 0xffffffffU);
    for (const auto& [shift, mask] :
         {std::pair{16U, 0x0000ffff0000ffffULL}, std::pair{8U, 0x00ff00ff00ff00ffULL},
          std::pair{4U, 0x0f0f0f0f0f0f0f0fULL}, std::pair{2U, 0x3333333333333333ULL},
          std::pair{1U, 0x5555555555555555ULL}}) {
      x = (x | (x << shift)) & mask;
    }
    return x;
  };
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (places[i].status != network::SnapStatus::kSnapped) continue;
    const network::LonLat foot = places[i].foot;
    keys.emplace_back(spread(foot.lon, 180.0) | (spread(foot.lat, 90.0) << 1U), i);
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
  SweptPlaces(const network::RoadGraph& graph, const network::Hierarchy& hierarchy,
              const PlacesOnRoads& places, network::Sense sense)
      : places_(&places), position_(places.count(), 0) {
    for (std::uint32_t i = 0; i < places.count(); ++i) {
      const auto doors = sense == network::Sense::kOutward
                             ? network::arrivals(graph, places.place(i))
                             : network::departures(graph, places.place(i));
      Row row{.place = i};
      for (const network::Seed& door : doors) row.doors[row.count++] = door;
      if (row.count > 0) rows_.push_back(row);
    }
    std::sort(rows_.begin(), rows_.end(), [&](const Row& a, const Row& b) {
      return std::pair(hierarchy.place(a.doors[0].node), a.place) <
             std::pair(hierarchy.place(b.doors[0].node), b.place);
    });
    for (std::uint32_t p = 0; p < rows_.size(); ++p) position_[rows_[p].place] = p;
  }

  struct Row {
    std::uint32_t place = 0;
    std::uint32_t count = 0;
    std::array<network::Seed, 2> doors{};
  };
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] std::uint32_t position(std::uint32_t place) const { return position_[place]; }
  [[nodiscard]] const PlacesOnRoads& places() const { return *places_; }

 private:
  const PlacesOnRoads* places_;
  std::vector<Row> rows_;
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
    for (const SweptPlaces::Row& row : targets_->rows()) look_up(row, sources.size());
    for (std::size_t lane = 0; lane < sources.size(); ++lane) {
      along_own_edge(*sources[lane], found_[lane]);
    }
    return {found_.data(), sources.size()};
  }

 private:
  [[nodiscard]] bool outward() const { return options_.sense == network::Sense::kOutward; }

  void look_up(const SweptPlaces::Row& row, std::size_t lanes) {
    std::array<network::Deciseconds, kLanes> best;
    bool any = false;
    for (std::uint32_t d = 0; d < row.count; ++d) {
      const network::Seed& door = row.doors[d];
      if (!sweep_.reached(door.node) || door.time > options_.limit) continue;
      const auto times = sweep_.times(door.node);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const network::Deciseconds time = times[lane] + door.time;
        best[lane] = any ? std::min(best[lane], time) : time;
      }
      any = true;
    }
    if (!any) return;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      if (best[lane] <= options_.limit) found_[lane].push_back({row.place, best[lane]});
    }
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
