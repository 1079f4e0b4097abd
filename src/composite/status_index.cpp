#include "sozialraum/composite/status_index.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "sozialraum/composite/weighted_sum.hpp"
#include "sozialraum/indicator/standardise.hpp"

namespace sozialraum::composite {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::size_t require_shares(std::span<const Share> shares, const StatusIndexOptions& options) {
  if (shares.empty()) core::invalid_argument("shares", "is empty; at least one share is needed");
  const std::size_t areas = shares.front().values.size();
  for (const Share& share : shares) {
    if (share.values.size() == areas) continue;
    core::invalid_argument("shares", fmt::format("'{}' has {} areas, the first one has {}",
                                                 share.name, share.values.size(), areas));
  }
  if (!options.included.empty() && options.included.size() != areas) {
    core::invalid_argument(
        "included", fmt::format("has {} entries for {} areas", options.included.size(), areas));
  }
  options.areas.require_rows(areas);
  for (const Share& share : shares) core::require_cells(share.values, "shares", options.areas);
  return areas;
}

bool takes_part(const StatusIndexOptions& options, std::size_t row) {
  return options.included.empty() || options.included[row];
}

bool is_complete(std::span<const Share> shares, std::size_t row) {
  for (const Share& share : shares) {
    if (!share.values.has_value(row)) return false;
  }
  return true;
}

/// The areas that are scored; those that should be but lack a share are told in a finding.
std::vector<bool> scored_areas(std::span<const Share> shares, const StatusIndexOptions& options,
                               std::vector<core::Finding>& findings) {
  std::vector<bool> scored(shares.front().values.size());
  std::vector<std::string> lacking;
  for (std::size_t row = 0; row < scored.size(); ++row) {
    if (!takes_part(options, row)) continue;
    scored[row] = is_complete(shares, row);
    if (scored[row]) continue;
    lacking.push_back(options.areas[row]);
  }
  if (!lacking.empty()) {
    findings.push_back(
        {.code = "not_scored",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} area(s) lack a share and so have no index", lacking.size()),
         .areas = lacking});
  }
  return scored;
}

/// Why each area has an index, or none.
std::vector<core::CellState> states_of(std::span<const Share> shares,
                                       const StatusIndexOptions& options) {
  std::vector<core::CellState> result(shares.front().values.size(), core::CellState::kUndefined);
  std::vector<core::CellState> states(shares.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    if (!takes_part(options, row)) continue;
    for (std::size_t k = 0; k < shares.size(); ++k) states[k] = shares[k].values.state(row);
    result[row] = core::combine(states);
  }
  return result;
}

std::vector<double> only(const std::vector<bool>& scored, std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  for (std::size_t row = 0; row < result.size(); ++row) {
    if (!scored[row]) result[row] = kMissing;
  }
  return result;
}

/// z with the standard deviation of the population, as Berlin does.
std::vector<double> z_of(std::span<const double> values, const std::string& name,
                         std::vector<core::Finding>& findings) {
  auto standardised = indicator::standardise(values, {.ddof = 0, .name = name});
  for (core::Finding& finding : standardised.findings) findings.push_back(std::move(finding));
  return std::move(standardised.z);
}

SumOfZ sum_of_z(std::span<const Share> shares, const StatusIndexOptions& options) {
  require_shares(shares, options);
  SumOfZ result;
  const std::vector<bool> scored = scored_areas(shares, options, result.findings);
  std::vector<Component> components;
  for (const Share& share : shares) {
    result.z.push_back(z_of(only(scored, share.values.values()), share.name, result.findings));
  }
  for (std::size_t k = 0; k < shares.size(); ++k) {
    components.push_back({.name = shares[k].name, .values = result.z[k]});
  }
  result.sum = weighted_sum(components).values;
  result.index = z_of(result.sum, "sum of z", result.findings);
  result.states = states_of(shares, options);
  for (std::size_t row = 0; row < result.index.size(); ++row) {
    const bool lost = std::isnan(result.index[row]) && core::has_value(result.states[row]);
    if (lost) result.states[row] = core::CellState::kUndefined;  // a share is the same everywhere
  }
  return result;
}

template <class Class>
std::vector<std::optional<Class>> classes(const std::vector<double>& index,
                                          Class (*class_of)(double)) {
  std::vector<std::optional<Class>> result(index.size());
  for (std::size_t row = 0; row < index.size(); ++row) {
    if (!std::isnan(index[row])) result[row] = class_of(index[row]);
  }
  return result;
}

}  // namespace

std::string_view label_de(Status status) {
  constexpr std::array<std::string_view, 4> kLabels{"hoch", "mittel", "niedrig", "sehr niedrig"};
  return kLabels[static_cast<std::size_t>(status)];
}

std::string_view label_de(Dynamics dynamics) {
  constexpr std::array<std::string_view, 3> kLabels{"positiv", "stabil", "negativ"};
  return kLabels[static_cast<std::size_t>(dynamics)];
}

Status status_of(double index) {
  if (index < -1.0) return Status::kHigh;
  if (index <= 1.0) return Status::kMiddle;
  return index <= 1.5 ? Status::kLow : Status::kVeryLow;
}

Dynamics dynamics_of(double index) {
  if (index < -1.0) return Dynamics::kPositive;
  return index <= 1.0 ? Dynamics::kStable : Dynamics::kNegative;
}

int overlay_class(Status status, Dynamics dynamics) {
  return static_cast<int>(status) * 3 + static_cast<int>(dynamics);
}

std::string_view overlay_label(int overlay) {
  constexpr std::array<std::string_view, 12> kLabels{"1+", "1+/-", "1-", "2+", "2+/-", "2-",
                                                     "3+", "3+/-", "3-", "4+", "4+/-", "4-"};
  assert(overlay >= 0 && overlay < 12);
  return kLabels[static_cast<std::size_t>(overlay)];
}

StatusIndex status_index(std::span<const Share> shares, const StatusIndexOptions& options) {
  StatusIndex result{sum_of_z(shares, options), {}};
  result.status = classes(result.index, &status_of);
  return result;
}

DynamicsIndex dynamics_index(std::span<const Share> changes, const StatusIndexOptions& options) {
  DynamicsIndex result{sum_of_z(changes, options), {}};
  result.dynamics = classes(result.index, &dynamics_of);
  return result;
}

}  // namespace sozialraum::composite
