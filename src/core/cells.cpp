#include "sozialraum/core/cells.hpp"

#include <fmt/format.h>

#include <array>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {

void require_cells(const Cells& cells, const std::string& argument, const RowNames& names) {
  const auto states = cells.states();
  if (states.empty()) return;
  if (states.size() != cells.size()) {
    throw InvalidInput(
        {.code = "length_mismatch",
         .severity = Severity::kWarning,
         .message = fmt::format("has {} states for {} numbers", states.size(), cells.size()),
         .place = {.argument = argument},
         .hint = "give one state a number, or none",
         .details = {{"found", std::to_string(states.size())},
                     {"expected", std::to_string(cells.size())}}});
  }
  for (const CellState state : states) {
    if (static_cast<std::size_t>(state) < kCellStateCount) continue;
    invalid_argument(argument, fmt::format("holds the state {}, but there are {}",
                                           static_cast<unsigned>(state), kCellStateCount));
  }
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells.has_value(i) != has_value(states[i])) rows.push_back(i);
  }
  if (rows.empty()) return;
  const std::size_t first = rows.front();
  throw InvalidInput(
      {.code = "state_disagrees",
       .severity = Severity::kWarning,
       .message = fmt::format(
           "number and state do not fit in {} area(s), first {}: {} is '{}'", rows.size(),
           names[first], cells.has_value(first) ? fmt::format("{}", cells[first]) : "no number",
           name(states[first])),
       .place = {.argument = argument, .area = names[first]},
       .hint = "a secret or otherwise missing cell holds no number (NaN); every other one does",
       .areas = names.of(rows)});
}

std::vector<CellState> states_of(const Cells& cells) {
  std::vector<CellState> result(cells.size());
  if (cells.states().empty()) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      result[i] = cells.has_value(i) ? CellState::kReported : CellState::kNotReported;
    }
    return result;
  }
  std::array<CellState, kCellStateCount> after{};
  for (std::size_t s = 0; s < kCellStateCount; ++s) {
    const auto state = static_cast<CellState>(s);
    after[s] = combine({&state, 1});
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    result[i] = after[static_cast<std::size_t>(cells.states()[i])];
  }
  return result;
}

}  // namespace sozialraum::core
