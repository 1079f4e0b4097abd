#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct KMedoidsOptions {
  std::size_t types = 0;    ///< how many types; no default, the question is the user's
  std::size_t starts = 10;  ///< the first one of up to 2,048 areas is PAM's own (BUILD)
  std::uint64_t seed = 1;   ///< the same seed gives the same bytes
  core::Execution execution{};
};

/// Types with a real area in the middle of each.
struct Medoids {
  std::vector<std::uint32_t> types{};  ///< per area, numbered as Clustering says
  std::vector<std::size_t> medoids{};  ///< per type the area that is its example
  std::vector<double> distance{};      ///< of each area to the example of its type
  double cost = 0.0;                   ///< sum of weight * distance to the own example
  std::vector<double> start_cost{};    ///< of every start
  double share_of_best = 1.0;          ///< share of starts within one millionth of the best
  std::vector<core::Finding> findings{};
};

/// Which k areas are the best examples of types, and which areas are like which?
///
/// Minimises the sum of weight * distance (not squared) to the nearest of k examples, which are
/// areas themselves (Kaufman and Rousseeuw 1990, PAM). "A village like Hafen" is easier said than
/// "a type with 0.3 standard deviations more old people", and far villages pull less than in
/// k-means. An example is exchanged for another area as soon as one lowers the sum, all k examples
/// being judged in one pass over the areas (FasterPAM: Schubert and Rousseeuw 2021), until none
/// does. An area of weight 0 is typed but counts for nothing.
///
///     villages at 0, 1, 3 and 10, 11: examples 1 and 10 (or 11; the smaller code), sum 1 + 2 + 1
///
/// The result is the same for any thread count and row order. Of equally near examples the one with
/// the smaller code wins. O(starts * rounds * areas² * columns); memory of up to 2,048 areas a
/// table of all distances, above O(areas * k).
///
/// Findings: "best_reached_once", "unequal_scales" as kmeans.
/// Throws as require_valid; "fewer_areas_than_types"; "invalid_argument" for types or starts
/// below 1.
[[nodiscard]] Medoids kmedoids(const Points& points, const KMedoidsOptions& options);

/// Ready distances between areas, such as Gower's for mixed data or minutes by road.
struct DistanceTable {
  std::span<const core::AreaCode> codes{};  ///< one per area, unique, any order
  std::span<const double> values{};         ///< areas x areas: 0 or more, symmetric, 0 to itself
  std::span<const double> weights{};        ///< people per area; empty = every area counts once
};

/// The same with ready distances.
///
/// Throws "no_areas", "length_mismatch", "duplicate_key", "missing_values" (names the areas),
/// "negative_weight", "no_weight", "bad_distance" (negative, or not symmetric) and as above.
[[nodiscard]] Medoids kmedoids(const DistanceTable& distances, const KMedoidsOptions& options);

}  // namespace sozialraum::typology
