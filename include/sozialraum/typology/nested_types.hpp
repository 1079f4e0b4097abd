#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct NestedOptions {
  std::size_t types = 0;            ///< of the first level; no default
  std::size_t inner = 2;            ///< inside each of them, at most
  std::span<const Bound> bounds{};  ///< of every inner type; so its type keeps the floors as well
  std::size_t starts = 50;
  std::uint64_t seed = 1;  ///< the same seed gives the same bytes
  core::Execution execution{};
};

/// Types, and the types inside them.
struct NestedTypes {
  Clustering outer{};
  Clustering inner{};  ///< of all types, numbered on: A1, A2, B1, B2, C1 ...
  std::vector<std::uint32_t> type_of_inner{};  ///< per inner type: the type it lies in
  std::vector<std::size_t> inner_counts{};     ///< per type: its inner types
  std::vector<double> totals{};                ///< inner types x bounds
  double explained_outer = 0.0;  ///< share of the sum of squares that lies between the types
  double explained_inner = 0.0;  ///< and between the inner types; never less
  std::vector<core::Finding> findings{};  ///< of both levels, and "fewer_inner_types"
};

/// Which few types are there, and which kinds inside each of them?
///
/// Two levels, such as 4 types to speak of and 8 kinds to work with: k-means first, then again
/// among the areas of each type alone, both as bounded_kmeans if there are bounds. Inner types of
/// one type share it; nothing forces those of different types apart, and as a partition into so
/// many types they are a little worse than k-means at once (which is no refinement of the first).
///
/// A type that cannot be divided into `inner` parts, because its areas are too few, equal, or would
/// fall below a floor, is divided into fewer, or not at all, and told ("fewer_inner_types" with its
/// number and its parts). Numbers follow the rule of Clustering on both levels.
///
///     villages at 0, 1, 10, 11, 50, 50, 51, 51; 2 types of 2 inner ones:
///     {0, 1 | 10, 11} and {50, 50 | 51, 51}
///
/// Throws as kmeans, or bounded_kmeans if there are bounds; "invalid_argument" (inner is 0). Cost
/// as these.
[[nodiscard]] NestedTypes nested_types(const Points& points, const NestedOptions& options);

}  // namespace sozialraum::typology
