#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Which columns are too empty to shape types?
///
/// Where a figure is missing the average usually stands for it, and the area is typed by the rest.
/// If half of the areas lack it, its average makes a type of its own, "the areas without", under
/// the name of those that have it. `missing` is areas x columns, not 0 where the area has no figure
/// of its own; only codes and names of the points are looked at. A column that more than `limit` of
/// the areas lack is told: "mostly_missing" (warning) with column, share and areas. O(areas *
/// columns).
///
/// Throws InvalidInput "length_mismatch"; "invalid_argument" unless 0 <= limit <= 1.
[[nodiscard]] std::vector<core::Finding> missing_doubts(const Points& points,
                                                        std::span<const std::uint8_t> missing,
                                                        double limit = 0.2);

}  // namespace sozialraum::typology
