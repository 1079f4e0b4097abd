#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/isochrone/isochrone_grid.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::isochrone {

/// Land, as polygons with holes in degrees (EPSG:4326).
///
/// Ring r is `points[ring_begin[r] .. ring_begin[r + 1])`, its last point the first again; polygon
/// p is the rings `polygon_begin[p] .. polygon_begin[p + 1]`, first its outline
/// (counter-clockwise), then its holes (clockwise). Valid by construction: rings never touch or
/// cross.
struct Multipolygon {
  std::vector<network::LonLat> points{};
  std::vector<std::uint32_t> ring_begin{0};
  std::vector<std::uint32_t> polygon_begin{0};

  [[nodiscard]] std::size_t polygon_count() const { return polygon_begin.size() - 1; }
  [[nodiscard]] std::size_t ring_count() const { return ring_begin.size() - 1; }
  [[nodiscard]] std::span<const network::LonLat> ring(std::size_t r) const {
    return std::span(points).subspan(ring_begin[r], ring_begin[r + 1] - ring_begin[r]);
  }

  friend bool operator==(const Multipolygon&, const Multipolygon&) = default;
};

/// The land within a limit of a place.
struct Isochrone {
  Multipolygon land{};
  double square_metres = 0.0;  ///< on the WGS 84 ellipsoid
  double road_metres = 0.0;    ///< roads reached, each counted once

  friend bool operator==(const Isochrone&, const Isochrone&) = default;
};

/// Isochrones of all places and limits.
struct Isochrones {
  std::size_t limit_count = 0;
  std::vector<Isochrone> isochrones{};     ///< by place, then by limit
  std::vector<core::Standing> standing{};  ///< by place; off the network there is no land
  /// "isochrone_finer_than_grid": no sample lies within; and those of the places.
  std::vector<core::Finding> findings{};

  [[nodiscard]] const Isochrone& of(std::size_t place, std::size_t limit) const {
    return isochrones[place * limit_count + limit];
  }
};

struct IsochroneOptions {
  /// Rising. A limit's land lies within that of every longer one, and does not depend on the
  /// others.
  std::span<const core::Minutes> limits{};
  /// Pieces of land and holes smaller than this are left out.
  double smallest_square_metres = 0.0;
  /// Of the places, for the findings; empty = their numbers, from 0.
  std::span<const std::string> names{};
};

/// Which land is within 10, 20, 30 minutes of each place?
///
///     const std::array limits{core::Minutes{10}, core::Minutes{20}, core::Minutes{30}};
///     const auto answer = isochrones({.roads = graph}, grid, tree.snap(places), {.limits =
///     limits}); use(answer.of(0, 2).land);
///
/// A point belongs to it iff somebody who stands there and goes the way of every place of this
/// library (straight to the nearest road, then by road: network::EdgeTree, reach::travel_times) has
/// a time within the limit. So the meadow beyond the river belongs to the road on its own bank, an
/// island of the network is not reached, and a wood inside a ring road stays a hole.
///
/// Times at the samples of the grid are exact; between a sample inside and one outside the border
/// is drawn where a straight change of time meets the limit, halfway if the time jumps (see
/// IsochroneGrid::jump): marching squares (Lorensen and Cline 1987) with diagonal neighbours
/// joined. The border is right to one step of the grid; land narrower than that may be missed.
///
/// One bounded Dijkstra a place, or sweeps over the hierarchy for sixteen neighbouring places at
/// once; both give the same bytes, for any number of threads and order of places. InvalidInput if
/// the limits do not rise, are negative, or are none, and for a grid or hierarchy of another graph.
/// Holds for each thread, with a hierarchy, 65 bytes a node, 4 an edge and 2 a cell of the raster
/// (without: 20 a node), and 16 bytes an edge for all.
///
/// `travel.direction`: people from the land to the place (kToFacility), or the place's service to
/// the land (kFromFacility). `travel.limit` ends the longest of the limits. When not: who lives
/// within 15 minutes is a question to the people's own minutes (reach::minutes_to_nearest), not to
/// a polygon over their homes.
[[nodiscard]] Isochrones isochrones(const reach::Travel& travel, const IsochroneGrid& grid,
                                    std::span<const network::Snap> places,
                                    const IsochroneOptions& options);

}  // namespace sozialraum::isochrone
