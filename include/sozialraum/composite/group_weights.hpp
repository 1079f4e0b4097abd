#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sozialraum::composite {

/// What several people gave to several indicators, a row a person. A view.
struct Scores {
  std::span<const double> values{};  ///< people x items, row by row
  std::size_t items = 0;

  [[nodiscard]] std::size_t people() const noexcept {
    return items == 0 ? 0 : values.size() / items;
  }
};

/// What a group gives to each item, and how far its members are apart.
struct GroupWeights {
  std::vector<double> weights{};  ///< add up to 1
  std::vector<double> least{};    ///< of what single people gave
  std::vector<double> most{};
  std::vector<double> lower{};  ///< quarter of the people give less (type 7)
  std::vector<double> median{};
  std::vector<double> upper{};
  std::vector<bool> settled{};  ///< upper - lower is not above the limit
  /// Kendall's W (Kendall and Babington Smith 1939), ties corrected: 1 = all rank the items alike,
  /// 0 = as if by chance. NaN for one person, one item, or if nobody tells items apart.
  double agreement = 0.0;
};

/// Which weights follow from points that everybody hands out of the same budget?
///
/// Every row is divided by its sum, so 100 points and 10 mean the same; the weights are the means
/// of these shares, `least`, `most`, `lower`, `median` and `upper` are shares too. A share is
/// settled if the quarters lie within `settled` of each other.
///
///     50 30 20, 40 40 20, 60 20 20  ->  0.5 0.3 0.2, from 0.4 to 0.6, 0.2 to 0.4, 0.2
///
/// Throws InvalidInput for a row without points, a number missing or below 0.
[[nodiscard]] GroupWeights budget_allocation(const Scores& points, double settled = 0.1);

/// A round of a Delphi survey: where does the group stand, and is another round needed?
///
/// Scores on one scale, 1 to 9 say. The weights are proportional to the medians, so that one strong
/// voice moves nothing. An item is settled if the middle half of the scores lies within `settled`
/// scale points (1 of 9 by custom); people see medians and quarters and score the others again, at
/// most twice, since pressure to agree is no insight.
///
/// Throws InvalidInput for a number missing or below 0, and if all medians are 0.
[[nodiscard]] GroupWeights delphi_round(const Scores& scores, double settled = 1.0);

}  // namespace sozialraum::composite
