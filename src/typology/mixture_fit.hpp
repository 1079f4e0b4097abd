#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/typology/mixture.hpp"
#include "typology/blocks.hpp"
#include "typology/mixture_kernel.hpp"

namespace sozialraum::typology {

/// Areas by rank with their errors, every column from its mean in a unit near its standard
/// deviation (a power of two).
struct ScaledAreas {
  ScaledAreas(const Points& points, const KnownErrors& known, CovarianceFamily family);

  Blocks blocks;
  std::vector<double> centre{};    ///< per column, in the unit of the points
  std::vector<double> unit{};      ///< per column
  std::vector<double> variance{};  ///< per column, in squared units
  Shape shape{};                   ///< of errors and types
  std::vector<double> errors{};    ///< blocks x matrix x 8 lanes; empty if known exactly
};

/// Where a fit stands: the types in the units of the areas.
struct MixtureState {
  std::vector<double> shares{};
  std::vector<double> means{};   ///< types x columns
  std::vector<double> spread{};  ///< types x matrix of the shape
};

struct MixtureFit {
  MixtureState state{};
  double log_likelihood = 0.0;  ///< of the scaled areas, weights scaled to the mean 1
  std::vector<double> held{};   ///< areas per type, parts of areas included
  std::size_t passes = 0;
  bool converged = false;
};

/// The types of a partition (by rank), as the first state of a fit.
[[nodiscard]] MixtureState state_of(const ScaledAreas& areas, std::span<const std::uint32_t> types,
                                    const MixtureOptions& options);

/// Improves a state by EM passes until one wins less than the tolerance.
[[nodiscard]] MixtureFit improve(const ScaledAreas& areas, MixtureState state,
                                 const MixtureOptions& options, const core::Execution& execution);

}  // namespace sozialraum::typology
