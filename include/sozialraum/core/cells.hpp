#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/column.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::core {

/// One number a row, and the kind of each: what a method takes in.
///
/// A view. NaN is missing; without states every number is kReported and every NaN kNotReported.
/// With states the reason travels on: the rate of a secret count is secret, not just missing.
///
///     const Cells people = table.column("people");              // a Column brings its states
///     const Cells cases{values, states};
///     const Cells plain = values;                               // numbers and NaN
///
/// The lists must outlive it.
class Cells {
 public:
  Cells() = default;
  Cells(std::span<const double> values) : values_(values) {}                           // NOLINT
  Cells(const std::vector<double>& values) : values_(values) {}                        // NOLINT
  Cells(const Column& column) : values_(column.values()), states_(column.states()) {}  // NOLINT
  /// No states stand for those that follow from the values. require_cells() says what must hold.
  Cells(std::span<const double> values, std::span<const CellState> states)
      : values_(values), states_(states) {}

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] bool empty() const noexcept { return values_.empty(); }
  /// The number; NaN if there is none.
  [[nodiscard]] double operator[](std::size_t row) const { return values_[row]; }
  [[nodiscard]] bool has_value(std::size_t row) const { return !std::isnan(values_[row]); }
  [[nodiscard]] CellState state(std::size_t row) const {
    if (!states_.empty()) return states_[row];
    return has_value(row) ? CellState::kReported : CellState::kNotReported;
  }
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
  /// Empty if they follow from the values.
  [[nodiscard]] std::span<const CellState> states() const noexcept { return states_; }

 private:
  std::span<const double> values_{};
  std::span<const CellState> states_{};
};

/// Throws InvalidInput unless there is one state a number, or none ("length_mismatch"), and each
/// number stands beside a state that carries one, each NaN beside one that does not
/// ("state_disagrees", naming the areas). O(rows).
void require_cells(const Cells& cells, const std::string& argument, const RowNames& names = {});

/// The states of what is computed row by row from one column: core::combine() of each. O(rows).
[[nodiscard]] std::vector<CellState> states_of(const Cells& cells);

}  // namespace sozialraum::core
