#include "sozialraum/typology/region_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/validity.hpp"
#include "typology/region_moves.hpp"
#include "typology/region_state.hpp"

namespace sozialraum::typology {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

struct Move {
  std::uint32_t rank = kNone;
  std::uint32_t to = kNone;
  double rise = std::numeric_limits<double>::infinity();
};

using Partition = std::vector<std::uint32_t>;

Partition copy_of(const RegionState& state) {
  return {state.regions().begin(), state.regions().end()};
}

/// Tabu search: who has just left a region may not come back for a while, unless that gives the
/// best partition so far.
class Tabu {
 public:
  Tabu(RegionState& state, const RegionGraph& graph, const RegionSearchOptions& options)
      : state_(state),
        graph_(graph),
        execution_(options.execution),
        patience_(options.patience > 0 ? options.patience
                                       : std::max<std::size_t>(200, 2 * graph.size())),
        tenure_(std::clamp<std::uint64_t>(graph.size() / 8, 5, 50)) {}

  Partition run() {
    Partition best = copy_of(state_);
    double now = 0.0;  // from the start
    double least = 0.0;
    std::size_t idle = 0;
    while (idle < patience_) {
      const Move move = best_move(now, least);
      if (move.rank == kNone) break;
      forbidden_[{move.rank, state_.region(move.rank)}] = step_ + tenure_;
      state_.move(move.rank, move.to);
      now += move.rise;
      ++step_;
      ++idle;
      if (now < least - 1e-12 * (1.0 + std::abs(least))) {
        least = now;
        idle = 0;
        best = copy_of(state_);
      }
      if (step_ % 16 == 0) execution_.advance();
    }
    return best;
  }

 private:
  [[nodiscard]] Move best_move(double now, double least) const {
    Move best;
    for (std::uint32_t r = 0; r < graph_.size(); ++r) {
      std::uint32_t before = kNone;
      for (const auto& [other, cost] : graph_.neighbours(r)) {
        const std::uint32_t to = state_.region(other);
        if (to == state_.region(r) || to == before) continue;
        before = to;
        const double rise = state_.rise(r, to);
        if (rise >= best.rise) continue;
        const auto found = forbidden_.find({r, to});
        const bool is_tabu = found != forbidden_.end() && found->second > step_;
        if (is_tabu && now + rise >= least - 1e-12 * (1.0 + std::abs(least))) continue;
        if (state_.may_enter(r, to) && state_.may_leave(r)) best = {r, to, rise};
      }
    }
    return best;
  }

  RegionState& state_;
  const RegionGraph& graph_;
  core::Execution execution_;
  std::size_t patience_;
  std::uint64_t tenure_;
  std::uint64_t step_ = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> forbidden_;
};

/// Random moves; a rise is accepted with exp(-rise / warmth), and the warmth falls.
Partition anneal(RegionState& state, const RegionGraph& graph, const RegionSearchOptions& options) {
  constexpr int kLevels = 60;
  constexpr double kCooling = 0.88;
  constexpr std::uint32_t kCopied = 2000;
  const auto n = static_cast<std::uint32_t>(graph.size());
  core::RandomStream dice(options.seed, "region annealing");
  Partition best = copy_of(state);
  double now = 0.0;
  double least = 0.0;
  double warmth = 0.2 * state.within() / n;  // about what one area adds
  for (int level = 0; level < kLevels; ++level, warmth *= kCooling) {
    for (std::uint32_t i = 0; i < 4 * n; ++i) {
      if (i % 1024 == 0) options.execution.advance();
      const auto rank = static_cast<std::uint32_t>(dice.below(n));
      const auto near = graph.neighbours(rank);
      if (near.empty()) continue;
      const std::uint32_t to = state.region(near[dice.below(near.size())].rank);
      if (to == state.region(rank)) continue;
      const double rise = state.rise(rank, to);
      if (rise > 0.0 && dice.uniform() >= std::exp(-rise / warmth)) continue;
      if (!state.may_enter(rank, to) || !state.may_leave(rank)) continue;
      state.move(rank, to);
      now += rise;
      if (n > kCopied || now >= least - 1e-12 * (1.0 + std::abs(least))) continue;
      least = now;
      best = copy_of(state);
    }
    if (n <= kCopied || now >= least) continue;
    least = now;  // of large maps only what stands after a level is kept
    best = copy_of(state);
  }
  return best;
}

/// What a link between two regions costs.
double border_price(const Points& points, const RegionGraph& graph, double compactness) {
  if (!(compactness >= 0.0) || !std::isfinite(compactness)) {
    core::invalid_argument("compactness", fmt::format("is {}; 0 or more is needed", compactness));
  }
  if (compactness == 0.0 || graph.links() == 0) return 0.0;
  return compactness * total_sum_of_squares(points) / static_cast<double>(graph.links());
}

Partition by_rank(const RegionGraph& graph, std::span<const std::uint32_t> start) {
  if (start.size() != graph.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} numbers of regions for {} areas", start.size(), graph.size()),
         .place = {.argument = "start"}});
  }
  std::map<std::uint32_t, std::uint32_t> number;  // in the order of smallest codes
  Partition result;
  for (const std::uint32_t area : graph.area_of_rank()) {
    result.push_back(
        number.emplace(start[area], static_cast<std::uint32_t>(number.size())).first->second);
  }
  return result;
}

}  // namespace

bool move_greedily(RegionState& state, const RegionGraph& graph, const core::Execution& execution) {
  const double gain = kRegionGain * state.within() / static_cast<double>(graph.size());
  bool any = false;
  for (bool more = true; more;) {
    more = false;
    for (std::uint32_t r = 0; r < graph.size(); ++r) {
      if (r % 1024 == 0) execution.advance();
      Move best{.rise = 0.0};
      for (const auto& [other, cost] : graph.neighbours(r)) {
        const std::uint32_t to = state.region(other);
        if (to == state.region(r)) continue;
        const double rise = state.rise(r, to);
        if (rise < best.rise && state.may_enter(r, to)) best = {r, to, rise};
      }
      if (best.rank == kNone || best.rise >= -gain || !state.may_leave(r)) continue;
      state.move(r, best.to);
      more = true;
    }
    any = any || more;
  }
  return any;
}

Regions improve_regions(const Points& points, const RegionGraph& graph,
                        std::span<const std::uint32_t> start, const RegionSearchOptions& options) {
  require_regions(points, graph, options.bounds);
  require_every_weight(points);
  const RankedAreas areas(points, graph, options.bounds);
  const double border = border_price(points, graph, options.compactness);
  Partition partition = by_rank(graph, start);
  if (options.search != RegionSearch::kGreedy) {
    RegionState state(areas, graph, partition, border);
    partition = options.search == RegionSearch::kTabu ? Tabu(state, graph, options).run()
                                                      : anneal(state, graph, options);
  }
  RegionState state(areas, graph, std::move(partition), border);
  move_greedily(state, graph, options.execution);
  std::vector<std::uint32_t> regions(graph.size());
  for (std::uint32_t r = 0; r < graph.size(); ++r) {
    regions[graph.area_of_rank()[r]] = state.region(r);
  }
  return describe_regions(points, graph, regions, options.bounds);
}

}  // namespace sozialraum::typology
