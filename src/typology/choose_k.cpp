#include "sozialraum/typology/choose_k.hpp"

#include <algorithm>
#include <limits>

#include "sozialraum/typology/validity.hpp"

namespace sozialraum::typology {
namespace {

/// Beyond, looking at all pairs would cost more than all else.
constexpr std::size_t kFewAreas = 5000;

KRow judge(const Points& points, const Clustering& clustering, double total,
           const core::Execution& execution) {
  const SilhouetteMeans widths = silhouette_means(points, clustering, {.execution = execution});
  return {.types = clustering.type_count(),
          .silhouette = widths.mean,
          .weighted_silhouette = widths.weighted_mean,
          .silhouette_areas = widths.areas,
          .squared_silhouette = squared_silhouette(points, clustering).mean,
          .calinski_harabasz = calinski_harabasz(points, clustering),
          .davies_bouldin = davies_bouldin(points, clustering),
          .dunn = points.areas() <= kFewAreas ? dunn(points, clustering, execution)
                                              : std::numeric_limits<double>::quiet_NaN(),
          .inertia = clustering.inertia,
          .explained = total > 0.0 ? 1.0 - clustering.inertia / total : 0.0,
          .smallest_size = std::ranges::min(clustering.sizes),
          .smallest_weight = std::ranges::min(clustering.weights),
          .share_of_best = clustering.share_of_best};
}

}  // namespace

std::vector<KRow> choose_k(const Points& points, std::span<const std::size_t> types,
                           const KMeansOptions& options) {
  require_valid(points);
  const double total = total_sum_of_squares(points);
  std::vector<KRow> rows;
  for (const std::size_t k : types) {
    KMeansOptions of_k = options;
    of_k.types = k;
    rows.push_back(judge(points, kmeans(points, of_k), total, options.execution));
  }
  return rows;
}

}  // namespace sozialraum::typology
