#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct ExplainOptions {
  std::size_t depth = 3;        ///< at most so many questions: what a reader can keep in mind
  std::size_t least_areas = 5;  ///< no rule for fewer areas than these
};

/// A question, or where it ends.
struct RuleNode {
  bool question = false;
  std::uint32_t column = 0;  ///< of a question: is the value at most `limit`?
  double limit = 0.0;
  std::uint32_t yes = 0;  ///< the node to go on with; of a question only
  std::uint32_t no = 0;
  std::uint32_t type = 0;   ///< the type of most of the areas that come here
  std::uint32_t areas = 0;  ///< that come here
  double right = 0.0;       ///< share (by weight) of them that are of that type
};

/// Few questions that tell most types: a tree, and how often it agrees.
struct Explanation {
  std::vector<RuleNode> nodes{};       ///< the first is where to begin
  std::vector<std::uint32_t> types{};  ///< per area: the type the rules say
  std::vector<std::uint32_t> ends{};   ///< per area: the node where they end
  double agreement = 0.0;              ///< share of areas (by weight) whose type they say
  std::vector<double> of_type{};       ///< the same per type; NaN for one without weight
  std::vector<core::Finding> findings{};
};

/// Which few questions would have led to these types?
///
/// A tree of yes-no questions about single indicators, grown by the largest fall of the Gini
/// impurity (Breiman et al. 1984), limits half way between two neighbouring values; of equal
/// questions the first column and the lowest limit. It explains types found otherwise; it does not
/// find any, and its rules hold only as often as `agreement` says. Below 0.7 the finding
/// "rules_explain_little" says so: then the rule is no reason to give.
///
///     values 1 2 3 | 7 8 9 of types A A A B B B: one question, "at most 5?", agreement 1
///
/// Raw values in the units of the reader may be given instead of those that were typed. Weights of
/// the points count as people. Throws as require_measurable and require_types; "invalid_argument"
/// for a depth of 0 or above 10. O(depth * columns * areas log areas).
[[nodiscard]] Explanation explain_types(const Points& points, std::span<const std::uint32_t> types,
                                        std::size_t count, const ExplainOptions& options = {});

}  // namespace sozialraum::typology
