#include "sozialraum/network/zone_search.hpp"

#include "network/quad_heap.hpp"
#include "network/walk_back.hpp"

namespace sozialraum::network {
namespace {

struct Waiting {
  Deciseconds time;
  NodeId node;

  friend bool operator<(const Waiting& a, const Waiting& b) {
    return a.time != b.time ? a.time < b.time : a.node < b.node;
  }
};

}  // namespace

std::span<const Seed> ZoneSearch::run(std::span<const Seed> seeds, Sense sense) {
  sense_ = sense;
  states_.clear();
  found_.clear();
  QuadHeap<Waiting> queue;
  const auto offer = [&](NodeId node, Deciseconds time, EdgeId edge) {
    State& state = states_[static_cast<std::uint32_t>(node)];
    if (time >= state.time) return;
    state = {time, edge};
    queue.push({time, node});
  };
  for (const Seed& seed : seeds) offer(seed.node, seed.time, kNoEdge);
  while (!queue.empty()) {
    const Waiting next = queue.pop();
    if (next.time != states_[static_cast<std::uint32_t>(next.node)].time) continue;
    found_.push_back({next.node, next.time, seeds.front().label});
    if (graph_->on_open_road(next.node)) continue;
    const auto arcs =
        sense == Sense::kOutward ? graph_->end_out_arcs(next.node) : graph_->end_in_arcs(next.node);
    for (const Arc& arc : arcs) {
      if (arc.time <= kLongestTime - next.time) offer(arc.node, next.time + arc.time, arc.edge);
    }
  }
  return found_;
}

std::vector<EdgeId> ZoneSearch::path(NodeId node) const {
  return walk_back(*graph_, node, sense_,
                   [&](NodeId at) { return states_.at(static_cast<std::uint32_t>(at)).edge; });
}

}  // namespace sozialraum::network
