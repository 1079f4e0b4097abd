#pragma once

#include "sozialraum/spatial/nearest.hpp"

namespace sozialraum::spatial {

/// Throws "length_mismatch" unless every area has an x and a y.
void require_lengths(const Places& places);

/// Throws "missing_values" for a place that is not finite, "degrees_not_metres".
void require_metres(const Places& places);

}  // namespace sozialraum::spatial
