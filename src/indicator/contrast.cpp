#include "sozialraum/indicator/contrast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/indicator/difference.hpp"
#include "sozialraum/indicator/false_discovery.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

CountBound bound_of(ContrastTest test) {
  return test == ContrastTest::kFisher ? CountBound::kPartOfBase : CountBound::kFree;
}

void require_whole(const core::Cells& cells, const char* argument, const core::RowNames& names) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells.has_value(i) && cells[i] != std::floor(cells[i])) rows.push_back(i);
  }
  if (rows.empty()) return;
  throw core::InvalidInput(
      {.code = "not_whole",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} area(s), first {}, have no whole number", rows.size(),
                              names[rows.front()]),
       .place = {.argument = argument, .area = names[rows.front()]},
       .hint = "an exact test counts persons; use the counts before any adjustment",
       .areas = names.of(rows)});
}

void require_testable(const Counts& counts, ContrastTest test) {
  require_counts(counts, bound_of(test));
  require_whole(counts.count, "count", counts.areas);
  if (test == ContrastTest::kFisher) require_whole(counts.base, "base", counts.areas);
}

void require_same_rows(const char* argument, std::size_t size, std::size_t rows) {
  if (size == rows) return;
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("has {} entries for {} areas", size, rows),
                            .place = {.argument = argument}});
}

Contrasts nothing_compared(std::size_t rows) {
  const std::vector<double> missing(rows, kMissing);
  return {.value = missing,
          .other = missing,
          .difference = missing,
          .lower = missing,
          .upper = missing,
          .ratio = missing,
          .p = missing,
          .p_adjusted = {},
          .states = std::vector(rows, CellState::kUndefined)};
}

void fill(Contrasts& contrasts, std::size_t row, const Events& one, const Events& other,
          const ContrastOptions& options) {
  const Difference found =
      options.test == ContrastTest::kFisher
          ? difference_of_shares({one.count, one.base}, {other.count, other.base}, options.level)
          : difference_of_rates(one, other, options.level);
  contrasts.value[row] = one.count / one.base;
  contrasts.other[row] = other.count / other.base;
  contrasts.difference[row] = found.difference;
  contrasts.lower[row] = found.lower;
  contrasts.upper[row] = found.upper;
  contrasts.ratio[row] = found.ratio;
  contrasts.p[row] = found.p;
}

void tell(Contrasts& contrasts, const char* code, const std::string& what,
          std::vector<std::string> areas) {
  if (areas.empty()) return;
  contrasts.findings.push_back({.code = code,
                                .message = fmt::format("{} area(s) {}", areas.size(), what),
                                .areas = std::move(areas)});
}

void finish(Contrasts& contrasts, const ContrastOptions& options) {
  contrasts.p_adjusted = false_discovery(contrasts.p);
  if (options.rounding == 0.0) return;
  contrasts.findings.push_back(
      {.code = "rounded_differences",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the source rounded its counts to {}; differences of rounded counts "
                              "may be rounding alone, and the tests do not know of it",
                              options.rounding),
       .details = {{"rounding", fmt::format("{}", options.rounding)}}});
}

/// The sums of a region's areas that have numbers.
struct RegionSums {
  core::ExactSum count;
  core::ExactSum base;
  std::size_t areas = 0;
  bool incomplete = false;
};

std::vector<RegionSums> sums_of(const Counts& counts, std::span<const std::size_t> region) {
  const std::size_t regions =
      region.empty() ? 0 : 1 + *std::max_element(region.begin(), region.end());
  if (regions > region.size()) {
    core::invalid_argument(
        "region", fmt::format("holds the number {} for {} areas", regions - 1, region.size()),
        "number the regions 0, 1, 2, ...");
  }
  std::vector<RegionSums> sums(regions);
  for (std::size_t i = 0; i < region.size(); ++i) {
    RegionSums& sum = sums[region[i]];
    if (!counts.has_value(i)) {
      sum.incomplete = true;
      continue;
    }
    sum.count.add(counts.count[i]);
    sum.base.add(counts.base[i]);
    ++sum.areas;
  }
  return sums;
}

}  // namespace

Contrasts against_region(const Counts& counts, std::span<const std::size_t> region,
                         const ContrastOptions& options) {
  require_testable(counts, options.test);
  require_same_rows("region", region.size(), counts.size());
  static_cast<void>(normal_deviate(options.level));
  const std::vector<RegionSums> sums = sums_of(counts, region);
  Contrasts result = nothing_compared(counts.size());
  std::vector<std::string> alone;
  std::vector<std::string> incomplete;
  std::vector<std::string> empty;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const RegionSums& all = sums[region[i]];
    if (!counts.has_value(i)) {
      result.states[i] = counts.state(i);
      if (all.areas > 0) incomplete.push_back(counts.areas[i]);
      continue;
    }
    const Events own{counts.count[i], counts.base[i]};
    const Events rest{all.count.value() - own.count, all.base.value() - own.base};
    if (all.areas == 1) {
      alone.push_back(counts.areas[i]);
    } else if (own.base == 0.0 || rest.base == 0.0) {
      empty.push_back(counts.areas[i]);
    } else {
      result.states[i] = counts.state(i);
      fill(result, i, own, rest, options);
    }
  }
  tell(result, "alone_in_region", "are all that is known of their region", std::move(alone));
  tell(result, "empty_base", "have a base of zero, or nobody else in their region has one",
       std::move(empty));
  tell(result, "region_incomplete", "have no numbers and are not in what others are compared with",
       std::move(incomplete));
  finish(result, options);
  return result;
}

Contrasts change(const Counts& before, const Counts& after, const ContrastOptions& options) {
  require_testable(before, options.test);
  require_testable(after, options.test);
  require_same_rows("after", after.size(), before.size());
  static_cast<void>(normal_deviate(options.level));
  Contrasts result = nothing_compared(before.size());
  std::vector<std::string> empty;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::array both{before.state(i), after.state(i)};
    const CellState state = core::combine(both);
    if (!before.has_value(i) || !after.has_value(i)) {
      result.states[i] = state;
    } else if (before.base[i] == 0.0 || after.base[i] == 0.0) {
      empty.push_back(before.areas[i]);
    } else {
      result.states[i] = state;
      fill(result, i, {after.count[i], after.base[i]}, {before.count[i], before.base[i]}, options);
    }
  }
  tell(result, "empty_base", "have a base of zero in one of the years", std::move(empty));
  finish(result, options);
  return result;
}

}  // namespace sozialraum::indicator
