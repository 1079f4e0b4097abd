#include "sozialraum/smallarea/regression_bayes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>

#include "smallarea/count_findings.hpp"
#include "smallarea/count_likelihood.hpp"
#include "smallarea/gauss_legendre.hpp"
#include "smallarea/moments.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/smallarea/credible_priors.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::Counts;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 512;
constexpr int kScan = 12;
constexpr int kHalvings = 10;
/// What is less likely than the best by more than this log does not count: 3.5 standard deviations.
constexpr double kDrop = 6.0;
constexpr double kNearEdge = 0.06;  ///< of the root of kDrop: a twentieth of kDrop
/// The likelihood is flat at its top: finer steps than this are below its rounding.
constexpr int kBits = 26;

/// A scatter that the counts allow, with what follows from it, and how probable it is.
struct CredibleFit {
  CountFit fit;
  double probability = 0.0;
};

/// Follows the best coefficients from one scatter to the next. The scatter is least (exp(u stretch)
/// - 1) with u in 0..1: steps of equal size near 0, of equal ratio beyond what shows at all.
class Profile {
 public:
  Profile(const CountLikelihood& likelihood, Model model)
      : likelihood_(likelihood),
        model_(model),
        stretch_(std::log1p(likelihood.widest() / likelihood.least())) {}

  /// Asked once for every u; starts from the best coefficients of the nearest u known.
  const CountFit& at(double u) {
    const auto next = known_.lower_bound(u);
    if (next != known_.end() && next->first == u) return next->second;
    std::vector<double> start;
    double least = std::numeric_limits<double>::infinity();
    const auto take = [&](const std::pair<const double, CountFit>& other) {
      if (!other.second.finite || std::abs(other.first - u) >= least) return;
      least = std::abs(other.first - u);
      start = other.second.beta;
    };
    if (next != known_.end()) take(*next);
    if (next != known_.begin()) take(*std::prev(next));
    CountFit found = likelihood_.fit(likelihood_.least() * std::expm1(u * stretch_), start);
    return known_.emplace_hint(next, u, std::move(found))->second;
  }

  double log_likelihood(double u) {
    const CountFit& fit = at(u);
    return fit.finite ? fit.log_likelihood : kNothing;
  }

  /// Every variance of true rates equally likely beforehand, coefficients integrated out.
  double log_posterior(double u) {
    const CountFit& fit = at(u);
    if (!fit.finite) return kNothing;
    const double even = model_ == Model::kBinomial ? -2.0 * std::log1p(fit.dispersion) : 0.0;
    return fit.log_likelihood + 0.5 * fit.log_det_covariance + even + u * stretch_;
  }

  /// The u with the largest value of `f`, and that value.
  template <class Function>
  std::pair<double, double> best(Function f, int bits) {
    constexpr double kStep = 1.0 / kScan;
    int at_best = 0;
    double most = f(0.0);
    for (int i = 1; i <= kScan; ++i) {
      const double value = f(kStep * i);
      if (value <= most) continue;
      most = value;
      at_best = i;
    }
    const double low = kStep * std::max(0, at_best - 1);
    const double high = kStep * std::min(kScan, at_best + 1);
    const auto [u, least] =
        boost::math::tools::brent_find_minima([&](double x) { return -f(x); }, low, high, bits);
    // At the ends the largest value may be that of the scan.
    return -least > most ? std::pair(u, -least) : std::pair(kStep * at_best, most);
  }

 private:
  static constexpr double kNothing = -std::numeric_limits<double>::infinity();

  const CountLikelihood& likelihood_;
  Model model_;
  double stretch_;
  std::map<double, CountFit> known_;
};

