#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct OptimalKMeansOptions {
  std::size_t types = 0;            ///< how many types; no default, the question is the user's
  std::span<const Bound> bounds{};  ///< of every type, all at once
  std::size_t starts = 100;         ///< random starts for a good partition to begin with
  /// Sets of areas that may be looked at before the proof is given up: some 10 seconds. A number
  /// of sets, not of seconds, so that every machine gives the same answer.
  std::uint64_t sets = 300'000'000;
  std::uint64_t seed = 1;
  core::Execution execution{};
};

struct OptimalClustering {
  Clustering clustering{};
  std::vector<double> totals{};  ///< types x bounds, in the order of the bounds
  bool proven = false;           ///< no partition that keeps the bounds has a smaller inertia
  double lower_bound = 0.0;      ///< of the inertia of all such partitions; = inertia if proven
  double gap = 0.0;              ///< (inertia - lower_bound) / inertia
  std::uint64_t sets = 0;        ///< of areas looked at
};

/// Which k groups of areas are as alike as possible, beyond doubt?
///
/// The smallest sum of squares of all partitions into k types, with its proof; with bounds, of all
/// that keep them. For small tables: 24 villages and up to 8 types take seconds. How far it goes
/// depends on the data (types that stand apart are quick, a cloud without types is slow) and on k
/// (more types are quicker); beyond, the result is the best partition found, `proven` is false and
/// `gap` says how much better another one could be at most.
///
/// A partition is a choice of groups. A linear program over groups gives each area a prize; a
/// search through the groups finds the least cost less prizes, which bounds every partition from
/// below; if a gap remains, all groups that could be part of a better partition are listed and put
/// together in every way (du Merle, Hansen, Jaumard and Mladenović 2000; Baldacci, Christofides and
/// Mingozzi 2008). Nothing proven rests on the rounding of the linear program. Costs that differ by
/// less than 1e-10 of the sum of squares of one single type count as equal.
///
/// Equal areas get equal types unless no partition keeps the bounds that way; then they are named.
///
/// Findings: "not_proven" with the gap; "equal_areas_parted"; "unequal_scales".
/// Throws as bounded_kmeans; "no_weight" for areas of weight 0; "too_many_areas" for more than 60
/// different areas; "no_such_partition" if it is proven that nothing keeps the bounds.
[[nodiscard]] OptimalClustering optimal_kmeans(const Points& points,
                                               const OptimalKMeansOptions& options);

}  // namespace sozialraum::typology
