#include "sozialraum/typology/aggregate_to_floor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "typology/floor_cluster.hpp"
#include "typology/floor_pieces.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kNone = PieceTask::kNone;
constexpr std::uint32_t kOpen = UINT32_MAX;

[[noreturn]] void refuse(std::string code, std::string message, std::string column,
                         std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "floors", .column = std::move(column)},
                            .areas = std::move(areas)});
}

void require_counts(const RegionGraph& graph, const Floor& floor) {
  if (floor.counts.size() != graph.size()) {
    refuse("length_mismatch",
           fmt::format("'{}' has {} counts for {} areas", floor.name, floor.counts.size(),
                       graph.size()),
           floor.name);
  }
  if (!(floor.least > 0.0) || !std::isfinite(floor.least)) {
    core::invalid_argument("floors", fmt::format("has {} for '{}'", floor.least, floor.name),
                           "give a number above zero, or leave the floor out");
  }
  std::vector<std::string> missing;
  std::vector<std::string> negative;
  for (const std::uint32_t area : graph.area_of_rank()) {
    const std::string& code = graph.codes()[area].text();
    if (!std::isfinite(floor.counts[area])) missing.push_back(code);
    if (floor.counts[area] < 0.0) negative.push_back(code);
  }
  if (!missing.empty()) {
    refuse("missing_values",
           fmt::format("'{}' is not known in {} areas", floor.name, missing.size()), floor.name,
           std::move(missing));
  }
  if (!negative.empty()) {
    refuse("negative_count",
           fmt::format("'{}' is below zero in {} areas", floor.name, negative.size()), floor.name,
           std::move(negative));
  }
}

/// Everything by rank.
class Areas {
 public:
  Areas(const RegionGraph& graph, std::span<const Floor> floors)
      : graph_(graph), floors_(floors.size()) {
    for (const Floor& floor : floors) least_.push_back(floor.least);
    for (const std::uint32_t area : graph.area_of_rank()) {
      for (const Floor& floor : floors) counts_.push_back(floor.counts[area]);
    }
    for (std::uint32_t r = 0; r < graph.size(); ++r) carries_.push_back(is_enough(counts(r)));
  }

  [[nodiscard]] std::size_t size() const { return graph_.size(); }
  [[nodiscard]] const RegionGraph& graph() const { return graph_; }
  [[nodiscard]] std::span<const double> least() const { return least_; }
  [[nodiscard]] bool carries(std::uint32_t rank) const { return carries_[rank]; }
  [[nodiscard]] std::span<const double> counts(std::uint32_t rank) const {
    return std::span(counts_).subspan(rank * floors_, floors_);
  }

  [[nodiscard]] bool is_enough(std::span<const double> sums) const {
    for (std::size_t f = 0; f < floors_; ++f) {
      if (!keeps(sums[f], least_[f])) return false;
    }
    return true;
  }

  [[nodiscard]] std::vector<double> sums(std::span<const std::uint32_t> ranks) const {
    std::vector<double> result(floors_);
    for (const std::uint32_t rank : ranks) {
      for (std::size_t f = 0; f < floors_; ++f) result[f] += counts(rank)[f];
    }
    return result;
  }

