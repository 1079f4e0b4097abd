#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/quad_heap.hpp"
#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// A neighbour in the graph that is left, with the best arc there and back.
struct Link {
  std::uint32_t node = 0;
  Deciseconds out = kClosed;
  Deciseconds in = kClosed;
  std::uint16_t out_hops = 0;  ///< original arcs behind the arc, saturated
  std::uint16_t in_hops = 0;
};

/// A way u -> x -> v that no other way replaces.
struct Shortcut {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Deciseconds time = 0;
  std::uint16_t hops = 0;
};

/// The graph that is left while nodes are contracted: one list of neighbours a node.
class Remainder {
 public:
  explicit Remainder(const RoadGraph& graph);

  [[nodiscard]] std::size_t node_count() const { return links_.size(); }
  [[nodiscard]] std::span<const Link> of(std::uint32_t node) const { return links_[node]; }
  /// Keeps the faster of the arc there is and this one.
  void add(const Shortcut& arc);
  /// Takes the node out of its neighbours' lists; its own list stays as its arcs up.
  void detach(std::uint32_t node);

 private:
  static Link& link_to(std::vector<Link>& links, std::uint32_t node);

  std::vector<std::vector<Link>> links_;
};

/// Looks for ways around a node. Scratch memory, one a thread.
class WitnessSearch {
 public:
  explicit WitnessSearch(const Remainder& rest) : rest_(&rest), times_(rest.node_count()) {}

  /// The shortcuts needed if `node` goes; ways through nodes with `leaving` set do not count as
  /// replacement. Looks at no more than `effort` nodes from each neighbour: too little effort makes
  /// superfluous shortcuts, never wrong ones.
  std::span<const Shortcut> shortcuts(std::uint32_t node, const std::vector<std::uint8_t>& leaving,
                                      unsigned effort);

 private:
  struct Time {
    std::uint32_t round = 0;
    Deciseconds time = 0;
  };
  struct Waiting {
    Deciseconds time;
    std::uint32_t node;
    friend bool operator<(const Waiting& a, const Waiting& b) { return a.time < b.time; }
  };

  void search(std::uint32_t from, std::uint32_t without, const std::vector<std::uint8_t>& leaving,
              unsigned effort);
  void offer(std::uint32_t node, Deciseconds time);
  [[nodiscard]] Deciseconds found(std::uint32_t node) const {
    return times_[node].round == round_ ? times_[node].time : kUnreachable;
  }

  const Remainder* rest_;
  std::vector<Time> times_;
  std::uint32_t round_ = 0;
  Deciseconds bound_ = 0;
  QuadHeap<Waiting> queue_;
  std::vector<Shortcut> shortcuts_;
};

}  // namespace sozialraum::network
