#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Two groups become one. Groups 0..n-1 are the single areas in the order of their codes, group
/// n + i is the outcome of merge i.
struct Merge {
  std::uint32_t first = 0;  ///< the lower group number
  std::uint32_t second = 0;
  double height = 0.0;     ///< sqrt(2 * rise of the sum of squares): R's ward.D2, scipy's ward
  std::uint32_t size = 0;  ///< areas in the new group

  friend bool operator==(const Merge&, const Merge&) = default;
};

/// The tree of groups from single areas to one.
struct Hierarchy {
  std::vector<std::uint32_t> area_of_group{};  ///< group 0..n-1 -> area, in the order of the input
  std::vector<Merge> merges{};                 ///< n - 1, heights rising
  std::vector<std::string> codes{};            ///< of groups 0..n-1
  std::vector<core::Finding> findings{};       ///< as scale_doubts

  /// The partition into so many types: undoes the last types - 1 merges. One number per area in
  /// the order of the input, below `types`; describe_partition gives them their lasting names.
  /// Areas with equal numbers are never parted: more types than areas differ are refused.
  /// Throws InvalidInput "fewer_areas_than_types" (naming the equal areas) or "invalid_argument".
  [[nodiscard]] std::vector<std::uint32_t> cut(std::size_t types) const;
};

struct WardOptions {
  core::Execution execution{};  ///< progress and cancellation; the work runs on one thread
};

/// In which order do alike areas grow together?
///
/// Ward's (1963) method: always merge the two groups whose union raises the weighted sum of squares
/// least, w_i w_j / (w_i + w_j) * |c_i - c_j|². Found by chains of nearest neighbours (Murtagh
/// 1983) over group centres, so memory is O(areas * columns) and no distance matrix is made: 30,000
/// areas need a few megabytes. Time O(areas² * columns). Of equally cheap partners the group with
/// the smallest area code wins. Weights act as replicated rows once each area's own copies are
/// merged.
///
/// Throws as require_valid; "no_weight" for an area of weight 0, whose merges would all be free.
[[nodiscard]] Hierarchy ward(const Points& points, const WardOptions& options = {});

}  // namespace sozialraum::typology