  /// The small areas that hang together with `start` over small areas, sorted.
  [[nodiscard]] std::vector<std::uint32_t> small_ones_around(std::uint32_t start,
                                                             std::vector<bool>& seen) const {
    std::vector<std::uint32_t> found{start};
    seen[start] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (const auto& [rank, cost] : graph_.neighbours(found[i])) {
        if (seen[rank] || carries(rank)) continue;
        seen[rank] = true;
        found.push_back(rank);
      }
    }
    std::ranges::sort(found);
    return found;
  }

  [[nodiscard]] FloorCluster cluster_of(std::span<const std::uint32_t> ranks) const {
    FloorCluster cluster{.floors = least_};
    for (std::uint32_t i = 0; i < ranks.size(); ++i) {
      double way = kNone;
      for (const auto& [rank, cost] : graph_.neighbours(ranks[i])) {
        if (carries(rank)) {
          way = std::min(way, cost);
        } else if (ranks[i] < rank) {
          const auto other = std::ranges::lower_bound(ranks, rank) - ranks.begin();
          cluster.links.push_back({i, static_cast<std::uint32_t>(other), cost});
        }
      }
      cluster.to_rest.push_back(way);
      cluster.counts.insert(cluster.counts.end(), counts(ranks[i]).begin(), counts(ranks[i]).end());
    }
    return cluster;
  }

  /// The cheapest way from some areas to one that carries alone; ties by code.
  [[nodiscard]] std::uint32_t host_of(std::span<const std::uint32_t> ranks) const {
    std::pair<double, std::uint32_t> best{kNone, kOpen};
    for (const std::uint32_t rank : ranks) {
      for (const auto& [other, cost] : graph_.neighbours(rank)) {
        if (carries(other)) best = std::min(best, {cost, other});
      }
    }
    return best.second;
  }

 private:
  const RegionGraph& graph_;
  std::size_t floors_;
  std::vector<double> least_;
  std::vector<double> counts_;  // ranks x floors
  std::vector<bool> carries_;
};

/// Which areas share a unit: each rank with the smallest rank in its unit.
struct Assignment {
  std::vector<std::uint32_t> unit{};  // of each rank; any number
  std::uint32_t units = 0;
  std::size_t most_units = 0;
  bool proven = true;
};

Assignment assign(const Areas& areas, const FloorOptions& options) {
  Assignment result{.unit = std::vector<std::uint32_t>(areas.size(), kOpen)};
  std::vector<bool> seen(areas.size());
  for (std::uint32_t r = 0; r < areas.size(); ++r) {
    if (areas.carries(r)) result.unit[r] = result.units++;
  }
  result.most_units = result.units;
  options.execution.expect(areas.size());
  for (std::uint32_t r = 0; r < areas.size(); ++r) {
    options.execution.advance(1);
    if (areas.carries(r) || seen[r]) continue;
    const std::vector<std::uint32_t> ranks = areas.small_ones_around(r, seen);
    const FloorCluster cluster = areas.cluster_of(ranks);
    if (!can_carry(cluster)) {
      for (const std::uint32_t rank : ranks) result.unit[rank] = result.units;
      ++result.units;
      ++result.most_units;
      continue;
    }
    const ClusterDivision division = divide(cluster, options.exact_steps, options.execution);
    result.most_units += division.most_units;
    result.proven = result.proven && division.proven;
    for (const ClusterGroup& group : division.groups) {
      std::vector<std::uint32_t> members;
      for (const std::uint32_t a : group.areas) members.push_back(ranks[a]);
      const std::uint32_t unit =
          group.joins_rest ? result.unit[areas.host_of(members)] : result.units++;
      for (const std::uint32_t rank : members) result.unit[rank] = unit;
    }
  }
  return result;
}

