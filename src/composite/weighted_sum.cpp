#include "sozialraum/composite/weighted_sum.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::composite {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void require_component(const Component& component, std::size_t areas) {
  if (component.values.size() != areas) {
    core::invalid_argument("components",
                           fmt::format("'{}' has {} areas, the first one has {}", component.name,
                                       component.values.size(), areas));
  }
  core::require_cells(component.values, "components");
  if (!(component.weight > 0.0) || std::isinf(component.weight)) {
    core::invalid_argument("weights",
                           fmt::format("'{}' has the weight {}; a weight is above 0",
                                       component.name, component.weight),
                           "leave an indicator without weight out");
  }
  if (component.direction != 1 && component.direction != -1) {
    core::invalid_argument(
        "directions", fmt::format("'{}' has the direction {}", component.name, component.direction),
        "give it +1 or -1, or leave it out: a neutral indicator has no place in a sum");
  }
}

std::size_t require_components(std::span<const Component> components,
                               const WeightedSumOptions& options) {
  if (components.empty()) {
    core::invalid_argument("components", "is empty; at least one indicator is needed");
  }
  const std::size_t areas = components.front().values.size();
  for (const Component& component : components) require_component(component, areas);
  options.areas.require_rows(areas);
  return areas;
}

/// The components of one area that have a value.
struct Present {
  core::ExactSum sum;
  core::ExactSum weight;
  std::size_t count = 0;
  CellState state = CellState::kReported;  // of those that have a value
  CellState state_of_all = CellState::kReported;
};

Present present_of(std::span<const Component> components, std::size_t row) {
  Present present;
  std::vector<CellState> all;
  std::vector<CellState> there;
  for (const Component& component : components) {
    all.push_back(component.values.state(row));
    if (!component.values.has_value(row)) continue;
    there.push_back(all.back());
    present.sum.add(component.weight * component.direction * component.values[row]);
    present.weight.add(component.weight);
    ++present.count;
  }
  present.state = core::combine(there);
  present.state_of_all = core::combine(all);
  return present;
}

double total_weight(std::span<const Component> components) {
  core::ExactSum total;
  for (const Component& component : components) total.add(component.weight);
  return total.value();
}

void tell(WeightedSum& result, std::string code, const char* what,
          const std::vector<std::string>& areas) {
  if (areas.empty()) return;
  result.findings.push_back({.code = std::move(code),
                             .severity = core::Severity::kWarning,
                             .message = fmt::format("{} area(s) {}", areas.size(), what),
                             .areas = areas});
}

}  // namespace

WeightedSum weighted_sum(std::span<const Component> components, const WeightedSumOptions& options) {
  const std::size_t areas = require_components(components, options);
  const double weights = total_weight(components);
  WeightedSum result{.values = std::vector(areas, kMissing),
                     .states = std::vector(areas, CellState::kNotReported)};
  std::vector<std::string> not_scored;
  std::vector<std::string> replaced;
  for (std::size_t row = 0; row < areas; ++row) {
    const Present present = present_of(components, row);
    const bool complete = present.count == components.size();
    const bool stand_in = options.missing == MissingComponent::kMeanOfPresent && present.count > 0;
    if (!complete && !stand_in) {
      result.states[row] = present.state_of_all;
      not_scored.push_back(options.areas[row]);
      continue;
    }
    if (!complete) replaced.push_back(options.areas[row]);
    const double scale = complete ? 1.0 : weights / present.weight.value();
    result.values[row] = present.sum.value() * scale;
    result.states[row] = present.state;
  }
  tell(result, "not_scored", "lack a component and so have no score", not_scored);
  tell(result, "component_replaced", "lack a component; the others stand in for it", replaced);
  return result;
}

}  // namespace sozialraum::composite
