#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::smallarea {

/// Counts of all kinds of a whole, areas x kinds, row by row: ages, family forms, ways to school.
struct Composition {
  std::span<const double> counts{};
  std::span<const std::string> kinds{};
  core::RowNames areas{};

  [[nodiscard]] std::size_t columns() const noexcept { return kinds.size(); }
};

struct CompositionOptions {
  double level = 0.95;  ///< of the intervals
  core::Execution execution{};
};

/// Shares that add up to 1 in every area.
struct CompositionResult {
  std::vector<double> share{};  ///< areas x kinds; NaN where a count of the area is missing
  std::vector<double> lower{};
  std::vector<double> upper{};
  /// How many persons an area's shares are known as exactly as: they are Dirichlet distributed with
  /// share * persons. The variance of a share is share (1 - share) / (persons + 1).
  std::vector<double> persons{};
  std::vector<core::CellState> states{};  ///< one an area
  std::vector<double> of_all{};           ///< the share of each kind among all persons
  std::vector<core::Finding> findings{};
};

/// What would the shares of all kinds be if more people lived there?
///
/// Every kind against the rest is pulled as empirical_bayes (binomial) does, with the uncertainty
/// of its mean and spread (credible_moments); then the shares are brought to the sum 1, and
/// `persons` is chosen so that the variances of all kinds together are kept: persons + 1 = sum of
/// share (1 - share) / sum of variances. So draws of all kinds together can be made whose shares
/// add up.
///
/// A kind that varies much less between areas than the others gets a little too wide an interval
/// and the other way round: one number cannot hold them all. An area without any count gets the
/// shares of all, as uncertain as areas differ. Throws InvalidInput "length_mismatch",
/// "negative_count", "not_finite", "duplicate_column", "invalid_argument" below two kinds.
/// "no_base" if nobody is counted anywhere. The same bytes for any order of rows.
[[nodiscard]] CompositionResult composition(const Composition& counts,
                                            const CompositionOptions& options = {});

}  // namespace sozialraum::smallarea