/// The cheapest links of a unit as a tree, and what lies below each of them.
class UnitTree {
 public:
  UnitTree(const Areas& areas, std::span<const std::uint32_t> members)
      : areas_(areas), members_(members) {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> near(members.size());
    for (const auto& [one, other, cost] : cheapest_tree(links_inside())) {
      near[one].emplace_back(other, cost);
      near[other].emplace_back(one, cost);
    }
    std::vector<bool> seen(members.size());
    steps_.push_back({});
    seen[0] = true;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      for (const auto& [area, cost] : near[steps_[i].area]) {
        if (seen[area]) continue;
        seen[area] = true;
        steps_.push_back({.area = area, .parent = i, .cost = cost});
      }
    }
    add_up();
  }

  /// The unit cut wherever both sides carry, as lists of ranks.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> cut() {
    std::vector<double> left = steps_[0].sums;
    std::vector<std::vector<double>> sums(steps_.size());
    std::vector<bool> is_cut(steps_.size());
    for (std::size_t i = steps_.size(); i-- > 1;) {
      add(sums[i], areas_.counts(members_[steps_[i].area]));
      std::vector<double> without = left;
      for (std::size_t f = 0; f < left.size(); ++f) without[f] -= sums[i][f];
      is_cut[i] = areas_.is_enough(sums[i]) && areas_.is_enough(without);
      if (is_cut[i]) {
        left = std::move(without);
      } else {
        add(sums[steps_[i].parent], sums[i]);
      }
    }
    std::vector<std::vector<std::uint32_t>> parts;
    std::vector<std::size_t> part(steps_.size());
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (i == 0 || is_cut[i]) parts.emplace_back();
      part[i] = i == 0 || is_cut[i] ? parts.size() - 1 : part[steps_[i].parent];
      parts[part[i]].push_back(members_[steps_[i].area]);
    }
    for (auto& one : parts) std::ranges::sort(one);
    return parts;
  }

  [[nodiscard]] std::vector<FloorMerge> merges() const {
    std::vector<FloorMerge> result;
    for (std::size_t i = 1; i < steps_.size(); ++i) result.push_back(merge(steps_[i]));
    std::ranges::stable_sort(result, {}, &FloorMerge::cost);
    return result;
  }

 private:
  struct Step {
    std::uint32_t area = 0;  // place among the members
    std::size_t parent = 0;  // place in the order
    double cost = 0.0;
    std::vector<double> sums{};  // of all below and including
  };

  struct Shortfall {
    double share = std::numeric_limits<double>::infinity();  // of the floor that is there
    std::uint32_t floor = 0;
    double count = 0.0;
  };

  [[nodiscard]] std::vector<ClusterLink> links_inside() const {
    std::vector<ClusterLink> links;
    for (std::uint32_t i = 0; i < members_.size(); ++i) {
      for (const auto& [rank, cost] : areas_.graph().neighbours(members_[i])) {
        const auto other = std::ranges::lower_bound(members_, rank);
        if (other == members_.end() || *other != rank || rank < members_[i]) continue;
        links.push_back({i, static_cast<std::uint32_t>(other - members_.begin()), cost});
      }
    }
    return links;
  }

  static void add(std::vector<double>& sums, std::span<const double> more) {
    sums.resize(more.size());
    for (std::size_t f = 0; f < more.size(); ++f) sums[f] += more[f];
  }

  void add_up() {
    for (std::size_t i = steps_.size(); i-- > 0;) {
      add(steps_[i].sums, areas_.counts(members_[steps_[i].area]));
      if (i > 0) add(steps_[steps_[i].parent].sums, steps_[i].sums);
    }
  }

  [[nodiscard]] Shortfall shortfall(std::span<const double> sums) const {
    Shortfall worst;
    for (std::uint32_t f = 0; f < sums.size(); ++f) {
      const double share = sums[f] / areas_.least()[f];
      if (share < worst.share) worst = {share, f, sums[f]};
    }
    return worst;
  }

  [[nodiscard]] FloorMerge merge(const Step& step) const {
    std::vector<double> above = steps_[0].sums;
    for (std::size_t f = 0; f < above.size(); ++f) above[f] -= step.sums[f];
    const Shortfall here = shortfall(step.sums);
    const Shortfall there = shortfall(above);
    const bool here_needs = here.share <= there.share;
    const auto row = [&](std::uint32_t i) { return areas_.graph().area_of_rank()[members_[i]]; };
    const std::uint32_t low = row(step.area);
    const std::uint32_t high = row(steps_[step.parent].area);
    return {.needy = here_needs ? low : high,
            .other = here_needs ? high : low,
            .cost = step.cost,
            .floor = here_needs ? here.floor : there.floor,
            .count = here_needs ? here.count : there.count};
  }

  const Areas& areas_;
  std::span<const std::uint32_t> members_;  // ranks, rising
  std::vector<Step> steps_;
};

/// Lists of ranks, in the order of their smallest codes.
std::vector<std::vector<std::uint32_t>> members_of(const Areas& areas, const Assignment& assigned) {
  std::vector<std::vector<std::uint32_t>> members(assigned.units);
  for (std::uint32_t r = 0; r < areas.size(); ++r) members[assigned.unit[r]].push_back(r);
  std::vector<std::vector<std::uint32_t>> result;
  for (const auto& unit : members) {
    for (auto& part : UnitTree(areas, unit).cut()) result.push_back(std::move(part));
  }
  std::ranges::sort(result);
  return result;
}

