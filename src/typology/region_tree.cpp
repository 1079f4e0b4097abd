#include "sozialraum/typology/region_tree.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <tuple>
#include <utility>

#include "typology/region_sums.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kNone = UINT32_MAX;

/// Two neighbouring groups, and what their distance is made of.
struct Border {
  std::uint32_t one = 0;  ///< groups; kNone once it has been merged into another border
  std::uint32_t other = 0;
  double total = 0.0;     ///< of the linkage: least, largest, or weighted sum of distances
  double pairs = 0.0;     ///< sum of weights, for the mean
  double nearest2 = 0.0;  ///< of the most alike neighbours
  std::uint32_t near_one = 0;
  std::uint32_t near_other = 0;
  double cost = 0.0;  ///< what is compared
  bool late = false;  ///< neither side is below a floor
};

/// What decides which merge is next.
struct Key {
  bool late = false;
  double cost = 0.0;
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  friend auto operator<=>(const Key&, const Key&) = default;
};

class Growth {
 public:
  Growth(const RankedAreas& areas, const RegionGraph& graph, const RegionTreeOptions& options)
      : areas_(areas),
        linkage_(options.linkage),
        all_pairs_(options.order == RegionOrder::kFull && options.linkage != RegionLinkage::kWard),
        execution_(options.execution) {
    const std::size_t n = areas.size();
    for (std::uint32_t r = 0; r < n; ++r) add_single(r);
    for (std::uint32_t r = 0; r < n; ++r) {
      for (const auto& [other, cost] : graph.neighbours(r)) {
        if (r < other) add_border(r, other);
      }
    }
    for (std::uint32_t r = 0; r < n; ++r) push_best(r);
    seen_.assign(2 * n, kNone);
  }

  std::vector<RegionMerge> run(std::size_t& floor_merges) {
    std::vector<RegionMerge> merges;
    while (!queue_.empty()) {
      const auto [key, group, border] = queue_.top();
      queue_.pop();
      if (!alive_[group]) continue;
      if (borders_[border].one == kNone || key_of(borders_[border]) != key) {
        push_best(group);  // its best border has changed since
        continue;
      }
      floor_merges += key.late ? 0 : 1;
      merges.push_back(merge(borders_[border]));
      execution_.advance(1);
    }
    return merges;
  }

 private:
  struct Waiting {
    Key key{};
    std::uint32_t group = 0;
    std::uint32_t border = 0;
    friend bool operator>(const Waiting& a, const Waiting& b) { return a.key > b.key; }
  };

  void add_single(std::uint32_t rank) {
    const auto row = areas_.row(rank);
    const auto counts = areas_.counts(rank);
    centres_.insert(centres_.end(), row.begin(), row.end());
    sums_.insert(sums_.end(), counts.begin(), counts.end());
    weights_.push_back(areas_.weight(rank));
    needy_.push_back(!areas_.reaches_floors(counts));
    alive_.push_back(true);
    members_.emplace_back(all_pairs_ ? 1 : 0, rank);
    at_.emplace_back();
  }

  void add_border(std::uint32_t a, std::uint32_t b) {
    Border border{.one = a, .other = b, .near_one = a, .near_other = b};
    border.nearest2 = areas_.distance2(a, b);
    const double weight = areas_.weight(a) * areas_.weight(b);
    const double distance = std::sqrt(border.nearest2);
    border.total = linkage_ == RegionLinkage::kAverage ? weight * distance : distance;
    border.pairs = weight;
    set_cost(border);
    at_[a].push_back(static_cast<std::uint32_t>(borders_.size()));
    at_[b].push_back(static_cast<std::uint32_t>(borders_.size()));
    borders_.push_back(border);
  }

  [[nodiscard]] static Key key_of(const Border& border) {
    return {border.late, border.cost, std::min(border.one, border.other),
            std::max(border.one, border.other)};
  }

