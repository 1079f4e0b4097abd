#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/ids.hpp"

namespace sozialraum::core {

/// Which rows of two tables speak of the same area, and which have no partner?
struct Join {
  std::vector<std::pair<AreaId, AreaId>>
      matched;  ///< left row, right row, in the order of the left rows
  std::vector<AreaId> left_only;
  std::vector<AreaId> right_only;
  std::vector<Finding> findings;  ///< always says how many matched; warns of those without partner
};

/// Joins by exact key text. O(n log n).
///
/// Both sides must hold one kind of key each ("duplicate_key" otherwise not checked here: AreaTable
/// does). Throws InvalidInput "key_kinds_differ" if the kinds differ (AGS with ARS, say),
/// "no_key_matches" if not one key is in both.
[[nodiscard]] Join join(std::span<const AreaCode> left, std::span<const AreaCode> right);

}  // namespace sozialraum::core
