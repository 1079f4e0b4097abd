#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct FuzzyOptions {
  std::size_t types = 0;  ///< how many types; no default, the question is the user's
  /// m, above 1: near 1 = the types of k-means, larger = everything belongs a little to everything.
  /// 2 is customary; with six or more columns 1.2 to 1.5, or the centres run together.
  double fuzzifier = 2.0;
  std::size_t starts = 20;     ///< from partitions by k-means, each from its own k-means++ start
  std::size_t passes = 2'000;  ///< at most, of each start
  /// A pass that moves no centre by more than this share of the scatter of all areas is the last.
  double tolerance = 1e-9;
  std::uint64_t seed = 1;  ///< the same seed gives the same bytes
  core::Execution execution{};
};

/// How much does each area belong to each type?
struct FuzzyTypes {
  std::size_t columns = 0;
  std::vector<std::uint32_t> types{};  ///< per area: where it belongs most; numbered as Clustering
  std::vector<double> membership{};    ///< areas x types; 0 to 1, each row sums to 1
  std::vector<double> centres{};       ///< types x columns
  std::vector<double> weights{};       ///< per type: sum of weight * membership
  double objective = 0.0;              ///< sum of weight * membership^m * squared distance
  double partition_coefficient = 0.0;  ///< mean of the sum of squared memberships: 1/k to 1 (Dunn)
  std::vector<double> start_objective{};  ///< of every start
  double share_of_best = 1.0;             ///< share of starts within one millionth of the best
  std::size_t passes = 0;                 ///< of the best start
  bool converged = false;
  std::vector<core::Finding> findings{};

  [[nodiscard]] std::size_t type_count() const noexcept { return weights.size(); }
};

/// Which areas lie between types, and between which?
///
/// Fuzzy c-means (Dunn 1973, Bezdek 1981): minimises sum of weight * u^m * squared distance, where
/// u_ik = 1 / sum_l (d_ik / d_il)^(2 / (m - 1)) is how much area i belongs to type k, and the
/// centre of a type is the mean of all areas weighted with weight * u^m. Weights act as replicated
/// rows; an area of weight 0 is told its memberships, but shapes no type.
///
///     areas at -1, 0 and 1, two types: centres at -c and c with c = sqrt(sqrt(8/3) - 1) = 0.796;
///     the area in the middle belongs half to each
///
/// A membership is a *degree of likeness*, no probability: it knows nothing of small counts, and
/// grows or shrinks with m at will. How sure a type is tell mixture (with known errors) and the
/// certainty of this module.
///
/// The result is the same for any thread count and row order. O(starts * passes * areas * k *
/// columns); memory per thread 8 bytes an area and type.
///
/// Findings: "best_reached_once", "unequal_scales" as kmeans; "passes_used_up";
/// "types_run_together" (warning) if two centres are nearer to each other than a thousandth of the
/// scatter of all areas: the data hold fewer fuzzy types than asked for, or m is too large. Throws
/// as kmeans; "invalid_argument" for an m that is not a number above 1.
[[nodiscard]] FuzzyTypes fuzzy_cmeans(const Points& points, const FuzzyOptions& options);

/// How much do areas, old or new, belong to given centres (types x columns)? areas x types.
///
/// An area that lies on centres belongs to these alone, in equal parts. Throws as
/// require_measurable; "length_mismatch"; "invalid_argument" (m). O(areas * k * columns).
[[nodiscard]] std::vector<double> fuzzy_membership(const Points& points,
                                                   std::span<const double> centres,
                                                   double fuzzifier);

}  // namespace sozialraum::typology
