#include "typology/region_division.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

namespace sozialraum::typology {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
constexpr std::size_t kWindowRegions = 14;
constexpr std::size_t kWindowAreas = 600;
constexpr int kWindowTries = 12;
constexpr int kTreeTries = 6;
constexpr double kGain = 1e-9;  // share of the gain before, below which it may be rounding

struct Sums {
  double weight = 0.0;
  std::vector<double> columns{};
  std::vector<double> counts{};
};

void add(Sums& sums, const RankedAreas& areas, std::uint32_t rank) {
  const double w = areas.weight(rank);
  sums.weight += w;
  sums.columns.resize(areas.columns());
  sums.counts.resize(areas.bounds());
  for (std::size_t j = 0; j < areas.columns(); ++j) sums.columns[j] += w * areas.row(rank)[j];
  for (std::size_t b = 0; b < areas.bounds(); ++b) sums.counts[b] += areas.counts(rank)[b];
}

Sums sums_of(const RankedAreas& areas, std::span<const std::uint32_t> ranks) {
  Sums sums;
  for (const std::uint32_t r : ranks) add(sums, areas, r);
  return sums;
}

/// w v / (w + v) |c - d|².
double between(const Sums& a, const Sums& b) {
  double sum = 0.0;
  for (std::size_t j = 0; j < a.columns.size(); ++j) {
    const double gap = a.columns[j] / a.weight - b.columns[j] / b.weight;
    sum += gap * gap;
  }
  return sum * (a.weight * b.weight / (a.weight + b.weight));
}

}  // namespace

RegionDivision::RegionDivision(const RankedAreas& areas, const RegionGraph& graph,
                               std::vector<std::vector<std::uint32_t>> members)
    : areas_(areas),
      graph_(graph),
      members_(std::move(members)),
      label_(areas.size()),
      place_(areas.size(), kNone) {
  for (std::uint32_t g = 0; g < members_.size(); ++g) {
    std::ranges::sort(members_[g]);
    for (const std::uint32_t r : members_[g]) label_[r] = g;
  }
}

void RegionDivision::take(std::span<const std::uint32_t> labels) {
  label_.assign(labels.begin(), labels.end());
  for (auto& members : members_) members.clear();
  for (std::uint32_t r = 0; r < label_.size(); ++r) members_[label_[r]].push_back(r);
}

void RegionDivision::set(std::uint32_t region, std::vector<std::uint32_t> members) {
  std::ranges::sort(members);
  for (const std::uint32_t r : members) label_[r] = region;
  members_[region] = std::move(members);
}

