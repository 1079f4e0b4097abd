#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/mixture.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "sozialraum/typology/regions.hpp"

namespace sozialraum::typology {

/// Numbers that might have been, to be typed anew.
struct RefitTask {
  Points points{};                  ///< drawn; every column times its `scale`
  std::size_t types = 0;            ///< how many are wanted
  std::uint64_t seed = 1;           ///< of this draw
  std::span<const double> scale{};  ///< one per column
  core::Execution execution{};      ///< a single thread: draws run in parallel
};

/// Makes types anew in the way those of the data were made; their numbers may be in any order.
using Refit = std::function<std::vector<std::uint32_t>(const RefitTask&)>;

/// Fills areas x columns with the numbers of a draw, in the units of the points.
using DrawnNumbers = std::function<void(std::size_t draw, std::span<double> numbers)>;

/// How were the types made, and so how is a repetition made?
///
/// Whoever asks whether types come again has to repeat what was done: types with floors must be
/// repeated with floors, regions with their graph. Every repetition starts afresh, from `starts`
/// random starts where the method has any. All views must outlive the function.
///
///     certainty(points, types, spread, {.refit = refit_by_ward()})
[[nodiscard]] Refit refit_by_ward();

/// bounded_kmeans with these bounds.
[[nodiscard]] Refit refit_with_bounds(std::span<const Bound> bounds, std::size_t starts);

/// mixture of this family. The errors are those of the data, in its units; where the weights of the
/// indicators vary (`scale`) they follow. Only `variances`: InvalidInput for covariances.
[[nodiscard]] Refit refit_as_mixture(CovarianceFamily family, const KnownErrors& errors,
                                     std::size_t starts);

/// find_regions on the same graph, with the same bounds.
[[nodiscard]] Refit refit_as_regions(const RegionGraph& graph, const RegionOptions& options);

}  // namespace sozialraum::typology
