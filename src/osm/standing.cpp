#include "osm/standing.hpp"

#include <algorithm>

namespace sozialraum::osm {

void Standing::Collector::keep_doubles() {
  for (std::size_t kind = 0; kind < ids_.size(); ++kind) {
    std::vector<std::int64_t>& ids = ids_[kind];
    std::sort(ids.begin(), ids.end());
    for (std::size_t i = 1; i < ids.size(); ++i) {
      if (ids[i] != ids[i - 1]) continue;
      ++standing_.doubles_[kind];
      std::vector<Several>& several = standing_.several_[kind];
      if (several.empty() || several.back().id != ids[i]) several.push_back({.id = ids[i]});
    }
    ids = std::vector<std::int64_t>();  // frees the memory before the next kind is sorted
  }
}

void Standing::Chooser::weigh(std::size_t kind, std::int64_t id, ObjectState state) {
  const std::uint64_t ordinal = ++ordinals_[kind];
  const Several* found = standing_.find(kind, id);
  if (found == nullptr) return;
  Several& several =
      standing_.several_[kind][static_cast<std::size_t>(found - standing_.several_[kind].data())];
  if (state.version < several.version) return;
  several.version = state.version;
  several.ordinal = ordinal;
}

const Standing::Several* Standing::find(std::size_t kind, std::int64_t id) const {
  const std::vector<Several>& list = several_[kind];
  const auto at = std::lower_bound(list.begin(), list.end(), id,
                                   [](const Several& a, std::int64_t b) { return a.id < b; });
  return at != list.end() && at->id == id ? &*at : nullptr;
}

void StandingFilter::way(const WayView& way) {
  const bool holds_here = holds(1, way.id, way.state);
  if (!holds_here) return;
  located_ways_ = located_ways_ || !way.locations.empty();
  if ((asked_ & kNodes) != 0) {
    for (std::size_t i = 0; i < way.locations.size(); ++i) {
      if (way.locations[i].valid()) visitor_.located(way.nodes[i], way.locations[i]);
    }
  }
  if ((asked_ & kWays) != 0) visitor_.way(way);
}

}  // namespace sozialraum::osm
