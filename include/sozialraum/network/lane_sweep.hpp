#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// Things beside the roads, such as homes: each is met at some places of a hierarchy, `time` before
/// the thing itself.
struct LaneDoors {
  struct Door {
    std::uint32_t place = 0;
    Deciseconds time = 0;  ///< at most kLongestHierarchyTime
  };
  std::vector<std::uint32_t> begin{0};  ///< of thing i: doors[begin[i]] .. doors[begin[i + 1]]
  std::vector<Door> doors;
};

/// How far is every node from each of many places, all at once?
///
///     network::LaneSweep sweep(hierarchy);
///     sweep.run(seeds, {.sense = Sense::kInward, .limit = limit});  // seed.label = lane
///     if (sweep.reached(node)) use(sweep.times(node)[lane]);
///
/// PHAST (Delling et al. 2011): a small search climbs the hierarchy, then one straight pass over
/// all places brings the times down, all lanes in a few vector instructions (Google Highway picks
/// the best instruction set at run time). Only nodes within the limit are visited unless
/// these are most, so put places that are near each other into the same run. Exact up to kLongest.
///
/// A row of times takes 64 bytes, whatever `Time`: LaneSweep has 16 lanes, ShortLaneSweep, for
/// limits up to 109 minutes, 32 for the same work. Refers to the hierarchy, which must outlive it;
/// holds 64 bytes a node. One object a thread.
template <class Time>
class LaneSweepOf {
 public:
  struct Reading;

  static constexpr std::size_t kLanes = 64 / sizeof(Time);
  /// Longest time that is told.
  static constexpr Deciseconds kLongest =
      sizeof(Time) < sizeof(Deciseconds) ? 65'534 : kLongestHierarchyTime;

  /// One time a lane, a cache line of its own.
  struct alignas(64) Row {
    std::array<Time, kLanes> times;
  };

  explicit LaneSweepOf(const Hierarchy& hierarchy);

  /// A limit above kLongest counts as kLongest. InvalidInput for a seed without node or with a
  /// label that is no lane.
  void run(std::span<const Seed> seeds, const SearchOptions& options = {});

  /// Is the node within the limit in any lane of the last run?
  [[nodiscard]] bool reached(NodeId node) const { return reached_at(hierarchy_->place(node)); }

  /// The times of a reached node; a lane above the limit holds any value above it.
  [[nodiscard]] std::span<const Time, kLanes> times(NodeId node) const {
    return times_at(hierarchy_->place(node));
  }

  /// The same by Hierarchy::place(), for passes over many nodes in the order of their places.
  [[nodiscard]] bool reached_at(std::uint32_t place) const {
    return ((reached_[place / 64] >> (place % 64)) & 1U) != 0;
  }
  [[nodiscard]] std::span<const Time, kLanes> times_at(std::uint32_t place) const {
    return rows_[place].times;
  }
  /// Is any of the places [64 word, 64 word + 64)?
  [[nodiscard]] bool any_reached_in(std::uint32_t word) const { return reached_[word] != 0; }

  /// The times of things behind doors from `first` on, as many as there are readings.
  void read(const LaneDoors& doors, std::size_t first, std::span<Reading> readings) const;

 private:
  Row& open(std::uint32_t place);
  void climb(std::span<const Seed> seeds, const SearchOptions& options);

  const Hierarchy* hierarchy_;
  std::vector<Row> rows_;
  std::vector<std::uint64_t> reached_;  // one bit a place
  std::vector<std::uint64_t> waiting_;
  Time limit_ = 0;             // of the last run
  bool most_reached_ = false;  // in the last run
};

/// The times of a thing in the last run.
template <class Time>
struct LaneSweepOf<Time>::Reading {
  Row row;
  std::uint32_t lanes = 0;  ///< those within the limit, one bit each; the other times say nothing
};

extern template class LaneSweepOf<std::uint32_t>;
extern template class LaneSweepOf<std::uint16_t>;

using LaneSweep = LaneSweepOf<Deciseconds>;
using ShortLaneSweep = LaneSweepOf<std::uint16_t>;

}  // namespace sozialraum::network
