#pragma once

#include <array>
#include <vector>

#include "smallarea/laplace.hpp"

namespace sozialraum::smallarea {

/// log sd, and log(share / (most - share)): scales without borders, on which the posterior is
/// nearly normal.
using HyperPoint = std::array<double, 2>;

/// One of the values that the counts allow, the mode there, and how probable they make it.
struct HyperNode {
  HyperPoint at{};
  Mode mode{};
  double log_density = 0.0;
  double probability = 0.0;  ///< all together 1
};

/// What the counts know of sd and share.
struct HyperGrid {
  std::vector<HyperNode> nodes{};
  std::vector<ModelParameter> parameters{};
  double log_likelihood = 0.0;  ///< sd and share integrated out
  bool settled = true;          ///< a mode was found, here and at every node
};

/// The posterior of sd and share on a grid.
///
/// Priors: sd² exponential, share uniform from 0 to its largest value. The mode by Newton's method
/// on differences; from there a grid of steps of one conditional standard deviation grows until its
/// edge is e^-7 of the mode. From kManyAreas on sd and share are known so well that the mode and
/// points at ±√3 standard deviations carry the same (Gauss-Hermite of degree 3).
[[nodiscard]] HyperGrid explore(const Precision& precision, const Observations& seen,
                                const SpatialModelOptions& options);

inline constexpr std::size_t kManyAreas = 3000;

}  // namespace sozialraum::smallarea
