#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "reach/place_search.hpp"
#include "sozialraum/network/lane_sweep.hpp"

namespace sozialraum::reach {

/// The targets of many sweeps, in the order of their nodes in the hierarchy, so that looking all of
/// them up is one pass through memory.
class SweptPlaces {
 public:
  /// Looked up together.
  static constexpr std::size_t kBlock = 64;

  SweptPlaces(const network::RoadGraph& graph, const network::Hierarchy& hierarchy,
              const PlacesOnRoads& places, network::Sense sense)
      : places_(&places), position_(places.count(), 0) {
    std::vector<network::Seed> seeds;  // by target
    std::vector<std::uint32_t> seed_begin{0};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // place of the first door, target
    for (std::uint32_t i = 0; i < places.count(); ++i) {
      const auto own = sense == network::Sense::kOutward
                           ? network::arrivals(graph, places.place(i))
                           : network::departures(graph, places.place(i));
      if (!own.empty()) order.emplace_back(hierarchy.place(own.front().node), i);
      seeds.insert(seeds.end(), own.begin(), own.end());
      seed_begin.push_back(static_cast<std::uint32_t>(seeds.size()));
    }
    std::sort(order.begin(), order.end());
    for (const auto& [place, target] : order) {
      position_[target] = static_cast<std::uint32_t>(targets_.size());
      targets_.push_back(target);
      for (std::uint32_t s = seed_begin[target]; s < seed_begin[target + 1]; ++s) {
        doors_.doors.push_back({hierarchy.place(seeds[s].node),
                                std::min(seeds[s].time, network::kLongestHierarchyTime)});
      }
      doors_.begin.push_back(static_cast<std::uint32_t>(doors_.doors.size()));
    }
    find_words();
  }

  [[nodiscard]] std::size_t size() const { return targets_.size(); }
  [[nodiscard]] std::uint32_t target(std::size_t position) const { return targets_[position]; }
  [[nodiscard]] std::uint32_t position(std::uint32_t target) const { return position_[target]; }
  [[nodiscard]] const network::LaneDoors& doors() const { return doors_; }
  [[nodiscard]] const PlacesOnRoads& places() const { return *places_; }

  /// The words of places, 64 each, that hold the doors of a block: in most sweeps none of
  /// them is reached.
  [[nodiscard]] std::span<const std::uint32_t> words(std::size_t block) const {
    return {words_.data() + word_begin_[block], words_.data() + word_begin_[block + 1]};
  }

 private:
  void find_words() {
    std::vector<std::uint32_t> words;
    for (std::size_t first = 0; first < size(); first += kBlock) {
      const std::size_t end = std::min(size(), first + kBlock);
      words.clear();
      for (std::uint32_t d = doors_.begin[first]; d < doors_.begin[end]; ++d) {
        words.push_back(doors_.doors[d].place / 64);
      }
      std::sort(words.begin(), words.end());
      words_.insert(words_.end(), words.begin(), std::unique(words.begin(), words.end()));
      word_begin_.push_back(words_.size());
    }
  }

  const PlacesOnRoads* places_;
  network::LaneDoors doors_;                // by position
  std::vector<std::uint32_t> targets_;      // by position
  std::vector<std::uint32_t> position_;     // by target
  std::vector<std::size_t> word_begin_{0};  // by block
  std::vector<std::uint32_t> words_;
};

/// Which places are in reach of neighbouring places, one a lane, from a hierarchy? Scratch memory;
/// one a thread.
template <class Sweep>
class LaneSearch {
 public:
  static constexpr std::size_t kLanes = Sweep::kLanes;

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
    for (std::size_t first = 0; first < targets_->size(); first += SweptPlaces::kBlock) {
      const auto words = targets_->words(first / SweptPlaces::kBlock);
      const auto reached = [&](std::uint32_t word) { return sweep_.any_reached_in(word); };
      if (std::any_of(words.begin(), words.end(), reached)) look_up(first);
    }
    for (std::size_t lane = 0; lane < sources.size(); ++lane) {
      along_own_edge(*sources[lane], found_[lane]);
    }
    return {found_.data(), sources.size()};
  }

 private:
  [[nodiscard]] bool outward() const { return options_.sense == network::Sense::kOutward; }

  /// Reads the times of a block of targets.
  void look_up(std::size_t first) {
    const std::size_t count = std::min(SweptPlaces::kBlock, targets_->size() - first);
    sweep_.read(targets_->doors(), first, std::span(readings_).first(count));
    for (std::size_t i = 0; i < count; ++i) {
      for (std::uint32_t left = readings_[i].lanes; left != 0; left &= left - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
        found_[lane].push_back({targets_->target(first + i), readings_[i].row.times[lane]});
      }
    }
  }

  /// Places on the source's own edge may be nearer without leaving it.
  void along_own_edge(const network::Snap& source, std::vector<Door>& found) const {
    targets_->places().on(source.edge, [&](std::uint32_t i) {
      const network::Snap& place = targets_->places().place(i);
      const core::Deciseconds time = outward() ? network::time_along_edge(*graph_, source, place)
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
  Sweep sweep_;
  std::array<typename Sweep::Reading, SweptPlaces::kBlock> readings_{};
  std::array<std::vector<Door>, kLanes> found_;
};

}  // namespace sozialraum::reach
