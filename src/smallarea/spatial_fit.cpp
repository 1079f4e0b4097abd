#include "smallarea/spatial_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>

#include "smallarea/count_findings.hpp"
#include "smallarea/design.hpp"
#include "smallarea/hyper_grid.hpp"
#include "smallarea/posterior_rates.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::Counts;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 64;
constexpr std::size_t kFewAreas = 50;

[[noreturn]] void refuse(std::string code, std::string argument, std::string message,
                         std::string hint = "") {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = std::move(argument)},
                            .hint = std::move(hint)});
}

void require_options(const SpatialModelOptions& options) {
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
  if (!(options.sd_prior > 0.0 && std::isfinite(options.sd_prior))) {
    core::invalid_argument("sd_prior", fmt::format("is {}; it is above 0", options.sd_prior));
  }
  if (!(options.held.sd >= 0.0 && std::isfinite(options.held.sd))) {
    core::invalid_argument("held", fmt::format("the sd is {}; it is above 0", options.held.sd));
  }
}

void require_share(const Precision& precision, const SpatialModelOptions& options) {
  if (!precision.has_share() || !(options.held.sd > 0.0)) return;
  const double share = options.held.share;
  if (share > 0.0 && share < precision.most_share()) return;
  core::invalid_argument("held", fmt::format("the share is {}; it lies between 0 and {:.6g}", share,
                                             precision.most_share()));
}

void require_input(const Counts& counts, const spatial::Weights& weights,
                   const SpatialModelOptions& options) {
  require_options(options);
  indicator::require_counts(counts, options.model == Model::kBinomial
                                        ? indicator::CountBound::kPartOfBase
                                        : indicator::CountBound::kFree);
  if (weights.size() != counts.size()) {
    refuse("length_mismatch", "weights",
           fmt::format("has {} areas, but count has {}", weights.size(), counts.size()));
  }
  require_covariates(options.covariates, counts.size(), counts.areas);
}

bool is_complete(const Counts& counts, const SpatialModelOptions& options, std::size_t row) {
  return counts.has_value(row) && has_covariates(options.covariates, row);
}

SpatialModelResult nothing_known(const Counts& counts, const SpatialModelOptions& options,
                                 bool undefined) {
  const std::size_t n = counts.size();
  SpatialModelResult result{.rate = std::vector(n, kMissing),
                            .sd = std::vector(n, kMissing),
                            .lower = std::vector(n, kMissing),
                            .upper = std::vector(n, kMissing),
                            .weight = std::vector(n, kMissing)};
  for (std::size_t row = 0; row < n; ++row) {
    const bool complete = is_complete(counts, options, row);
    CellState state = counts.state(row);
    if (counts.has_value(row) && !complete) state = CellState::kNotReported;
    if (complete && undefined) state = CellState::kUndefined;
    result.states.push_back(state);
  }
  return result;
}

/// Mean and interval of each coefficient, in the units of the covariates, over all nodes.
std::vector<ModelParameter> coefficients_of(const HyperGrid& grid, const ModelTable& table,
                                            const SpatialModelOptions& options) {
  std::vector<ModelParameter> result(table.design().columns());
  std::vector<double> squares(result.size(), 0.0);
  for (const HyperNode& node : grid.nodes) {
    const std::vector<Coefficient> given_node = table.design().in_units(
        options.covariates, node.mode.coefficients, node.mode.coefficient_covariance);
    for (std::size_t k = 0; k < result.size(); ++k) {
      const auto& [name, value, error] = given_node[k];
      result[k].name = name;
      result[k].mean += node.probability * value;
      squares[k] += node.probability * (error * error + value * value);
    }
  }
  const double z = indicator::normal_deviate(options.level);
  for (std::size_t k = 0; k < result.size(); ++k) {
    ModelParameter& one = result[k];
    one.sd = std::sqrt(std::max(0.0, squares[k] - one.mean * one.mean));
    one.lower = one.mean - z * one.sd;
    one.upper = one.mean + z * one.sd;
  }
  return result;
}

void fill_rates(SpatialModelResult& result, const HyperGrid& grid, const ModelTable& table,
                const SpatialModelOptions& options) {
  const std::vector<std::size_t>& order = table.order();
  core::parallel_for(order.size(), kChunk, options.execution, [&](std::size_t i, std::size_t end) {
    for (; i < end; ++i) {
      const std::size_t row = order[i];
      if (!core::has_value(result.states[row])) continue;
      const PosteriorRate rate = posterior_rate(grid, table.seen(), i, options);
      result.rate[row] = rate.mean;
      result.sd[row] = rate.sd;
      result.lower[row] = rate.lower;
      result.upper[row] = rate.upper;
      result.weight[row] = rate.weight;
    }
  });
}

void tell_graph(const Graph& graph, const spatial::Weights& weights, SpatialModelResult& result) {
  result.findings = weights.findings();
  if (graph.uneven_links == 0) return;
  result.findings.push_back(
      {.code = "asymmetric_weights",
       .severity = core::Severity::kNote,
       .message = fmt::format("{} links weigh differently in their two directions; the mean counts",
                              graph.uneven_links),
       .place = {.argument = "weights"},
       .details = {{"count", std::to_string(graph.uneven_links)}}});
}

