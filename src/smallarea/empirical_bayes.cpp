#include "sozialraum/smallarea/empirical_bayes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::CountBound;
using indicator::Counts;
using indicator::Interval;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 1024;

void require_counts_for(const Counts& counts, Model model) {
  indicator::require_counts(
      counts, model == Model::kBinomial ? CountBound::kPartOfBase : CountBound::kFree);
}

bool informs(const Counts& counts, std::size_t row) {
  return counts.has_value(row) && counts.base[row] > 0.0;
}

/// All areas together.
struct Pool {
  double count = 0.0;
  double base = 0.0;
  double areas = 0.0;
};

Pool pool_of(const Counts& counts) {
  core::ExactSum count;
  core::ExactSum base;
  double areas = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    count.add(counts.count[i]);
    base.add(counts.base[i]);
    areas += 1.0;
  }
  return {count.value(), base.value(), areas};
}

double observed_variance(const Counts& counts, const Pool& pool) {
  const double mean = pool.count / pool.base;
  core::ExactSum squares;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    const double deviation = counts.count[i] / counts.base[i] - mean;
    squares.add(counts.base[i] * deviation * deviation);
  }
  return squares.value() / pool.base;
}

/// What is left of the observed variance when chance is taken out; may be negative.
double true_variance(Model model, double mean, double observed, double mean_base) {
  if (model == Model::kPoisson) return observed - mean / mean_base;
  // With one person an area the spread of shares and chance cannot be told apart.
  if (mean_base <= 1.0) return 0.0;
  return (observed - mean * (1.0 - mean) / mean_base) * mean_base / (mean_base - 1.0);
}

Prior prior_of(const Counts& counts, Model model, const Pool& pool) {
  if (pool.areas == 0.0) return {.mean = kMissing, .variance = kMissing, .model = model};
  const double mean = pool.count / pool.base;
  const double observed = observed_variance(counts, pool);
  const double left = true_variance(model, mean, observed, pool.base / pool.areas);
  return {.mean = mean, .variance = left > 0.0 ? left : 0.0, .model = model};
}

/// Where the common rate of all areas lies, if they have one.
Interval pooled_interval(Model model, const Pool& pool, double level) {
  if (model == Model::kBinomial) return indicator::wilson({pool.count, pool.base}, level);
  const auto [lower, upper] = indicator::poisson_count(pool.count, level);
  return {lower / pool.base, upper / pool.base};
}

EmpiricalBayesResult nothing_known(std::size_t n, const Prior& prior, CellState state) {
  return {.rate = std::vector(n, kMissing),
          .weight = std::vector(n, kMissing),
          .lower = std::vector(n, kMissing),
          .upper = std::vector(n, kMissing),
          .states = std::vector(n, state),
          .prior = prior};
}

/// Fills one row after the other from the prior.
class Adjustment {
 public:
  Adjustment(const Counts& counts, const Prior& prior, const Interval& pooled, double level)
      : counts_(counts), prior_(prior), pooled_(pooled), level_(level) {}

  void fill(EmpiricalBayesResult& result, std::size_t row) const {
    if (!counts_.has_value(row)) return;
    const double base = counts_.base[row];
    // Cases without a base (noise of the source) tell nothing about a rate.
    const indicator::Share share{base > 0.0 ? counts_.count[row] : 0.0, base};
    const double weight = own_weight(prior_, share.base);
    const double own = share.base > 0.0 ? share.count / share.base : prior_.mean;
    const Interval interval =
        prior_.variance > 0.0 ? posterior_interval(prior_, share, level_) : pooled_;
    result.states[row] = CellState::kReported;
    result.weight[row] = weight;
    result.rate[row] = prior_.mean + weight * (own - prior_.mean);
    result.lower[row] = interval.lower;
    result.upper[row] = interval.upper;
  }

 private:
  const Counts& counts_;
  const Prior& prior_;
  Interval pooled_;
  double level_;
};

std::vector<core::Finding> findings_about(const Counts& counts, const Prior& prior) {
  std::vector<core::Finding> findings;
  std::vector<std::size_t> empty;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts.has_value(i) && counts.base[i] == 0.0) empty.push_back(i);
  }
  if (!empty.empty()) {
    findings.push_back({.code = "empty_base",
                        .severity = core::Severity::kWarning,
                        .message = fmt::format("{} area(s) have a base of zero; they get the mean "
                                               "of all areas, with the weight 0",
                                               empty.size()),
                        .areas = counts.areas_of(empty)});
  }
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
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts.has_value(i)) result.states[i] = CellState::kUndefined;
  }
  if (counts.size() == 0) return result;
  result.findings = {{.code = "no_base",
                      .severity = core::Severity::kWarning,
                      .message = "no area has a count and a base above zero"}};
  return result;
}

}  // namespace

Prior fit_prior(const Counts& counts, Model model) {
  require_counts_for(counts, model);
  return prior_of(counts, model, pool_of(counts));
}

EmpiricalBayesResult empirical_bayes(const Counts& counts, const EmpiricalBayesOptions& options) {
  require_counts_for(counts, options.model);
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
  const Pool pool = pool_of(counts);
  const Prior prior = prior_of(counts, options.model, pool);
  if (pool.areas == 0.0) return without_base(counts, prior);

  EmpiricalBayesResult result = nothing_known(counts.size(), prior, CellState::kNotReported);
  const Adjustment adjustment(counts, prior, pooled_interval(options.model, pool, options.level),
                              options.level);
  options.execution.expect(counts.size());
  core::parallel_for(counts.size(), kChunk, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       for (std::size_t i = begin; i < end; ++i) adjustment.fill(result, i);
                       options.execution.advance(end - begin);
                     });
  result.findings = findings_about(counts, prior);
  return result;
}

std::vector<double> rate_z(const Counts& counts) {
  require_counts_for(counts, Model::kPoisson);
  std::vector<double> result(counts.size(), kMissing);
  const Pool pool = pool_of(counts);
  if (pool.count == 0.0) return result;
  const double mean = pool.count / pool.base;
  const double spread =
      true_variance(Model::kPoisson, mean, observed_variance(counts, pool), pool.base / pool.areas);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    const double chance = mean / counts.base[i];
    const double variance = spread + chance > 0.0 ? spread + chance : chance;
    result[i] = (counts.count[i] / counts.base[i] - mean) / std::sqrt(variance);
  }
  return result;
}

}  // namespace sozialraum::smallarea
