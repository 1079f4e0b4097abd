#include "typology/floor_cluster.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>

#include "typology/floor_pieces.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kNone = PieceTask::kNone;
constexpr std::size_t kWindow = 12;             // areas that are divided anew at a time
constexpr std::uint64_t kWindowSteps = 30'000;  // a few milliseconds
constexpr double kGain = 1e-9;                  // smaller gains of cost may be rounding

class Roots {
 public:
  explicit Roots(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  [[nodiscard]] std::uint32_t of(std::uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  void join(std::uint32_t low, std::uint32_t high) { parent_[high] = low; }

 private:
  std::vector<std::uint32_t> parent_;
};

bool carries(std::span<const double> sums, std::span<const double> floors) {
  for (std::size_t f = 0; f < floors.size(); ++f) {
    if (!keeps(sums[f], floors[f])) return false;
  }
  return true;
}

std::size_t most_units_of(const FloorCluster& cluster) {
  double most = static_cast<double>(cluster.areas());
  for (std::size_t f = 0; f < cluster.floors.size(); ++f) {
    double sum = 0.0;
    for (std::size_t a = 0; a < cluster.areas(); ++a) {
      sum += std::min(cluster.counts[a * cluster.floors.size() + f], cluster.floors[f]);
    }
    most = std::min(most, std::floor(sum / cluster.floors[f] + 1e-9));
  }
  return static_cast<std::size_t>(most);
}

// ------------------------------------------------------------------------- a first division

/// A forest grown over the cheapest links of groups below a floor. All that carries outside the
/// cluster is one node, the last.
class Forest {
 public:
  /// `needy_first`: links between two groups below a floor come before all others.
  Forest(const FloorCluster& cluster, bool needy_first)
      : cluster_(cluster),
        floors_(cluster.floors.size()),
        rest_(static_cast<std::uint32_t>(cluster.areas())),
        needy_first_(needy_first),
        roots_(cluster.areas() + 1),
        sums_(cluster.counts),
        tree_(cluster.areas() + 1) {
    sums_.resize((cluster.areas() + 1) * floors_, std::numeric_limits<double>::infinity());
    grow();
  }

  /// The groups of the forest, after cutting it wherever both sides carry.
  [[nodiscard]] std::vector<ClusterGroup> groups() {
    std::vector<ClusterGroup> result;
    std::vector<bool> seen(tree_.size());
    collect(rest_, seen, result);
    for (std::uint32_t a = 0; a < rest_; ++a) {
      if (!seen[a]) collect(a, seen, result);
    }
    return result;
  }

 private:
  struct Waiting {
    bool late = false;
    ClusterLink link{};
    friend bool operator>(const Waiting& a, const Waiting& b) {
      return std::tie(a.late, a.link.cost, a.link.one, a.link.other) >
             std::tie(b.late, b.link.cost, b.link.one, b.link.other);
    }
  };

  [[nodiscard]] bool is_needy(std::uint32_t root) const {
    return !carries(std::span(sums_).subspan(root * floors_, floors_), cluster_.floors);
  }

  void grow() {
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> queue;
    for (const ClusterLink& link : cluster_.links) queue.push({false, link});
    for (std::uint32_t a = 0; a < rest_; ++a) {
      const double cost = cluster_.to_rest[a];
      if (cost != kNone) queue.push({needy_first_, {a, rest_, cost}});
    }
    while (!queue.empty()) {
      const Waiting next = queue.top();
      queue.pop();
      const std::uint32_t a = roots_.of(next.link.one);
      const std::uint32_t b = roots_.of(next.link.other);
      if (a == b) continue;
      const bool needy_a = is_needy(a);
      const bool needy_b = is_needy(b);
      if (!needy_a && !needy_b) continue;
      if (needy_first_ && !next.late && !(needy_a && needy_b)) {
        queue.push({true, next.link});
      } else {
        join(a, b, next.link);
      }
    }
  }

  void join(std::uint32_t a, std::uint32_t b, const ClusterLink& link) {
    const std::uint32_t low = std::min(a, b);
    const std::uint32_t high = std::max(a, b);
    roots_.join(low, high);
    for (std::size_t f = 0; f < floors_; ++f) sums_[low * floors_ + f] += sums_[high * floors_ + f];
    tree_[link.one].push_back({link.other, link.cost});
    tree_[link.other].push_back({link.one, link.cost});
  }

  struct Step {
    std::uint32_t area = 0;
    std::size_t parent = 0;  // place in the order
    double cost = 0.0;
    bool cut = false;  // from its parent
    std::vector<double> sums{};
  };

  [[nodiscard]] std::vector<Step> order_from(std::uint32_t root, std::vector<bool>& seen) const {
    std::vector<Step> order{{.area = root}};
    seen[root] = true;
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (const auto& [area, cost] : tree_[order[i].area]) {
        if (seen[area]) continue;
        seen[area] = true;
        order.push_back({.area = area, .parent = i, .cost = cost});
      }
    }
    for (Step& step : order) {
      if (step.area == rest_) continue;
      const auto own = std::span(cluster_.counts).subspan(step.area * floors_, floors_);
      step.sums.assign(own.begin(), own.end());
    }
    return order;
  }

  /// Cuts a tree from its leaves on, as soon as a part carries: no tree gives more units. If then
  /// the root's part does not carry, it joins the part over its cheapest link.
  void cut(std::vector<Step>& order) const {
    for (std::size_t i = order.size(); i-- > 1;) {
      Step& step = order[i];
      step.cut = carries(step.sums, cluster_.floors);
      Step& parent = order[step.parent];
      if (step.cut || parent.area == rest_) continue;
      for (std::size_t f = 0; f < floors_; ++f) parent.sums[f] += step.sums[f];
    }
    if (order[0].area == rest_ || carries(order[0].sums, cluster_.floors)) return;
    std::vector<bool> at_root(order.size());
    at_root[0] = true;
    Step* cheapest = nullptr;
    for (std::size_t i = 1; i < order.size(); ++i) {
      Step& step = order[i];
      at_root[i] = at_root[step.parent] && !step.cut;
      if (!step.cut || !at_root[step.parent]) continue;
      if (cheapest == nullptr || step.cost < cheapest->cost) cheapest = &step;
    }
    assert(cheapest != nullptr);
    cheapest->cut = false;
  }

  void collect(std::uint32_t root, std::vector<bool>& seen, std::vector<ClusterGroup>& out) const {
    std::vector<Step> order = order_from(root, seen);
    cut(order);
    std::vector<std::size_t> group(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Step& step = order[i];
      if (step.area == rest_) continue;
      const bool below_rest = i > 0 && order[step.parent].area == rest_;
      if (i == 0 || step.cut || below_rest) {
        group[i] = out.size();
        out.push_back({.joins_rest = below_rest && !step.cut});
      } else {
        group[i] = group[step.parent];
      }
      out[group[i]].areas.push_back(step.area);
    }
  }

  const FloorCluster& cluster_;
  std::size_t floors_;
  std::uint32_t rest_;
  bool needy_first_;
  Roots roots_;
  std::vector<double> sums_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> tree_;
};

// ------------------------------------------------------------------------- its improvement

struct Worth {
  std::size_t units = 0;
  double cost = 0.0;
  [[nodiscard]] bool beats(const Worth& other) const {
    return units > other.units ||
           (units == other.units && cost < other.cost - kGain * (1.0 + other.cost));
  }
};

/// The groups of a cluster; each change gives the groups concerned new numbers.
class Division {
 public:
  explicit Division(const FloorCluster& cluster) : cluster_(cluster), near_(cluster.areas()) {
    for (const auto& [one, other, cost] : cluster.links) {
      near_[one].push_back({other, cost});
      near_[other].push_back({one, cost});
    }
    for (auto& row : near_) std::ranges::sort(row);
  }

