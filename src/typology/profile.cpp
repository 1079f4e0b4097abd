#include "sozialraum/typology/profile.hpp"

#include <cmath>
#include <limits>

#include "typology/blocks.hpp"

namespace sozialraum::typology {
namespace {

struct Moments {
  std::vector<double> mean{};
  std::vector<double> sd{};
};

/// Means and SDs of the areas (in the order of their codes) around the given centre.
std::vector<double> sd_around(const Points& points, std::span<const std::size_t> order,
                              const Clustering& clustering) {
  std::vector<double> squares(clustering.centres.size(), 0.0);
  for (const std::size_t area : order) {
    const std::uint32_t type = clustering.types[area];
    const bool nobody = clustering.weights[type] == 0.0;
    const double share = nobody ? 1.0 / static_cast<double>(clustering.sizes[type])
                                : points.weight(area) / clustering.weights[type];
    for (std::size_t j = 0; j < points.columns(); ++j) {
      const double gap = points.row(area)[j] - clustering.centre(type)[j];
      squares[type * points.columns() + j] += share * gap * gap;
    }
  }
  for (double& value : squares) value = std::sqrt(value);
  return squares;
}

Moments of_all(const Points& points, std::span<const std::size_t> order) {
  const std::vector<std::uint32_t> one_type(points.areas(), 0);
  const Clustering all = describe_partition(points, one_type, 1);
  return {.mean = all.centres, .sd = sd_around(points, order, all)};
}

std::vector<std::size_t> nearest_areas(const Points& points, std::span<const std::size_t> order,
                                       const Clustering& clustering) {
  std::vector<std::size_t> result(clustering.type_count(), 0);
  std::vector<double> least(clustering.type_count(), std::numeric_limits<double>::infinity());
  for (const std::size_t area : order) {
    const std::uint32_t type = clustering.types[area];
    if (points.weight(area) == 0.0 && clustering.weights[type] > 0.0) continue;
    double distance2 = 0.0;
    for (std::size_t j = 0; j < points.columns(); ++j) {
      const double gap = points.row(area)[j] - clustering.centre(type)[j];
      distance2 += gap * gap;
    }
    if (distance2 >= least[type]) continue;
    least[type] = distance2;
    result[type] = area;
  }
  return result;
}

}  // namespace

TypeProfiles profile(const Points& points, const Clustering& clustering) {
  require_valid(points);
  // The centres of this partition over these columns: they need not be the columns it was made of.
  const Clustering types = describe_partition(points, clustering.types, clustering.type_count());
  const Blocks blocks(points);
  const Moments all = of_all(points, blocks.area_of_rank);
  TypeProfiles result{.columns = points.columns(),
                      .z_means = types.centres,
                      .spread = sd_around(points, blocks.area_of_rank, types),
                      .sizes = types.sizes,
                      .weights = types.weights,
                      .representative = nearest_areas(points, blocks.area_of_rank, types)};
  for (std::size_t i = 0; i < result.z_means.size(); ++i) {
    const std::size_t column = i % points.columns();
    const double sd = all.sd[column] > 0.0 ? all.sd[column] : 1.0;  // 0 for a single area only
    result.z_means[i] = (result.z_means[i] - all.mean[column]) / sd;
    result.spread[i] /= sd;
  }
  return result;
}

}  // namespace sozialraum::typology