/// From the mode towards `outside`, where the posterior has fallen to next to nothing: by false
/// position on the root of the fall, which is nearly a straight line, until kDrop is met to a
/// twentieth, from beyond it.
double edge(Profile& profile, double mode, double outside, double top) {
  const auto beyond = [&](double u) {
    return std::sqrt(std::max(0.0, top - profile.log_posterior(u))) - std::sqrt(kDrop);
  };
  double past = beyond(outside);
  if (past <= 0.0) return outside;
  double inside = mode;
  double within = -std::sqrt(kDrop);
  for (int i = 0; i < kHalvings && past > kNearEdge; ++i) {
    // Where the posterior ends at once, or hardly falls at first, halves are safer.
    const double part =
        std::isfinite(past) && i % 3 != 2 ? (0.5 * kNearEdge - within) / (past - within) : 0.5;
    const double middle = inside + std::min(part, 0.9) * (outside - inside);
    const double there = beyond(middle);
    if (there > 0.0) {
      outside = middle;
      past = there;
    } else {
      inside = middle;
      within = there;
    }
  }
  return outside;
}

std::vector<CredibleFit> credible_fits(Profile& profile) {
  const auto [mode, top] = profile.best([&](double u) { return profile.log_posterior(u); }, 8);
  const double low = edge(profile, mode, 0.0, top);
  const double high = edge(profile, mode, 1.0, top);
  std::vector<CredibleFit> fits;
  double all = 0.0;
  for (const auto& [point, weight] : kGaussLegendre11) {
    const double u = low + (high - low) * point;
    const double probability = weight * std::exp(profile.log_posterior(u) - top);
    if (!(probability > 0.0)) continue;
    fits.push_back({profile.at(u), probability});
    all += probability;
  }
  for (CredibleFit& fit : fits) fit.probability /= all;
  return fits;
}

/// The rows that take part, in an order of their own, so that sums are the same for any other.
std::vector<std::size_t> rows_taking_part(const Counts& counts, const Covariates& covariates) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (informs(counts, i) && has_covariates(covariates, i)) rows.push_back(i);
  }
  const std::size_t p = covariates.columns();
  std::ranges::sort(rows, [&](std::size_t a, std::size_t b) {
    if (counts.base[a] != counts.base[b]) return counts.base[a] < counts.base[b];
    if (counts.count[a] != counts.count[b]) return counts.count[a] < counts.count[b];
    return std::ranges::lexicographical_compare(covariates.values.subspan(a * p, p),
                                                covariates.values.subspan(b * p, p));
  });
  return rows;
}

/// Fills one row after the other from the fits; without any, no interval.
class Answer {
 public:
  Answer(const Counts& counts, const Covariates& covariates, const Design& design,
         const RegressionBayesOptions& options)
      : counts_(counts),
        covariates_(covariates),
        design_(design),
        options_(options),
        most_(bound_of(options.model, options.bound) == indicator::CountBound::kPartOfBase
                  ? 1.0
                  : std::numeric_limits<double>::infinity()) {}

  void fill(const CountFit& best, const std::vector<CredibleFit>& fits,
            RegressionBayesResult& result) const {
    core::parallel_for(
        counts_.size(), kChunk, options_.execution, [&](std::size_t begin, std::size_t end) {
          std::vector<double> x(design_.columns());
          std::vector<CrediblePrior> priors(fits.size());
          for (std::size_t i = begin; i < end; ++i) {
            if (!has_covariates(covariates_, i)) continue;
            design_.scale(covariates_, i, x);
            result.expected[i] = best.expected(options_.model, x);
            if (!counts_.has_value(i)) continue;
            for (std::size_t k = 0; k < fits.size(); ++k) {
              const CountFit& fit = fits[k].fit;
              priors[k] = {fit.prior(options_.model, x), fit.expected_variance(options_.model, x),
                           fits[k].probability};
            }
            fill_row(i, best.prior(options_.model, x), priors, result);
          }
          options_.execution.advance(end - begin);
        });
  }

 private:
  void fill_row(std::size_t row, const Prior& prior, const std::vector<CrediblePrior>& priors,
                RegressionBayesResult& result) const {
    const double base = counts_.base[row];
    const indicator::Share share{base > 0.0 ? counts_.count[row] : 0.0, base};
    const double own = base > 0.0 ? share.count / base : prior.mean;
    const double weight = own_weight(prior, base);
    const double rate = prior.mean + weight * (own - prior.mean);
    result.states[row] = counts_.state(row);
    result.rate[row] = rate;
    result.weight[row] = weight;
    if (priors.empty()) return;
    const PosteriorMoments moments = credible_moments(priors, share);
    const auto [lower, upper] = interval_of(moments, options_.model, options_.level);
    result.posterior_mean[row] = moments.mean;
    result.posterior_variance[row] = moments.variance;
    result.lower[row] = std::min(lower, rate);
    result.upper[row] = std::max(std::min(upper, most_), rate);
  }

