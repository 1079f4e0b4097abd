#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/nearest_labels.hpp"

namespace sozialraum::network {

/// Which k facilities are nearest to each node, for all nodes at once, from a hierarchy?
///
///     network::LabelSweep sweep(hierarchy);
///     sweep.run(seeds, {.k = 5});
///     use(sweep.nearest(node, 0));
///
/// Every shortest way climbs the hierarchy and descends from it, so two straight passes over the
/// arcs are enough: one hands the lists of the k best labels up, the other down. Exact, ties
/// included, as a label that is not among the k best of a node is not among those beyond it. The
/// same answer as nearest_labels() up to kLongestHierarchyTime. O(k arcs) whatever the number of
/// facilities. Refers to the hierarchy, which must outlive it; holds 8 k bytes a node. One
/// object a thread.
class LabelSweep {
 public:
  explicit LabelSweep(const Hierarchy& hierarchy) : hierarchy_(&hierarchy) {}

  /// InvalidInput for k outside 1..255 or a seed without node.
  void run(std::span<const Seed> seeds, const NearestLabelsOptions& options = {});

  /// The label of this rank (0 = nearest, below k) at a node in the last run; TimedLabel{} if there
  /// is none.
  [[nodiscard]] TimedLabel nearest(NodeId node, std::size_t rank) const {
    const std::uint64_t entry = entries_[std::size_t{hierarchy_->place(node)} * k_ + rank];
    return {static_cast<Deciseconds>(entry >> 32U), static_cast<std::uint32_t>(entry)};
  }

 private:
  struct Passes;

  const Hierarchy* hierarchy_;
  std::size_t k_ = 0;
  std::vector<std::uint64_t> entries_;  // time, then label; k a place, the nearest first
  std::vector<bool> filled_;            // does the list hold anything before the pass down?
};

}  // namespace sozialraum::network
