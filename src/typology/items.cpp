#include "typology/items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kRounding = 1e-9;

/// Union-find in which the smallest rank names the group.
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  [[nodiscard]] std::uint32_t root(std::uint32_t rank) {
    while (parent_[rank] != rank) rank = parent_[rank] = parent_[parent_[rank]];
    return rank;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = root(a);
    const std::uint32_t y = root(b);
    parent_[std::max(x, y)] = std::min(x, y);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

std::vector<std::uint32_t> by_code(const Points& points) {
  std::vector<std::uint32_t> order(points.areas());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](auto a, auto b) { return points.codes[a] < points.codes[b]; });
  return order;
}

void join_equal_areas(const Points& points, std::span<const std::uint32_t> area_of_rank,
                      Groups& groups) {
  std::vector<std::uint32_t> ranks(area_of_rank.size());
  std::iota(ranks.begin(), ranks.end(), 0U);
  const auto row = [&](std::uint32_t rank) { return points.row(area_of_rank[rank]); };
  std::ranges::stable_sort(
      ranks, [&](auto a, auto b) { return std::ranges::lexicographical_compare(row(a), row(b)); });
  for (std::size_t i = 1; i < ranks.size(); ++i) {
    if (std::ranges::equal(row(ranks[i - 1]), row(ranks[i]))) groups.join(ranks[i - 1], ranks[i]);
  }
}

std::vector<double> mean_of_all(const Points& points, std::span<const std::uint32_t> order) {
  std::vector<double> mean(points.columns(), 0.0);
  double weights = 0.0;
  for (const std::uint32_t area : order) {
    weights += points.weight(area);
    for (std::size_t j = 0; j < mean.size(); ++j)
      mean[j] += points.weight(area) * points.row(area)[j];
  }
  for (double& x : mean) x /= weights;
  return mean;
}

/// Mean, weight and inner sum of squares of the item's areas; the plain mean if nobody lives there.
void describe(const Points& points, std::span<const double> middle, std::size_t item,
              Items& items) {
  const std::vector<std::uint32_t>& areas = items.areas[item];
  for (const std::uint32_t area : areas) items.weights[item] += points.weight(area);
  const double weight = items.weights[item];
  double* mean = &items.values[item * items.columns];
  for (const std::uint32_t area : areas) {
    const double share =
        weight > 0.0 ? points.weight(area) / weight : 1.0 / static_cast<double>(areas.size());
    for (std::size_t j = 0; j < items.columns; ++j) {
      mean[j] += share * (points.row(area)[j] - middle[j]);
    }
  }
  if (areas.size() == 1) return;
  for (const std::uint32_t area : areas) {
    double squares = 0.0;
    for (std::size_t j = 0; j < items.columns; ++j) {
      const double gap = points.row(area)[j] - middle[j] - mean[j];
      squares += gap * gap;
    }
    items.inner[item] += points.weight(area) * squares;
  }
}

void count(std::span<const Bound> bounds, std::size_t item, Items& items) {
  for (const std::uint32_t area : items.areas[item]) {
    double* counts = &items.counts[item * items.bounds];
    for (std::size_t b = 0; b < bounds.size(); ++b) counts[b] += bounds[b].count(area);
    counts[items.bounds - 1] += 1.0;
  }
}

}  // namespace

double Range::shortfall(double total) const {
  return total >= least - kRounding * std::max(1.0, least) ? 0.0 : least - total;
}

double Range::excess(double total) const {
  return total <= most + kRounding * std::max(1.0, std::abs(most)) ? 0.0 : total - most;
}

std::vector<Range> ranges_of(std::span<const Bound> bounds) {
  std::vector<Range> ranges;
  for (const Bound& bound : bounds) ranges.push_back({bound.least, bound.most});
  ranges.push_back({.least = 1.0});
  return ranges;
}

