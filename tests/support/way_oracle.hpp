#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sozialraum/network/snap.hpp"

namespace sozialraum::test {

/// Travel times under the rule about roads at the ends of a way, by nothing clever: which edges the
/// rule is about from a table of who reaches whom, times by Bellman-Ford over states
/// (node, leaving | on open roads | arriving). For small graphs.
class WayOracle {
 public:
  explicit WayOracle(const network::RoadGraph& graph)
      : edges_(graph.edges().begin(), graph.edges().end()), nodes_(graph.node_count()) {
    classify();
  }

  [[nodiscard]] bool ends_only(std::size_t edge) const { return ends_[edge]; }

  [[nodiscard]] core::Deciseconds time(const network::Snap& from, const network::Snap& to) const {
    using network::SnapStatus;
    if (from.status != SnapStatus::kSnapped || to.status != SnapStatus::kSnapped) return kFar;
    std::vector<std::uint64_t> at(3 * nodes_, kFar);
    leave(from, at);
    while (relax(at)) {
    }
    std::uint64_t best = kFar;
    if (from.edge == to.edge) best = along(from, to);
    const network::Edge& edge = edge_of(to);
    const auto enter = [&](network::NodeId node, std::uint64_t rest) {
      const std::size_t v = index(node);
      best = std::min(best, at[3 * v + kOpen] + rest);
      // Somebody may come through the zone to one of its inner nodes, but at a junction with an
      // open road one zone ends and the next begins.
      if (ends_[index(to.edge)] && !open_[v]) best = std::min(best, at[3 * v + kArriving] + rest);
    };
    const bool own = ends_[index(to.edge)] && !at_junction(to);
    const bool at_from = to.fraction == 0.0;
    const bool at_to = to.fraction == 1.0;
    if (at_from || (edge.forward != network::kClosed && (own || !at_to))) {
      enter(edge.from, part(edge.forward, to.fraction));
    }
    if (at_to || (edge.backward != network::kClosed && (own || !at_from))) {
      enter(edge.to, edge.backward - part(edge.backward, to.fraction));
    }
    best += to.leg;
    return best < kFar ? static_cast<core::Deciseconds>(best) : core::kUnreachable;
  }

 private:
  enum State : std::size_t { kLeaving = 0, kOpen = 1, kArriving = 2 };
  static constexpr std::uint64_t kFar = core::kUnreachable;

  using Table = std::vector<std::vector<bool>>;

  [[nodiscard]] const network::Edge& edge_of(const network::Snap& place) const {
    return edges_[index(place.edge)];
  }
  /// Exactly at a node with an open road: one lives there, not on the edge.
  [[nodiscard]] bool at_junction(const network::Snap& place) const {
    const network::Edge& edge = edge_of(place);
    return (place.fraction == 0.0 && open_[index(edge.from)]) ||
           (place.fraction == 1.0 && open_[index(edge.to)]);
  }
  static std::uint64_t part(core::Deciseconds whole, double fraction) {
    return static_cast<std::uint64_t>(fraction * static_cast<double>(whole) + 0.5);
  }

  [[nodiscard]] Table reach(bool flagged_too) const {
    Table table(nodes_, std::vector<bool>(nodes_, false));
    for (std::size_t v = 0; v < nodes_; ++v) table[v][v] = true;
    for (const network::Edge& edge : edges_) {
      if (has(edge.flags, network::EdgeFlags::kThroughRestricted) && !flagged_too) continue;
      if (edge.forward != network::kClosed) table[index(edge.from)][index(edge.to)] = true;
      if (edge.backward != network::kClosed) table[index(edge.to)][index(edge.from)] = true;
    }
    for (std::size_t via = 0; via < nodes_; ++via) {
      for (std::size_t a = 0; a < nodes_; ++a) {
        if (!table[a][via]) continue;
        for (std::size_t b = 0; b < nodes_; ++b) {
          if (table[via][b]) table[a][b] = true;
        }
      }
    }
    return table;
  }

