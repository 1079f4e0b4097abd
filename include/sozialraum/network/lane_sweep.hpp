#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// How far is every node from each of 16 places, all at once?
///
///     network::LaneSweep sweep(hierarchy);
///     sweep.run(seeds, {.sense = Sense::kInward, .limit = limit});  // seed.label = lane
///     if (sweep.reached(node)) use(sweep.times(node)[lane]);
///
/// PHAST (Delling et al. 2011): a small search climbs the hierarchy, then one straight pass over
/// all places brings the times down, all lanes in a few vector instructions (Google Highway picks
/// the best instruction set at run time). Only nodes within the limit are visited unless
/// these are most, so put places that are near each other into the same run. Exact up to
/// kLongestHierarchyTime. Refers to the hierarchy, which must outlive it; holds 64 bytes a node.
/// One object a thread.
class LaneSweep {
 public:
  static constexpr std::size_t kLanes = 16;

  explicit LaneSweep(const Hierarchy& hierarchy);

  /// InvalidInput for a seed without node or with a label that is no lane.
  void run(std::span<const Seed> seeds, const SearchOptions& options = {});

  /// Is the node within the limit in any lane of the last run?
  [[nodiscard]] bool reached(NodeId node) const { return reached_at(hierarchy_->place(node)); }

  /// The times of a reached node; a lane above the limit holds any value above it.
  [[nodiscard]] std::span<const Deciseconds, kLanes> times(NodeId node) const {
    return times_at(hierarchy_->place(node));
  }

  /// The same by Hierarchy::place(), for passes over many nodes in the order of their places.
  [[nodiscard]] bool reached_at(std::uint32_t place) const {
    return ((reached_[place / 64] >> (place % 64)) & 1U) != 0;
  }
  [[nodiscard]] std::span<const Deciseconds, kLanes> times_at(std::uint32_t place) const {
    return std::span<const Deciseconds, kLanes>(row(place), kLanes);
  }

 private:
  struct alignas(64) Row {  // a cache line of its own
    std::array<Deciseconds, kLanes> times;
  };
  [[nodiscard]] const Deciseconds* row(std::uint32_t place) const {
    return rows_[place].times.data();
  }
  Deciseconds* open(std::uint32_t place);
  void climb(std::span<const Seed> seeds, const SearchOptions& options);

  const Hierarchy* hierarchy_;
  std::vector<Row> rows_;
  std::vector<std::uint64_t> reached_;  // one bit a place
  std::vector<std::uint64_t> waiting_;
  bool most_reached_ = false;  // in the last run
};

}  // namespace sozialraum::network
