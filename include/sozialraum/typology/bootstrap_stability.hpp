#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct BootstrapOptions {
  std::size_t samples = 50;
  std::size_t starts = 10;  ///< of k-means, for each sample
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// Would the types be there if other areas of the same kind had been looked at?
struct BootstrapStability {
  /// Per type the mean over samples of the largest Jaccard similarity with a type of the sample:
  /// below 0.60 unstable, to 0.75 a pattern, to 0.85 stable, above highly stable (Hennig 2007).
  std::vector<double> jaccard{};
  std::vector<double> dissolved{};  ///< per type the share of samples with 0.5 or less
  double mean = 0.0;                ///< over types
  double least = 0.0;
  std::size_t samples = 0;  ///< that could be typed; a sample may hold too few different areas
};

/// The areas are drawn anew with replacement, typed by k-means, and compared with the types given
/// on the areas that were drawn, people counting (Hennig 2007, clusterboot). It speaks of which
/// areas happen to be in the table; the noise of their numbers is what certainty speaks of.
///
/// Throws as kmeans and require_types; "invalid_argument" for no samples or starts.
/// O(samples) runs of k-means, in parallel.
[[nodiscard]] BootstrapStability bootstrap_stability(const Points& points,
                                                     const Clustering& clustering,
                                                     const BootstrapOptions& options = {});

}  // namespace sozialraum::typology
