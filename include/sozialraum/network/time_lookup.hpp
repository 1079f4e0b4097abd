#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// How long is it between some places and a node, if few nodes are asked?
///
///     network::TimeLookup times(hierarchy);
///     times.run(seeds, network::Sense::kInward);
///     if (times.time(here) == arc.time + times.time(arc.node)) ...  // on a shortest way
///
/// The times of Dijkstra without its search: run() climbs the hierarchy from the seeds, time()
/// climbs from the node to what is known already and remembers all it meets (lazy RPHAST: Strasser
/// and Zeitz 2021). So nodes near each other, such as those of a way, cost about as much as one;
/// asking for all is slower than LabelSweep. Exact up to kLongestHierarchyTime. Refers to the
/// hierarchy, which must outlive it. 5 bytes a node; build once, query many. One object a thread.
class TimeLookup {
 public:
  explicit TimeLookup(const Hierarchy& hierarchy);

  /// Forgets the last run. InvalidInput if a seed's node does not exist.
  void run(std::span<const Seed> seeds, Sense sense = Sense::kOutward);

  /// From the seeds to the node (kOutward) or from it to them (kInward); kUnreachable if there is
  /// no way, or only one that takes longer than kLongestHierarchyTime.
  [[nodiscard]] Deciseconds time(NodeId node);

 private:
  const Hierarchy* hierarchy_;
  std::vector<Deciseconds> times_;   // by place: over places below it until known, then the least
  std::vector<std::uint8_t> known_;  // by place
  std::vector<std::uint32_t> touched_;
  Sense sense_ = Sense::kOutward;
};

}  // namespace sozialraum::network