  void set_cost(Border& border) const {
    border.late = !needy_[border.one] && !needy_[border.other];
    if (breaks_a_ceiling(border)) {
      border.cost = kInfinity;
    } else if (linkage_ == RegionLinkage::kWard) {
      border.cost = rise(border.one, border.other);
    } else if (linkage_ == RegionLinkage::kAverage) {
      border.cost = border.total / border.pairs;
    } else {
      border.cost = border.total;
    }
  }

  [[nodiscard]] bool breaks_a_ceiling(const Border& border) const {
    const std::size_t bounds = areas_.bounds();
    if (bounds == 0) return false;
    sum_.resize(bounds);
    for (std::size_t b = 0; b < bounds; ++b) {
      sum_[b] = sums_[border.one * bounds + b] + sums_[border.other * bounds + b];
    }
    return !areas_.keeps_ceilings(sum_);
  }

  [[nodiscard]] double rise(std::uint32_t a, std::uint32_t b) const {
    const std::size_t columns = areas_.columns();
    const double* x = centres_.data() + a * columns;
    const double* y = centres_.data() + b * columns;
    double sum = 0.0;
    for (std::size_t j = 0; j < columns; ++j) sum += (x[j] - y[j]) * (x[j] - y[j]);
    return sum * (weights_[a] * weights_[b] / (weights_[a] + weights_[b]));
  }

  /// Puts a group's best border into the queue. A border's cost is set when its younger group is
  /// made, and that group is given its best one then: so the queue always holds the least of all.
  void push_best(std::uint32_t group) {
    auto& borders = at_[group];
    std::erase_if(borders, [&](std::uint32_t b) { return borders_[b].one == kNone; });
    Key best{.cost = kInfinity};
    std::uint32_t chosen = kNone;
    for (const std::uint32_t b : borders) {
      const Key key = key_of(borders_[b]);
      if (key.cost == kInfinity || (chosen != kNone && key >= best)) continue;
      best = key;
      chosen = b;
    }
    if (chosen != kNone) queue_.push({best, group, chosen});
  }

  RegionMerge merge(const Border& chosen) {
    const Border border = chosen;
    const std::uint32_t a = std::min(border.one, border.other);
    const std::uint32_t b = std::max(border.one, border.other);
    const auto c = static_cast<std::uint32_t>(alive_.size());
    const RegionMerge result{
        .first = a,
        .second = b,
        .height = linkage_ == RegionLinkage::kWard ? std::sqrt(2.0 * border.cost) : border.cost,
        .size = static_cast<std::uint32_t>(size(a) + size(b)),
        .one = std::min(border.near_one, border.near_other),
        .other = std::max(border.near_one, border.near_other)};
    add_union(a, b);
    unite_borders(a, b, c);
    if (all_pairs_) {
      auto& members = members_[c];
      members = std::move(members_[a]);
      members.insert(members.end(), members_[b].begin(), members_[b].end());
      std::vector<std::uint32_t>().swap(members_[b]);
    }
    alive_[a] = alive_[b] = false;
    for (const std::uint32_t at : at_[c]) set_cost(borders_[at]);
    push_best(c);
    return result;
  }

  [[nodiscard]] std::size_t size(std::uint32_t group) const { return sizes_of_[group]; }

  void add_union(std::uint32_t a, std::uint32_t b) {
    const std::size_t columns = areas_.columns();
    const std::size_t bounds = areas_.bounds();
    const double weight = weights_[a] + weights_[b];
    for (std::size_t j = 0; j < columns; ++j) {
      const double from = centres_[a * columns + j];
      centres_.push_back(from + weights_[b] / weight * (centres_[b * columns + j] - from));
    }
    for (std::size_t k = 0; k < bounds; ++k) {
      sums_.push_back(sums_[a * bounds + k] + sums_[b * bounds + k]);
    }
    weights_.push_back(weight);
    needy_.push_back((needy_[a] || needy_[b]) &&
                     !areas_.reaches_floors(std::span(sums_).last(bounds)));
    alive_.push_back(true);
    sizes_of_.push_back(sizes_of_[a] + sizes_of_[b]);
    members_.emplace_back();
    at_.emplace_back();
  }

