#include "sozialraum/typology/clustering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "typology/code_order.hpp"

namespace sozialraum::typology {
namespace {

struct Group {
  double weight = 0.0;
  std::size_t size = 0;
  std::size_t first = 0;  // rank of its smallest code
};

std::vector<Group> groups_of(const Points& points, std::span<const std::uint32_t> types,
                             std::span<const std::size_t> order, std::size_t count) {
  std::vector<Group> groups(count);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    Group& group = groups[types[order[rank]]];
    if (group.size == 0) group.first = rank;
    group.weight += points.weight(order[rank]);
    ++group.size;
  }
  return groups;
}

// The rule of the names: heavy first, ties by the smallest code; empty groups last.
std::vector<std::uint32_t> heavy_first(const std::vector<Group>& groups) {
  std::vector<std::uint32_t> rule(groups.size());
  std::iota(rule.begin(), rule.end(), 0U);
  std::ranges::sort(rule, [&](auto a, auto b) {
    const Group& x = groups[a];
    const Group& y = groups[b];
    if ((x.size == 0) != (y.size == 0)) return y.size == 0;
    if (x.weight != y.weight) return x.weight > y.weight;
    return x.first < y.first;
  });
  return rule;
}

void require_key(std::span<const double> key, std::size_t count) {
  if (key.empty() || key.size() == count) return;
  throw core::InvalidInput(
      {.code = "length_mismatch",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} numbers to order {} types by", key.size(), count),
       .place = {.argument = "key"},
       .hint = "give one number per type"});
}

void require_members(const std::vector<Group>& groups) {
  for (std::size_t type = 0; type < groups.size(); ++type) {
    if (groups[type].size > 0) continue;
    throw core::InvalidInput({.code = "empty_type",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("no area is of type {}", type),
                              .place = {.argument = "types"}});
  }
}

void fill_centres(const Points& points, std::span<const std::size_t> order, Clustering& result) {
  const std::size_t columns = result.columns;
  result.centres.assign(result.type_count() * columns, 0.0);
  for (const std::size_t area : order) {
    const std::uint32_t type = result.types[area];
    const bool nobody = result.weights[type] == 0.0;
    const double share = nobody ? 1.0 / static_cast<double>(result.sizes[type])
                                : points.weight(area) / result.weights[type];
    for (std::size_t j = 0; j < columns; ++j) {
      result.centres[type * columns + j] += share * points.row(area)[j];
    }
  }
}

void fill_inertia(const Points& points, std::span<const std::size_t> order, Clustering& result) {
  for (const std::size_t area : order) {
    double distance2 = 0.0;
    for (std::size_t j = 0; j < result.columns; ++j) {
      const double gap = points.row(area)[j] - result.centre(result.types[area])[j];
      distance2 += gap * gap;
    }
    result.inertia += points.weight(area) * distance2;
  }
}

}  // namespace

void require_same_columns(const Points& points, const Clustering& clustering) {
  require_measurable(points);
  require_types(points, clustering.types, clustering.type_count());
  if (clustering.columns == points.columns()) return;
  throw core::InvalidInput(
      {.code = "length_mismatch",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the types were made of {} indicators, the points have {}",
                              clustering.columns, points.columns()),
       .place = {.argument = "points"},
       .hint = "give the columns the types were made of"});
}

std::vector<std::uint32_t> number_types(const Points& points, std::span<const std::uint32_t> types,
                                        std::size_t count, std::span<const double> key) {
  require_types(points, types, count);
  require_key(key, count);
  std::vector<Group> groups = groups_of(points, types, areas_by_code(points), count);
  for (std::size_t type = 0; type < key.size(); ++type) groups[type].weight = key[type];
  const std::vector<std::uint32_t> rule = heavy_first(groups);
  std::vector<std::uint32_t> name(count);
  for (std::uint32_t i = 0; i < count; ++i) name[rule[i]] = i;
  std::vector<std::uint32_t> result;
  result.reserve(types.size());
  for (const std::uint32_t type : types) result.push_back(name[type]);
  return result;
}

Clustering describe_partition(const Points& points, std::span<const std::uint32_t> types,
                              std::size_t count) {
  require_types(points, types, count);
  const std::vector<std::size_t> order = areas_by_code(points);
  const std::vector<Group> groups = groups_of(points, types, order, count);
  require_members(groups);
  Clustering result;
  result.columns = points.columns();
  result.types.assign(types.begin(), types.end());
  for (const Group& group : groups) {
    result.sizes.push_back(group.size);
    result.weights.push_back(group.weight);
  }
  fill_centres(points, order, result);
  fill_inertia(points, order, result);
  return result;
}

}  // namespace sozialraum::typology
