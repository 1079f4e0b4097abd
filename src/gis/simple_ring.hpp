#pragma once

#include "sozialraum/gis/areas.hpp"

namespace sozialraum::gis {

/// Is this surely a valid polygon? A quick answer for the common case: one polygon of one ring that
/// neither crosses nor touches itself.
///
/// Sweeps over the segments by x and compares those whose boxes meet, with the error bound of the
/// orientation test (Shewchuk 1997); whatever is near, folded back, repeated, of several rings or
/// parts is not sure, and left to GEOS. Never true for an invalid polygon. O(n log n) for
/// boundaries of places.
[[nodiscard]] bool is_surely_valid(const Wkb& wkb);

}  // namespace sozialraum::gis