  void set(std::vector<ClusterGroup> groups) {
    groups_.clear();
    group_of_.assign(cluster_.areas(), 0);
    for (ClusterGroup& group : groups) add(std::move(group));
  }

  [[nodiscard]] std::vector<ClusterGroup> groups() const {
    std::vector<ClusterGroup> result;
    for (const auto& [number, group] : groups_) result.push_back(group);
    return result;
  }

  [[nodiscard]] Worth worth() const {
    Worth sum;
    std::vector<std::vector<ClusterLink>> inside(next_);
    for (const ClusterLink& link : cluster_.links) {
      if (group_of_[link.one] == group_of_[link.other]) {
        inside[group_of_[link.one]].push_back(link);
      }
    }
    for (const auto& [number, group] : groups_) {
      sum.units += group.joins_rest ? 0 : 1;
      for (const ClusterLink& link : cheapest_tree(std::move(inside[number]))) {
        sum.cost += link.cost;
      }
      double way = group.joins_rest ? kNone : 0.0;
      if (group.joins_rest) {
        for (const std::uint32_t a : group.areas) way = std::min(way, cluster_.to_rest[a]);
      }
      sum.cost += way;
    }
    return sum;
  }

  /// One round over all groups; true if a window of them was divided better.
  bool improve(const core::Execution& execution) {
    bool better = false;
    std::vector<std::uint32_t> numbers;
    for (const auto& [number, group] : groups_) numbers.push_back(number);
    for (const std::uint32_t number : numbers) {
      execution.advance();
      if (!groups_.contains(number)) continue;  // it was changed in this round
      if (groups_.at(number).areas.size() <= kWindow && try_window({number})) {
        better = true;
        continue;
      }
      for (const std::uint32_t other : neighbours(number)) {
        if (!groups_.contains(number) || !groups_.contains(other)) break;
        better = try_window(window(number, other)) || better;
      }
    }
    return better;
  }

