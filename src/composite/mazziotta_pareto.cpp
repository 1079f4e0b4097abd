#include "sozialraum/composite/mazziotta_pareto.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/indicator/standardise.hpp"

namespace sozialraum::composite {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void require_pillars(std::span<const Pillar> pillars) {
  if (pillars.empty()) core::invalid_argument("pillars", "is empty; at least one is needed");
  for (const Pillar& pillar : pillars) {
    if (pillar.values.size() != pillars.front().values.size()) {
      core::invalid_argument("pillars",
                             fmt::format("'{}' has {} areas, the first one has {}", pillar.name,
                                         pillar.values.size(), pillars.front().values.size()));
    }
    if (pillar.direction != 1 && pillar.direction != -1) {
      core::invalid_argument(
          "directions", fmt::format("'{}' has the direction {}", pillar.name, pillar.direction),
          "give it +1 or -1, or leave it out");
    }
  }
}

/// Values around 100, and their states.
struct Scaled {
  std::vector<double> values{};
  std::vector<core::CellState> states{};
};

/// Upside down if less of the pillar is more of the composite.
Scaled scaled(const Pillar& pillar, std::vector<core::Finding>& findings) {
  core::require_cells(pillar.values, "pillars");
  if (pillar.goalposts) {
    std::vector<double> values = min_max(pillar.values.values(), *pillar.goalposts);
    for (double& x : values) x = 70.0 + 60.0 * (pillar.direction == 1 ? x : 1.0 - x);
    return {std::move(values), core::states_of(pillar.values)};
  }
  auto standardised = indicator::standardise(pillar.values, {.ddof = 0, .name = pillar.name});
  for (core::Finding& finding : standardised.findings) findings.push_back(std::move(finding));
  for (double& z : standardised.z) z = 100.0 + 10.0 * pillar.direction * z;
  return {std::move(standardised.z), std::move(standardised.states)};
}

/// Mean and population standard deviation of one area's scaled values, as the composite wants them.
double penalised_mean(std::span<const double> row, Polarity polarity) {
  const auto n = static_cast<double>(row.size());
  const double mean = core::exact_sum(row) / n;
  core::ExactSum squares;
  for (const double x : row) squares.add((x - mean) * (x - mean));
  const double penalty = squares.value() / n / mean;
  return polarity == Polarity::kBad ? mean + penalty : mean - penalty;
}

}  // namespace

MazziottaPareto mazziotta_pareto(std::span<const Pillar> pillars,
                                 const MazziottaParetoOptions& options) {
  require_pillars(pillars);
  options.areas.require_rows(pillars.front().values.size());
  MazziottaPareto result;
  std::vector<Scaled> columns;
  for (const Pillar& pillar : pillars) columns.push_back(scaled(pillar, result.findings));

  std::vector<double> row(pillars.size());
  std::vector<core::CellState> states(pillars.size());
  std::vector<std::string> not_scored;
  result.values.assign(pillars.front().values.size(), kMissing);
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      row[k] = columns[k].values[i];
      states[k] = columns[k].states[i];
    }
    result.states.push_back(core::combine(states));
    if (std::none_of(row.begin(), row.end(), [](double x) { return std::isnan(x); })) {
      result.values[i] = penalised_mean(row, options.polarity);
    } else {
      not_scored.push_back(options.areas[i]);
    }
  }
  if (!not_scored.empty()) {
    result.findings.push_back(
        {.code = "not_scored",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} area(s) lack a pillar and so have no score", not_scored.size()),
         .areas = not_scored});
  }
  return result;
}

}  // namespace sozialraum::composite