FloorUnit unit_of(const Areas& areas, std::vector<std::uint32_t> ranks) {
  FloorUnit unit{.sums = areas.sums(ranks)};
  unit.carries = areas.is_enough(unit.sums);
  unit.merges = UnitTree(areas, ranks).merges();
  for (const FloorMerge& merge : unit.merges) unit.cost += merge.cost;
  std::ranges::stable_sort(ranks, [&](std::uint32_t a, std::uint32_t b) {
    return areas.counts(a)[0] > areas.counts(b)[0];
  });
  for (const std::uint32_t r : ranks) unit.members.push_back(areas.graph().area_of_rank()[r]);
  return unit;
}

FloorReason reason_of(const Areas& areas, const FloorUnit& unit, std::uint32_t rank) {
  if (!unit.carries) return FloorReason::kCannotReach;
  if (!areas.carries(rank)) return FloorReason::kTooSmall;
  return unit.members.size() == 1 ? FloorReason::kAlone : FloorReason::kTookIn;
}

core::Finding below_floor(const RegionGraph& graph, std::span<const Floor> floors,
                          const FloorUnit& unit) {
  core::Finding finding{.code = "floor_not_reached", .severity = core::Severity::kWarning};
  std::string facts;
  for (std::size_t f = 0; f < floors.size(); ++f) {
    if (keeps(unit.sums[f], floors[f].least)) continue;
    facts += fmt::format("{}{} {} of {}", facts.empty() ? "" : ", ", floors[f].name, unit.sums[f],
                         floors[f].least);
  }
  for (const std::uint32_t area : unit.members) finding.areas.push_back(graph.codes()[area].text());
  std::ranges::sort(finding.areas);
  finding.message =
      fmt::format("{} areas that hang together stay below a floor: {}", unit.members.size(), facts);
  finding.hint = "link them to a neighbour, lower the floor, or tell nothing about them";
  finding.details = {{"sums", std::move(facts)}};
  return finding;
}

std::vector<core::Finding> findings_of(const RegionGraph& graph, std::span<const Floor> floors,
                                       const FloorUnits& result) {
  std::vector<core::Finding> findings = graph.findings();
  for (const FloorUnit& unit : result.units) {
    if (!unit.carries) findings.push_back(below_floor(graph, floors, unit));
  }
  if (result.proven) return findings;
  findings.push_back({.code = "not_proven",
                      .message = fmt::format(
                          "{} units were found; at most {} are possible, and whether the merges "
                          "are the cheapest is not proven",
                          result.units.size(), result.most_units),
                      .details = {{"units", std::to_string(result.units.size())},
                                  {"most", std::to_string(result.most_units)}}});
  return findings;
}

}  // namespace

std::string_view name(FloorReason reason) {
  constexpr std::array<std::string_view, 4> kNames{"alone", "too_small", "took_in", "cannot_reach"};
  return kNames[static_cast<std::size_t>(reason)];
}

FloorUnits aggregate_to_floor(const RegionGraph& graph, std::span<const Floor> floors,
                              const FloorOptions& options) {
  if (floors.empty()) refuse("no_floors", "no floor is given", "");
  for (const Floor& floor : floors) require_counts(graph, floor);
  const Areas areas(graph, floors);
  const Assignment assigned = assign(areas, options);

  FloorUnits result{.most_units = assigned.most_units, .proven = assigned.proven};
  const std::vector<std::vector<std::uint32_t>> members = members_of(areas, assigned);
  result.unit.resize(areas.size());
  result.reasons.resize(areas.size());
  for (std::uint32_t u = 0; u < members.size(); ++u) {
    result.units.push_back(unit_of(areas, members[u]));
    result.cost += result.units.back().cost;
    for (const std::uint32_t rank : members[u]) {
      const std::uint32_t area = graph.area_of_rank()[rank];
      result.unit[area] = u;
      result.reasons[area] = reason_of(areas, result.units.back(), rank);
    }
  }
  result.findings = findings_of(graph, floors, result);
  return result;
}

}  // namespace sozialraum::typology