Items items_of(const Points& points, std::span<const Bound> bounds, const Grouping& grouping) {
  const std::vector<std::uint32_t> order = by_code(points);
  std::vector<std::uint32_t> rank(order.size());
  for (std::uint32_t r = 0; r < order.size(); ++r) rank[order[r]] = r;
  Groups groups(order.size());
  if (grouping.equal_areas) join_equal_areas(points, order, groups);
  for (const Link& link : grouping.together) groups.join(rank[link.one], rank[link.other]);

  Items items{.columns = points.columns(), .bounds = bounds.size() + 1};
  std::vector<std::uint32_t> item_of_rank(order.size());
  for (std::uint32_t r = 0; r < order.size(); ++r) {
    const std::uint32_t root = groups.root(r);
    if (root == r) {
      item_of_rank[r] = static_cast<std::uint32_t>(items.areas.size());
      items.areas.emplace_back();
    } else {
      item_of_rank[r] = item_of_rank[root];
    }
    items.areas[item_of_rank[r]].push_back(order[r]);
  }
  items.count = items.areas.size();
  items.values.assign(items.count * items.columns, 0.0);
  items.weights.assign(items.count, 0.0);
  items.inner.assign(items.count, 0.0);
  items.counts.assign(items.count * items.bounds, 0.0);
  items.apart.resize(items.count);
  items.pulls.resize(items.count);
  const std::vector<double> middle = mean_of_all(points, order);
  for (std::size_t i = 0; i < items.count; ++i) {
    describe(points, middle, i, items);
    count(bounds, i, items);
  }
  for (const Link& link : grouping.apart) {
    const std::uint32_t a = item_of_rank[rank[link.one]];
    const std::uint32_t b = item_of_rank[rank[link.other]];
    items.apart[a].push_back(b);
    items.apart[b].push_back(a);
  }
  for (std::vector<std::uint32_t>& others : items.apart) {
    std::ranges::sort(others);
    others.erase(std::ranges::unique(others).begin(), others.end());
  }
  return items;
}

void require_positive_weights(const Points& points) {
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    if (points.weight(i) == 0.0) areas.push_back(points.codes[i].text());
  }
  if (areas.empty()) return;
  std::ranges::sort(areas);
  throw core::InvalidInput(
      {.code = "no_weight",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} areas have weight 0; to put them anywhere would cost nothing",
                              areas.size()),
       .place = {.argument = "weights"},
       .hint = "leave areas without people out",
       .areas = std::move(areas)});
}

void require_distinct_areas(const Items& distinct, std::size_t types) {
  const auto with_weight = static_cast<std::size_t>(
      std::ranges::count_if(distinct.weights, [](double w) { return w > 0.0; }));
  if (with_weight >= types) return;
  throw core::InvalidInput(
      {.code = "fewer_areas_than_types",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} types are wanted, but only {} areas differ and have weight",
                              types, with_weight),
       .place = {.argument = "types"},
       .hint = "choose fewer types",
       .details = {{"types", std::to_string(types)}, {"distinct", std::to_string(with_weight)}}});
}

std::vector<core::Finding> equal_areas_parted(const Points& points, const Items& distinct,
                                              std::span<const std::uint32_t> types) {
  std::vector<std::string> names;
  for (const std::vector<std::uint32_t>& equal : distinct.areas) {
    const bool same = std::ranges::all_of(
        equal, [&](std::uint32_t area) { return types[area] == types[equal.front()]; });
    if (same) continue;
    for (const std::uint32_t area : equal) names.push_back(points.codes[area].text());
  }
  if (names.empty()) return {};
  std::ranges::sort(names);
  return {
      {.code = "equal_areas_parted",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} areas have equal numbers and yet different types: nothing else "
                              "was found that keeps the bounds",
                              names.size()),
       .place = {.argument = "bounds"},
       .hint = "lower the floors, or decide by hand which of them goes where",
       .areas = std::move(names)}};
}

std::vector<std::uint32_t> types_of_areas(const Items& items, std::span<const std::uint32_t> types,
                                          std::size_t areas) {
  std::vector<std::uint32_t> result(areas);
  for (std::size_t i = 0; i < items.count; ++i) {
    for (const std::uint32_t area : items.areas[i]) result[area] = types[i];
  }
  return result;
}

}  // namespace sozialraum::typology
