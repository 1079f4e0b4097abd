#pragma once

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "typology/region_state.hpp"

namespace sozialraum::typology {

/// A gain below this share of an area's part may be rounding, and could be undone for ever.
inline constexpr double kRegionGain = 1e-10;

/// Moves areas while that lowers the sum of squares; true if any was moved.
bool move_greedily(RegionState& state, const RegionGraph& graph, const core::Execution& execution);

}  // namespace sozialraum::typology
