#include "sozialraum/smallarea/spatial_model.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "smallarea/spatial_fit.hpp"

namespace sozialraum::smallarea {

SpatialModelResult spatial_model(const indicator::Counts& counts, const spatial::Weights& weights,
                                 const SpatialModelOptions& options) {
  return std::move(fit_spatial_model(counts, weights, options).result);
}

SpatialModelEstimate estimate_spatial_model(const spatial::Weights& weights,
                                            const SpatialModelOptions& options) {
  const Precision precision(options.structure, graph_of(weights, rows_by_code(weights)));
  const auto areas = static_cast<double>(precision.areas());
  const auto unknowns = static_cast<double>(precision.size());
  const auto columns = static_cast<double>(options.covariates.columns() + 1);
  const bool many = precision.areas() >= kManyAreas;
  const double threads = options.execution.threads > 0
                             ? options.execution.threads
                             : std::max(1U, std::thread::hardware_concurrency());
  // Fits of one pair of sd and share: of the search, and those that are kept.
  const double kept = many ? 5.0 : 60.0;
  const double fits = kept + 25.0;
  const auto entries =
      static_cast<double>(precision.plan().factor_entries() + precision.plan().work_entries() +
                          2 * precision.pattern().entries());
  const double held =
      many ? 12.0 : kept;  // modes at once: those of the search live beside the kept
  // The graph, the table and the answer, measured; also what the parts of a large map take.
  const double around = 60.0 * areas + 40.0 * unknowns;
  const double numbers =
      threads * (entries + unknowns * (columns + 8.0)) + held * (unknowns + 3.0 * areas) + around;
  // A fit: two factorisations, the variances (as much as two more), solutions and the marginals.
  const double one = 3.2 * precision.plan().multiplications() / 1.2e10 +
                     2.8 * (columns + 3.0) * entries * 5e-10 + areas * 1.1e-6;
  return {.bytes = static_cast<std::uint64_t>(8.0 * numbers),
          .seconds = fits * one / std::min(threads, 6.0) + areas * kept * 5.6e-6 / threads};
}

}  // namespace sozialraum::smallarea
