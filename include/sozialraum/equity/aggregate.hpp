#pragma once

#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/ids.hpp"
#include "sozialraum/core/minutes.hpp"
#include "sozialraum/core/standing.hpp"

namespace sozialraum::equity {

/// The inhabited cells below the areas; one entry a cell in each span.
struct Cells {
  std::span<const core::AreaId> area{};  ///< 0 .. areas-1
  std::span<const double> people{};      ///< finite, not negative
  std::span<const double> minutes{};     ///< not negative where reached, ignored elsewhere
  std::span<const core::Standing> standing{};
};

struct AggregateOptions {
  std::size_t areas = 0;                ///< number of areas; one without a cell has zero people
  std::vector<core::Minutes> limits{};  ///< whom do we call outside? Any number, rising
};

/// Who of an area's people is within one limit, and who is not?
struct Coverage {
  double within = 0.0;   ///< people at or below the limit
  double beyond = 0.0;   ///< people above it or without any way
  double unknown = 0.0;  ///< people of cells that were not measured
  double share = 0.0;    ///< within / (within + beyond); NaN if of nobody known
};

/// What one area's people experience.
struct AreaMinutes {
  double people_reached = 0.0;
  double people_unreachable = 0.0;
  double people_unknown = 0.0;
  /// Mean minutes of the people who get there; kBeyondLimit if none of the known does, kUnknown if
  /// nobody is known. Read it beside people_unreachable: whoever has no way is not in it.
  double mean = 0.0;
  core::Standing mean_standing = core::Standing::kUnknown;
  /// Half of the known people need no longer. Having no way counts as the longest, so the median
  /// person may be unreachable.
  double median = 0.0;
  core::Standing median_standing = core::Standing::kUnknown;
  std::vector<Coverage> coverage{};  ///< one a limit
};

/// A cell whose people are not within a limit.
struct Outside {
  std::size_t limit = 0;  ///< position in AggregateOptions::limits
  core::AreaId area{};
  std::size_t cell = 0;  ///< row of the cell
  double people = 0.0;
  double minutes = 0.0;  ///< NaN unless reached
  core::Standing standing = core::Standing::kOnNetwork;
};

struct Aggregate {
  std::vector<AreaMinutes> areas;
  AreaMinutes all;               ///< the same over all cells
  std::vector<Outside> outside;  ///< by limit, then area, then row; cells with people only
  std::vector<core::Finding> findings;
};

/// How long do the people of an area take, and who is outside?
///
/// Means and medians over people, not over cells (an Ortsteil's value is that of its inhabitants,
/// never of its centroid). Median: the smallest time that half of the known people keep; exactly at
/// half, the mean with the next.
///
///     100 people at 10 minutes, 300 at 30, 50 without a way; limit 15:
///     mean (100 * 10 + 300 * 30) / 400 = 25, median 30, within 100, beyond 350, share 22 %
///
/// When not: for the minutes of an area's middle; nobody may live there. Unreachable and unknown
/// cells are counted in people beside every figure and listed, never dropped. Does not depend on
/// the order of the rows (`outside` follows it). O(cells log cells + cells * limits).
///
/// InvalidInput: lists of different length, an area that does not exist, negative people or
/// minutes, limits that do not rise.
[[nodiscard]] Aggregate aggregate(const Cells& cells, const AggregateOptions& options);

}  // namespace sozialraum::equity
