#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sozialraum/spatial/contiguity.hpp"
#include "spatial/geos.hpp"

namespace sozialraum::spatial {

/// Pairs of shapes whose rings have a corner in common (queen), or a side (rook), to the last bit.
///
/// Neighbours in one layer are drawn with the same corners as a rule, so that most pairs need no
/// geometry at all: a common corner is a point in which the rings meet. Pairs are sorted, first
/// before second, each once. O(corners log corners).
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> pairs_with_shared_corners(
    const Geos& geos, const std::vector<Geometry>& rings, ContiguityRule rule);

}  // namespace sozialraum::spatial
