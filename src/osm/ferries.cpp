#include "osm/ferries.hpp"

#include <algorithm>
#include <numeric>

namespace sozialraum::osm {
namespace {

using network::NodeId;

std::size_t top_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

/// No ferry is faster, nor any train that carries cars.
constexpr double kFastest = 200.0 / 3.6;

bool is_odd(double seconds, double metres) {
  constexpr double kUsualWait = 600.0;
  constexpr double kUsualMetresPerSecond = 10.0 / 3.6;
  return seconds * kFastest < metres ||
         seconds > 20.0 * (kUsualWait + metres / kUsualMetresPerSecond);
}

}  // namespace

void Ferries::add_piece(std::int64_t ferry, NodeId from, NodeId to) {
  for (const NodeId node : {from, to}) {
    ++pieces_at_[{node, ferry}];
    ++pieces_[static_cast<std::uint32_t>(node)];
  }
}

void Ferries::settle(const std::vector<bool>& at_land) {
  at_land_ = at_land;
  for (const auto& [at, count] : pieces_at_) {
    if (count >= 2 && at_land_[network::index(at.first)]) calls_.push_back(at);
  }
  spread_durations();
}

/// Which ways are parts of one, told by a number: they follow each other in the water with the same
/// duration on both.
std::vector<std::size_t> Ferries::continued() const {
  std::vector<std::size_t> parent(ways_.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> at;
  for (std::size_t i = 0; i < ways_.size(); ++i) {
    for (const NodeId node : {ways_[i].first, ways_[i].last}) {
      if (!at_land_[network::index(node)]) at[static_cast<std::uint32_t>(node)].push_back(i);
    }
  }
  for (const auto& [node, two] : at) {
    if (two.size() != 2 || pieces_.at(node) != 2) continue;
    const FerryWay& a = ways_[two[0]];
    const FerryWay& b = ways_[two[1]];
    if (a.seconds < 0.0 || a.seconds != b.seconds) continue;
    const std::size_t top = top_of(parent, two[0]);
    parent[top_of(parent, two[1])] = top;
  }
  for (std::size_t i = 0; i < ways_.size(); ++i) parent[i] = top_of(parent, i);
  return parent;
}

void Ferries::spread_durations() {
  const std::vector<std::size_t> part_of = continued();
  std::map<std::int64_t, double> relation_metres;
  std::vector<double> metres(ways_.size(), 0.0);
  for (std::size_t i = 0; i < ways_.size(); ++i) {
    if (ways_[i].seconds_of_relation) relation_metres[ways_[i].ferry] += ways_[i].metres;
    metres[part_of[i]] += ways_[i].metres;
  }
  for (std::size_t i = 0; i < ways_.size(); ++i) {
    const FerryWay& way = ways_[i];
    const double whole = way.seconds_of_relation ? relation_metres[way.ferry] : metres[part_of[i]];
    if (way.seconds < 0.0 || whole <= 0.0) continue;
    if (is_odd(way.seconds, whole)) {
      ++odd_durations_;
    } else {
      pace_[way.id] = way.seconds / whole;
    }
  }
}

double Ferries::seconds_per_metre(std::int64_t way) const {
  const auto found = pace_.find(way);
  return found == pace_.end() ? -1.0 : found->second;
}

double Ferries::share_of_wait(std::int64_t ferry, NodeId node) const {
  const bool ends_here = pieces_.at(static_cast<std::uint32_t>(node)) == 1;
  if (!ends_here && !at_land_[network::index(node)]) return 0.0;
  const bool calls = std::binary_search(calls_.begin(), calls_.end(), std::pair(node, ferry));
  return calls ? 0.0 : 0.5;
}

}  // namespace sozialraum::osm
