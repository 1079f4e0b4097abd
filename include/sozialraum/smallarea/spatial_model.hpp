#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/covariates.hpp"
#include "sozialraum/smallarea/prior.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::smallarea {

/// How are the true rates of neighbours alike, beyond what the covariates say?
///
/// u is what an area differs by on the log (Poisson) or logit (binomial) scale, W the weights of
/// the neighbours (made symmetric), D their sums, Q the inverse of u's covariance.
enum class Structure : std::uint8_t {
  kIid,        ///< not at all: Q = I/sd²
  kIcar,       ///< as the mean of the neighbours: Q = (D - W)/sd², u sums to 0 in every part
  kLeroux,     ///< between the two: Q = (share (D - W) + (1 - share) I)/sd²
  kBym2,       ///< a sum of both: sd (√(1-share) v + √share u*), u* scaled to a variance of 1
  kProperCar,  ///< Q = (I - share W)/sd², 0 <= share < 1/(largest eigenvalue of W)
};

/// How is a small count's likelihood dealt with?
enum class Approximation : std::uint8_t {
  kCorrected,  ///< exactly for each area, to second order for what areas do to each other
  kLaplace,    ///< as a normal one around the mode: rates up to a third too high below five cases
};

/// Values at which sd and share are held, instead of all those that the data allow.
struct Held {
  double sd = 0.0;     ///< 0 = not held
  double share = 0.5;  ///< of no matter where the structure has none
};

struct SpatialModelOptions {
  /// kBym2 has room for what neighbours share and for chance beside it; see spatial_model.
  Structure structure = Structure::kBym2;
  Model model = Model::kPoisson;
  Covariates covariates{};
  double level = 0.95;  ///< of all intervals
  /// Prior of sd: sd² exponential with mean 2 sd_prior² (two fifths of sd lie below sd_prior), so
  /// that variances from 0 on are about equally likely, as in all estimators here. The default is
  /// hardly felt; a small one says beforehand that the areas are alike.
  double sd_prior = 2.5;
  Approximation approximation = Approximation::kCorrected;
  Held held{};
  core::Execution execution{};
};

/// A number of the model and where it may lie.
struct ModelParameter {
  std::string name{};
  double mean = 0.0;
  double sd = 0.0;
  double lower = 0.0;
  double upper = 0.0;
};

/// Adjusted rates, one row an area, and the model behind them.
struct SpatialModelResult {
  std::vector<double> rate{};  ///< posterior mean; NaN where the state has no value
  std::vector<double> sd{};    ///< posterior standard deviation of the rate
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> weight{};  ///< 0 = all borrowed from the others, 1 = the area's own count
  std::vector<core::CellState> states{};
  std::vector<ModelParameter> coefficients{};     ///< "constant", then as the covariates
  std::vector<ModelParameter> hyperparameters{};  ///< "sd", and "share" if the structure has one
  /// Of the counts given the model. Differences between structures of the same counts and
  /// covariates are meaningful (the coefficients have a flat prior).
  double log_likelihood = 0.0;
  std::vector<core::Finding> findings{};
};

/// What would an area's rate be if more people lived there, judged by its neighbours as well?
///
///     y ~ Poisson(base exp(b0 + x b + u)),   or   y ~ Binomial(base, logistic(b0 + x b + u))
///
/// with u as the structure says (Leroux, Lei and Breslow 2000; Besag, York and Mollié 1991; Riebler
/// et al. 2016). Expected numbers as base give relative risks. The posterior is found without
/// chance: Laplace's approximation (Newton's method, sparse Cholesky), the marginal of each area
/// with its own likelihood taken exactly (Cseke and Heskes 2011), and everything averaged over sd
/// and share on a small grid (Rue, Martino and Chopin 2009). docs/methods/smallarea.md says what
/// that costs at counts of 0 to 5.
///
/// Leave it at kBym2: where .95 is promised, its intervals cover .930 to .974 of simulated regions
/// that differ by place and by chance. kLeroux holds both in one number, which a smooth map with
/// chance beside it does not follow: .906 at the least; kIcar has no place for chance: .881
/// (docs/methods/smallarea.md). kLeroux has half as many unknowns: 10^5 areas take 11 in place of
/// 15 s, and 180 in place of 280 MiB.
///
/// Do not use it with fewer than about 50 areas: sd and share are then mostly those of the prior
/// (empirical_bayes needs fewer). Do not use it to look for single areas that differ from their
/// surroundings: it smooths them.
///
/// Rows are the areas of the weights. Weights that differ by direction are replaced by their mean
/// ("asymmetric_weights"). Areas without neighbours ("islands") are independent of all others: with
/// variance sd² (kIid, kIcar, kBym2, kProperCar) or sd²/(1 - share) (kLeroux). Parts of the map
/// without a link ("several_components") share the intercept, sd and share; with kIcar and kBym2
/// each part is centred on the intercept and scaled by itself (Freni-Sterrantino et al. 2018).
///
/// An area whose count, base or covariate ("missing_covariates") is missing stays missing but still
/// links its neighbours. One with a base of 0 gets what the others let expect, with weight 0
/// ("empty_base"). Without any case (or, binomial, without any non-case) nothing can be said:
/// kUndefined ("no_finite_fit").
///
/// Throws InvalidInput as require_counts (binomial: "count_above_base"); "length_mismatch";
/// "constant_column" and "collinear_covariates" naming the covariate; "invalid_argument" for
/// options.
/// The same bytes for any order of rows and any number of threads. For neighbours on a map about
/// O(areas^1.5) and 600 bytes an area and thread.
[[nodiscard]] SpatialModelResult spatial_model(const indicator::Counts& counts,
                                               const spatial::Weights& weights,
                                               const SpatialModelOptions& options = {});

/// What a fit will take.
struct SpatialModelEstimate {
  std::uint64_t bytes = 0;
  double seconds = 0.0;  ///< on a machine of 2020; half or twice as long is possible
};

/// How long and how much, before a large map is begun? From the links alone: the elimination is
/// planned, not done. Of the options structure, the number of covariates and threads matter.
[[nodiscard]] SpatialModelEstimate estimate_spatial_model(const spatial::Weights& weights,
                                                          const SpatialModelOptions& options = {});

}  // namespace sozialraum::smallarea
