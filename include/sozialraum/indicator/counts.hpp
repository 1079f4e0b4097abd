#pragma once

#include <cstddef>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::indicator {

/// How many cases stand against which base, area by area?
///
/// Views on lists of the same length; NaN in either list means missing, and the states, if given,
/// say why. What is computed of them has the state that core::combine() gives to the two.
///
///     const Counts counts{.count = table.column("unemployed"), .base = table.column("people"),
///                         .areas = table.codes()};
struct Counts {
  core::Cells count{};
  core::Cells base{};
  core::RowNames areas{};  ///< what the rows are called in messages

  [[nodiscard]] std::size_t size() const noexcept { return count.size(); }
  /// True if both numbers are there.
  [[nodiscard]] bool has_value(std::size_t row) const;
  /// The state of what is computed of both.
  [[nodiscard]] core::CellState state(std::size_t row) const;
};

/// May a count be larger than its base?
enum class CountBound {
  kPartOfBase,  ///< no: persons among persons
  kFree,        ///< yes: events, expected numbers, things per person
};

/// Throws InvalidInput "length_mismatch", "state_disagrees", "not_finite", "negative_count",
/// "negative_base" or "count_above_base", naming the areas. O(rows).
void require_counts(const Counts& counts, CountBound bound);

}  // namespace sozialraum::indicator