std::vector<std::uint32_t> RegionDivision::neighbours(std::uint32_t region) const {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t r : members_[region]) {
    for (const auto& [other, cost] : graph_.neighbours(r)) {
      if (label_[other] != region) found.push_back(label_[other]);
    }
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

// ------------------------------------------------------------------------- one region more

bool RegionDivision::squeeze(Peel& peel, core::RandomStream& dice,
                             const core::Execution& execution) {
  bool any = false;
  for (std::uint32_t g = 0; g < members_.size(); ++g) {
    execution.advance();
    any = squeeze_around(g, peel, dice) || any;
  }
  return any;
}

bool RegionDivision::squeeze_around(std::uint32_t region, Peel& peel, core::RandomStream& dice) {
  std::vector<std::uint32_t> window{region};
  std::vector<std::uint32_t> ranks = members_[region];
  std::set<std::uint32_t> inside{region};
  const auto fits_more = [&] { return areas_.most_regions(ranks) > window.size(); };
  for (std::size_t i = 0; i < window.size() && !(window.size() > 2 && fits_more()); ++i) {
    for (const std::uint32_t next : neighbours(window[i])) {
      const std::size_t size = ranks.size() + members_[next].size();
      if (window.size() >= kWindowRegions || size > kWindowAreas) break;
      if (!inside.insert(next).second) continue;
      window.push_back(next);
      ranks.insert(ranks.end(), members_[next].begin(), members_[next].end());
    }
  }
  if (!fits_more()) return false;
  std::ranges::sort(ranks);
  for (int attempt = 0; attempt < kWindowTries; ++attempt) {
    Peel::Outcome outcome = peel.peel(ranks, dice, 0.0);
    if (outcome.regions.size() <= window.size()) continue;
    const auto divided = with_leftovers(areas_, graph_, std::move(outcome));
    const bool good = std::ranges::all_of(divided, [&](const auto& members) {
      const Sums sums = sums_of(areas_, members);
      return areas_.reaches_floors(sums.counts) && areas_.keeps_ceilings(sums.counts);
    });
    if (!good) continue;
    for (std::size_t i = 0; i < divided.size(); ++i) {
      if (i >= window.size()) {
        window.push_back(static_cast<std::uint32_t>(members_.size()));
        members_.emplace_back();
      }
      set(window[i], divided[i]);
    }
    return true;
  }
  return false;
}

// ------------------------------------------------------------------------- fewer regions

double RegionDivision::rise_of_union(std::uint32_t a, std::uint32_t b) const {
  const Sums one = sums_of(areas_, members_[a]);
  const Sums other = sums_of(areas_, members_[b]);
  std::vector<double> both = one.counts;
  for (std::size_t i = 0; i < both.size(); ++i) both[i] += other.counts[i];
  return areas_.keeps_ceilings(both) ? between(one, other)
                                     : std::numeric_limits<double>::infinity();
}

void RegionDivision::join_until(std::size_t count) {
  using Waiting = std::tuple<double, std::uint32_t, std::uint32_t, std::size_t>;  // and their size
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> queue;
  const auto size = [&](std::uint32_t a, std::uint32_t b) {
    return members_[a].size() + members_[b].size();
  };
  const auto push = [&](std::uint32_t a, std::uint32_t b) {
    const double rise = rise_of_union(a, b);
    if (std::isfinite(rise)) queue.emplace(rise, std::min(a, b), std::max(a, b), size(a, b));
  };
  for (std::uint32_t g = 0; g < members_.size(); ++g) {
    for (const std::uint32_t other : neighbours(g)) {
      if (g < other) push(g, other);
    }
  }
  std::size_t left = members_.size();
  while (left > count && !queue.empty()) {
    const auto [rise, a, b, areas] = queue.top();
    queue.pop();
    if (members_[a].empty() || members_[b].empty() || size(a, b) != areas) continue;
    std::vector<std::uint32_t> both = std::move(members_[a]);
    both.insert(both.end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
    set(a, std::move(both));
    --left;
    for (const std::uint32_t other : neighbours(a)) push(a, other);
  }
  std::erase_if(members_, [](const auto& members) { return members.empty(); });
  for (std::uint32_t g = 0; g < members_.size(); ++g) {
    for (const std::uint32_t r : members_[g]) label_[r] = g;
  }
}

// ------------------------------------------------------------------------- more alike regions

bool RegionDivision::recombine(core::RandomStream& dice, const core::Execution& execution) {
  bool any = false;
  for (std::uint32_t g = 0; g < members_.size(); ++g) {
    execution.advance();
    for (const std::uint32_t other : neighbours(g)) {
      if (g < other) any = recombine_pair(g, other, dice) || any;
    }
  }
  return any;
}

namespace {

struct LocalLink {
  double order = 0.0;
  double distance2 = 0.0;
  std::uint32_t one = 0;
  std::uint32_t other = 0;
};

/// A tree over local areas (Kruskal), as places in an order in which parents come first.
struct LocalTree {
  std::vector<std::uint32_t> order{};
  std::vector<std::uint32_t> parent{};  // of each area; kNone for the first
};

LocalTree tree_of(std::vector<LocalLink>& links, std::size_t n) {
  std::ranges::sort(links, [](const LocalLink& a, const LocalLink& b) {
    return std::tie(a.order, a.one, a.other) < std::tie(b.order, b.one, b.other);
  });
  std::vector<std::uint32_t> root(n);
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t x) {
    while (root[x] != x) x = root[x] = root[root[x]];
    return x;
  };
  std::vector<std::vector<std::uint32_t>> near(n);
  for (const LocalLink& link : links) {
    const std::uint32_t a = find(link.one);
    const std::uint32_t b = find(link.other);
    if (a == b) continue;
    root[b] = a;
    near[link.one].push_back(link.other);
    near[link.other].push_back(link.one);
  }
  LocalTree tree{.order = {0}, .parent = std::vector<std::uint32_t>(n, kNone)};
  for (std::size_t i = 0; i < tree.order.size(); ++i) {
    for (const std::uint32_t next : near[tree.order[i]]) {
      if (next == tree.parent[tree.order[i]]) continue;
      tree.parent[next] = tree.order[i];
      tree.order.push_back(next);
    }
  }
  return tree;
}

}  // namespace

bool RegionDivision::recombine_pair(std::uint32_t a, std::uint32_t b, core::RandomStream& dice) {
  std::vector<std::uint32_t> ranks = members_[a];
  ranks.insert(ranks.end(), members_[b].begin(), members_[b].end());
  const std::size_t n = ranks.size();
  if (n < 3 || n > kWindowAreas) return false;
  for (std::uint32_t i = 0; i < n; ++i) place_[ranks[i]] = i;
  std::vector<LocalLink> links;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (const auto& [other, cost] : graph_.neighbours(ranks[i])) {
      if (place_[other] == kNone || ranks[i] > other) continue;
      links.push_back(
          {.distance2 = areas_.distance2(ranks[i], other), .one = i, .other = place_[other]});
    }
  }
  for (const std::uint32_t r : ranks) place_[r] = kNone;
  double best = between(sums_of(areas_, members_[a]), sums_of(areas_, members_[b]));
  const double before = best;
  std::vector<bool> below;
  std::vector<Sums> sums(n);
  for (int attempt = 0; attempt < kTreeTries; ++attempt) {
    for (LocalLink& link : links) link.order = link.distance2 * (0.25 + dice.uniform());
    const LocalTree tree = tree_of(links, n);
    if (tree.order.size() < n) return false;  // neighbours no more, since one was cut elsewhere
    for (std::size_t i = 0; i < n; ++i) {
      sums[i] = {};
      add(sums[i], areas_, ranks[i]);
    }
    for (std::size_t k = n; k-- > 1;) {
      const std::uint32_t child = tree.order[k];
      Sums& up = sums[tree.parent[child]];
      up.weight += sums[child].weight;
      for (std::size_t j = 0; j < areas_.columns(); ++j) up.columns[j] += sums[child].columns[j];
      for (std::size_t c = 0; c < areas_.bounds(); ++c) up.counts[c] += sums[child].counts[c];
    }
    std::uint32_t cut = kNone;
    for (std::size_t k = 1; k < n; ++k) {
      const std::uint32_t child = tree.order[k];
      Sums rest = sums[0];
      rest.weight -= sums[child].weight;
      for (std::size_t c = 0; c < areas_.bounds(); ++c) rest.counts[c] -= sums[child].counts[c];
      if (!areas_.reaches_floors(sums[child].counts) || !areas_.reaches_floors(rest.counts))
        continue;
      if (!areas_.keeps_ceilings(sums[child].counts) || !areas_.keeps_ceilings(rest.counts))
        continue;
      for (std::size_t j = 0; j < areas_.columns(); ++j) rest.columns[j] -= sums[child].columns[j];
      const double gain = between(sums[child], rest);
      if (gain <= best + kGain * before) continue;
      best = gain;
      cut = child;
    }
    if (cut == kNone) continue;
    below.assign(n, false);
    for (const std::uint32_t i : tree.order) {
      below[i] = i == cut || (tree.parent[i] != kNone && below[tree.parent[i]]);
    }
    std::vector<std::uint32_t> one;
    std::vector<std::uint32_t> other;
    for (std::size_t i = 0; i < n; ++i) (below[i] ? one : other).push_back(ranks[i]);
    set(a, std::move(one));
    set(b, std::move(other));
  }
  return best > before + kGain * before;
}

