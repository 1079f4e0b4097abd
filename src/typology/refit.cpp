#include "sozialraum/typology/refit.hpp"

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/bounded_kmeans.hpp"
#include "sozialraum/typology/ward.hpp"

namespace sozialraum::typology {

Refit refit_by_ward() {
  return [](const RefitTask& task) {
    return ward(task.points, {.execution = task.execution}).cut(task.types);
  };
}

Refit refit_with_bounds(std::span<const Bound> bounds, std::size_t starts) {
  return [bounds, starts](const RefitTask& task) {
    return bounded_kmeans(task.points, {.types = task.types,
                                        .bounds = bounds,
                                        .starts = starts,
                                        .seed = task.seed,
                                        .execution = task.execution})
        .clustering.types;
  };
}

Refit refit_as_mixture(CovarianceFamily family, const KnownErrors& errors, std::size_t starts) {
  if (!errors.covariances.empty()) {
    core::invalid_argument("error_covariances", "cannot be carried through a repetition",
                           "give standard errors of single indicators");
  }
  return [family, errors, starts](const RefitTask& task) {
    std::vector<double> variances(errors.variances.begin(), errors.variances.end());
    for (std::size_t i = 0; i < variances.size(); ++i) {
      const double scale = task.scale.empty() ? 1.0 : task.scale[i % task.scale.size()];
      variances[i] *= scale * scale;
    }
    return mixture(task.points, {.types = task.types,
                                 .family = family,
                                 .errors = {.variances = variances},
                                 .starts = starts,
                                 .tolerance = 1e-5,  // types, not densities, are asked for
                                 .seed = task.seed,
                                 .execution = task.execution})
        .membership.types;
  };
}

Refit refit_as_regions(const RegionGraph& graph, const RegionOptions& options) {
  return [&graph, options](const RefitTask& task) {
    RegionOptions asked = options;
    asked.regions = task.types;
    asked.execution = task.execution;
    return find_regions(task.points, graph, asked).clustering.types;
  };
}

}  // namespace sozialraum::typology
