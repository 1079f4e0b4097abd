#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// The part of a hierarchy that ways to some targets can use.
///
///     const network::TargetTree tree(hierarchy, doors, network::Sense::kOutward);
///
/// `doors` say where a target is met: at a node, `time` before the target `label` itself; a target
/// may have any number of them. Outward: searches lead to the targets; inward: from them. Only
/// the places above the doors are kept, with numbers of their own in which all ways down lead
/// forward and targets named one after the other lie close together in memory: so name the targets
/// along the map. A value, independent of the hierarchy; share it between threads. 4 bytes a node
/// of the hierarchy, about 40 a place kept.
class TargetTree {
 public:
  /// Labels are 0..n-1 with n = the largest label + 1. InvalidInput for a door without node.
  TargetTree(const Hierarchy& hierarchy, std::span<const Seed> doors, Sense sense);

  [[nodiscard]] std::size_t target_count() const { return door_begin_.size() - 1; }
  /// Places kept: what a sweep costs.
  [[nodiscard]] std::size_t size() const { return arc_begin_.size() - 1; }
  [[nodiscard]] Sense sense() const { return sense_; }

 private:
  friend class TargetSweep;
  friend struct TargetPass;
  friend struct TargetDoors;

  static constexpr std::uint32_t kNone = 0xffffffffU;

  /// From a row above, or from the row of a door.
  struct Step {
    std::uint32_t row = 0;
    Deciseconds time = 0;
  };

  void keep_doors(const Hierarchy& hierarchy, std::span<const Seed> doors);

  Sense sense_;
  std::vector<std::uint32_t> row_of_;  // by place of the hierarchy; kNone = not kept
  std::vector<std::uint32_t> arc_begin_{0};
  std::vector<Step> arcs_;
  std::vector<std::uint32_t> door_begin_{0};
  std::vector<Step> doors_;
};

/// How long is it from each of many places to all targets, 64 places at once?
///
///     network::TargetSweep sweep(hierarchy, tree);
///     sweep.run(seeds, {.limit = limit});  // seed.label = lane
///     sweep.read_times(target, rows);      // rows[0].times[lane]
///
/// RPHAST (Delling et al. 2011): as LaneSweep, but only over the places above the targets, of which
/// the processor's cache holds those that matter. The cheapest way to a full table of times: about
/// 3 nanoseconds a pair for 10,000 targets. A sweep costs the same whatever the limit, so with few
/// targets in reach use LaneSweep. Put places that are near each other into the same run. Exact up
/// to kLongestHierarchyTime. Refers to hierarchy and tree, which must outlive it; holds 256 bytes a
/// place of the tree and 4 a node. One object a thread.
class TargetSweep {
 public:
  static constexpr std::size_t kLanes = 64;

  /// One time a lane.
  struct alignas(64) Row {
    std::array<Deciseconds, kLanes> times;
  };

  TargetSweep(const Hierarchy& hierarchy, const TargetTree& tree);

  /// `options.sense` is not asked: the tree has one. InvalidInput for a seed without node or with a
  /// label that is no lane.
  void run(std::span<const Seed> seeds, const SearchOptions& options = {});

  /// The times between the lanes and the targets from `first` on in the last run, as many as there
  /// are rows; kUnreachable beyond the limit. Read a few at a time, while they are in the cache.
  void read_times(std::size_t first, std::span<Row> rows) const;

 private:
  std::uint32_t open(std::uint32_t place);
  void find_climb(std::span<const Seed> seeds);
  void forget_climb();

  const Hierarchy* hierarchy_;
  const TargetTree* tree_;
  std::vector<Row> rows_;                  // of the tree, then of places beside it
  std::vector<std::uint8_t> climbed_;      // rows of the tree met by the climb
  std::vector<std::uint32_t> slot_of_;     // by place: its row while the climb lasts
  std::vector<std::uint32_t> met_;         // places of the climb
  std::vector<std::uint32_t> climb_rows_;  // their rows, those above first
  std::vector<std::uint32_t> climb_begin_;
  std::vector<TargetTree::Step> climb_arcs_;
  Deciseconds limit_ = 0;
};

}  // namespace sozialraum::network
