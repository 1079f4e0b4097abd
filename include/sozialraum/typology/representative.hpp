#pragma once

#include <cstddef>
#include <vector>

#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Which real areas show what a type is, and which lie at its border? Rows of the input by type.
struct Examples {
  std::vector<std::vector<std::size_t>> representative{};  ///< nearest to the own centre first
  std::vector<std::vector<std::size_t>> borderline{};      ///< least margin to another type first
};

/// Up to `count` areas of each kind and type.
///
/// *Representative* are the areas to drive to: the nearest to the centre of their type among those
/// with weight (people), of equally near ones the smallest code. If nobody lives in a type, all its
/// areas count. *Borderline* are the areas to talk about: those with the least margin of
/// second_best, (d2 - d1) / (d2 + d1), ties by code; none if there is one type only. O(areas *
/// (types * columns + log areas)). Throws as require_same_columns.
[[nodiscard]] Examples examples(const Points& points, const Clustering& clustering,
                                std::size_t count = 1);

}  // namespace sozialraum::typology
