#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/spatial/nearest.hpp"

namespace sozialraum::spatial {

struct VoronoiOptions {
  /// Land to be shared out, as the polygon or multipolygon of well-known binary (WKB) in the
  /// coordinates of the places; empty = the box of the places, wider by a tenth of its longer side.
  std::string_view within{};
};

struct VoronoiCells {
  /// A polygon or multipolygon a place, in the order of the places (WKB). Empty where no part of
  /// the land is nearest to the place.
  std::vector<std::string> wkb{};
  std::vector<core::Finding> findings{};  ///< "places_without_land", naming them
};

/// Which land is nearest to which place, as the crow flies?
///
/// The cells of Voronoi (1908) within an outline: a way to draw villages of which only the middle
/// is known. No cell is a boundary of anything: who owns the land, and where the village ends, is
/// not known, and a map of cells has to say so. Computed by GEOS. The cells of all places cover the
/// outline without gap or overlap, but for rounding of the last digits.
///
///     two places at (1, 1) and (3, 1) in a rectangle from (0, 0) to (4, 2):
///     the border is the line x = 2, both cells have the area 4
///
/// O(places * log places + places * corners of the outline).
///
/// Throws InvalidInput "length_mismatch", "missing_values" (a place that is not finite),
/// "no_place", "same_point" (two places at one point, naming both), "bad_geometry" (not WKB, or
/// neither polygon nor multipolygon) and "invalid_geometry" (an outline that cannot be cut).
[[nodiscard]] VoronoiCells voronoi(const Places& places, const VoronoiOptions& options = {});

}  // namespace sozialraum::spatial
