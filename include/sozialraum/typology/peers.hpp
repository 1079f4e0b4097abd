#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

struct PeersOptions {
  std::size_t count = 3;  ///< how many peers an area has
  /// Rows among which peers are sought, each once; empty = among all.
  std::span<const std::size_t> among{};
  core::Execution execution{};
};

/// Which areas are most like each area?
struct Peers {
  static constexpr std::size_t kNobody = std::numeric_limits<std::size_t>::max();

  std::size_t count = 0;
  std::vector<std::size_t> area{};  ///< areas x count: rows, the most alike first; kNobody if fewer
  std::vector<double> distance{};   ///< areas x count: in the space of the points; NaN if fewer
};

/// The areas at the smallest distance in all columns, the own left out; equal ones by code.
///
/// Of two villages far apart the same table of numbers makes peers: who asks "how do others like us
/// do it?" goes there. O(areas * among * columns) time, in parallel; O(areas * count) memory, no
/// table of all distances is made. Throws as require_measurable; "invalid_argument" for a count of
/// 0 or a row that is not there.
[[nodiscard]] Peers peers(const Points& points, const PeersOptions& options = {});

}  // namespace sozialraum::typology
