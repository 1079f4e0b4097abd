#pragma once

#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Below this share of the draws nothing is claimed of an area's type.
inline constexpr double kLeastClaim = 0.5;

/// What may be said of an area's type?
struct Claim {
  std::vector<double> certainty{};        ///< per area; NaN = undecided, nothing is claimed
  std::vector<core::Finding> findings{};  ///< "undecided_areas" with their names
};

/// What may be said of an area's type, if so many of the draws put it there?
///
/// Draws around single values know nothing of types: they put areas into the empty middle between
/// them. From one half upwards that makes the share smaller than what is right, which is the safe
/// side. Below one half most draws speak against the type, and what is left of the share is mostly
/// the empty middle: of 100 areas of which .41 was said, 26 were right
/// (benchmarks/typology/recovery.py). There no figure is claimed; "undecided" is.
///
///     shares 0.9, 0.5, 0.41  ->  0.9, 0.5, undecided
///
/// `shares` has one number from 0 to 1 per area. Throws InvalidInput "length_mismatch",
/// "invalid_argument". O(areas).
[[nodiscard]] Claim claim_of(const Points& points, std::span<const double> shares);

}  // namespace sozialraum::typology
