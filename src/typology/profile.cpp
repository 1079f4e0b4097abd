#include "sozialraum/typology/profile.hpp"

#include <cmath>

#include "sozialraum/indicator/moments.hpp"
#include "sozialraum/typology/representative.hpp"

namespace sozialraum::typology {
namespace {

using indicator::Moments;

/// Moments of every column, group by group (groups x columns); a group of weight 0 counts its
/// areas.
template <class GroupOf, class WeightOf>
std::vector<Moments> moments_of_groups(const Points& points, std::size_t groups, GroupOf group_of,
                                       WeightOf weight_of) {
  const std::size_t columns = points.columns();
  std::vector<indicator::MeanSums> sums(groups * columns);
  const auto each = [&](auto& into) {
    for (std::size_t area = 0; area < points.areas(); ++area) {
      const std::size_t first = group_of(area) * columns;
      for (std::size_t j = 0; j < columns; ++j) {
        into[first + j].add(points.row(area)[j], weight_of(area));
      }
    }
  };
  each(sums);
  std::vector<indicator::SpreadSums> spread;
  for (const auto& sum : sums) spread.emplace_back(sum.finish());
  each(spread);
  std::vector<Moments> result;
  for (const auto& sum : spread) result.push_back(sum.finish());
  return result;
}

std::vector<Moments> of_all(const Points& points) {
  return moments_of_groups(
      points, 1, [](std::size_t) { return std::size_t{0}; },
      [&](std::size_t area) { return points.weight(area); });
}

std::vector<Moments> of_types(const Points& points, const Clustering& types) {
  return moments_of_groups(
      points, types.type_count(), [&](std::size_t area) { return types.types[area]; },
      [&](std::size_t area) {
        return types.weights[types.types[area]] > 0.0 ? points.weight(area) : 1.0;
      });
}

std::vector<std::size_t> nearest_areas(const Points& points, const Clustering& clustering) {
  std::vector<std::size_t> nearest;
  for (const auto& areas : examples(points, clustering).representative) {
    nearest.push_back(areas.front());
  }
  return nearest;
}

}  // namespace

TypeProfiles profile(const Points& points, const Clustering& clustering) {
  require_valid(points);
  // The centres of this partition over these columns: they need not be the columns it was made of.
  const Clustering types = describe_partition(points, clustering.types, clustering.type_count());
  const std::vector<Moments> all = of_all(points);
  TypeProfiles result{.columns = points.columns(),
                      .sizes = types.sizes,
                      .weights = types.weights,
                      .representative = nearest_areas(points, types)};
  for (const Moments& own : of_types(points, types)) {
    const Moments& region = all[result.z_means.size() % points.columns()];
    // A region of one area has no spread.
    const double sd = region.variance > 0.0 ? std::sqrt(region.variance) : 1.0;
    result.z_means.push_back((own.mean - region.mean) / sd);
    result.spread.push_back(std::sqrt(own.variance) / sd);
  }
  return result;
}

}  // namespace sozialraum::typology
