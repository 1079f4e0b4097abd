#include "sozialraum/indicator/pool.hpp"

#include <fmt/format.h>

#include <limits>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::indicator {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void require_years(std::span<const Counts> years) {
  if (years.empty()) core::invalid_argument("years", "is empty; at least one year is needed");
  for (const Counts& year : years) {
    require_counts(year, CountBound::kFree);
    if (year.size() == years.front().size()) continue;
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("one year has {} areas, another {}",
                                                     years.front().size(), year.size()),
                              .place = {.argument = "years"}});
  }
}

void pool_row(Pooled& pooled, std::size_t row, std::span<const Counts> years, MissingYear missing) {
  core::ExactSum count;
  core::ExactSum base;
  std::vector<core::CellState> all;
  std::vector<core::CellState> there;
  for (const Counts& year : years) {
    all.push_back(year.state(row));
    if (!year.has_value(row)) continue;
    there.push_back(year.state(row));
    count.add(year.count[row]);
    base.add(year.base[row]);
  }
  pooled.years[row] = there.size();
  const bool partly = missing == MissingYear::kTheOthers && !there.empty();
  pooled.states[row] = core::combine(partly ? there : all);
  if (!core::has_value(pooled.states[row])) return;
  pooled.count[row] = count.value();
  pooled.base[row] = base.value();
}

}  // namespace

Pooled pool(std::span<const Counts> years, MissingYear missing) {
  require_years(years);
  const std::size_t rows = years.front().size();
  Pooled pooled{.count = std::vector(rows, kMissing),
                .base = std::vector(rows, kMissing),
                .states = std::vector(rows, core::CellState::kNotReported),
                .years = std::vector<std::size_t>(rows, 0)};
  std::vector<std::size_t> short_of;
  for (std::size_t row = 0; row < rows; ++row) {
    pool_row(pooled, row, years, missing);
    if (core::has_value(pooled.states[row]) && pooled.years[row] < years.size()) {
      short_of.push_back(row);
    }
  }
  if (!short_of.empty()) {
    pooled.findings.push_back(
        {.code = "fewer_years",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} area(s) lack some of the {} years; the others count",
                                short_of.size(), years.size()),
         .details = {{"years", std::to_string(years.size())}},
         .areas = years.front().areas.of(short_of)});
  }
  return pooled;
}

}  // namespace sozialraum::indicator
