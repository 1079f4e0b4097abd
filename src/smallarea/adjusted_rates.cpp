#include "sozialraum/smallarea/adjusted_rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "smallarea/count_findings.hpp"
#include "smallarea/jeffreys.hpp"
#include "smallarea/moments.hpp"
#include "sozialraum/smallarea/credible_priors.hpp"
#include "sozialraum/smallarea/empirical_bayes.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::Counts;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kNamed = 5;

AdjustedRatesResult nothing_known(const Counts& counts) {
  const std::vector<double> missing(counts.size(), kMissing);
  AdjustedRatesResult result{.raw = missing,
                             .rate = missing,
                             .weight = missing,
                             .target = missing,
                             .lower = missing,
                             .upper = missing,
                             .moved = missing,
                             .why = std::vector(counts.size(), Moved::kNot),
                             .posterior_mean = missing,
                             .posterior_variance = missing,
                             .states = std::vector(counts.size(), CellState::kNotReported)};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    result.states[i] = counts.state(i);
    if (informs(counts, i)) result.raw[i] = counts.count[i] / counts.base[i];
  }
  return result;
}

void put_interval(const PosteriorMoments& moments, std::size_t row,
                  const AdjustedRatesOptions& options, AdjustedRatesResult& result) {
  const auto [lower, upper] = interval_of(moments, options.model, options.level);
  const bool part = bound_of(options.model, options.bound) == indicator::CountBound::kPartOfBase;
  result.posterior_mean[row] = moments.mean;
  result.posterior_variance[row] = moments.variance;
  result.lower[row] = std::min(lower, result.rate[row]);
  result.upper[row] = std::max(part ? std::min(upper, 1.0) : upper, result.rate[row]);
}

void keep_raw(const Counts& counts, const AdjustedRatesOptions& options, std::size_t row,
              AdjustedRatesResult& result) {
  if (!counts.has_value(row)) return;
  if (!informs(counts, row)) {
    result.states[row] = CellState::kUndefined;
    return;
  }
  const PosteriorMoments moments = jeffreys({counts.count[row], counts.base[row]}, options.model);
  result.rate[row] = result.raw[row];
  result.weight[row] = 1.0;
  put_interval(moments, row, options, result);
}

/// The count of a guarded area is an expectation: what it may be off by comes on top.
void widen_guarded(const Counts& counts, const AdjustedRatesOptions& options,
                   AdjustedRatesResult& result) {
  for (std::size_t i = 0; i < options.count_variance.size(); ++i) {
    if (options.count_variance[i] == 0.0 || std::isnan(result.rate[i])) continue;
    if (!informs(counts, i)) continue;
    const double part = result.weight[i] / counts.base[i];
    const double variance = result.posterior_variance[i] + part * part * options.count_variance[i];
    put_interval({result.posterior_mean[i], variance}, i, options, result);
  }
}

EmpiricalBayesOptions options_of(const AdjustedRatesOptions& options,
                                 std::span<const double> count_variance) {
  return {.model = options.model,
          .level = options.level,
          .bound = options.bound,
          .count_variance = count_variance,
          .execution = options.execution};
}

/// What both ways of borrowing tell of an area.
template <class Found>
void take(Found found, AdjustedRatesResult& result) {
  result.rate = std::move(found.rate);
  result.weight = std::move(found.weight);
  result.lower = std::move(found.lower);
  result.upper = std::move(found.upper);
  result.posterior_mean = std::move(found.posterior_mean);
  result.posterior_variance = std::move(found.posterior_variance);
  result.states = std::move(found.states);
  result.findings = std::move(found.findings);
}

void by_all(const Counts& counts, const AdjustedRatesOptions& options,
            AdjustedRatesResult& result) {
  EmpiricalBayesResult found = empirical_bayes(counts, options_of(options, options.count_variance));
  std::ranges::fill(result.target, found.prior.mean);
  take(std::move(found), result);
}

/// The rows of one region as counts of their own.
struct Part {
  std::vector<std::size_t> rows{};
  std::vector<double> count{};
  std::vector<double> base{};
  std::vector<CellState> count_states{};
  std::vector<CellState> base_states{};
  std::vector<std::string> names{};
  std::vector<double> count_variance{};

  void add(const Counts& counts, const AdjustedRatesOptions& options, std::size_t row) {
    rows.push_back(row);
    count.push_back(counts.count[row]);
    base.push_back(counts.base[row]);
    count_states.push_back(counts.count.state(row));
    base_states.push_back(counts.base.state(row));
    names.push_back(counts.areas[row]);
    if (!options.count_variance.empty()) count_variance.push_back(options.count_variance[row]);
  }
};

void put(const EmpiricalBayesResult& found, const Part& part, AdjustedRatesResult& result) {
  for (std::size_t k = 0; k < part.rows.size(); ++k) {
    const std::size_t row = part.rows[k];
    result.target[row] = found.prior.mean;
    result.rate[row] = found.rate[k];
    result.weight[row] = found.weight[k];
    result.lower[row] = found.lower[k];
    result.upper[row] = found.upper[k];
    result.posterior_mean[row] = found.posterior_mean[k];
    result.posterior_variance[row] = found.posterior_variance[k];
    result.states[row] = found.states[k];
  }
}

