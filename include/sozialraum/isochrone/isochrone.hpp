#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/isochrone/isochrone_grid.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/direction.hpp"

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
  std::vector<Isochrone> isochrones{};  ///< by place, then by limit
  std::vector<bool> on_network{};       ///< by place; false: off the road network, so no land

  [[nodiscard]] const Isochrone& of(std::size_t place, std::size_t limit) const {
    return isochrones[place * limit_count + limit];
  }
};

struct IsochroneOptions {
  /// Rising. A limit's land lies within that of every longer one, and does not depend on the
  /// others.
  std::span<const core::Minutes> limits{};
  /// Who travels: people from the land to the place (kToFacility), or the place's service to the
  /// land (kFromFacility).
  reach::Direction direction = reach::Direction::kToFacility;
  /// Pieces of land and holes smaller than this are left out.
  double smallest_square_metres = 0.0;
  /// The same graph prepared (network::Hierarchy::build): the same answer, sooner.
  const network::Hierarchy* hierarchy = nullptr;
  core::Execution execution{};
};

/// Which land is within 10, 20, 30 minutes of each place?
///
///     const std::array limits{core::Minutes{10}, core::Minutes{20}, core::Minutes{30}};
///     const auto answer = isochrones(graph, grid, tree.snap(places), {.limits = limits});
///     use(answer.of(0, 2).land);
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
[[nodiscard]] Isochrones isochrones(const network::RoadGraph& graph, const IsochroneGrid& grid,
                                    std::span<const network::Snap> places,
                                    const IsochroneOptions& options);

/// What should be said about isochrones: those that are finer than the grid, so that no sample lies
/// within them ("isochrone_finer_than_grid"). `ids` name the places. Places off the network are
/// told by network::snap_findings.
[[nodiscard]] std::vector<core::Finding> isochrone_findings(const Isochrones& answer,
                                                            std::span<const std::string> ids);

}  // namespace sozialraum::isochrone
