#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/network/components.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

inline constexpr double kMouthMetres = 5.0;

enum class SnapStatus : std::uint8_t {
  kSnapped,     ///< on an edge
  kTooFar,      ///< no road of the large network within the radius
  kNoRoad,      ///< the graph has no usable road at all
  kNoPosition,  ///< the point has no coordinates, or none on the globe
};

/// Name in data files and Python: "snapped", "too_far", "no_road", "no_position".
[[nodiscard]] std::string_view name(SnapStatus status);

/// The component of a place whose component was not looked up.
inline constexpr std::uint32_t kComponentUnknown = 0xffffffffU;

/// Where does a place enter the road network? The report of one point.
/// What is probably wrong with coordinates a hundred kilometres from all roads?
enum class Misplaced : std::uint8_t {
  kNo,         ///< nothing that can be told
  kAtZero,     ///< at 0/0 in the Gulf of Guinea, where addresses land that were not found
  kExchanged,  ///< with longitude and latitude exchanged it would lie beside a road
};

struct Snap {
  SnapStatus status = SnapStatus::kNoPosition;
  EdgeId edge = kNoEdge;
  double fraction = 0.0;        ///< part of the edge between its node `from` and the point, 0..1
  double offset = 0.0;          ///< the same in metres along the edge
  double metres = 0.0;          ///< straight line from the place to the edge; also when too far;
                                ///< of a place without position not a number
  double nearest_metres = 0.0;  ///< to the nearest edge of any component, however small
  Deciseconds leg = 0;          ///< time for the straight line off the network
  /// Strong component of the edge, 0 = the largest; kComponentUnknown of a place_at() a node.
  std::uint32_t component = 0;
  LonLat foot{};                ///< the point on the edge
  bool across_barrier = false;  ///< the straight line crosses one; only if barriers are only told
  Misplaced misplaced = Misplaced::kNo;
};

struct SnapOptions {
  /// Places further from a road than this are not linked. A 1-km grid cell's centre in a forest may
  /// lie a good kilometre off.
  double radius_metres = 2000.0;
  /// Speed of the way to the road: on foot.
  double off_road_km_per_hour = 5.0;
  core::Execution execution{};
};

/// Without this many metres of road a strong component is no place to live, but a courtyard behind
/// a wrong one-way tag.
inline constexpr double kSmallestComponentMetres = 1000.0;

struct EdgeTreeOptions {
  /// Strong components with at least this many nodes can be snapped to; 0 = the largest one and all
  /// with kSmallestComponentMetres of road. 0xffffffff = only the largest.
  std::size_t smallest_component = 0;
  /// Lines that nobody crosses off the roads: rivers, shores, railways. A place is linked to the
  /// nearest road on its own side of all of them.
  std::vector<std::vector<LonLat>> barriers{};
  /// Link as if there were none, and say in Snap::across_barrier where one lies between.
  bool only_tell_barriers = false;
};

/// Places in rows and columns: each longitude with each latitude, both rising.
struct Lattice {
  std::span<const double> lon{};
  std::span<const double> lat{};
};

/// Where a place of a lattice enters the road network: the same as in its Snap.
struct LatticeSnap {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  EdgeId edge = kNoEdge;
  double fraction = 0.0;
  Deciseconds leg = 0;
};

/// Which edge of the road network is nearest to a place?
///
/// Only edges count on which one can get on and off (not EdgeFlags::kNoStop). A place beside the
/// mouth of a road at the ends of a way (RoadGraph), within kMouthMetres of a junction with an open
/// road, is at the junction: it does not live behind the sign.
///
///     const network::EdgeTree tree(graph);
///     const std::vector<network::Snap> homes = tree.snap(places);
///
/// A packed R-tree over the straight pieces of all edges, in geocentric metres on the
/// WGS 84 ellipsoid, so distances are right everywhere and nothing has to be projected. Each
/// point's report depends on that point alone. Equally near edges: the smaller EdgeId. Refers to
/// the graph, which must outlive it; safe to query from several threads. About 42 bytes a
/// piece.
class EdgeTree {
 public:
  explicit EdgeTree(const RoadGraph& graph, const EdgeTreeOptions& options = {});
  ~EdgeTree();
  EdgeTree(EdgeTree&&) noexcept;
  EdgeTree& operator=(EdgeTree&&) noexcept;