  void classify() {
    const Table whole = reach(true);
    const Table open = reach(false);
    const auto together = [](const Table& table, std::size_t a, std::size_t b) {
      return table[a][b] && table[b][a];
    };
    const auto size = [&](std::size_t v) {
      std::size_t n = 0;
      for (std::size_t w = 0; w < nodes_; ++w) n += together(open, v, w) ? 1U : 0U;
      return n;
    };
    std::vector<bool> zone(nodes_, false);
    std::vector<bool> has_network(nodes_, false);
    for (std::size_t v = 0; v < nodes_; ++v) {
      std::size_t best = nodes_;
      for (std::size_t w = 0; w < nodes_; ++w) {
        if (!together(whole, v, w) || size(w) < 2) continue;
        if (best == nodes_ || size(w) > size(best)) best = w;
      }
      has_network[v] = best != nodes_;
      zone[v] = has_network[v] && !together(open, v, best);
    }
    open_.assign(nodes_, false);
    for (const network::Edge& edge : edges_) {
      const std::size_t a = index(edge.from);
      const std::size_t b = index(edge.to);
      const bool flag = has(edge.flags, network::EdgeFlags::kThroughRestricted);
      const bool apart = together(whole, a, b) && !has_network[a];
      ends_.push_back(zone[a] || zone[b] || (flag && !apart));
      const bool passable = edge.forward != network::kClosed || edge.backward != network::kClosed;
      if (!ends_.back() && passable) open_[a] = open_[b] = true;
    }
  }

  void offer(std::vector<std::uint64_t>& at, std::size_t state, std::uint64_t time) const {
    at[state] = std::min(at[state], time);
  }

  void leave(const network::Snap& from, std::vector<std::uint64_t>& at) const {
    const network::Edge& edge = edge_of(from);
    const bool own = ends_[index(from.edge)] && !at_junction(from);
    const bool at_from = from.fraction == 0.0;
    const bool at_to = from.fraction == 1.0;
    const auto arrive = [&](network::NodeId node, std::uint64_t time) {
      const std::size_t v = index(node);
      offer(at, 3 * v + (open_[v] ? kOpen : kLeaving), from.leg + time);
    };
    if (at_from || (edge.backward != network::kClosed && (own || !at_to))) {
      arrive(edge.from, part(edge.backward, from.fraction));
    }
    if (at_to || (edge.forward != network::kClosed && (own || !at_from))) {
      arrive(edge.to, edge.forward - part(edge.forward, from.fraction));
    }
  }

  [[nodiscard]] std::uint64_t along(const network::Snap& from, const network::Snap& to) const {
    const network::Edge& edge = edge_of(from);
    if (from.fraction == to.fraction) return from.leg;
    if (ends_[index(from.edge)] && at_junction(from) && at_junction(to)) return kFar;  // through
    if (from.fraction < to.fraction) {
      if (edge.forward == network::kClosed) return kFar;
      return from.leg + part(edge.forward, to.fraction) - part(edge.forward, from.fraction);
    }
    if (edge.backward == network::kClosed) return kFar;
    return from.leg + part(edge.backward, from.fraction) - part(edge.backward, to.fraction);
  }

  bool relax(std::vector<std::uint64_t>& at) const {
    const std::vector<std::uint64_t> before = at;
    for (std::size_t v = 0; v < nodes_; ++v) {
      if (!open_[v]) offer(at, 3 * v + kArriving, at[3 * v + kLeaving]);  // never left the zone
    }
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const network::Edge& edge = edges_[e];
      const auto pass = [&](std::size_t tail, std::size_t head, core::Deciseconds time) {
        if (time == network::kClosed) return;
        if (!ends_[e]) {
          offer(at, 3 * head + kOpen, at[3 * tail + kOpen] + time);
          return;
        }
        if (!open_[tail]) {
          offer(at, 3 * head + (open_[head] ? kOpen : kLeaving), at[3 * tail + kLeaving] + time);
          offer(at, 3 * head + kArriving, at[3 * tail + kArriving] + time);
        } else {
          offer(at, 3 * head + kArriving, at[3 * tail + kOpen] + time);
        }
      };
      pass(index(edge.from), index(edge.to), edge.forward);
      pass(index(edge.to), index(edge.from), edge.backward);
    }
    return at != before;
  }

  std::vector<network::Edge> edges_;
  std::size_t nodes_;
  std::vector<bool> ends_;  // per edge: may it only begin or end a way?
  std::vector<bool> open_;  // per node: does an open road touch it?
};

}  // namespace sozialraum::test