/// Why nothing can be said of any area, if so.
std::optional<core::Finding> nothing_to_learn(const ModelTable& table) {
  const Observations& seen = table.seen();
  if (table.areas_seen() == 0) {
    return core::Finding{.code = "no_base",
                         .severity = core::Severity::kWarning,
                         .message = "no area has a count and a base above zero"};
  }
  const double cases = std::accumulate(seen.count.begin(), seen.count.end(), 0.0);
  const double base = std::accumulate(seen.base.begin(), seen.base.end(), 0.0);
  if (cases > 0.0 && (seen.model == Model::kPoisson || cases < base)) return std::nullopt;
  return core::Finding{.code = "no_finite_fit",
                       .severity = core::Severity::kWarning,
                       .message = cases > 0.0 ? "all of the base are cases, in every area"
                                              : "there are no cases in any area",
                       .hint = "an interval of all areas together can be given: indicator::rate"};
}

void tell_doubts(const HyperGrid& grid, const ModelTable& table,
                 std::vector<core::Finding>& findings) {
  if (!grid.settled) {
    findings.push_back(
        {.code = "not_converged",
         .severity = core::Severity::kWarning,
         .message = "the search for the best sd and share did not settle; the rates "
                    "are averaged around the best values found",
         .hint = "look at covariates of extreme values, or choose another structure"});
  }
  if (table.areas_seen() >= kFewAreas || grid.nodes.size() < 2) return;
  findings.push_back({.code = "few_areas",
                      .severity = core::Severity::kNote,
                      .message = fmt::format("{} areas tell little about sd and share; both are "
                                             "largely those of the prior",
                                             table.areas_seen()),
                      .hint = "compare with empirical_bayes",
                      .details = {{"areas", std::to_string(table.areas_seen())}}});
}

}  // namespace

std::vector<std::size_t> rows_by_code(const spatial::Weights& weights) {
  std::vector<std::string> texts;
  for (const core::AreaCode& code : weights.codes()) texts.push_back(code.text());
  std::vector<std::size_t> rows(weights.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::ranges::sort(rows, {}, [&](std::size_t row) -> const std::string& { return texts[row]; });
  return rows;
}

ModelTable::ModelTable(const Counts& counts, std::vector<std::size_t> order,
                       const SpatialModelOptions& options)
    : order_(std::move(order)) {
  seen_.model = options.model;
  for (const std::size_t row : order_) {
    const bool seen = is_complete(counts, options, row) && counts.base[row] > 0.0;
    seen_.seen.push_back(seen);
    seen_.count.push_back(seen ? counts.count[row] : 0.0);
    seen_.base.push_back(seen ? counts.base[row] : 0.0);
    if (seen) taking_part_.push_back(row);
  }
}

void ModelTable::add_covariates(const Covariates& covariates) {
  design_.emplace(covariates, taking_part_);
  seen_.log_scale = design_->log_spread();
  seen_.design.assign(design_->columns(), std::vector<double>(order_.size(), 0.0));
  std::vector<double> scaled(design_->columns());
  for (std::size_t i = 0; i < order_.size(); ++i) {
    if (!has_covariates(covariates, order_[i])) continue;
    design_->scale(covariates, order_[i], scaled);
    for (std::size_t k = 0; k < scaled.size(); ++k) seen_.design[k][i] = scaled[k];
  }
}

SpatialFit fit_spatial_model(const Counts& given, const spatial::Weights& weights,
                             const SpatialModelOptions& options) {
  Counts counts = given;
  if (counts.areas.empty() && counts.size() == weights.size()) counts.areas = weights.codes();
  require_input(counts, weights, options);
  SpatialFit fit{.table = ModelTable(counts, rows_by_code(weights), options)};
  ModelTable& table = fit.table;
  const std::optional<core::Finding> unknowable = nothing_to_learn(table);
  SpatialModelResult& result = fit.result;
  result = nothing_known(counts, options, unknowable.has_value());
  if (counts.size() == 0) return fit;
  if (unknowable) {
    result.findings.push_back(*unknowable);
    return fit;
  }
  table.add_covariates(options.covariates);
  const Precision& precision =
      fit.precision.emplace(options.structure, graph_of(weights, table.order()));
  require_share(precision, options);
  const HyperGrid& grid = fit.grid = explore(precision, table.seen(), options);
  fill_rates(result, grid, table, options);
  result.coefficients = coefficients_of(grid, table, options);
  result.hyperparameters = grid.parameters;
  result.log_likelihood = grid.log_likelihood;
  if (options.structure != Structure::kIid) tell_graph(precision.graph(), weights, result);
  tell_empty_bases(counts, "what the others let expect", result.findings);
  tell_missing_covariates(counts, options.covariates, result.findings);
  tell_doubts(grid, table, result.findings);
  return fit;
}

}  // namespace sozialraum::smallarea