/// Findings of one kind of several regions become one.
void join(const std::vector<core::Finding>& more, const std::string& region,
          std::vector<core::Finding>& findings) {
  for (const core::Finding& one : more) {
    const auto same = std::ranges::find(findings, one.code, &core::Finding::code);
    if (same == findings.end()) {
      findings.push_back(one);
      findings.back().details.emplace_back("region", region);
      continue;
    }
    same->areas.insert(same->areas.end(), one.areas.begin(), one.areas.end());
    same->details.emplace_back("region", region);
  }
}

void by_region(const Counts& counts, const AdjustedRatesOptions& options,
               AdjustedRatesResult& result) {
  std::map<std::string, Part> parts;  // by name, whatever the order of rows
  std::vector<std::size_t> nowhere;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (options.regions[i].empty()) {
      nowhere.push_back(i);
      keep_raw(counts, options, i, result);
    } else {
      parts[options.regions[i]].add(counts, options, i);
    }
  }
  widen_guarded(counts, options, result);  // those that kept their raw rate
  for (const auto& [region, part] : parts) {
    const Counts own{{part.count, part.count_states}, {part.base, part.base_states}, part.names};
    const EmpiricalBayesResult found =
        empirical_bayes(own, options_of(options, part.count_variance));
    put(found, part, result);
    join(found.findings, region, result.findings);
  }
  if (nowhere.empty()) return;
  result.findings.push_back({.code = "area_without_region",
                             .severity = core::Severity::kWarning,
                             .message = fmt::format("{} area(s) belong to no region; they keep "
                                                    "their raw rate",
                                                    nowhere.size()),
                             .areas = counts.areas.of(nowhere)});
}

void by_neighbours(const Counts& counts, const AdjustedRatesOptions& options,
                   AdjustedRatesResult& result) {
  LocalEmpiricalBayesResult found = local_empirical_bayes(counts, *options.weights,
                                                          {.form = options.form,
                                                           .model = options.model,
                                                           .level = options.level,
                                                           .bound = options.bound,
                                                           .execution = options.execution});
  result.target = std::move(found.mean);
  take(std::move(found), result);
  widen_guarded(counts, options, result);
}

void measure_moves(AdjustedRatesResult& result) {
  for (std::size_t i = 0; i < result.raw.size(); ++i) {
    result.moved[i] = result.rate[i] - result.raw[i];
    if (!(std::abs(result.moved[i]) > 1e-12)) continue;
    result.why[i] = result.weight[i] < 0.5 ? Moved::kFewPeople : Moved::kFarFromTarget;
  }
}

void tell_moves(const Counts& counts, AdjustedRatesResult& result) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < result.moved.size(); ++i) {
    if (result.why[i] != Moved::kNot) rows.push_back(i);
  }
  if (rows.empty()) return;
  const std::size_t told = std::min(kNamed, rows.size());
  const auto farther = [&](std::size_t a, std::size_t b) {
    const double left = std::abs(result.moved[a]);
    const double right = std::abs(result.moved[b]);
    return left != right ? left > right : counts.areas[a] < counts.areas[b];
  };
  std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(told), farther);
  rows.resize(told);
  core::Finding finding{
      .code = "moved_most",
      .severity = core::Severity::kNote,
      .message = fmt::format("the adjustment moved {} most: from {:.4g} to {:.4g}",
                             counts.areas[rows[0]], result.raw[rows[0]], result.rate[rows[0]]),
      .areas = counts.areas.of(rows)};
  for (const std::size_t row : rows) {
    finding.details.emplace_back(
        counts.areas[row],
        fmt::format("raw {:.4g}, adjusted {:.4g}, target {:.4g}, weight of own data {:.2f}: {}",
                    result.raw[row], result.rate[row], result.target[row], result.weight[row],
                    result.why[row] == Moved::kFewPeople ? "few people" : "far from the target"));
  }
  result.findings.push_back(std::move(finding));
}

void require_target(const Counts& counts, const AdjustedRatesOptions& options) {
  if (options.target == Target::kNeighbours && options.weights == nullptr) {
    core::invalid_argument("weights", "are not given; the target is the neighbours' mean");
  }
  if (options.target != Target::kRegion) return;
  if (options.regions.empty() && counts.size() > 0) {
    core::invalid_argument("regions", "are not given; the target is the region's mean");
  }
  if (options.regions.size() == counts.size()) return;
  throw core::InvalidInput(
      {.code = "length_mismatch",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} regions for {} counts", options.regions.size(), counts.size()),
       .place = {.argument = "regions"}});
}

}  // namespace

AdjustedRatesResult adjusted_rates(const Counts& counts, const AdjustedRatesOptions& options) {
  indicator::require_counts(counts, bound_of(options.model, options.bound));
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
  require_count_variance(counts, options.count_variance);
  require_target(counts, options);
  AdjustedRatesResult result = nothing_known(counts);
  switch (options.target) {
    case Target::kNone:
      for (std::size_t i = 0; i < counts.size(); ++i) keep_raw(counts, options, i, result);
      widen_guarded(counts, options, result);
      break;
    case Target::kAll:
      by_all(counts, options, result);
      break;
    case Target::kRegion:
      by_region(counts, options, result);
      break;
    case Target::kNeighbours:
      by_neighbours(counts, options, result);
      break;
  }
  measure_moves(result);
  tell_moves(counts, result);
  return result;
}

}  // namespace sozialraum::smallarea