 private:
  void add(ClusterGroup group) {
    std::ranges::sort(group.areas);
    for (const std::uint32_t a : group.areas) group_of_[a] = next_;
    groups_.emplace(next_++, std::move(group));
  }

  /// Groups with a link to this one, the cheapest first.
  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t number) const {
    std::map<std::uint32_t, double> cheapest;
    for (const std::uint32_t a : groups_.at(number).areas) {
      for (const auto& [b, cost] : near_[a]) {
        if (group_of_[b] == number) continue;
        const auto [place, fresh] = cheapest.emplace(group_of_[b], cost);
        if (!fresh) place->second = std::min(place->second, cost);
      }
    }
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const auto& [group, cost] : cheapest) order.emplace_back(cost, group);
    std::ranges::sort(order);
    std::vector<std::uint32_t> result;
    for (const auto& [cost, group] : order) result.push_back(group);
    return result;
  }

  /// Two groups and further neighbours of the first, as many as a window holds.
  [[nodiscard]] std::vector<std::uint32_t> window(std::uint32_t number, std::uint32_t other) const {
    std::vector<std::uint32_t> chosen{number, other};
    std::size_t areas = groups_.at(number).areas.size() + groups_.at(other).areas.size();
    for (const std::uint32_t further : neighbours(number)) {
      const std::size_t size = groups_.at(further).areas.size();
      if (further == other || areas + size > kWindow) continue;
      chosen.push_back(further);
      areas += size;
    }
    if (areas > kWindow) chosen.clear();
    std::ranges::sort(chosen);
    return chosen;
  }

  bool try_window(const std::vector<std::uint32_t>& chosen) {
    if (chosen.empty() || !tried_.insert(chosen).second) return false;
    std::vector<std::uint32_t> areas;
    for (const std::uint32_t number : chosen) {
      const auto& members = groups_.at(number).areas;
      areas.insert(areas.end(), members.begin(), members.end());
    }
    std::ranges::sort(areas);
    const PieceTask task = task_of(areas);
    Worth before;
    std::vector<Piece> old;
    for (const std::uint32_t number : chosen) {
      const ClusterGroup& group = groups_.at(number);
      old.push_back({bits_of(group.areas, areas), group.joins_rest});
      before.units += group.joins_rest ? 0 : 1;
    }
    before.cost = cost_of(task, old);
    const Pieces best = best_pieces(task, kWindowSteps);
    if (!best.finished || !Worth{best.units, best.cost}.beats(before)) return false;
    for (const std::uint32_t number : chosen) groups_.erase(number);
    for (const std::uint32_t a : areas) group_of_[a] = kOpen;
    for (const Piece& piece : best.pieces) place(piece, areas);
    return true;
  }

  static std::uint32_t bits_of(std::span<const std::uint32_t> members,
                               std::span<const std::uint32_t> areas) {
    std::uint32_t bits = 0;
    for (const std::uint32_t a : members) {
      bits |= std::uint32_t{1} << (std::ranges::lower_bound(areas, a) - areas.begin());
    }
    return bits;
  }

  [[nodiscard]] PieceTask task_of(std::span<const std::uint32_t> areas) const {
    const std::size_t n = areas.size();
    const std::size_t floors = cluster_.floors.size();
    PieceTask task{.areas = n, .floors = cluster_.floors};
    task.cost.assign(n * n, kNone);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t a = areas[i];
      double rest = cluster_.to_rest[a];
      for (const auto& [b, cost] : near_[a]) {
        const auto place = std::ranges::lower_bound(areas, b);
        if (place != areas.end() && *place == b) {
          task.cost[i * n + static_cast<std::size_t>(place - areas.begin())] = cost;
        } else {
          rest = std::min(rest, cost);
        }
      }
      task.to_rest.push_back(rest);
      const auto own = std::span(cluster_.counts).subspan(a * floors, floors);
      task.counts.insert(task.counts.end(), own.begin(), own.end());
    }
    return task;
  }

  /// A piece becomes a group, or joins what its cheapest link leads to.
  void place(const Piece& piece, std::span<const std::uint32_t> areas) {
    ClusterGroup group;
    double way = kNone;
    std::uint32_t target = kOpen;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      if ((piece.areas >> i & 1U) != 0) group.areas.push_back(areas[i]);
    }
    if (!piece.joins_rest) return add(std::move(group));
    for (const std::uint32_t a : group.areas) way = std::min(way, cluster_.to_rest[a]);
    for (const std::uint32_t a : group.areas) {
      for (const auto& [b, cost] : near_[a]) {
        if (std::ranges::binary_search(areas, b) || cost >= way) continue;
        way = cost;
        target = group_of_[b];
      }
    }
    if (target == kOpen) {
      group.joins_rest = true;
      return add(std::move(group));
    }
    ClusterGroup host = std::move(groups_.at(target));
    groups_.erase(target);
    host.areas.insert(host.areas.end(), group.areas.begin(), group.areas.end());
    add(std::move(host));
  }

  static constexpr std::uint32_t kOpen = UINT32_MAX;

  const FloorCluster& cluster_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> near_;
  std::map<std::uint32_t, ClusterGroup> groups_;
  std::vector<std::uint32_t> group_of_;
  std::set<std::vector<std::uint32_t>> tried_;
  std::uint32_t next_ = 0;
};

