#include "sozialraum/core/column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

[[noreturn]] void bad_column(std::string code, const std::string& column,
                             std::optional<std::uint64_t> row, std::string message) {
  throw InvalidInput({.code = std::move(code),
                      .severity = Severity::kWarning,
                      .message = std::move(message),
                      .place = {.row = row, .column = column}});
}

void require_consistent(const std::string& name, std::span<const double> values,
                        std::span<const CellState> states) {
  if (values.size() != states.size()) {
    bad_column("length_mismatch", name, {},
               fmt::format("{} values but {} states", values.size(), states.size()));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isinf(values[i])) bad_column("not_finite", name, i + 1, "the value is infinite");
    if (std::isnan(values[i]) == has_value(states[i])) {
      bad_column("state_mismatch", name, i + 1,
                 fmt::format("value {} does not fit the state '{}'", values[i],
                             sozialraum::core::name(states[i])));
    }
  }
}

}  // namespace

Column::Column(std::string name, std::vector<double> values, std::vector<CellState> states)
    : name_(std::move(name)), values_(std::move(values)), states_(std::move(states)) {
  require_consistent(name_, values_, states_);
}

Column Column::from_values(std::string name, std::vector<double> values) {
  std::vector<CellState> states(values.size(), CellState::kReported);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) states[i] = CellState::kNotReported;
  }
  return Column(std::move(name), std::move(values), std::move(states));
}

std::size_t Column::count(CellState state) const {
  return static_cast<std::size_t>(std::count(states_.begin(), states_.end(), state));
}

std::size_t Column::count_values() const {
  return static_cast<std::size_t>(std::count_if(states_.begin(), states_.end(), has_value));
}

}  // namespace sozialraum::core
