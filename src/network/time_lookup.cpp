#include "sozialraum/network/time_lookup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "network/from_above.hpp"
#include "network/opposite.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr Deciseconds kFar = kLongestHierarchyTime + 1;  // the sum of two stays below 2^32

}  // namespace

TimeLookup::TimeLookup(const Hierarchy& hierarchy)
    : hierarchy_(&hierarchy),
      times_(hierarchy.node_count(), kFar),
      known_(hierarchy.node_count(), 0) {}

void TimeLookup::run(std::span<const Seed> seeds, Sense sense) {
  for (const Seed& seed : seeds) {
    if (index(seed.node) < hierarchy_->node_count()) continue;
    core::invalid_argument("seeds", fmt::format("name node {}, but there are {} nodes",
                                                index(seed.node), hierarchy_->node_count()));
  }
  for (const std::uint32_t place : touched_) {
    times_[place] = kFar;
    known_[place] = 0;
  }
  touched_.clear();
  sense_ = sense;
  for (const Seed& seed : seeds) {
    const std::uint32_t start = hierarchy_->place(seed.node);
    from_above(
        *hierarchy_, start, sense, [&](std::uint32_t place) { return known_[place] == 0; },
        [&](std::uint32_t place, const auto&) {
          known_[place] = 1;  // met
          touched_.push_back(place);
        });
    times_[start] = std::min(times_[start], seed.time);
  }
  for (std::size_t i = touched_.size(); i-- > 0;) {  // those below first
    const std::uint32_t place = touched_[i];
    known_[place] = 0;
    for (const HierarchyArc& arc : hierarchy_->up(place, sense)) {
      times_[arc.upper] = std::min(times_[arc.upper], times_[place] + arc.time);
    }
  }
}

Deciseconds TimeLookup::time(NodeId node) {
  const std::uint32_t asked = hierarchy_->place(node);
  from_above(
      *hierarchy_, asked, opposite(sense_), [&](std::uint32_t place) { return known_[place] == 0; },
      [&](std::uint32_t place, std::span<const HierarchyArc> arcs) {
        for (const HierarchyArc& arc : arcs) {
          times_[place] = std::min(times_[place], times_[arc.upper] + arc.time);
        }
        known_[place] = 1;
        touched_.push_back(place);
      });
  return times_[asked] < kFar ? times_[asked] : kUnreachable;
}

}  // namespace sozialraum::network