std::vector<std::vector<std::uint32_t>> with_leftovers(const RankedAreas& areas,
                                                       const RegionGraph& graph,
                                                       Peel::Outcome outcome) {
  std::vector<std::uint32_t> label(areas.size(), kNone);
  auto& regions = outcome.regions;
  for (std::uint32_t g = 0; g < regions.size(); ++g) {
    for (const std::uint32_t r : regions[g]) label[r] = g;
  }
  std::vector<double> fill;
  for (const auto& members : regions) fill.push_back(areas.excess(sums_of(areas, members).counts));
  for (bool more = true; more && !outcome.leftovers.empty();) {
    more = false;
    std::vector<std::vector<std::uint32_t>> left;
    for (auto& part : outcome.leftovers) {
      std::uint32_t host = kNone;
      for (const std::uint32_t r : part) {
        for (const auto& [other, cost] : graph.neighbours(r)) {
          const std::uint32_t g = label[other];
          if (g != kNone && (host == kNone || fill[g] < fill[host])) host = g;
        }
      }
      if (host == kNone) {
        left.push_back(std::move(part));
        continue;
      }
      for (const std::uint32_t r : part) label[r] = host;
      regions[host].insert(regions[host].end(), part.begin(), part.end());
      fill[host] = areas.excess(sums_of(areas, regions[host]).counts);
      more = true;
    }
    outcome.leftovers = std::move(left);
  }
  for (auto& part : outcome.leftovers) regions.push_back(std::move(part));
  return std::move(regions);
}

}  // namespace sozialraum::typology
