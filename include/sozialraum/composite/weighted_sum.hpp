#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::composite {

/// One indicator in a composite, standardised beforehand; NaN is missing.
struct Component {
  std::string name{};
  core::Cells values{};
  double weight = 1.0;  ///< above 0
  int direction = 1;    ///< +1: more of it is more of the composite; -1: less
};

/// What becomes of an area that lacks a component?
enum class MissingComponent : std::uint8_t {
  kNotScored,      ///< it gets no score: nothing is guessed
  kMeanOfPresent,  ///< the others stand in: their sum times all weights / present weights
};

struct WeightedSumOptions {
  MissingComponent missing = MissingComponent::kNotScored;
  core::RowNames areas{};  ///< what the rows are called in findings
};

struct WeightedSum {
  std::vector<double> values{};
  /// core::combine() of all components, or of those that stand in for the others.
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};  ///< "not_scored" or "component_replaced", with the areas
};

/// How do many indicators become one number?
///
/// sum of weight * direction * value. The scores of linear, fully compensating composites: a low
/// value of one component makes good a high one of another. Same bytes for any order of the
/// components. O(areas * components).
///
/// Throws InvalidInput for components of different length, a weight that is not above 0, and a
/// direction other than +1 and -1: a neutral indicator has no place in a sum.
[[nodiscard]] WeightedSum weighted_sum(std::span<const Component> components,
                                       const WeightedSumOptions& options = {});

}  // namespace sozialraum::composite
