#include "sozialraum/smallarea/empirical_bayes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "smallarea/count_findings.hpp"
#include "smallarea/moments.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/smallarea/credible_priors.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::CountBound;
using indicator::Counts;
using indicator::Interval;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 1024;

EmpiricalBayesResult nothing_known(std::size_t n, const Prior& prior, CellState state) {
  return {.rate = std::vector(n, kMissing),
          .weight = std::vector(n, kMissing),
          .lower = std::vector(n, kMissing),
          .upper = std::vector(n, kMissing),
          .posterior_mean = std::vector(n, kMissing),
          .posterior_variance = std::vector(n, kMissing),
          .states = std::vector(n, state),
          .prior = prior};
}

/// Fills one row after the other from the prior.
class Adjustment {
 public:
  Adjustment(const Counts& counts, const Prior& prior, const EmpiricalBayesOptions& options)
      : counts_(counts),
        prior_(prior),
        credible_(credible_priors(counts, {.model = options.model,
                                           .count_variance = options.count_variance,
                                           .execution = options.execution})),
        level_(options.level),
        most_(bound_of(options.model, options.bound) == CountBound::kPartOfBase
                  ? 1.0
                  : std::numeric_limits<double>::infinity()) {}

  void fill(EmpiricalBayesResult& result, std::size_t row) const {
    result.states[row] = counts_.state(row);
    if (!counts_.has_value(row)) return;
    const double base = counts_.base[row];
    // Cases without a base (noise of the source) tell nothing about a rate.
    const indicator::Share share{base > 0.0 ? counts_.count[row] : 0.0, base};
    const double weight = own_weight(prior_, share.base);
    const double own = share.base > 0.0 ? share.count / share.base : prior_.mean;
    const PosteriorMoments moments = credible_moments(credible_, share);
    const Interval interval = limits_of(moments);
    result.posterior_mean[row] = moments.mean;
    result.posterior_variance[row] = moments.variance;
    result.weight[row] = weight;
    const double rate = prior_.mean + weight * (own - prior_.mean);
    result.rate[row] = rate;
    result.lower[row] = std::min(interval.lower, rate);
    result.upper[row] = std::max(interval.upper, rate);
  }

  /// Where the rate of an area of which nothing is known may lie.
  [[nodiscard]] Interval unseen() const { return limits_of(credible_moments(credible_, {})); }

 private:
  [[nodiscard]] Interval limits_of(const PosteriorMoments& moments) const {
    const Interval interval = interval_of(moments, prior_.model, level_);
    return {interval.lower, std::min(interval.upper, most_)};
  }

  const Counts& counts_;
  const Prior& prior_;
  std::vector<CrediblePrior> credible_;
  double level_;
  double most_;  // no part is larger than the whole
};

std::vector<core::Finding> findings_about(const Counts& counts, const Prior& prior,
                                          const EmpiricalBayesOptions& options) {
  std::vector<core::Finding> findings;
  tell_empty_bases(counts, "the mean of all areas", findings);
  if (!options.bound) tell_counts_above_base(counts, findings);
  if (prior.variance == 0.0) {
    findings.push_back({.code = "no_spread",
                        .severity = core::Severity::kWarning,
                        .message = "the areas differ no more than chance makes them; all get the "
                                   "common rate",
                        .hint = "pool years or areas if differences are expected"});
  }
  return findings;
}

EmpiricalBayesResult without_base(const Counts& counts, const Prior& prior) {
  EmpiricalBayesResult result = nothing_known(counts.size(), prior, CellState::kNotReported);
  result.unseen = {kMissing, kMissing};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    result.states[i] = counts.has_value(i) ? CellState::kUndefined : counts.state(i);
  }
  if (counts.size() == 0) return result;
  result.findings = {{.code = "no_base",
                      .severity = core::Severity::kWarning,
                      .message = "no area has a count and a base above zero"}};
  return result;
}

}  // namespace

Prior fit_prior(const Counts& counts, Model model) {
  indicator::require_counts(counts, bound_of(model, {}));
  return prior_of(counts, model);
}

Prior fit_prior(const indicator::Moments& rates, Model model) { return prior_of(rates, model); }

EmpiricalBayesResult empirical_bayes(const Counts& counts, const EmpiricalBayesOptions& options) {
  indicator::require_counts(counts, bound_of(options.model, options.bound));
  require_count_variance(counts, options.count_variance);
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
  const Prior prior = prior_of(counts, options.model, options.count_variance);
  if (std::isnan(prior.mean)) return without_base(counts, prior);

  EmpiricalBayesResult result = nothing_known(counts.size(), prior, CellState::kNotReported);
  const Adjustment adjustment(counts, prior, options);
  result.unseen = adjustment.unseen();
  options.execution.expect(counts.size());
  core::parallel_for(counts.size(), kChunk, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       for (std::size_t i = begin; i < end; ++i) adjustment.fill(result, i);
                       options.execution.advance(end - begin);
                     });
  result.findings = findings_about(counts, prior, options);
  return result;
}

}  // namespace sozialraum::smallarea
