#pragma once

#include <span>

namespace sozialraum::smallarea {

/// How densely do the people of a place live, as they see it themselves?
struct WeightedDensity {
  double arithmetic = 0.0;  ///< Σ people (people/land) / Σ people
  double geometric = 0.0;   ///< exp(Σ people log(people/land) / Σ people): large cells count less
  double plain = 0.0;       ///< Σ people / Σ land
  double sparse = 0.0;      ///< share of people in cells of less than 50 per unit of land
};

/// The density around the mean inhabitant, from the people and land (km²) of cells.
///
/// Inhabitants per square kilometre say how much field lies between the villages. Weighted by
/// people it says how people live: cells of 1 km² with 50, 400, 10, 0 and 140 people have the plain
/// density 120 and the weighted one 303.7. Cells without people count for `plain` alone; rows with
/// a missing number are left out. All NaN without people. Throws InvalidInput "length_mismatch",
/// "negative_count", "invalid_argument" for people on no land. The same for any order of rows.
[[nodiscard]] WeightedDensity weighted_density(std::span<const double> people,
                                               std::span<const double> land);

}  // namespace sozialraum::smallarea