  /// The borders of both groups become those of c; where both touch a third group, one is left.
  void unite_borders(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    std::vector<std::uint32_t> kept;
    kept.reserve(at_[a].size() + at_[b].size());
    for (const std::uint32_t group : {a, b}) {
      for (const std::uint32_t at : at_[group]) {
        Border& border = borders_[at];
        if (border.one == kNone) continue;
        const std::uint32_t third = border.one == group ? border.other : border.one;
        if (third == a || third == b) {
          border.one = kNone;
        } else if (seen_[third] == kNone) {
          seen_[third] = at;
          (border.one == group ? border.one : border.other) = c;
          kept.push_back(at);
        } else {
          absorb(borders_[seen_[third]], border);
          border.one = kNone;
        }
      }
      if (group == a) both_from_ = kept.size();
    }
    if (all_pairs_) complete_pairs(a, b, c, kept);
    for (const std::uint32_t at : kept)
      seen_[borders_[at].one == c ? borders_[at].other : borders_[at].one] = kNone;
    std::vector<std::uint32_t>().swap(at_[a]);
    std::vector<std::uint32_t>().swap(at_[b]);
    at_[c] = std::move(kept);
  }

  void absorb(Border& into, const Border& from) {
    into.total = combined(into.total, from.total);
    into.pairs += from.pairs;
    if (all_pairs_) touched_twice_.push_back(&into);
    if (std::tie(from.nearest2, from.near_one, from.near_other) <
        std::tie(into.nearest2, into.near_one, into.near_other)) {
      into.nearest2 = from.nearest2;
      into.near_one = from.near_one;
      into.near_other = from.near_other;
    }
  }

  [[nodiscard]] double combined(double x, double y) const {
    if (linkage_ == RegionLinkage::kSingle) return std::min(x, y);
    if (linkage_ == RegionLinkage::kComplete) return std::max(x, y);
    return x + y;
  }

  /// A third group that touched only one of the two is compared with the other one's areas too.
  void complete_pairs(std::uint32_t a, std::uint32_t b, std::uint32_t c,
                      std::span<const std::uint32_t> kept) {
    std::ranges::sort(touched_twice_);
    for (std::size_t i = 0; i < kept.size(); ++i) {
      Border& border = borders_[kept[i]];
      if (std::ranges::binary_search(touched_twice_, &border)) continue;
      const std::uint32_t third = border.one == c ? border.other : border.one;
      add_pairs(border, i < both_from_ ? b : a, third);
    }
    touched_twice_.clear();
    execution_.advance();
  }

  void add_pairs(Border& border, std::uint32_t one, std::uint32_t other) const {
    for (const std::uint32_t x : members_[one]) {
      for (const std::uint32_t y : members_[other]) {
        const double distance = std::sqrt(areas_.distance2(x, y));
        const double weight = areas_.weight(x) * areas_.weight(y);
        border.total = combined(border.total,
                                linkage_ == RegionLinkage::kAverage ? weight * distance : distance);
        border.pairs += weight;
      }
    }
  }

  const RankedAreas& areas_;
  RegionLinkage linkage_;
  bool all_pairs_;
  core::Execution execution_;
  std::vector<Border> borders_;
  std::vector<std::vector<std::uint32_t>> at_;       // borders of each group
  std::vector<std::vector<std::uint32_t>> members_;  // if all pairs count
  std::vector<double> centres_;                      // groups x columns
  std::vector<double> sums_;                         // groups x bounds
  std::vector<double> weights_;
  std::vector<bool> needy_;
  std::vector<bool> alive_;
  std::vector<std::uint32_t> sizes_of_ = std::vector<std::uint32_t>(areas_.size(), 1);
  std::vector<std::uint32_t> seen_;  // the border with each third group while two are united
  std::vector<const Border*> touched_twice_;
  std::size_t both_from_ = 0;
  mutable std::vector<double> sum_;
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> queue_;
};

