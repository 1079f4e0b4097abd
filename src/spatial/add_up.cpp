#include "sozialraum/spatial/add_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::spatial {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// What comes together for one unit.
struct Unit {
  core::ExactSum count{};
  core::ExactSum base{};     // of the known parts
  core::ExactSum unknown{};  // of the others
  core::CellState quality = core::CellState::kReported;
  bool any = false;                                         // a known part
  std::array<core::ExactSum, core::kCellStateCount> why{};  // unknown base by reason
};

void require_finite(const core::Cells& cells, const std::string& argument,
                    const core::RowNames& names, bool negative) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells.has_value(i)) continue;
    if (!std::isinf(cells[i]) && (negative || cells[i] >= 0.0)) continue;
    throw core::InvalidInput(
        {.code = std::isinf(cells[i]) ? "not_finite" : "negative_base",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} of '{}' is {}", argument, names[i], cells[i]),
         .place = {.argument = argument, .area = names[i]},
         .areas = {names[i]}});
  }
}

void require_parts(const Parts& parts, const AddUpOptions& options) {
  parts.names.require_rows(parts.count.size(), "names");
  core::require_cells(parts.count, "count", parts.names);
  core::require_cells(parts.base, "base", parts.names);
  const std::size_t size = parts.count.size();
  if (parts.unit.size() != size || (!parts.base.empty() && parts.base.size() != size)) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} counts, {} bases and {} units", size,
                                                     parts.base.size(), parts.unit.size()),
                              .place = {.argument = "unit"}});
  }
  if (!(options.least_known >= 0.0 && options.least_known <= 1.0)) {
    core::invalid_argument("least_known",
                           fmt::format("is {}; a share is needed", options.least_known));
  }
  require_finite(parts.count, "count", parts.names, true);
  require_finite(parts.base, "base", parts.names, false);
  for (const core::AreaId unit : parts.unit) {
    if (unit == kNoUnit || core::index(unit) < options.units) continue;
    core::invalid_argument(
        "unit", fmt::format("is {}, but there are {} units", core::index(unit), options.units));
  }
}

void add(Unit& unit, const Parts& parts, std::size_t row) {
  const double base = parts.base.empty() ? 1.0 : parts.base[row];
  if (!parts.count.has_value(row)) {
    unit.unknown.add(base);
    unit.why[static_cast<std::size_t>(parts.count.state(row))].add(base);
    return;
  }
  unit.count.add(parts.count[row]);
  unit.base.add(base);
  const core::CellState base_state =
      parts.base.empty() ? core::CellState::kReported : parts.base.state(row);
  unit.quality = core::combine(std::array{unit.quality, parts.count.state(row), base_state});
  unit.any = true;
}

core::CellState reason(const Unit& unit) {
  std::size_t best = static_cast<std::size_t>(core::CellState::kNotReported);
  for (std::size_t i = best + 1; i < unit.why.size(); ++i) {
    if (unit.why[i].value() > unit.why[best].value()) best = i;
  }
  return static_cast<core::CellState>(best);
}

void finish(const Unit& unit, double least_known, AddedUp& result) {
  const double known = unit.base.value();
  const double all = known + unit.unknown.value();
  const double share = all > 0.0 ? known / all : kNone;
  core::CellState state = core::CellState::kUndefined;
  if (all > 0.0) {
    state = share >= 1.0                       ? unit.quality
            : unit.any && share >= least_known ? core::CellState::kLimited
                                               : reason(unit);
  }
  const bool told = core::has_value(state);
  result.count.push_back(told ? unit.count.value() : kNone);
  result.base.push_back(told ? known : kNone);
  result.known.push_back(share);
  result.states.push_back(state);
}

std::vector<core::Finding> without_base(std::vector<std::string> names) {
  if (names.empty()) return {};
  std::ranges::sort(names);
  return {{.code = "part_without_base",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} parts have no known base, '{}' among them; they are left out",
                                  names.size(), names[0]),
           .areas = std::move(names)}};
}

}  // namespace

AddedUp add_up(const Parts& parts, const AddUpOptions& options) {
  require_parts(parts, options);
  std::vector<Unit> units(options.units);
  std::vector<std::string> baseless;
  for (std::size_t i = 0; i < parts.count.size(); ++i) {
    if (parts.unit[i] == kNoUnit) continue;
    if (!parts.base.empty() && !parts.base.has_value(i)) {
      baseless.push_back(parts.names[i]);
      continue;
    }
    add(units[core::index(parts.unit[i])], parts, i);
  }
  AddedUp result;
  for (const Unit& unit : units) finish(unit, options.least_known, result);
  result.findings = without_base(std::move(baseless));
  return result;
}

}  // namespace sozialraum::spatial
