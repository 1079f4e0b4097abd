#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cell_state.hpp"

namespace sozialraum::core {

/// What is known about one property of every area: a number and a state per cell.
///
/// Invariant: a value is finite if has_value(state), and NaN if not.
class Column {
 public:
  /// Throws InvalidInput if the lists differ in length, a value is infinite, or value and state
  /// disagree.
  Column(std::string name, std::vector<double> values, std::vector<CellState> states);

  /// From plain numbers; NaN becomes kNotReported.
  [[nodiscard]] static Column from_values(std::string name, std::vector<double> values);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
  [[nodiscard]] std::span<const CellState> states() const noexcept { return states_; }

  /// How many cells are in this state.
  [[nodiscard]] std::size_t count(CellState state) const;
  /// How many cells carry a number.
  [[nodiscard]] std::size_t count_values() const;

 private:
  std::string name_;
  std::vector<double> values_;
  std::vector<CellState> states_;
};

}  // namespace sozialraum::core