PieceTask whole_task(const FloorCluster& cluster) {
  const std::size_t n = cluster.areas();
  PieceTask task{.areas = n,
                 .cost = std::vector<double>(n * n, kNone),
                 .to_rest = cluster.to_rest,
                 .counts = cluster.counts,
                 .floors = cluster.floors};
  for (const auto& [one, other, cost] : cluster.links) {
    task.cost[one * n + other] = task.cost[other * n + one] = cost;
  }
  return task;
}

std::vector<ClusterGroup> groups_of(const Pieces& pieces, std::size_t areas) {
  std::vector<ClusterGroup> groups;
  for (const Piece& piece : pieces.pieces) {
    ClusterGroup group{.joins_rest = piece.joins_rest};
    for (std::uint32_t a = 0; a < areas; ++a) {
      if ((piece.areas >> a & 1U) != 0) group.areas.push_back(a);
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<ClusterGroup> searched(const FloorCluster& cluster, const core::Execution& execution) {
  Division dear(cluster);
  dear.set(Forest(cluster, true).groups());
  Division cheap(cluster);
  cheap.set(Forest(cluster, false).groups());
  while (dear.improve(execution)) {
  }
  while (cheap.improve(execution)) {
  }
  return cheap.worth().beats(dear.worth()) ? cheap.groups() : dear.groups();
}

}  // namespace

std::vector<ClusterLink> cheapest_tree(std::vector<ClusterLink> links) {
  std::ranges::sort(links, [](const ClusterLink& a, const ClusterLink& b) {
    return std::tie(a.cost, a.one, a.other) < std::tie(b.cost, b.one, b.other);
  });
  std::vector<std::uint32_t> ends;
  for (const ClusterLink& link : links) ends.insert(ends.end(), {link.one, link.other});
  std::ranges::sort(ends);
  ends.erase(std::ranges::unique(ends).begin(), ends.end());
  const auto place = [&](std::uint32_t end) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(ends, end) - ends.begin());
  };
  Roots roots(ends.size());
  std::erase_if(links, [&](const ClusterLink& link) {
    const std::uint32_t a = roots.of(place(link.one));
    const std::uint32_t b = roots.of(place(link.other));
    if (a != b) roots.join(std::min(a, b), std::max(a, b));
    return a == b;
  });
  return links;
}

bool can_carry(const FloorCluster& cluster) {
  if (std::ranges::any_of(cluster.to_rest, [](double way) { return way != kNone; })) return true;
  std::vector<double> sums(cluster.floors.size());
  for (std::size_t i = 0; i < cluster.counts.size(); ++i) {
    sums[i % sums.size()] += cluster.counts[i];
  }
  return carries(sums, cluster.floors);
}

ClusterDivision divide(const FloorCluster& cluster, std::uint64_t exact_steps,
                       const core::Execution& execution) {
  assert(can_carry(cluster));
  ClusterDivision result{.most_units = most_units_of(cluster)};
  if (cluster.areas() <= PieceTask::kMost) {
    const Pieces best = best_pieces(whole_task(cluster), exact_steps);
    if (best.finished) {
      result.groups = groups_of(best, cluster.areas());
      result.most_units = best.units;
      result.proven = true;
      return result;
    }
  }
  result.groups = searched(cluster, execution);
  return result;
}

}  // namespace sozialraum::typology
