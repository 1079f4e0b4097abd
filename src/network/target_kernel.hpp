#pragma once

#include <cstddef>
#include <cstdint>

#include "sozialraum/network/target_sweep.hpp"

namespace sozialraum::network {

/// What the passes of TargetSweep work on.
struct TargetPass {
  using Step = TargetTree::Step;
  using Row = TargetSweep::Row;

  Row* rows;
  /// Rows of the climb, those above first, and their arcs up.
  const std::uint32_t* climb_rows;
  const std::uint32_t* climb_begin;
  const Step* climb_arcs;
  /// Arcs of the tree, from rows above.
  const std::uint32_t* arc_begin;
  const Step* arcs;
  const std::uint8_t* climbed;  ///< rows that hold times already
};

/// Hands the times of the climb's rows up, from the last row to the first.
void raise_rows(const TargetPass& pass, std::size_t count);

/// Brings the times of the rows [begin, end) of the tree down from the rows before them.
void lower_rows(const TargetPass& pass, std::size_t begin, std::size_t end);

/// Where the targets meet the rows.
struct TargetDoors {
  using Step = TargetTree::Step;
  using Row = TargetSweep::Row;

  const Row* rows;
  const std::uint32_t* door_begin;
  const Step* doors;
  Deciseconds limit;
};

/// Reads the times of `count` targets from `first` on off their doors; kUnreachable beyond the
/// limit.
void collect_targets(const TargetDoors& doors, std::size_t first, std::size_t count,
                     TargetSweep::Row* found);

}  // namespace sozialraum::network
