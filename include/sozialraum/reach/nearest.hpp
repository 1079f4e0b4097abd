#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/network/nearest_labels.hpp"
#include "sozialraum/reach/pair_source.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::reach {

/// The k nearest facilities of each origin, the nearest first.
struct Nearest {
  std::size_t k = 1;
  /// k entries an origin: time and number of the facility; empty places (TimedLabel{}) at the end.
  std::vector<network::TimedLabel> facilities{};
  Method method = Method::kRoadNetwork;
  /// One an origin; beside one without a facility it says why.
  std::vector<core::Standing> standing{};
  std::vector<core::Finding> findings{};  ///< "origin_without_facility", and those of the places

  [[nodiscard]] std::span<const network::TimedLabel> of(std::size_t origin) const {
    return std::span(facilities).subspan(origin * k, k);
  }
};

struct NearestOptions {
  /// Nearest and second nearest: the second shows what is left if the first one closes.
  std::size_t k = 2;
};

/// How many minutes is it from each origin to the nearest facilities, and which are they?
///
/// One search with k labels a node from all facilities at once, so the cost does not depend on
/// their number: O(k n log n) for n nodes; on prepared roads two sweeps. The legs off the network
/// at both ends are part of the time; two places on the same edge may use it directly. Equally
/// near: the smaller number. Places that are not snapped reach nothing and are not reached.
///
///     home at a, doctors at b and c, roads a -30- b -50- c: {30, doctor b}, {80, doctor c}
///
/// When not: the nearest one says nothing about whether it has room; ask access::
/// floating_catchment() where supply is shared. InvalidInput for k outside 1..255.
[[nodiscard]] Nearest minutes_to_nearest(const Travel& travel, const Places& places,
                                         const NearestOptions& options = {});

/// The same of any pairs, such as a ready table: O(pairs). The same answers.
[[nodiscard]] Nearest minutes_to_nearest(const PairSource& pairs,
                                         const NearestOptions& options = {});

}  // namespace sozialraum::reach
