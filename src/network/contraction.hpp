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
  /// `number_of`: the numbers of the graph's nodes here.
  Remainder(const RoadGraph& graph, std::span<const std::uint32_t> number_of);

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
  /// `older`: shortcuts this hierarchy has are taken over unseen; its places are the numbers of the
  /// nodes here. Null = there is none. Superfluous shortcuts do no harm, and to find out that there
  /// is no way around takes far longer than to find one.
  WitnessSearch(const Remainder& rest, const Hierarchy* older)
      : rest_(&rest), older_(older), labels_(rest.node_count()) {}

  /// The shortcuts needed if `node` goes together with the nodes that have `leaving` set. Looks at
  /// no more than `effort` nodes from each neighbour: too little effort makes superfluous
  /// shortcuts, never wrong ones.
  std::span<const Shortcut> shortcuts(std::uint32_t node, const std::vector<std::uint8_t>& leaving,
                                      unsigned effort);

 private:
  /// The best way found to a node in this round. Of equally long ways one that keeps clear of
  /// leaving nodes, as these may rely on each other.
  struct Label {
    std::uint32_t round = 0;
    std::uint32_t length = 0;  ///< twice the time, plus one if it leads through a leaving node
  };
  struct Waiting {
    std::uint32_t length;
    std::uint32_t node;
    friend bool operator<(const Waiting& a, const Waiting& b) { return a.length < b.length; }
  };
  /// A neighbour to be reached.
  struct Target {
    std::uint32_t node;
    std::uint32_t length;  ///< through the node that goes
    std::uint32_t bound;   ///< nodes further away cannot be the last before it
    std::uint16_t hops;
  };

  [[nodiscard]] bool taken_over(std::uint32_t from, std::uint32_t to) const;
  void aim(const Link& from, std::span<const Link> links);
  void search(std::uint32_t from, std::uint32_t without, const std::vector<std::uint8_t>& leaving,
              unsigned effort);
  /// Strikes out the targets that are reached. Is any left that can be?
  bool missing();
  [[nodiscard]] std::uint32_t found(std::uint32_t node) const {
    return labels_[node].round == round_ ? labels_[node].length : kUnreachable;
  }

  const Remainder* rest_;
  const Hierarchy* older_;
  std::vector<Label> labels_;
  std::uint32_t round_ = 0;
  std::uint32_t bound_ = 0;
  QuadHeap<Waiting> queue_;
  std::vector<Deciseconds> last_;  // fastest arc into each neighbour, not from the node that goes
  std::vector<Target> targets_;    // those not reached yet
  std::vector<Shortcut> shortcuts_;
};

}  // namespace sozialraum::network
