#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// At least, and at most, so much of a count in every type.
///
/// A type of 40 persons cannot be published and says little; a type of three villages is a list,
/// not a type. Several bounds hold at once: 300 people, 30 children and 2 areas in every type.
///
///     {.name = "people", .counts = people, .least = 300}
///     {.name = "areas", .least = 2, .most = 10}         // no counts: every area counts one
struct Bound {
  std::string name{};                ///< what is counted, in the plural: "people", "children"
  std::span<const double> counts{};  ///< one per area, 0 or more; empty: every area counts one
  double least = 0.0;
  double most = std::numeric_limits<double>::infinity();

  [[nodiscard]] double count(std::size_t area) const { return counts.empty() ? 1.0 : counts[area]; }
  /// Within rounding: sums of counts that are no whole numbers may end a little beside the bound.
  [[nodiscard]] bool kept_by(double total) const;
};

/// Refuses bounds that no partition into so many types can keep, by their names.
///
/// Throws InvalidInput "length_mismatch" (counts), "negative_count" (names the areas),
/// "invalid_argument" (least below 0 or above most, a name twice), "floors_impossible" (the areas
/// together hold less than `types` times the floor) and "ceilings_impossible" (they hold more than
/// `types` times the ceiling, or one area alone holds more than it). What passes may still be
/// impossible, because areas cannot be divided: three areas of 200 people make no two types of at
/// least 300. O(areas * bounds).
void require_bounds(const Points& points, std::span<const Bound> bounds, std::size_t types);

/// How much of each count is in each type: types x bounds.
[[nodiscard]] std::vector<double> bound_totals(std::span<const Bound> bounds,
                                               std::span<const std::uint32_t> types,
                                               std::size_t count);

}  // namespace sozialraum::typology