/// Single linkage over neighbours without bounds is the minimum spanning tree (Gower, Ross 1969),
/// found by Kruskal's method, which knows no group with ever more borders.
std::vector<RegionMerge> spanning_tree(const RankedAreas& areas, const RegionGraph& graph) {
  struct Link {
    double distance2 = 0.0;
    std::uint32_t one = 0;
    std::uint32_t other = 0;
    auto operator<=>(const Link&) const = default;
  };
  const auto n = static_cast<std::uint32_t>(areas.size());
  std::vector<Link> links;
  links.reserve(graph.links());
  for (std::uint32_t r = 0; r < n; ++r) {
    for (const auto& [other, cost] : graph.neighbours(r)) {
      if (r < other) links.push_back({areas.distance2(r, other), r, other});
    }
  }
  std::ranges::sort(links);
  std::vector<std::uint32_t> parent(n);
  std::vector<std::uint32_t> number(n);
  std::vector<std::uint32_t> size(n, 1);
  std::iota(parent.begin(), parent.end(), 0U);
  std::iota(number.begin(), number.end(), 0U);
  const auto root = [&](std::uint32_t x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
  };
  std::vector<RegionMerge> merges;
  merges.reserve(n);
  for (const auto& [distance2, one, other] : links) {
    std::uint32_t a = root(one);
    std::uint32_t b = root(other);
    if (a == b) continue;
    if (size[a] < size[b]) std::swap(a, b);
    parent[b] = a;
    size[a] += size[b];
    merges.push_back({std::min(number[a], number[b]), std::max(number[a], number[b]),
                      std::sqrt(distance2), size[a], one, other});
    number[a] = n + static_cast<std::uint32_t>(merges.size()) - 1;
  }
  return merges;
}

}  // namespace

std::vector<std::uint32_t> RegionTree::cut(std::size_t regions) const {
  const std::size_t areas = area_of_rank.size();
  const std::size_t wanted = std::clamp(regions, fewest(), std::max(fewest(), most()));
  constexpr std::uint32_t kOpen = UINT32_MAX;
  const std::size_t kept = areas - wanted;  // merges that stand
  std::vector<std::uint32_t> region_of_group(areas + kept, kOpen);
  std::uint32_t next = 0;
  for (std::size_t g = areas + kept; g-- > 0;) {
    if (region_of_group[g] == kOpen) region_of_group[g] = next++;
    if (g < areas) continue;
    region_of_group[merges[g - areas].first] = region_of_group[g];
    region_of_group[merges[g - areas].second] = region_of_group[g];
  }
  std::vector<std::uint32_t> result(areas);
  for (std::size_t g = 0; g < areas; ++g) result[area_of_rank[g]] = region_of_group[g];
  return result;
}

RegionTree region_tree(const Points& points, const RegionGraph& graph,
                       const RegionTreeOptions& options) {
  require_regions(points, graph, options.bounds);
  require_every_weight(points);
  options.execution.expect(points.areas());
  const RankedAreas areas(points, graph, options.bounds);
  RegionTree result;
  result.area_of_rank.assign(graph.area_of_rank().begin(), graph.area_of_rank().end());
  const bool plain = options.linkage == RegionLinkage::kSingle &&
                     options.order == RegionOrder::kFirst && options.bounds.empty();
  result.merges =
      plain ? spanning_tree(areas, graph) : Growth(areas, graph, options).run(result.floor_merges);
  result.findings = scale_doubts(points);
  for (auto& finding : graph.findings()) result.findings.push_back(std::move(finding));
  return result;
}

}  // namespace sozialraum::typology
