#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sozialraum::core {

/// What kind of entry is this cell, and why is a number missing?
///
/// Official German tables say more than "missing": a dash is a true zero, a dot is secret, a slash
/// is unreliable. The states travel with the values through every formula to the legend of the
/// report. States before kNotReported carry a number; all from kNotReported on carry none (the
/// value is NaN).
enum class CellState : std::uint8_t {
  kReported,       ///< a number as the office delivered it
  kNothing,        ///< "-": exactly nothing, a true zero
  kBelowHalfUnit,  ///< "0": more than nothing but less than half of the unit; the value is 0
  kLimited,        ///< "(12)": the office itself calls the number of limited value
  kProvisional,    ///< "12p": will be revised
  kRevised,        ///< "12r": was revised
  kEstimated,      ///< "12s": estimated by the office
  kNotReported,    ///< the cell is empty
  kSecret,         ///< ".": unknown or secret
  kLater,          ///< "...": will be delivered later
  kUnreliable,     ///< "/": not published, since not reliable
  kBlocked,        ///< "x": blocked, or makes no sense
  kNoValue,        ///< Zensus grid -1, Deutschlandatlas -9999: uninhabited or no value
  kSuppressed,     ///< Zensus grid -9: suppressed to protect single persons
  kUndefined,      ///< our own formula has no answer here, such as a share of nobody
};

/// The number of states, for loops and tables.
inline constexpr std::size_t kCellStateCount = 15;

/// True if a cell in this state carries a number.
[[nodiscard]] constexpr bool has_value(CellState state) { return state < CellState::kNotReported; }

/// Name in data files and Python: "reported", "nothing", "secret", ...
[[nodiscard]] std::string_view name(CellState state);

/// The state of a name; nothing if no state has that name.
[[nodiscard]] std::optional<CellState> cell_state_from_name(std::string_view name);

/// German legend text for readers of a report: "aus Datenschutzgründen gesperrt", ...
[[nodiscard]] std::string_view label_de(CellState state);

/// The state of a value computed from cells in these states.
///
/// A number needs numbers: if any input has none, the result has the reason of the first such
/// input. Otherwise the weakest quality wins (limited, then estimated, provisional, revised), and a
/// result of plain numbers, dashes and zeros is kReported. O(states).
[[nodiscard]] CellState combine(std::span<const CellState> inputs);

}  // namespace sozialraum::core