  /// One report a place, in the same order. InvalidInput if radius or speed is not positive.
  [[nodiscard]] std::vector<Snap> snap(std::span<const LonLat> places,
                                       const SnapOptions& options = {}) const;

  /// The same for all places of a lattice, sooner: instead of each place looking for its road, each
  /// road is laid over the places within the radius. `take` gets those that are snapped, by row and
  /// column, in portions; the others are left out. The work grows with the length of the roads
  /// times the radius over the step squared. Reports as many steps as the lattice has places.
  /// InvalidInput if radius or speed is not positive or the lattice does not rise.
  void snap_lattice(const Lattice& lattice,
                    const std::function<void(std::span<const LatticeSnap>)>& take,
                    const SnapOptions& options = {}) const;

  [[nodiscard]] const Components& components() const;
  /// Every road to which places can be linked, ends and bends.
  void for_each_corner(const std::function<void(LonLat)>& use) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What should be said about snapped places: those off the network, and those that left a nearer
/// small component aside by more than 250 m, and those linked across a barrier. `ids` name them
/// ("facility 17"); `what` is "origin" or "facility". Codes: "<what>_off_network",
/// "<what>_without_position", "<what>_beside_island_road",
/// "<what>_across_barrier".
[[nodiscard]] std::vector<core::Finding> snap_findings(std::span<const Snap> snaps,
                                                       std::span<const std::string> ids,
                                                       std::string_view what);

/// A node as a place: on one of its edges, without any leg. Status kNoRoad for a node without
/// roads; the component is not looked up. InvalidInput for a node that does not exist.
[[nodiscard]] Snap place_at(const RoadGraph& graph, NodeId node);

/// An end of the edge on which a place lies, as seen from the place.
struct EdgeEnd {
  NodeId node{};
  Deciseconds time = 0;   ///< between the place and the node, without the leg
  EdgeId edge = kNoEdge;  ///< over which it is reached: the place's own or a copy of it
  double fraction = 0.0;  ///< of the node on that edge: 0 or 1
};

/// At which ends of its edge is somebody who leaves the place (kOutward), or who is about to reach
/// it (kInward)? None if not snapped. A place exactly on a node is at the node, whatever its edge
/// and the direction of that. A place before a junction with forbidden turns lies on all copies of
/// its edge, one at the junction is at all its copies (turn_copies.hpp).
[[nodiscard]] std::vector<EdgeEnd> edge_ends(const RoadGraph& graph, const Snap& place,
                                             Sense sense);

/// At which nodes, and after what time, is somebody who leaves the place? None if not snapped.
/// One-way streets are heeded; the leg off the network is included.
///
/// On an open road these are edge_ends(), one or two as a rule. On a road at the ends of a way
/// (RoadGraph) they are **any number**: all nodes of the zone that can be reached before a junction
/// with an open road, and these junctions. A search over the open roads from all of them, met with
/// the arrivals() of another place, gives the shortest time that the rule allows.
[[nodiscard]] std::vector<Seed> departures(const RoadGraph& graph, const Snap& place,
                                           std::uint32_t label = 0);

/// From which nodes, and in what time, is the place reached?
[[nodiscard]] std::vector<Seed> arrivals(const RoadGraph& graph, const Snap& place,
                                         std::uint32_t label = 0);

/// Time between two places on the same edge without leaving it, both legs included; kUnreachable if
/// on different edges, against a one-way street, or from one junction with open roads to another
/// over a road at the ends of a way. Another way over the network may be shorter.
[[nodiscard]] Deciseconds time_along_edge(const RoadGraph& graph, const Snap& from, const Snap& to);

}  // namespace sozialraum::network
