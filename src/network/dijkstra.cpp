#include "sozialraum/network/dijkstra.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "network/quad_heap.hpp"
#include "network/walk_back.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr std::size_t kSettledPerCheck = 1U << 14U;  // about 2 ms

struct Waiting {
  std::uint64_t key;
  NodeId node;

  friend bool operator<(const Waiting& a, const Waiting& b) { return a.key < b.key; }
};

std::uint64_t key_of(Deciseconds time, std::uint32_t label) {
  return (std::uint64_t{time} << 32U) | label;
}

}  // namespace

struct Dijkstra::Queue : QuadHeap<Waiting> {};
void Dijkstra::DeleteQueue::operator()(Queue* queue) const { delete queue; }

Dijkstra::Dijkstra(const RoadGraph& graph)
    : graph_(&graph), states_(graph.node_count()), queue_(new Queue) {}

void Dijkstra::forget() {
  for (const NodeId node : touched_) states_[index(node)] = State{};
  touched_.clear();
  settled_.clear();
  queue_->clear();
}

void Dijkstra::offer(NodeId node, std::uint64_t key, EdgeId edge) {
  State& state = states_[index(node)];
  if (key >= state.key) return;
  if (state.key == State{}.key) touched_.push_back(node);
  state = {key, edge};
  queue_->push({key, node});
}

std::span<const NodeId> Dijkstra::run(std::span<const Seed> seeds, const SearchOptions& options) {
  for (const Seed& seed : seeds) {
    if (index(seed.node) >= graph_->node_count()) {
      core::invalid_argument("seeds", fmt::format("name node {}, but there are {} nodes",
                                                  index(seed.node), graph_->node_count()));
    }
  }
  forget();
  sense_ = options.sense;
  const Deciseconds limit = std::min(options.limit, kLongestTime);
  for (const Seed& seed : seeds) {
    if (seed.time <= limit) offer(seed.node, key_of(seed.time, seed.label), kNoEdge);
  }
  while (!queue_->empty()) {
    const Waiting next = queue_->pop();
    if (next.key != states_[index(next.node)].key) continue;  // a better way was found meanwhile
    settled_.push_back(next.node);
    if (settled_.size() % kSettledPerCheck == 0) options.execution.advance();
    const auto arcs =
        sense_ == Sense::kOutward ? graph_->out_arcs(next.node) : graph_->in_arcs(next.node);
    const auto time = static_cast<Deciseconds>(next.key >> 32U);
    for (const Arc& arc : arcs) {
      if (arc.time <= limit - time) {
        offer(arc.node, next.key + (std::uint64_t{arc.time} << 32U), arc.edge);
      }
    }
    if (!options.into_zones) continue;
    const auto ends = sense_ == Sense::kOutward ? graph_->end_out_arcs(next.node)
                                                : graph_->end_in_arcs(next.node);
    for (const Arc& arc : ends) {
      if (arc.time <= limit - time && !graph_->on_open_road(arc.node)) {
        offer(arc.node, next.key + (std::uint64_t{arc.time} << 32U), arc.edge);
      }
    }
  }
  return settled_;
}

std::vector<EdgeId> Dijkstra::path(NodeId node) const {
  return walk_back(*graph_, node, sense_, [&](NodeId at) { return reached_by(at); });
}

}  // namespace sozialraum::network
