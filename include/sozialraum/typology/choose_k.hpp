#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/typology/kmeans.hpp"

namespace sozialraum::typology {

/// What speaks for and against so many types?
struct KRow {
  std::size_t types = 0;
  double silhouette = 0.0;           ///< mean width, every area counts once; larger is better
  double weighted_silhouette = 0.0;  ///< every person counts once
  std::size_t silhouette_areas = 0;  ///< whose widths were taken: all up to 5,000, else 2,000 drawn
  double squared_silhouette = 0.0;   ///< mean width by squared distances; exact for any number
  double calinski_harabasz = 0.0;    ///< larger is better
  double davies_bouldin = 0.0;       ///< smaller is better
  double dunn = 0.0;                 ///< larger is better; NaN above 5,000 areas
  double inertia = 0.0;              ///< falls with every further type
  double explained = 0.0;            ///< share of the total sum of squares between the types
  std::size_t smallest_size = 0;     ///< areas of the smallest type
  double smallest_weight = 0.0;      ///< people of the least peopled type
  double share_of_best = 0.0;        ///< share of starts that reach the best
};

/// One row per number of types, typed by kmeans with `options` (its `types` is not looked at).
///
/// The indices disagree where there are few areas: the table shows them all and decides nothing.
/// O(areas) a row above 5,000 areas, O(areas²) below. Throws as kmeans and silhouette.
[[nodiscard]] std::vector<KRow> choose_k(const Points& points, std::span<const std::size_t> types,
                                         const KMeansOptions& options = {});

}  // namespace sozialraum::typology
