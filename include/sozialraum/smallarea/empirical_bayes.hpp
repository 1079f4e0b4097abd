#pragma once

#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

struct EmpiricalBayesOptions {
  Model model = Model::kPoisson;
  double level = 0.95;  ///< of the posterior intervals
  core::Execution execution{};
};

/// Adjusted rates with the weight of the own data and the posterior interval, one row an area.
struct EmpiricalBayesResult {
  std::vector<double> rate{};    ///< NaN where the state has no value
  std::vector<double> weight{};  ///< 0 = the mean of all areas, 1 = the area's own rate
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<core::CellState> states{};
  Prior prior{};
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

/// What would an area's rate be if more people lived there?
///
/// Pulls each raw rate towards the mean of all areas, the harder the fewer people stand behind it:
/// b + w (y/n - b) with w = own_weight(prior, n) (Marshall 1991; Martuzzi and Elliott 1996).
/// Missing stays missing (kNotReported). An area with a base of 0 gets the prior mean, the weight 0
/// and the prior's own interval ("empty_base"). If the prior variance is 0, every area gets the
/// mean, with the interval of the pooled rate ("no_spread"). Without any base nothing can be said:
/// kUndefined everywhere ("no_base").
///
/// Throws InvalidInput as require_counts does; for Model::kBinomial also for a count above its
/// base. The same bytes for any order of rows and any number of threads. O(areas), about 2 µs an
/// area.
[[nodiscard]] EmpiricalBayesResult empirical_bayes(const indicator::Counts& counts,
                                                   const EmpiricalBayesOptions& options = {});

/// How far is each raw rate from the mean, in standard deviations of a rate of its base?
///
/// (y/n - b) / sqrt(A + b/n), with A = s² - b/nbar kept even below 0, and b/n alone where that
/// makes the root impossible (Assuncao and Reis 1999): what Moran's I of rates must be computed
/// from, since raw rates of small areas scatter more. NaN where count or base is missing or the
/// base is 0, and everywhere if there are no cases. O(areas). Throws as empirical_bayes does for
/// events.
[[nodiscard]] std::vector<double> rate_z(const indicator::Counts& counts);

}  // namespace sozialraum::smallarea
