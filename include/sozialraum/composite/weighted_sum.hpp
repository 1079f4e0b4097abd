#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::composite {

/// One indicator in a composite, standardised beforehand; NaN is missing. What is not standardised
/// is weighed by its unit: euros drown percentages, whatever the weights say.
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
/// value of one component makes good a high one of another. Where it must not, mazziotta_pareto().
///
/// By pencil: weights 2 and 1, z values 1.5 and -3 give 2 * 1.5 + 1 * (-3) = 0, the score of an
/// area that is average in both: the same number for very different places, so show the components
/// beside it. If the second value is missing, the area has no score; with kMeanOfPresent it has
/// 3 * (2 + 1) / 2 = 4.5, as if the missing one were like the present one, which nobody knows.
///
/// Weights are a judgement and not a result: say who set them and why. Of two components that rise
/// and fall together each brings the other's weight along.
///
/// Same bytes for any order of the components. O(areas * components).
///
/// Throws InvalidInput for components of different length, a weight that is not above 0, and a
/// direction other than +1 and -1: a neutral indicator has no place in a sum.
[[nodiscard]] WeightedSum weighted_sum(std::span<const Component> components,
                                       const WeightedSumOptions& options = {});

}  // namespace sozialraum::composite
