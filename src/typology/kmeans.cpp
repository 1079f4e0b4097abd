#include "sozialraum/typology/kmeans.hpp"

#include <algorithm>
#include <iterator>

#include "sozialraum/core/finding.hpp"
#include "typology/best_start.hpp"
#include "typology/blocks.hpp"
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

std::vector<std::uint32_t> in_input_order(const Blocks& blocks,
                                          const std::vector<std::uint32_t>& by_rank) {
  std::vector<std::uint32_t> types(blocks.rows);
  for (std::size_t r = 0; r < blocks.rows; ++r) types[blocks.area_of_rank[r]] = by_rank[r];
  return types;
}

/// As many starts as asked for; of few areas as many again while a single one reached the best.
Race race_of(const Points& points, const Blocks& blocks, const KMeansOptions& options) {
  const RankedRows rows{
      .values = points.values, .area_of_rank = blocks.area_of_rank, .columns = points.columns()};
  Race race;
  const bool go_on = options.more_starts && options.starts > 1 && blocks.rows <= kFewAreas;
  const std::size_t most = go_on ? kMostRounds * options.starts : options.starts;
  while (race.inertia.size() < most &&
         (race.inertia.empty() || reached_best(race.inertia, race.best.inertia) == 1)) {
    options.execution.expect(options.starts);
    run_starts(blocks, rows, options, race);
  }
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
  const Blocks blocks(points);
  require_enough_areas(blocks, options.types);
  Race race = race_of(points, blocks, options);
  const std::vector<std::uint32_t> types =
      number_types(points, in_input_order(blocks, race.best.types), options.types);
  Clustering result = describe_partition(points, types, options.types);
  result.findings = scale_doubts(points);
  judge_starts(std::move(race), result);
  return result;
}

}  // namespace sozialraum::typology
