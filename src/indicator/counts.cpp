#include "sozialraum/indicator/counts.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

struct Trouble {
  std::string code;
  std::string argument;
  std::string what;
  std::string hint;
};

void require_same_length(std::string argument, std::size_t found, std::size_t expected) {
  if (found == expected) return;
  throw core::InvalidInput(
      {.code = "length_mismatch",
       .severity = core::Severity::kWarning,
       .message = fmt::format("has {} rows, but count has {}", found, expected),
       .place = {.argument = std::move(argument)},
       .details = {{"found", std::to_string(found)}, {"expected", std::to_string(expected)}}});
}

[[noreturn]] void refuse(const Counts& counts, const std::vector<std::size_t>& rows,
                         const Trouble& trouble) {
  const std::size_t first = rows.front();
  throw core::InvalidInput(
      {.code = trouble.code,
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} in {} area(s), first {}: {} of {}", trouble.what, rows.size(),
                              counts.areas[first], counts.count[first], counts.base[first]),
       .place = {.argument = trouble.argument, .area = counts.areas[first]},
       .hint = trouble.hint,
       .areas = counts.areas.of(rows)});
}

template <class Condition>
void require_none(const Counts& counts, Condition is_bad, const Trouble& trouble) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (is_bad(counts.count[i], counts.base[i])) rows.push_back(i);
  }
  if (!rows.empty()) refuse(counts, rows, trouble);
}

constexpr double kMost = 1e15;   // whole numbers up to here are exact
constexpr double kLeast = 1e-9;  // squares and their sums remain numbers

/// All that is asked below in one pass without a branch: nearly every column is in order.
bool in_order(const Counts& counts, CountBound bound) {
  const auto count = counts.count.values();
  const auto base = counts.base.values();
  const double above = bound == CountBound::kFree ? std::numeric_limits<double>::infinity() : 0.0;
  bool bad = false;
  for (std::size_t i = 0; i < count.size(); ++i) {
    const double y = count[i];
    const double n = base[i];
    bad |= (y < 0.0) | (n < 0.0) | (y > kMost) | (n > kMost) | ((n > 0.0) & (n < kLeast)) |
           (y - n > above);
  }
  return !bad;
}

constexpr const char* kCodesHint =
    "if -1 or -9 stand for missing values, declare them as such when the table is read";

}  // namespace

bool Counts::has_value(std::size_t row) const {
  return count.has_value(row) && base.has_value(row);
}

core::CellState Counts::state(std::size_t row) const {
  const std::array both{count.state(row), base.state(row)};
  return core::combine(both);
}

void require_counts(const Counts& counts, CountBound bound) {
  require_same_length("base", counts.base.size(), counts.size());
  counts.areas.require_rows(counts.size());
  core::require_cells(counts.count, "count", counts.areas);
  core::require_cells(counts.base, "base", counts.areas);
  if (in_order(counts, bound)) return;
  require_none(counts, [](double y, double n) { return std::isinf(y) || std::isinf(n); },
               {"not_finite", "count", "infinite numbers", "leave a missing cell empty"});
  require_none(counts, [](double y, double) { return y < 0.0; },
               {"negative_count", "count", "negative counts", kCodesHint});
  require_none(counts, [](double, double n) { return n < 0.0; },
               {"negative_base", "base", "a negative base", kCodesHint});
  require_none(counts, [](double y, double n) { return y > kMost || n > kMost; },
               {"number_out_of_range", "count", "numbers beyond 1e15",
                "persons, cases or years of life are meant; is a cell mistyped?"});
  require_none(counts, [](double, double n) { return n > 0.0 && n < kLeast; },
               {"number_out_of_range", "base", "a base between 0 and 1e-9",
                "persons, cases or years of life are meant, not parts of them all"});
  if (bound == CountBound::kFree) return;
  require_none(counts, [](double y, double n) { return y > n; },
               {"count_above_base", "count", "more cases than the base",
                "check that the cases are a part of the base, at the same date"});
}

}  // namespace sozialraum::indicator
