#pragma once

#include <vector>

#include "sozialraum/smallarea/fay_herriot.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::smallarea {

struct SpatialFayHerriotOptions {
  VarianceMethod method = VarianceMethod::kReml;  ///< kReml or kMl
  double level = 0.95;                            ///< of the intervals
  core::Execution execution{};
};

/// Values pulled towards what covariates and neighbours let expect, one row an area.
struct SpatialFayHerriotResult {
  std::vector<double> value{};   ///< the spatial EBLUP; NaN only where covariates are missing
  std::vector<double> weight{};  ///< of the own measurement; 0 where nothing was measured
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> expected{};            ///< x'beta
  std::vector<double> posterior_mean{};      ///< middle of the interval's normal distribution
  std::vector<double> posterior_variance{};  ///< and its variance: what draws are made of
  std::vector<core::CellState> states{};
  std::vector<Coefficient> coefficients{};
  double variance = 0.0;     ///< of the independent part u
  double correlation = 0.0;  ///< rho, between -1 and 1
  double log_likelihood = 0.0;
  std::vector<core::Finding> findings{};
};

/// What would the mean of an area be, if its neighbours are like it beyond what covariates say?
///
/// value = x'beta + v + e, v = rho W v + u with W the weights divided by their row sums, u with the
/// variance A, e with the known variance psi of the measurement: Fay and Herriot's model with a
/// simultaneous autoregression (Singh, Shukla and Kundu 2005; Petrucci and Salvati 2006). rho and A
/// are those of the largest (restricted) likelihood, found by nested line searches on sparse
/// Cholesky factors. An area without a measurement gets what its covariates and neighbours let
/// expect (state kEstimated); for an island these are the covariates alone.
///
/// The intervals average over A (every one from 0 on equally likely beforehand) and rho (uniform
/// from -1 to 1), with the uncertainty of beta; they always hold the value.
///
/// When not: fewer than about 50 areas, where rho is hardly known ("few_areas"); psi guessed;
/// neighbours known to be of another kind; covariates as smooth as the map, which compete with v.
/// Throws as fay_herriot does, "length_mismatch" for other weights and "invalid_argument" for
/// kMoments. The same bytes for any order of rows and any number of threads. From 400 areas on the
/// likelihood is taken for a parabola near its top, where it is one: about 80 sparse
/// factorisations, 0.02 s for 500 areas, 0.2 s for 2,000, 2 s for 10,000; elsewhere (A next to 0,
/// rho next to 1, no neighbours) searched line by line in about 1,000: 0.3 s, 3 s, 25 s.
[[nodiscard]] SpatialFayHerriotResult spatial_fay_herriot(
    const Estimates& estimates, const spatial::Weights& weights, const Covariates& covariates = {},
    const SpatialFayHerriotOptions& options = {});

}  // namespace sozialraum::smallarea
