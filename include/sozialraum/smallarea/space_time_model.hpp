#pragma once

#include <utility>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/smallarea/pooled_years.hpp"
#include "sozialraum/smallarea/prior.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::smallarea {

struct SpaceTimeOptions {
  Model model = Model::kPoisson;
  double level = 0.95;    ///< of all intervals
  double sd_prior = 2.5;  ///< as in SpatialModelOptions
  /// How strongly an area's next year is tied to this one, beside the weights of its neighbours.
  /// 0 = the likeliest of five, from a quarter of an area's sum of weights to 64 times it.
  double time_weight = 0.0;
  core::Execution execution{};
};

/// Adjusted rates of areas x years, row by row, and the model behind them.
struct SpaceTimeResult {
  std::vector<double> rate{};  ///< posterior mean; NaN where the state has no value
  std::vector<double> sd{};
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> weight{};  ///< 0 = all borrowed, 1 = the cell's own count
  std::vector<core::CellState> states{};
  std::vector<ModelParameter> years{};  ///< log (logit) rate of each year against the first
  std::vector<ModelParameter> hyperparameters{};  ///< "sd" and "share"
  double time_weight = 0.0;
  std::vector<std::pair<double, double>> tried{};  ///< time weights and their log likelihoods
  double log_likelihood = 0.0;
  std::vector<core::Finding> findings{};
};

/// What was the rate of each area in each of a few years, if neighbours and the years next to it
/// are asked as well?
///
///     y_it ~ Poisson(base_it exp(b0 + c_t + d_it))   (binomial: logistic)
///
/// c_t is free for every year but the first. d is Leroux' field (spatial_model) on the cells of
/// areas and years: a cell is linked to its neighbours of the same year by the weights, and to its
/// own area in the year before and after by `time_weight`, over the distance in years. So d holds
/// what an area differs by for good and how that changes: with a large time weight area and year
/// alone remain, with a small one every year is a map of its own. Which of them the counts prefer
/// is tried; the intervals do not carry that this is a choice among five.
///
/// Take it where a single year has few cases and the places may go different ways; where all go
/// one way pooled_years is simpler. Not over a break in a definition, and not with more than about
/// ten years: change is thought to be as likely in every year.
///
/// Missing cells stay missing but link the others. A year without any case (binomial: or
/// non-case) has no finite effect: its cells are kUndefined ("no_finite_fit" names it).
/// Throws InvalidInput as spatial_model, "length_mismatch", "invalid_argument" for years that are
/// doubled or not numbers or a time weight below 0. The same bytes for any order of rows and years
/// and any number of threads. Five times a spatial_model of areas x years.
[[nodiscard]] SpaceTimeResult space_time_model(const YearlyCounts& counts,
                                               const spatial::Weights& weights,
                                               const SpaceTimeOptions& options = {});

}  // namespace sozialraum::smallarea
