#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// How well does each area sit in its type?
struct Silhouette {
  std::vector<double> width{};  ///< per area, -1 (in the wrong type) to 1; 0 in a type of one area
  double mean = 0.0;            ///< every area counts once
  double weighted_mean = 0.0;   ///< every person counts once; = mean without weights
};

/// Silhouette widths (Rousseeuw 1987): (b - a) / max(a, b), a = mean distance to the other areas of
/// the own type, b = the least mean distance to the areas of another type.
///
/// With weights the mean distances are those to the people of the other areas; an area's own people
/// do not count towards a, so that a populous area is not flattered. A type whose others have no
/// weight gives width 0. O(areas² * columns) time, in parallel; O(areas * columns) memory.
///
/// Throws as require_valid and require_types; "types_out_of_range" unless 2 <= types < areas.
[[nodiscard]] Silhouette silhouette(const Points& points, const Clustering& clustering,
                                    const core::Execution& execution = {});

/// The mean widths alone, of at most so many areas.
struct SilhouetteMeans {
  double mean = 0.0;
  double weighted_mean = 0.0;
  std::size_t areas = 0;  ///< whose widths were taken
};

/// Above `exact_up_to` areas the mean of `sample` of them, each still compared with all: linear in
/// the number of areas, and with 2,000 about 0.01 beside the exact mean. Which areas are drawn
/// depends on their codes alone. Throws as silhouette.
struct SilhouetteOptions {
  std::size_t exact_up_to = 5000;
  std::size_t sample = 2000;
  core::Execution execution{};
};
[[nodiscard]] SilhouetteMeans silhouette_means(const Points& points, const Clustering& clustering,
                                               const SilhouetteOptions& options = {});

/// The same with squared distances: exact and linear in the number of areas, for any number.
///
/// The mean squared distance to the people of a type is the squared distance to its centre plus its
/// own mean square, so no pair is looked at. Widths are larger than those of plain distances and
/// not to be compared with them; between numbers of types they are. Throws as silhouette.
[[nodiscard]] Silhouette squared_silhouette(const Points& points, const Clustering& clustering);

/// Dunn (1974): the least distance between areas of different types / the largest within a type;
/// larger is better. It hangs on two pairs of areas. Infinite if all areas of a type are equal.
///
/// Up to 20,000 areas, NaN above. Throws as silhouette. O(areas² * columns), in parallel.
[[nodiscard]] double dunn(const Points& points, const Clustering& clustering,
                          const core::Execution& execution = {});

/// Calinski and Harabasz (1974): [between / (k - 1)] / [within / (n - k)]; larger is better.
///
/// Sums of squares are weighted, n is the number of areas: the index does not change when all
/// weights are multiplied. Infinite if all areas equal their centre. Throws as silhouette.
[[nodiscard]] double calinski_harabasz(const Points& points, const Clustering& clustering);

/// Davies and Bouldin (1979): the mean over types of the worst (S_i + S_j) / distance of centres,
/// S = weighted mean distance to the centre; smaller is better. Throws as silhouette.
[[nodiscard]] double davies_bouldin(const Points& points, const Clustering& clustering);

/// The weighted sum of squares around the common mean.
[[nodiscard]] double total_sum_of_squares(const Points& points);

}  // namespace sozialraum::typology
