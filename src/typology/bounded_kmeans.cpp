#include "sozialraum/typology/bounded_kmeans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "typology/best_start.hpp"
#include "typology/bounded_search.hpp"
#include "typology/partition_proof.hpp"

namespace sozialraum::typology {
namespace {

void require_options(const BoundedKMeansOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
}

struct Best {
  double cost = std::numeric_limits<double>::infinity();
  std::size_t start = 0;
  std::vector<std::uint32_t> types{};  // of items
  double assignment_bound = 0.0;
};

struct Race {
  std::vector<double> cost{};  // of every start that found something
  std::optional<Best> best{};
};

Race race_of(const Task& task, const BoundedKMeansOptions& options) {
  std::vector<double> cost(options.starts, std::numeric_limits<double>::infinity());
  Race race;
  std::mutex mutex;
  options.execution.expect(options.starts);
  core::parallel_for(options.starts, 1, options.execution, [&](std::size_t s, std::size_t) {
    BoundedSearch search(task);
    if (search.run(core::RandomStream(options.seed, "bounded start", s), options.execution)) {
      cost[s] = search.cost();
      const std::scoped_lock lock(mutex);
      const bool better = !race.best || search.cost() < race.best->cost ||
                          (search.cost() == race.best->cost && s < race.best->start);
      if (better) race.best = {search.cost(), s, search.types(), 0.0};
    }
    options.execution.advance(1);
  });
  for (const double found : cost) {
    if (found < std::numeric_limits<double>::infinity()) race.cost.push_back(found);
  }
  if (!race.best) return race;
  race.best->assignment_bound = BoundedSearch(task).assignment_bound(race.best->types);
  return race;
}

/// Where the search finds nothing in a small table, every partition is looked at.
Race search(const Task& task, const BoundedKMeansOptions& options) {
  constexpr std::size_t kFewItems = 16;
  Race race = race_of(task, options);
  if (race.best || task.items.count > kFewItems) return race;
  const Proof proof =
      prove_partition(task, {}, {.nodes = 10'000'000, .execution = options.execution});
  if (proof.types.empty()) return race;
  race.cost = {proof.cost};
  race.best = {proof.cost, 0, proof.types, BoundedSearch(task).assignment_bound(proof.types)};
  return race;
}

[[noreturn]] void refuse_unmet(const BoundedKMeansOptions& options) {
  std::string names;
  for (const Bound& bound : options.bounds) names += (names.empty() ? "" : ", ") + bound.name;
  throw core::InvalidInput(
      {.code = "floors_not_met",
       .severity = core::Severity::kWarning,
       .message = fmt::format("no partition into {} types was found that keeps the bounds of {} in "
                              "every type; areas cannot be divided",
                              options.types, names),
       .place = {.argument = "bounds"},
       .hint = "choose fewer types, lower floors or wider ceilings",
       .details = {{"types", std::to_string(options.types)}, {"names", names}}});
}

void judge_starts(const Race& race, std::size_t starts, Clustering& result) {
  result.start_inertia = race.cost;
  const std::size_t reached = reached_best(race.cost, race.best->cost);
  result.share_of_best = static_cast<double>(reached) / static_cast<double>(starts);
  std::ranges::move(best_reached_once(reached, starts), std::back_inserter(result.findings));
}

}  // namespace

BoundedClustering bounded_kmeans(const Points& points, const BoundedKMeansOptions& options) {
  require_options(options);
  require_valid(points);
  require_bounds(points, options.bounds, options.types);
  const Items distinct = items_of(points, options.bounds, {.equal_areas = true});
  require_distinct_areas(distinct, options.types);
  const std::vector<Range> ranges = ranges_of(options.bounds);
  Race race = search({distinct, ranges, options.types}, options);
  std::vector<std::uint32_t> types;
  if (race.best) {
    types = types_of_areas(distinct, race.best->types, points.areas());
  } else {
    if (distinct.count == points.areas()) refuse_unmet(options);
    const Items single = items_of(points, options.bounds, {.equal_areas = false});
    race = search({single, ranges, options.types}, options);
    if (!race.best) refuse_unmet(options);
    types = types_of_areas(single, race.best->types, points.areas());
  }
  BoundedClustering result;
  result.clustering =
      describe_partition(points, number_types(points, types, options.types), options.types);
  result.clustering.findings = scale_doubts(points);
  judge_starts(race, options.starts, result.clustering);
  std::ranges::move(equal_areas_parted(points, distinct, types),
                    std::back_inserter(result.clustering.findings));
  result.totals = bound_totals(options.bounds, result.clustering.types, options.types);
  const double inertia = result.clustering.inertia;
  result.assignment_bound = std::min(race.best->assignment_bound, inertia);
  result.assignment_gap =
      inertia > 0.0 ? 1.0 - std::max(0.0, result.assignment_bound) / inertia : 0.0;
  return result;
}

}  // namespace sozialraum::typology
