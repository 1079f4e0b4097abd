#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sozialraum::indicator {

/// How many cases stand against which base, area by area?
///
/// Views on lists of the same length; NaN in either list means missing. `areas` are the codes for
/// messages; left empty, messages count the rows from 1.
struct Counts {
  std::span<const double> count{};
  std::span<const double> base{};
  std::span<const std::string> areas{};

  [[nodiscard]] std::size_t size() const noexcept { return count.size(); }
  /// True if both numbers are there.
  [[nodiscard]] bool has_value(std::size_t row) const;
  /// Code of the area, or the number of its row.
  [[nodiscard]] std::string area(std::size_t row) const;
  [[nodiscard]] std::vector<std::string> areas_of(std::span<const std::size_t> rows) const;
};

/// May a count be larger than its base?
enum class CountBound {
  kPartOfBase,  ///< no: persons among persons
  kFree,        ///< yes: events, expected numbers, things per person
};

/// Throws InvalidInput "length_mismatch", "not_finite", "negative_count", "negative_base" or
/// "count_above_base", naming the areas. O(rows).
void require_counts(const Counts& counts, CountBound bound);

}  // namespace sozialraum::indicator
