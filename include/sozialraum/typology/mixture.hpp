#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// What may the types of a mixture look like? From few parameters to many.
enum class CovarianceFamily : std::uint8_t {
  kSpherical,  ///< a ball each: one variance a type
  kDiagonal,   ///< one variance a type and column; columns are independent inside a type
  kTied,       ///< one covariance matrix for all types
  kFull,       ///< a covariance matrix each
};

/// "spherical", "diagonal", "tied", "full".
[[nodiscard]] std::string_view name(CovarianceFamily family);

/// How far may each number be from the truth, by the chance of small counts alone? A view.
///
/// Either `variances` (areas x columns: errors of different columns are independent) or
/// `covariances` (areas x columns x columns, symmetric), in the squared unit of the points. Both
/// empty = all is known exactly.
///
/// They belong to *raw* numbers and come from the rate that was *fitted*: for a rate r of n people,
/// variance r (1 - r) / n with r from indicator-wide or empirical Bayes estimates. Not from the
/// area's own rate: 0 of 5 would then be known exactly. And never beside numbers that were shrunken
/// already (empirical Bayes): their noise would be taken out twice.
struct KnownErrors {
  std::span<const double> variances{};
  std::span<const double> covariances{};

  [[nodiscard]] bool empty() const noexcept { return variances.empty() && covariances.empty(); }
};

/// Types as clouds: how many areas belong to each, where its middle is, and how wide it is.
struct MixtureModel {
  CovarianceFamily family = CovarianceFamily::kDiagonal;
  std::size_t columns = 0;
  std::vector<double> shares{};       ///< of the areas (of the weights); their sum is 1
  std::vector<double> means{};        ///< types x columns
  std::vector<double> covariances{};  ///< types x columns x columns, of the true values

  [[nodiscard]] std::size_t types() const noexcept { return shares.size(); }
};

struct MixtureOptions {
  std::size_t types = 0;  ///< how many types; no default, the question is the user's
  CovarianceFamily family = CovarianceFamily::kDiagonal;
  KnownErrors errors{};
  std::size_t starts = 20;     ///< from partitions by k-means, each from its own k-means++ start
  std::size_t passes = 2000;   ///< at most, of each start
  double tolerance = 1e-7;     ///< a pass that wins less log-likelihood an area is the last
  double least_spread = 1e-6;  ///< share of a column's variance that is added to every type's
  /// Begin there instead of at random, with as many types; one start is made. Must outlive the
  /// call.
  const MixtureModel* begin = nullptr;
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// To which type does each area belong, and with which probability?
struct Membership {
  std::vector<double> probability{};    ///< areas x types
  std::vector<std::uint32_t> types{};   ///< the most probable; of equals the first
  std::vector<std::uint32_t> second{};  ///< the second most probable; its own if there is but one
  std::vector<double> log_density{};    ///< of what is known of the area
  /// Squared Mahalanobis distance to its type, its own error included: chi-squared with `known`
  /// degrees of freedom if the area is one of these.
  std::vector<double> distance2{};
  std::vector<std::uint32_t> known{};  ///< columns with a value
};

struct Mixture {
  MixtureModel model{};
  Membership membership{};
  double log_likelihood = 0.0;  ///< sum over areas of weight * log density, mean weight 1
  double bic = 0.0;             ///< 2 log-likelihood - parameters * log(areas); higher is better
  double icl = 0.0;             ///< bic less what is undecided: + 2 Σ weight * log(own probability)
  std::size_t parameters = 0;
  std::size_t passes = 0;  ///< of the best start
  bool converged = false;
  std::vector<double> start_log_likelihood{};
  double share_of_best = 1.0;  ///< of starts that came within 0.01 of the best log-likelihood
  std::vector<core::Finding> findings{};
};

/// Which k clouds of areas are the likeliest behind these numbers, errors of small counts known?
///
/// Every area is taken for a draw from one of k normal distributions, seen through its own known
/// error: x = true value + noise with covariance S_i. The types describe the *true* values; a
/// hamlet with wide errors moves no type and is told as undecided rather than odd. Without errors
/// it is the usual Gaussian mixture (EM, Dempster, Laird, Rubin 1977), with them extreme
/// deconvolution (Bovy, Hogg, Roweis 2011). Weights act as replicated rows, scaled to the mean 1.
///
///     types at 0 and 10, each of variance 1; an area seen at 6 is of the upper one with 0.99995 if
///     6 is known exactly, with 1 / (1 + exp(-(36 - 16) / (2 (1 + 9)))) = 0.73 if its error has
///     the variance 9
///
/// Not for fewer areas than about ten a type; not for shrunken values (see KnownErrors). A full
/// matrix each needs many areas: below 30 areas kTied and kFull become kDiagonal
/// ("family_reduced").
///
/// Deterministic for any order of rows and number of threads. Types are numbered by falling weight
/// of their areas. O(starts * passes * areas * types * columns), columns² for kTied and kFull,
/// columns³ for those with errors. Other findings: "best_reached_once", "passes_used_up",
/// "degenerate_type" (a type that holds fewer areas than it needs), "errors_exceed_spread" (a
/// column that scatters less than its errors say: shrunken values?), "zero_errors" (areas that
/// alone are known exactly: their own plug-in variance?). Throws as require_valid and kmeans;
/// "bad_standard_error"; "length_mismatch"; "invalid_argument".
[[nodiscard]] Mixture mixture(const Points& points, const MixtureOptions& options);

/// The types of a mixture for areas old or new, with their own errors.
///
/// A missing number (NaN) is left out of the question: what is known decides, by the marginal
/// distribution of the known columns. An area of which nothing is known gets the shares of the
/// types. O(areas * types * columns³). Throws "length_mismatch", "bad_standard_error",
/// "bad_model" for a model that is none.
[[nodiscard]] Membership membership(const MixtureModel& model, const Points& points,
                                    const KnownErrors& errors = {},
                                    const core::Execution& execution = {});

}  // namespace sozialraum::typology
