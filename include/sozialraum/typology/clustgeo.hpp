#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/ward.hpp"

namespace sozialraum::typology {

/// Types that are pulled together on the map, but not forced to hang together.
///
/// Ward's method on a mixture of two distances (ClustGeo; Chavent, Kuentz-Simonet, Labenne, Saracco
/// 2018): (1 - alpha) (d0 / max d0)² + alpha (d1 / max d1)², where d0 is that of the values and
/// d1 that of the places: minutes, kilometres, or 0 for neighbours and 1 for others. Merging i and
/// j costs w_i w_j / (w_i + w_j) times it, weights as shares of their sum; the rest follows Lance
/// and Williams. A height is that cost; heights rise.
///
/// alpha = 0 is Ward's method on the values, alpha = 1 on the places. There is no right alpha:
/// clustgeo_alphas shows what each costs. d1 need not be a distance in the plane.
///
/// `distances`: areas x areas, row by row, symmetric, 0 on the diagonal. Memory O(areas²): for some
/// thousand areas. O(areas²) time a level of merges, usually O(areas²) in all.
///
/// Throws as ward; "length_mismatch", "invalid_argument" (alpha outside 0..1; a distance that is
/// negative, not finite, not the same both ways, or all are 0).
[[nodiscard]] Hierarchy clustgeo(const Points& points, std::span<const double> distances,
                                 double alpha, const core::Execution& execution = {});

/// How homogeneous are the types by their values and by their places?
struct AlphaRow {
  double alpha = 0.0;
  double by_values = 0.0;  ///< Q0 = 1 - within / total of d0²
  double by_places = 0.0;  ///< Q1, the same of d1²
};

/// Both for some alphas and a number of types: the figure that alpha is chosen from, usually where
/// Q1 has risen and Q0 not yet fallen. Within = sum over types of
/// sum_ij w_i w_j d_ij² / (2 W) (pseudo-inertia). Throws as clustgeo and Hierarchy::cut.
[[nodiscard]] std::vector<AlphaRow> clustgeo_alphas(const Points& points,
                                                    std::span<const double> distances,
                                                    std::size_t types,
                                                    std::span<const double> alphas);

}  // namespace sozialraum::typology
