#include "sozialraum/network/places_on_roads.hpp"

#include <algorithm>

#include "sozialraum/network/z_curve.hpp"

namespace sozialraum::network {

PlacesOnRoads::PlacesOnRoads(const RoadGraph& graph, std::span<const Snap> places, Sense sense)
    : places_(places), door_begin_(graph.node_count() + 1, 0) {
  std::vector<Seed> seeds;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const auto doors =
        sense == Sense::kOutward ? arrivals(graph, places[i], i) : departures(graph, places[i], i);
    seeds.insert(seeds.end(), doors.begin(), doors.end());
    if (places[i].status == SnapStatus::kSnapped) by_edge_.emplace_back(places[i].edge, i);
  }
  std::sort(by_edge_.begin(), by_edge_.end());
  for (const Seed& seed : seeds) ++door_begin_[index(seed.node) + 1];
  for (std::size_t v = 1; v < door_begin_.size(); ++v) door_begin_[v] += door_begin_[v - 1];
  doors_.resize(seeds.size());
  std::vector<std::uint32_t> next(door_begin_.begin(), door_begin_.end() - 1);
  for (const Seed& seed : seeds) doors_[next[index(seed.node)]++] = {seed.label, seed.time};
}

PlacesOnRoads::ByEdge::const_iterator PlacesOnRoads::first_on(EdgeId edge) const {
  return std::lower_bound(by_edge_.begin(), by_edge_.end(), std::pair{edge, 0U});
}

core::Standing standing(const Snap& place) {
  switch (place.status) {
    case SnapStatus::kSnapped:
      return core::Standing::kOnNetwork;
    case SnapStatus::kTooFar:
      return core::Standing::kTooFar;
    case SnapStatus::kNoRoad:
      return core::Standing::kNoRoad;
    case SnapStatus::kNoPosition:
      return core::Standing::kNoPosition;
  }
  return core::Standing::kUnknown;
}

std::vector<std::uint32_t> along_the_map(std::span<const Snap> places) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (places[i].status != SnapStatus::kSnapped) continue;
    keys.emplace_back(z_curve_key(places[i].foot), i);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> order;
  for (const auto& [key, i] : keys) order.push_back(i);
  return order;
}

}  // namespace sozialraum::network
