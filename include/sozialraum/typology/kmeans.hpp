#pragma once

#include <cstddef>
#include <cstdint>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct KMeansOptions {
  std::size_t types = 0;     ///< how many types; no default, the question is the user's
  std::size_t starts = 100;  ///< random starts: one start rarely finds the best partition
  /// Of up to 1,000 areas: as many starts again while a single one reached the best, at most 10
  /// times as many in all. A single start is what was wanted, and stays one.
  bool more_starts = true;
  std::uint64_t seed = 1;  ///< the same seed gives the same bytes
  core::Execution execution{};
};

/// Which k groups of areas are each as alike as possible?
///
/// Minimises sum of weight * squared distance to the own centre. Every start draws its first
/// centres by greedy k-means++ (Arthur and Vassilvitskii 2007: 2 + log k candidates each, drawn
/// with weight * squared distance), improves by Lloyd's steps and then by moving single areas as
/// long as the sum falls (Hartigan 1975), so the result cannot be improved by moving any one area.
/// The best of all starts wins, the first of equals. Weights act as replicated rows; an area of
/// weight 0 is typed, but shapes no type.
///
/// The result is the same for any thread count and row order. O(starts * steps * areas * k *
/// columns); starts run in parallel; memory 4 bytes a value, and per thread about 70 bytes an area.
///
/// Findings: "best_reached_once" if more than one start was made and only one reached the best.
/// "unequal_scales" as scale_doubts says.
/// Throws as require_valid; "fewer_areas_than_types" if fewer distinct areas with weight than
/// types; "invalid_argument" for types or starts below 1.
[[nodiscard]] Clustering kmeans(const Points& points, const KMeansOptions& options);

}  // namespace sozialraum::typology
