#include "sozialraum/typology/kmeans.hpp"

#include <algorithm>
#include <iterator>

#include "sozialraum/core/finding.hpp"
#include "typology/best_start.hpp"
#include "typology/code_order.hpp"
#include "typology/ranked_rows.hpp"
#include "typology/starts.hpp"

namespace sozialraum::typology {
namespace {

/// Up to so many areas a start takes milliseconds, and a missed optimum is not worth saving them.
constexpr std::size_t kFewAreas = 1000;
constexpr std::size_t kMostRounds = 10;

void require_options(const KMeansOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
}

/// As many starts as asked for; of few areas as many again while a single one reached the best.
Race race_of(const RankedRows& rows, const KMeansOptions& options) {
  Race race;
  const bool go_on = options.more_starts && options.starts > 1 && rows.size() <= kFewAreas;
  const std::size_t most = go_on ? kMostRounds * options.starts : options.starts;
  while (race.inertia.size() < most &&
         (race.inertia.empty() || reached_best(race.inertia, race.best.inertia) == 1)) {
    options.execution.expect(options.starts);
    run_starts(rows, options, race);
  }
  return race;
}

/// The types of the best of all starts, in the order of the input.
Race race_in_input_order(const Points& points, const KMeansOptions& options) {
  const std::vector<std::size_t> order = areas_by_code(points);
  std::vector<double> weights;
  weights.reserve(order.size());
  for (const std::size_t area : order) weights.push_back(points.weight(area));
  const RankedRows rows{.values = points.values,
                        .area_of_rank = order,
                        .weights = weights,
                        .columns = points.columns()};
  require_enough_areas(rows, options.types);
  Race race = race_of(rows, options);
  std::vector<std::uint32_t> types(order.size());
  for (std::size_t r = 0; r < order.size(); ++r) types[order[r]] = race.best.types[r];
  race.best.types = std::move(types);
  return race;
}

void judge_starts(Race race, Clustering& result) {
  const std::size_t reached = reached_best(race.inertia, race.best.inertia);
  result.start_inertia = std::move(race.inertia);
  const std::size_t starts = result.start_inertia.size();
  result.share_of_best = static_cast<double>(reached) / static_cast<double>(starts);
  std::ranges::move(best_reached_once(reached, starts), std::back_inserter(result.findings));
}

}  // namespace

Clustering kmeans(const Points& points, const KMeansOptions& options) {
  require_options(options);
  require_valid(points);
  Race race = race_in_input_order(points, options);
  const std::vector<std::uint32_t> types = number_types(points, race.best.types, options.types);
  Clustering result = describe_partition(points, types, options.types);
  result.findings = scale_doubts(points);
  judge_starts(std::move(race), result);
  return result;
}

}  // namespace sozialraum::typology
