#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sozialraum/network/dijkstra.hpp"

namespace sozialraum::network {

/// No facility: the label of an empty place in a list of the nearest.
inline constexpr std::uint32_t kNoLabel = std::numeric_limits<std::uint32_t>::max();

/// A facility and the time to it. Ordered by time, then label.
struct TimedLabel {
  Deciseconds time = kUnreachable;
  std::uint32_t label = kNoLabel;

  friend constexpr auto operator<=>(const TimedLabel&, const TimedLabel&) = default;
};

struct NearestLabelsOptions {
  std::size_t k = 1;  ///< how many different labels each node gets, 1..255
  Sense sense = Sense::kInward;
  Deciseconds limit = kLongestTime;
  core::Execution execution{};
};

/// Which k facilities are nearest to each node of the graph?
///
/// One Dijkstra from all seeds at once that lets each node be settled by its k best labels. A
/// facility may have several seeds (the two ends of its edge). Returns k entries a node, the
/// nearest first, equal times by the smaller label, empty places at the end. O(k n log n) whatever
/// the number of facilities. InvalidInput for k outside 1..255 or a seed without node.
[[nodiscard]] std::vector<TimedLabel> nearest_labels(const RoadGraph& graph,
                                                     std::span<const Seed> seeds,
                                                     const NearestLabelsOptions& options = {});

}  // namespace sozialraum::network