  const Counts& counts_;
  const Covariates& covariates_;
  const Design& design_;
  const RegressionBayesOptions& options_;
  double most_;  // no part is larger than the whole
};

RegressionBayesResult nothing_known(const Counts& counts, const Covariates& covariates) {
  const std::vector<double> missing(counts.size(), kMissing);
  RegressionBayesResult result{.rate = missing,
                               .weight = missing,
                               .lower = missing,
                               .upper = missing,
                               .expected = missing,
                               .posterior_mean = missing,
                               .posterior_variance = missing,
                               .states = std::vector(counts.size(), CellState::kNotReported),
                               .dispersion = kMissing,
                               .log_likelihood = kMissing};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    // Until something is known: a missing number for its reason, else no answer.
    result.states[i] = !counts.has_value(i)            ? counts.state(i)
                       : has_covariates(covariates, i) ? CellState::kUndefined
                                                       : CellState::kNotReported;
  }
  return result;
}

void tell_about_fit(const RegressionBayesResult& result, std::vector<core::Finding>& findings) {
  if (std::isnan(result.dispersion)) {
    findings.push_back({.code = "no_finite_fit",
                        .severity = core::Severity::kWarning,
                        .message = "no finite coefficients fit the counts: nowhere are there "
                                   "cases, or nowhere where a covariate is high or low",
                        .hint = "leave out the covariate, or adjust without covariates"});
  } else if (result.dispersion == 0.0) {
    findings.push_back({.code = "no_spread",
                        .severity = core::Severity::kWarning,
                        .message = "the areas differ from what is expected of them no more than "
                                   "chance makes them; all get what is expected",
                        .hint = "pool years or areas if differences are expected"});
  }
}

/// Scatter 0 where that is as likely as the best one found.
CountFit most_likely(Profile& profile) {
  const auto [u, most] = profile.best([&](double at) { return profile.log_likelihood(at); }, kBits);
  const double none = profile.log_likelihood(0.0);
  return profile.at(none >= most - 1e-9 ? 0.0 : u);
}

}  // namespace

RegressionBayesResult regression_bayes(const Counts& counts, const Covariates& covariates,
                                       const RegressionBayesOptions& options) {
  indicator::require_counts(counts, bound_of(options.model, options.bound));
  require_covariates(covariates, counts.size(), counts.areas);
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
  const std::vector<std::size_t> rows = rows_taking_part(counts, covariates);
  require_areas(rows.size(), covariates.columns() + 1, "count");
  const Design design(covariates, rows);
  CountRows figures;
  for (const std::size_t i : rows) {
    figures.count.push_back(counts.count[i]);
    figures.base.push_back(counts.base[i]);
  }

  options.execution.expect(counts.size());
  const CountLikelihood likelihood(design, figures, options.model, options.execution);
  Profile profile(likelihood, options.model);
  RegressionBayesResult result = nothing_known(counts, covariates);
  const CountFit best = most_likely(profile);
  if (best.finite) {
    result.coefficients = design.in_units(covariates, best.beta, best.covariance);
    result.dispersion = best.dispersion;
    result.log_likelihood = best.log_likelihood;
    const auto fits = options.intervals ? credible_fits(profile) : std::vector<CredibleFit>{};
    Answer(counts, covariates, design, options).fill(best, fits, result);
  }
  tell_empty_bases(counts, "what the covariates let expect", result.findings);
  if (!options.bound) tell_counts_above_base(counts, result.findings);
  tell_missing_covariates(counts, covariates, result.findings);
  tell_about_fit(result, result.findings);
  return result;
}

}  // namespace sozialraum::smallarea
