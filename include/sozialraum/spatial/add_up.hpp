#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/ids.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::spatial {

/// A part that belongs to no unit.
inline constexpr core::AreaId kNoUnit{std::numeric_limits<std::uint32_t>::max()};

/// What is known of the parts (squares, buildings, villages) of larger units. A view.
struct Parts {
  core::Cells count{};  ///< what is added: persons, cases, minutes times persons
  core::Cells base{};   ///< what it is a part of; empty = a plain sum, every part weighs the same
  std::span<const core::AreaId> unit{};  ///< of each part: 0 .. units-1, or kNoUnit
  core::RowNames names{};                ///< of the parts
};

struct AddUpOptions {
  std::size_t units = 0;
  /// Known parts must hold at least this share of a unit's base, or the unit has no value.
  double least_known = 0.5;
};

/// One entry a unit in each list.
struct AddedUp {
  std::vector<double> count{};  ///< sum over the parts that are known; NaN where the state has none
  std::vector<double> base{};   ///< sum of their bases; of a plain sum the number of known parts
  std::vector<double> known{};  ///< share of the unit's whole base that the known parts hold
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};  ///< "part_without_base", naming the parts
};

/// What is the count of a village whose squares are known, and of how many persons?
///
/// Adds counts and bases over the same parts: those of which both are known. The rate of a unit is
/// then `count / base`, of sums, never a mean of rates.
///
///     20 of 100 and 20 of 50 children: 40 of 150; a third square of 30 persons is secret:
///     still 40 of 150, known = 150/180, and the state says that the value is limited
///
/// The state: that of core::combine() if all of the base is known; kLimited if at least
/// `least_known` of it is; otherwise the reason that stands before most of the unknown base (of
/// equally common ones the first), and no number. A unit without parts, or whose parts have a base
/// of nobody, is kUndefined. A part without a known base takes no part and is named.
///
/// Sums are exact, so the order of the parts does not matter. O(parts).
///
/// Throws InvalidInput "length_mismatch", "not_finite", "state_disagrees", "negative_base" naming
/// the parts, and "invalid_argument" (a unit that does not exist, `least_known` outside 0..1).
[[nodiscard]] AddedUp add_up(const Parts& parts, const AddUpOptions& options);

}  // namespace sozialraum::spatial
