#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/nearest_labels.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::reach {

/// The k nearest facilities of each origin, the nearest first.
struct Nearest {
  std::size_t k = 1;
  /// k entries an origin: time and number of the facility; empty places (TimedLabel{}) at the end.
  std::vector<network::TimedLabel> facilities{};
  Method method = Method::kRoadNetwork;

  [[nodiscard]] std::span<const network::TimedLabel> of(std::size_t origin) const {
    return std::span(facilities).subspan(origin * k, k);
  }
};

struct NearestOptions {
  /// Nearest and second nearest: the second shows what is left if the first one closes.
  std::size_t k = 2;
  Direction direction = Direction::kToFacility;
  /// Facilities further away are not named. Unlimited, since "how far" is the question.
  core::Minutes limit{1e9};
  /// The same graph prepared (network::Hierarchy::build): the same answer, sooner.
  const network::Hierarchy* hierarchy = nullptr;
  core::Execution execution{};
};

/// How many minutes is it from each origin to the nearest facilities, and which are they?
///
/// One search with k labels a node from all facilities at once, so the cost does not depend on
/// their number: O(k n log n) for n nodes. The legs off the network at both ends are part of the
/// time; two places on the same edge may use it directly. Equally near: the smaller number.
/// Places that are not snapped reach nothing and are not reached. InvalidInput for k outside 1..255
/// or a negative limit.
[[nodiscard]] Nearest minutes_to_nearest(const network::RoadGraph& graph,
                                         std::span<const network::Snap> origins,
                                         std::span<const network::Snap> facilities,
                                         const NearestOptions& options = {});

}  // namespace sozialraum::reach
