#include "sozialraum/network/nearest_labels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "network/quad_heap.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr std::size_t kSettledPerCheck = 1U << 14U;  // about 2 ms

struct Waiting {
  TimedLabel at;
  NodeId node;

  friend bool operator<(const Waiting& a, const Waiting& b) {
    return a.at.time != b.at.time ? a.at.time < b.at.time : a.at.label < b.at.label;
  }
};

void require(const RoadGraph& graph, std::span<const Seed> seeds,
             const NearestLabelsOptions& options) {
  if (options.k < 1 || options.k > 255) {
    core::invalid_argument("k",
                           fmt::format("is {}; 1 to 255 facilities can be asked for", options.k));
  }
  for (const Seed& seed : seeds) {
    if (index(seed.node) < graph.node_count()) continue;
    core::invalid_argument("seeds", fmt::format("name node {}, but there are {} nodes",
                                                index(seed.node), graph.node_count()));
  }
}

/// May this node still take this label? Its list is filled from the front, nearest first.
bool welcome(std::span<const TimedLabel> list, std::uint32_t label) {
  for (const TimedLabel& entry : list) {
    if (entry.label == kNoLabel) return true;
    if (entry.label == label) return false;
  }
  return false;
}

}  // namespace

std::vector<TimedLabel> nearest_labels(const RoadGraph& graph, std::span<const Seed> seeds,
                                       const NearestLabelsOptions& options) {
  require(graph, seeds, options);
  const Deciseconds limit = std::min(options.limit, kLongestTime);
  std::vector<TimedLabel> nearest(graph.node_count() * options.k);
  const auto list_of = [&](NodeId node) {
    return std::span(nearest).subspan(index(node) * options.k, options.k);
  };
  QuadHeap<Waiting> queue;
  for (const Seed& seed : seeds) {
    if (seed.time <= limit) queue.push({{seed.time, seed.label}, seed.node});
  }
  std::size_t settled = 0;
  while (!queue.empty()) {
    const Waiting next = queue.pop();
    const auto list = list_of(next.node);
    if (!welcome(list, next.at.label)) continue;
    *std::find(list.begin(), list.end(), TimedLabel{}) = next.at;
    if (++settled % kSettledPerCheck == 0) options.execution.advance();
    const auto arcs =
        options.sense == Sense::kOutward ? graph.out_arcs(next.node) : graph.in_arcs(next.node);
    for (const Arc& arc : arcs) {
      if (arc.time <= limit - next.at.time && welcome(list_of(arc.node), next.at.label)) {
        queue.push({{next.at.time + arc.time, next.at.label}, arc.node});
      }
    }
  }
  return nearest;
}

}  // namespace sozialraum::network
