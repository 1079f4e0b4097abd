#pragma once

#include <vector>

#include "smallarea/hyper_grid.hpp"

namespace sozialraum::smallarea {

/// What is known of one area's rate, averaged over all nodes of the grid.
struct PosteriorRate {
  double mean = 0.0;
  double sd = 0.0;
  double lower = 0.0;
  double upper = 0.0;
  double weight = 0.0;  ///< part of the precision that comes from the area's own count
};

[[nodiscard]] PosteriorRate posterior_rate(const HyperGrid& grid, const Observations& seen,
                                           std::size_t area, const SpatialModelOptions& options);

}  // namespace sozialraum::smallarea
