#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/minutes.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::reach {

/// Nothing is cut off.
inline constexpr core::Minutes kNoLimit{std::numeric_limits<double>::infinity()};

/// How do people travel? The head of every question about ways.
///
/// Roads prepared once, and who goes how far on them; asked with any number of places:
///
///     const auto hierarchy = network::Hierarchy::build(roads);
///     const reach::Travel by_car{.roads = roads, .hierarchy = &hierarchy, .limit = Minutes{30}};
///     const auto nearest = reach::minutes_to_nearest(by_car, {homes, doctors});
///     const auto table = reach::travel_times(by_car, {homes, doctors});
///
/// Refers to roads, hierarchy and progress, which must outlive it.
struct Travel {
  const network::RoadGraph& roads;
  /// The same roads prepared: the same answers, up to hundreds of times sooner. InvalidInput in
  /// every question for one of another graph.
  const network::Hierarchy* hierarchy = nullptr;
  /// Who travels: people to the facility, or the facility's service to the people.
  Direction direction = Direction::kToFacility;
  /// What takes longer is out of reach. Nothing is cut off unless asked for; tables of all pairs
  /// should ask for it, since every pair within is stored.
  core::Minutes limit = kNoLimit;
  /// "car", "bicycle", "foot": told in the details of findings about ways; empty = not told.
  std::string_view mode{};
  core::Execution execution{};
};

/// Between which places? Linked to the roads by network::EdgeTree; both lists must outlive the
/// question, and so must the names.
struct Places {
  std::span<const network::Snap> origins{};
  std::span<const network::Snap> facilities{};
  /// For the findings; empty = their numbers, from 0.
  std::span<const std::string> origin_names{};
  std::span<const std::string> facility_names{};
};

/// The name of a place in a finding.
[[nodiscard]] inline std::string name_of(std::span<const std::string> names, std::size_t i) {
  return names.empty() ? std::to_string(i) : names[i];
}

}  // namespace sozialraum::reach
