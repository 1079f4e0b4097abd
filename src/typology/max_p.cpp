#include "sozialraum/typology/max_p.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/aggregate_to_floor.hpp"
#include "typology/region_division.hpp"
#include "typology/region_moves.hpp"
#include "typology/region_peel.hpp"

namespace sozialraum::typology {
namespace {

using Members = std::vector<std::vector<std::uint32_t>>;

constexpr std::size_t kExactAreas = 3000;
constexpr std::size_t kEveryStart = 10'000;
constexpr std::size_t kSmallMap = 100;  // ten times the starts cost nothing there
constexpr int kSqueezes = 8;
constexpr int kPolishes = 6;

void require_a_floor(std::span<const Bound> bounds) {
  for (const Bound& bound : bounds) {
    if (bound.least > 0.0) return;
  }
  throw core::InvalidInput({.code = "no_floors",
                            .severity = core::Severity::kWarning,
                            .message = "no floor is given: every area could be a region",
                            .place = {.argument = "bounds"},
                            .hint = "say what every region needs, such as 300 people"});
}

/// No division of the map has more regions; a part that stays below a floor counts as one.
std::size_t bound_of(const RankedAreas& areas, const RegionGraph& graph) {
  const std::vector<std::uint32_t> part = graph.components();
  Members parts(std::ranges::max(part) + std::size_t{1});
  for (std::uint32_t r = 0; r < part.size(); ++r) parts[part[r]].push_back(r);
  std::size_t most = 0;
  for (const auto& ranks : parts) most += std::max<std::size_t>(areas.most_regions(ranks), 1);
  return most;
}

/// The division of aggregate_to_floor, and whether its number of units is proven.
std::pair<Members, bool> of_floors(const RegionGraph& graph, std::span<const Bound> bounds,
                                   const core::Execution& execution) {
  const std::vector<double> ones(graph.size(), 1.0);
  std::vector<Floor> floors;
  for (const Bound& bound : bounds) {
    if (!(bound.least > 0.0)) continue;
    floors.push_back({bound.name, bound.counts.empty() ? ones : bound.counts, bound.least});
  }
  const FloorUnits found =
      aggregate_to_floor(graph, floors, {.exact_steps = 200'000, .execution = execution});
  Members members(found.units.size());
  for (std::uint32_t r = 0; r < graph.size(); ++r) {
    members[found.unit[graph.area_of_rank()[r]]].push_back(r);
  }
  return {std::move(members), found.proven};
}

bool has_ceiling(std::span<const Bound> bounds) {
  return std::ranges::any_of(bounds, [](const Bound& b) { return std::isfinite(b.most); });
}

/// Areas move and pairs are cut anew, in turn, while that makes the regions more alike.
void polish(RegionDivision& division, const RankedAreas& areas, const RegionGraph& graph,
            const MaxPOptions& options) {
  core::RandomStream dice(options.seed, "max-p recombination");
  for (int round = 0; round < kPolishes; ++round) {
    RegionState state(areas, graph, division.labels());
    const bool moved = move_greedily(state, graph, options.execution);
    division.take(state.regions());
    if (!division.recombine(dice, options.execution) && !moved) return;
  }
  RegionState state(areas, graph, division.labels());
  move_greedily(state, graph, options.execution);
  division.take(state.regions());
}

/// Peels, squeezes and polishes from many starts, and keeps the best.
class Search {
 public:
  Search(const RankedAreas& areas, const RegionGraph& graph, const MaxPOptions& options)
      : areas_(areas), graph_(graph), options_(options), peel_(areas, graph), all_(areas.size()) {
    std::iota(all_.begin(), all_.end(), 0U);
  }

  /// Up to kEveryStart areas every start is polished; of larger maps the one with the most regions.
  RegionDivision run(MaxP& result) {
    std::vector<Members> starts;
    if (areas_.size() <= kExactAreas && !has_ceiling(options_.bounds)) {
      auto [members, proven] = of_floors(graph_, options_.bounds, options_.execution);
      if (proven) result.most_regions = members.size();
      starts.push_back(std::move(members));
    }
    const std::size_t tries = areas_.size() <= kSmallMap ? 10 * options_.starts : options_.starts;
    for (std::size_t s = 0; s < tries; ++s) {
      options_.execution.advance();
      core::RandomStream dice(options_.seed, "max-p start", s);
      const double likeness = 0.2 * static_cast<double>(s % 4);
      starts.push_back(with_leftovers(areas_, graph_, peel_.peel(all_, dice, likeness)));
    }
    if (areas_.size() > kEveryStart) {
      const auto best = std::ranges::max_element(starts, {}, &Members::size);
      starts = {std::move(*best)};
    }
    std::vector<RegionDivision> divisions;
    for (std::size_t s = 0; s < starts.size(); ++s) {
      divisions.push_back(squeezed({areas_, graph_, std::move(starts[s])}, s, result.most_regions));
      found_ = std::max(found_, divisions.back().count());
    }
    return most_alike(divisions);
  }

  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  RegionDivision squeezed(RegionDivision division, std::size_t start, std::size_t most) {
    core::RandomStream dice(options_.seed, "max-p windows", start);
    for (int round = 0; round < kSqueezes; ++round) {
      if (division.count() >= most || !division.squeeze(peel_, dice, options_.execution)) break;
    }
    return division;
  }

  RegionDivision most_alike(std::vector<RegionDivision>& divisions) {
    const RegionDivision* best = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (RegionDivision& division : divisions) {
      if (division.count() < found_) continue;
      if (options_.regions > 0) division.join_until(options_.regions);
      polish(division, areas_, graph_, options_);
      const double within = RegionState(areas_, graph_, division.labels()).within();
      if (within >= least) continue;
      least = within;
      best = &division;
    }
    return *best;
  }

  const RankedAreas& areas_;
  const RegionGraph& graph_;
  const MaxPOptions& options_;
  Peel peel_;
  std::vector<std::uint32_t> all_;
  std::size_t found_ = 0;
};

}  // namespace

MaxP max_p(const Points& points, const RegionGraph& graph, const MaxPOptions& options) {
  require_regions(points, graph, options.bounds);
  require_every_weight(points);
  require_a_floor(options.bounds);
  const RankedAreas areas(points, graph, options.bounds);
  MaxP result{.most_regions = bound_of(areas, graph)};
  Search search(areas, graph, options);
  const RegionDivision division = search.run(result);
  const std::size_t found = search.found();
  result.proven = found >= result.most_regions;
  std::vector<std::uint32_t> regions(graph.size());
  for (std::uint32_t r = 0; r < graph.size(); ++r) {
    regions[graph.area_of_rank()[r]] = division.labels()[r];
  }
  result.regions = describe_regions(points, graph, regions, options.bounds);
  if (result.proven) return result;
  result.regions.findings.push_back(
      {.code = "not_proven",
       .message = fmt::format("{} regions were found; more than {} are not possible", found,
                              result.most_regions),
       .details = {{"units", std::to_string(found)},
                   {"most", std::to_string(result.most_regions)}}});
  return result;
}

}  // namespace sozialraum::typology
