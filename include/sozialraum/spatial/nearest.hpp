#pragma once

#include <cstddef>
#include <span>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::spatial {

/// One place per area, in metres of a projected CRS. A view.
struct Places {
  std::span<const core::AreaCode> codes{};
  std::span<const double> x{};
  std::span<const double> y{};
};

struct NearestOptions {
  std::size_t neighbours = 0;  ///< how many; no default, the question is the user's
  core::Execution execution{};
};

/// Which k areas are nearest to each area, as the crow flies?
///
/// Weight 1 for each of the k nearest; of equally far ones the smaller codes, so that a regular
/// grid has one answer. Not symmetric: an area may be near to one that has nearer ones. k-d tree,
/// O(areas * (log areas + k)) for evenly spread places, in parallel.
///
/// Throws InvalidInput "length_mismatch", "duplicate_key", "missing_values" (a place that is not
/// finite), "degrees_not_metres" (all coordinates fit in -180..180 and -90..90), "invalid_argument"
/// for k = 0 and "fewer_areas_than_neighbours" unless k < areas.
[[nodiscard]] Weights nearest_neighbours(const Places& places, const NearestOptions& options);

}  // namespace sozialraum::spatial
