#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {

struct TransitionOptions {
  double level = 0.95;  ///< of the intervals
  /// Are the types in an order (high, middle, low)? Only then has quadratic kappa a meaning.
  bool ordered = false;
};

/// Which types did areas leave, which did they come to?
struct Transitions {
  std::size_t types = 0;
  std::vector<std::uint64_t> areas{};  ///< types x types: row = before, column = after
  /// The same as shares of the row, with Wilson intervals; NaN where a type had no area before.
  std::vector<double> share{};
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::uint64_t total = 0;
  std::uint64_t stayed = 0;
  double stay = 0.0;  ///< share of all areas whose type is the same
  double stay_lower = 0.0;
  double stay_upper = 0.0;
  double kappa = 0.0;            ///< Cohen 1960; NaN if one type holds all areas both times
  double quadratic_kappa = 0.0;  ///< Cohen 1968, squared distance of the types; NaN if unordered
  double adjusted_rand = 0.0;    ///< Hubert and Arabie 1985; blind to what the types are called
};

/// How many areas kept their type from one year to the next, and where did the others go?
///
/// Compares two lists of types of the same areas, by the same numbers: types of a frozen model, or
/// types of two fits whose numbers were matched (heaviest_matching). Kappa is the agreement beyond
/// what the sizes of the types would give by chance. The intervals are of a share of areas, as if
/// areas changed independently of one another; neighbours often do not, so read them as the least
/// width. A change of type is not yet a change of the place: counts of few people move by chance.
///
///     before A A A B, after A A B B  ->  A: 2 of 3 stay (0.21-0.94), stay 3/4,
///                                        kappa (0.75 - 0.5) / (1 - 0.5) = 0.5
///
/// O(areas + types²). Throws InvalidInput "length_mismatch", "no_areas", "unknown_type" (a number
/// not below `types`), "invalid_argument".
[[nodiscard]] Transitions transitions(std::span<const std::uint32_t> before,
                                      std::span<const std::uint32_t> after, std::size_t types,
                                      const TransitionOptions& options = {});

}  // namespace sozialraum::typology
