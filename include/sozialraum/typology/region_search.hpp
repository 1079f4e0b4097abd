#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "sozialraum/typology/regions.hpp"

namespace sozialraum::typology {

/// How are areas moved between neighbouring regions?
enum class RegionSearch : std::uint8_t {
  kGreedy,     ///< only moves that lower the sum of squares, until there are none
  kAnnealing,  ///< also others, by chance and less and less (Kirkpatrick et al. 1983)
  kTabu,       ///< the best move even if it raises, none that was just undone (Glover 1989)
};

struct RegionSearchOptions {
  RegionSearch search = RegionSearch::kTabu;
  std::span<const Bound> bounds{};
  std::size_t patience =
      0;                   ///< tabu: moves without a better partition; 0 = 2 * areas, at least 200
  std::uint64_t seed = 1;  ///< annealing: of its random numbers
  /// What short borders are worth: so much of the sum of squares of all areas, shared out over all
  /// links, is paid for every link between two regions. 0 = nothing; 1 = cutting all links costs as
  /// much as all differences.
  double compactness = 0.0;
  core::Execution execution{};
};

/// Which regions are more alike inside, starting from given ones?
///
/// The automatic zoning procedure (Openshaw 1977): areas at a border move to a neighbouring region
/// if the weighted sum of squares falls and the region they leave hangs together without them
/// and keeps its floors, the other its ceilings. The number of regions stays. `start` (one
/// number per area) is any partition: of find_regions, of last year, of a planner; regions of
/// it that are below a floor only grow. Never worse than the start: every search ends with
/// greedy moves from the best partition it met. No bound on what is missed; begin from several.
///
/// Greedy O(passes * links * columns), tabu O(moves * areas at borders * columns): thousands of
/// areas; greedy and annealing take a hundred thousand. Same answer for any order of rows.
///
/// With `compactness` the sum that falls is that of squares and of borders, so likeness may be
/// given up for regions that are easier to draw and to explain. There is no right price: look at
/// the map.
///
///     3 x 3 squares, 0 in two columns and 10 in the third, but 6 in the middle: the sum of squares
///     is 192, there are 12 links; with the middle on the right side 5 links are cut and 12 is
///     left, with a straight border 3 and 30, so it is straight from 2 * c * 192 / 12 = 18, c =
///     0.5625, on
///
/// Throws as find_regions; "length_mismatch" (start); "invalid_argument" (compactness below 0).
[[nodiscard]] Regions improve_regions(const Points& points, const RegionGraph& graph,
                                      std::span<const std::uint32_t> start,
                                      const RegionSearchOptions& options = {});

}  // namespace sozialraum::typology
