#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::reach {

/// A facility within reach of an origin.
struct Reached {
  std::uint32_t facility = 0;
  core::Deciseconds time = 0;

  friend bool operator==(const Reached&, const Reached&) = default;
};

/// Travel times between origins and the facilities in their reach: a sparse table.
///
/// Row i is `pairs[begin[i] .. begin[i + 1])`, in the order of the facilities.
struct TravelTimes {
  std::vector<std::size_t> begin{0};
  std::vector<Reached> pairs{};
  std::size_t facility_count = 0;
  std::vector<bool> origin_on_network{};  ///< false: off the road network, so nothing is known

  [[nodiscard]] std::size_t origin_count() const { return begin.size() - 1; }
  [[nodiscard]] std::span<const Reached> row(std::size_t origin) const {
    return {pairs.data() + begin[origin], pairs.data() + begin[origin + 1]};
  }
};

struct TravelTimesOptions {
  Direction direction = Direction::kToFacility;
  /// Pairs further apart are left out. Choose it: without a limit every pair is stored.
  core::Minutes limit{60.0};
  /// The same graph prepared (network::Hierarchy::build): the same answer, sooner.
  const network::Hierarchy* hierarchy = nullptr;
  core::Execution execution{};
};

/// How long does each origin need to each facility within the limit?
///
/// One bounded Dijkstra per place of the shorter list (Dijkstra 1959). The legs off the network at
/// both ends are part of the time. Two places on the same edge may use it directly. Exact; the same
/// for any number of threads and any order of the lists. About 0.15 microseconds per node in reach
/// and search; 8 bytes a pair.
[[nodiscard]] TravelTimes travel_times(const network::RoadGraph& graph,
                                       std::span<const network::Snap> origins,
                                       std::span<const network::Snap> facilities,
                                       const TravelTimesOptions& options = {});

}  // namespace sozialraum::reach
