#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/indicator/moments.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

struct EmpiricalBayesOptions {
  Model model = Model::kPoisson;
  double level = 0.95;  ///< of the posterior intervals
  /// Are the cases a part of the base? Then a count above it is an error, and no rate exceeds 1.
  /// Left open, persons among persons (kBinomial) are; for events a count above the base is told.
  std::optional<indicator::CountBound> bound{};
  /// Variance of each count that is an expectation itself (guard); empty = all are exact.
  std::span<const double> count_variance{};
  core::Execution execution{};
};

/// Adjusted rates with the weight of the own data and the posterior interval, one row an area.
struct EmpiricalBayesResult {
  std::vector<double> rate{};    ///< NaN where the state has no value
  std::vector<double> weight{};  ///< 0 = the mean of all areas, 1 = the area's own rate
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> posterior_mean{};      ///< middle of the interval's distribution
  std::vector<double> posterior_variance{};  ///< and its variance: what draws are made of
  std::vector<core::CellState> states{};
  Prior prior{};
  indicator::Interval unseen{};  ///< where the rate of an area without figures may lie
  std::vector<core::Finding> findings{};
};

/// How do the true rates spread? The prior by the method of moments.
///
/// b = sum y/sum n, s² = sum n (y/n - b)²/sum n, nbar = mean base. Poisson (Marshall 1991):
/// variance = s² - b/nbar. Binomial (Martuzzi and Elliott 1996): variance =
/// (s² - b(1-b)/nbar) nbar/(nbar - 1), the beta-binomial form of their weight. Less than nothing is
/// told as 0: the areas differ no more than chance makes them. Rows that are missing or have a base
/// of 0 do not count; mean and variance are NaN if no row is left. Throws as empirical_bayes.
[[nodiscard]] Prior fit_prior(const indicator::Counts& counts, Model model);

/// The same from the moments of the rates, which may have been collected part by part
/// (indicator::MeanSums::add_rate, SpreadSums::add_rate): the areas need not be in one list.
[[nodiscard]] Prior fit_prior(const indicator::Moments& rates, Model model);

/// What would an area's rate be if more people lived there?
///
/// Pulls each raw rate towards the mean of all areas, the harder the fewer people stand behind it:
/// b + w (y/n - b) with w = own_weight(prior, n) (Marshall 1991; Martuzzi and Elliott 1996).
/// Missing stays missing, for the reason the cells tell (Counts::state). An area with a base of 0
/// gets the prior mean and the weight 0 ("empty_base"; "cases_without_base" if it has cases). If
/// the prior variance is 0, every area gets the mean ("no_spread"). Without any base nothing can be
/// said: kUndefined everywhere ("no_base").
///
/// The intervals carry what is not known of mean and variance themselves (credible_priors): they
/// change continuously where the variance comes out as 0, and cover the true rates of 5 to 941
/// areas of 5 to 500 people at the level they state. They always hold the rate.
///
/// Throws InvalidInput as require_counts does; "count_above_base" if the cases are a part of the
/// base. Finding "count_above_base" if that was left open and Model::kPoisson has such areas.
/// The same bytes for any order of rows and any number of threads. O(areas log areas), about 2 µs
/// an area.
[[nodiscard]] EmpiricalBayesResult empirical_bayes(const indicator::Counts& counts,
                                                   const EmpiricalBayesOptions& options = {});

}  // namespace sozialraum::smallarea
