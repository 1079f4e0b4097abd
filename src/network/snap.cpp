#include "sozialraum/network/snap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "network/barrier_lines.hpp"
#include "network/edge_pieces.hpp"
#include "network/lattice_snapper.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/network/turn_copies.hpp"
#include "sozialraum/network/zone_search.hpp"

namespace sozialraum::network {
namespace {

constexpr double kIslandRoadMetres = 250.0;
// Nobody lives so far from a road: the coordinates are of another place.
constexpr double kOtherPlaceMetres = 100'000.0;

/// Edges that can be travelled and lie in a large enough strong component, and all the others.
struct EdgeSets {
  std::vector<EdgeId> large;
  std::vector<EdgeId> small;
};

/// Which strong components are places to live?
std::vector<bool> large_components(const RoadGraph& graph, const Components& parts,
                                   const EdgeTreeOptions& options) {
  std::vector<bool> large(parts.sizes.size(), false);
  std::vector<double> metres(parts.sizes.size(), 0.0);
  for (const Edge& edge : graph.edges()) {
    const std::uint32_t part = parts.number[index(edge.from)];
    if (part == parts.number[index(edge.to)]) metres[part] += edge.metres;
  }
  for (std::size_t part = 0; part < large.size(); ++part) {
    large[part] = options.smallest_component == 0 ? metres[part] >= kSmallestComponentMetres
                                                  : parts.sizes[part] >= options.smallest_component;
  }
  if (!large.empty()) large[0] = true;
  return large;
}

/// Of a road that is several edges, one is enough.
bool is_later_copy(const RoadGraph& graph, EdgeId edge) {
  return has(graph.edge(edge).flags, EdgeFlags::kTurnCopy) &&
         turn_copies(graph, edge).front() != edge;
}

EdgeSets split(const RoadGraph& graph, const Components& parts, const EdgeTreeOptions& options) {
  const std::vector<bool> large = large_components(graph, parts, options);
  EdgeSets sets;
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    const Edge& edge = graph.edge(EdgeId{e});
    if (edge.forward == kClosed && edge.backward == kClosed) continue;
    if (has(edge.flags, EdgeFlags::kNoStop) || is_later_copy(graph, EdgeId{e})) continue;
    const std::uint32_t part = parts.number[index(edge.from)];
    const bool inside = part == parts.number[index(edge.to)];
    (inside && large[part] ? sets.large : sets.small).push_back(EdgeId{e});
  }
  return sets;
}

bool on_globe(LonLat p) { return std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0; }

void require(const SnapOptions& options) {
  if (!(options.radius_metres >= 0.0)) {
    core::invalid_argument("radius", fmt::format("is {} metres", options.radius_metres));
  }
  if (!(options.off_road_km_per_hour > 0.0)) {
    core::invalid_argument("off_road_speed",
                           fmt::format("is {} km/h", options.off_road_km_per_hour));
  }
}

}  // namespace

std::string_view name(SnapStatus status) {
  switch (status) {
    case SnapStatus::kSnapped:
      return "snapped";
    case SnapStatus::kTooFar:
      return "too_far";
    case SnapStatus::kNoRoad:
      return "no_road";
    case SnapStatus::kNoPosition:
      return "no_position";
  }
  assert(false);
  return "";
}

struct EdgeTree::Impl {
  const RoadGraph* graph;
  Components parts;
  PieceTree large;
  PieceTree small;
  BarrierLines barriers;
  bool only_tell;

  Impl(const RoadGraph& roads, Components found, const EdgeSets& sets,
       const EdgeTreeOptions& options)
      : graph(&roads),
        parts(std::move(found)),
        large(roads, sets.large),
        small(roads, sets.small),
        barriers(options.barriers),
        only_tell(options.only_tell_barriers) {}

  [[nodiscard]] Hit nearest(LonLat place, const Geocentric& here, double radius) const {
    const Hit hit = large.nearest(*graph, here);
    if (only_tell || barriers.empty() || hit.metres > radius) return hit;
    const Hit own_side = large.nearest_where(
        *graph, here, radius, [&](LonLat foot) { return !barriers.between(place, foot); });
    if (own_side.edge != kNoEdge) return own_side;
    Hit none;  // as far as the radius, at least
    none.metres = std::max(hit.metres, std::nextafter(radius, radius + 1.0));
    none.edge = hit.edge;
    return none;
  }

  [[nodiscard]] Misplaced misplaced(LonLat place, double metres, const SnapOptions& options) const {
    if (metres <= kOtherPlaceMetres) return Misplaced::kNo;
    if (std::abs(place.lon) < 0.01 && std::abs(place.lat) < 0.01) return Misplaced::kAtZero;
    const LonLat exchanged{place.lat, place.lon};
    if (!on_globe(exchanged)) return Misplaced::kNo;
    const Hit hit = large.nearest(*graph, geocentric(exchanged));
    return hit.metres <= options.radius_metres ? Misplaced::kExchanged : Misplaced::kNo;
  }

  [[nodiscard]] Snap snap(LonLat place, const SnapOptions& options) const {
    Snap snap;
    if (!on_globe(place)) {
      snap.metres = snap.nearest_metres = std::numeric_limits<double>::quiet_NaN();
      return snap;
    }
    const Geocentric here = geocentric(place);
    const Hit hit = nearest(place, here, options.radius_metres);
    const Hit island = small.nearest(*graph, here, hit.metres);  // only a nearer one matters
    snap.metres = hit.metres;
    snap.nearest_metres = std::min(hit.metres, island.metres);
    snap.status = hit.edge == kNoEdge                  ? SnapStatus::kNoRoad
                  : hit.metres > options.radius_metres ? SnapStatus::kTooFar
                                                       : SnapStatus::kSnapped;
    if (snap.status == SnapStatus::kTooFar) snap.misplaced = misplaced(place, hit.metres, options);
    if (snap.status != SnapStatus::kSnapped) return snap;
    const Piece& piece = large.pieces[hit.piece];
    const auto [a, b] = ends_of(*graph, piece);
    snap.edge = hit.edge;
    snap.fraction = out_of_the_mouth(
        *graph, hit.edge, fraction_of(segment_metres(*graph, hit.edge), piece, hit.part));
    snap.offset = snap.fraction * graph->edge(hit.edge).metres;
    snap.leg = travel_time(hit.metres, options.off_road_km_per_hour);
    snap.component = parts.number[index(graph->edge(hit.edge).from)];
    snap.foot = between(a, b, hit.part);
    snap.across_barrier = only_tell && barriers.between(place, snap.foot);
    return snap;
  }
};

EdgeTree::EdgeTree(const RoadGraph& graph, const EdgeTreeOptions& options) {
  Components parts = network::components(graph, Connection::kStrong);
  const EdgeSets sets = split(graph, parts, options);
  impl_ = std::make_unique<Impl>(graph, std::move(parts), sets, options);
}
EdgeTree::~EdgeTree() = default;
EdgeTree::EdgeTree(EdgeTree&&) noexcept = default;
EdgeTree& EdgeTree::operator=(EdgeTree&&) noexcept = default;

const Components& EdgeTree::components() const { return impl_->parts; }

void EdgeTree::for_each_corner(const std::function<void(LonLat)>& use) const {
  for (const Piece& piece : impl_->large.pieces) {
    for (const LonLat corner : ends_of(*impl_->graph, piece)) use(corner);
  }
}

std::vector<Snap> EdgeTree::snap(std::span<const LonLat> places, const SnapOptions& options) const {
  require(options);
  std::vector<Snap> snaps(places.size());
  core::parallel_for(places.size(), 1024, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       for (std::size_t i = begin; i < end; ++i)
                         snaps[i] = impl_->snap(places[i], options);
                     });
  return snaps;
}

// ---- a whole lattice of places at once

void EdgeTree::snap_lattice(const Lattice& lattice,
                            const std::function<void(std::span<const LatticeSnap>)>& take,
                            const SnapOptions& options) const {
  require(options);
  if (!std::is_sorted(lattice.lon.begin(), lattice.lon.end()) ||
      !std::is_sorted(lattice.lat.begin(), lattice.lat.end())) {
    core::invalid_argument("lattice", "does not rise");
  }
  const bool apart = !impl_->only_tell && !impl_->barriers.empty();
  snap_onto({.graph = *impl_->graph,
             .roads = impl_->large,
             .barriers = apart ? &impl_->barriers : nullptr},
            lattice, options, take);
}

// ---- what to say about it

namespace {

core::Finding finding_about(std::string code, std::string message, std::string hint,
                            std::vector<std::string> areas) {
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = std::move(message),
          .hint = std::move(hint),
          .areas = std::move(areas)};
}

/// The places that have no road, and what can be said about why.
struct OffNetwork {
  std::vector<std::string> ids;
  double farthest = 0.0;
  std::size_t exchanged = 0;
  std::size_t at_zero = 0;
  std::size_t cut_off = 0;  ///< beside a road, but one of too little a piece of the network

  void take(const Snap& snap, const std::string& id) {
    ids.push_back(id);
    farthest = std::max(farthest, snap.metres);
    exchanged += snap.misplaced == Misplaced::kExchanged ? 1U : 0U;
    at_zero += snap.misplaced == Misplaced::kAtZero ? 1U : 0U;
    cut_off += snap.metres - snap.nearest_metres > kIslandRoadMetres &&
                       snap.nearest_metres <= kIslandRoadMetres
                   ? 1U
                   : 0U;
  }

  [[nodiscard]] std::string how_far() const {
    if (!std::isfinite(farthest)) return "there is no connected road at all";
    return fmt::format("up to {:.1f} km away", farthest / 1000.0);
  }

  /// Behind the message: ". 2 of them ...", for each cause that was seen.
  [[nodiscard]] std::string causes() const {
    std::string text;
    const auto add = [&text](std::size_t count, const char* what) {
      if (count > 0) text += fmt::format("; {} of them {}", count, what);
    };
    add(exchanged, "would lie beside a road if longitude and latitude were exchanged");
    add(at_zero, "lie at 0/0 in the Gulf of Guinea, as addresses do that were not found");
    add(cut_off, "lie beside a road that is cut off, of too small a network to be linked to");
    return text;
  }

  [[nodiscard]] const char* hint() const {
    if (exchanged > 0) return "exchange longitude and latitude of those places";
    if (at_zero > 0) return "look their address up, or leave them out";
    if (!std::isfinite(farthest)) {
      return "places are linked to no motorway, ferry, bridge or tunnel: was the extract filtered "
             "to "
             "such roads?";
    }
    if (farthest > kOtherPlaceMetres) {
      return "are the coordinates in the reference system they say? Or is the extract of the road "
             "data another region's?";
    }
    if (cut_off > 0) return "is a ferry, a bridge or a one-way tag missing in the road data?";
    return "check the coordinates and the extract of the road data, or widen the radius";
  }
};

}  // namespace

std::vector<core::Finding> snap_findings(std::span<const Snap> snaps,
                                         std::span<const std::string> ids, std::string_view what) {
  assert(ids.size() == snaps.size());
  OffNetwork off;
  std::vector<std::string> nowhere;
  std::vector<std::string> island;
  std::vector<std::string> across;
  for (std::size_t i = 0; i < snaps.size(); ++i) {
    const Snap& snap = snaps[i];
    if (snap.status == SnapStatus::kNoPosition) {
      nowhere.push_back(ids[i]);
    } else if (snap.status != SnapStatus::kSnapped) {
      off.take(snap, ids[i]);
    } else if (snap.metres - snap.nearest_metres > kIslandRoadMetres) {
      island.push_back(ids[i]);
    }
    if (snap.across_barrier) across.push_back(ids[i]);
  }
  std::vector<core::Finding> findings;
  const auto tell = [&](const char* code, const std::string& message, const char* hint,
                        const std::vector<std::string>& about) {
    if (about.empty()) return;
    findings.push_back(finding_about(
        fmt::format("{}_{}", what, code),
        fmt::format("{} of {} {}", about.size(), snaps.size(), message), hint, about));
  };
  tell("without_position", "have no coordinates", "leave them out or look their address up",
       nowhere);
  tell("off_network",
       fmt::format("have no road of the connected network within the radius ({}){}", off.how_far(),
                   off.causes()),
       off.hint(), off.ids);
  tell("across_barrier",
       "were linked to a road beyond a river, a shore or another line that nobody crosses there",
       "with barriers they are linked to the nearest road on their own side", across);
  tell("beside_island_road",
       fmt::format("lie beside a road that is cut off from the network and were linked to one more "
                   "than {:.0f} m further away",
                   kIslandRoadMetres),
       "check the one-way and access tags of the roads beside them", island);
  return findings;
}

Snap place_at(const RoadGraph& graph, NodeId node) {
  if (index(node) >= graph.node_count()) {
    core::invalid_argument("node", fmt::format("is number {}, but there are {} nodes", index(node),
                                               graph.node_count()));
  }
  Snap place{
      .status = SnapStatus::kNoRoad, .component = kComponentUnknown, .foot = graph.position(node)};
  for (const auto arcs : {graph.out_arcs(node), graph.in_arcs(node), graph.end_out_arcs(node),
                          graph.end_in_arcs(node)}) {
    if (arcs.empty()) continue;
    const Edge& edge = graph.edge(arcs.front().edge);
    place.status = SnapStatus::kSnapped;
    place.edge = arcs.front().edge;
    place.fraction = edge.from == node ? 0.0 : 1.0;
    place.offset = edge.from == node ? 0.0 : double{edge.metres};
    break;
  }
  return place;
}

// ---- from the point on the edge to its ends

namespace {

/// Splits a time at a fraction so that both parts add up to the whole.
Deciseconds first_part(Deciseconds whole, double fraction) {
  return static_cast<Deciseconds>(std::floor(fraction * static_cast<double>(whole) + 0.5));
}

/// Lies the place exactly on a node, so that a search from there finds all its roads? Not at a node
/// within a zone: a search over the open roads does not know the way out.
bool at_node(const RoadGraph& graph, const Snap& place) {
  if (place.fraction != 0.0 && place.fraction != 1.0) return false;
  const Edge& edge = graph.edge(place.edge);
  return !graph.at_ends_only(place.edge) ||
         graph.on_open_road(place.fraction == 0.0 ? edge.from : edge.to);
}

/// Through the zone to the junctions with open roads.
std::vector<Seed> doors(const RoadGraph& graph, const Snap& place, std::uint32_t label,
                        Sense sense) {
  std::vector<Seed> ends;
  for (const EdgeEnd& end : edge_ends(graph, place, sense)) {
    const std::uint64_t time = std::uint64_t{place.leg} + end.time;
    if (time <= kLongestTime) ends.push_back({end.node, static_cast<Deciseconds>(time), label});
  }
  const bool open = std::all_of(ends.begin(), ends.end(),
                                [&](const Seed& seed) { return graph.on_open_road(seed.node); });
  if (open) return ends;
  ZoneSearch zone(graph);
  const auto found = zone.run(ends, sense);
  return {found.begin(), found.end()};
}

}  // namespace

std::vector<EdgeEnd> edge_ends(const RoadGraph& graph, const Snap& place, Sense sense) {
  std::vector<EdgeEnd> ends;
  if (place.status != SnapStatus::kSnapped) return ends;
  const auto offer = [&](const EdgeEnd& end) {
    const auto known = std::find_if(ends.begin(), ends.end(),
                                    [&](const EdgeEnd& other) { return other.node == end.node; });
    if (known == ends.end()) {
      ends.push_back(end);
    } else if (end.time < known->time) {
      *known = end;
    }
  };
  if (place.fraction == 0.0 || place.fraction == 1.0) {
    const Edge& edge = graph.edge(place.edge);
    const NodeId here = place.fraction == 0.0 ? edge.from : edge.to;
    for (const NodeId node : junction_copies(graph, here)) {
      offer({node, 0, place.edge, place.fraction});
    }
  }
  if (at_node(graph, place)) return ends;
  for (const EdgeId id : turn_copies(graph, place.edge)) {
    const Edge& edge = graph.edge(id);
    const bool out = sense == Sense::kOutward;
    const Deciseconds by_from = out ? edge.backward : edge.forward;  // between its node and ...
    const Deciseconds by_to = out ? edge.forward : edge.backward;    // ... the place
    if (by_from != kClosed) offer({edge.from, first_part(by_from, place.fraction), id, 0.0});
    if (by_to != kClosed) offer({edge.to, by_to - first_part(by_to, place.fraction), id, 1.0});
  }
  return ends;
}

std::vector<Seed> departures(const RoadGraph& graph, const Snap& place, std::uint32_t label) {
  return doors(graph, place, label, Sense::kOutward);
}

std::vector<Seed> arrivals(const RoadGraph& graph, const Snap& place, std::uint32_t label) {
  return doors(graph, place, label, Sense::kInward);
}

Deciseconds time_along_edge(const RoadGraph& graph, const Snap& from, const Snap& to) {
  if (from.status != SnapStatus::kSnapped || to.status != SnapStatus::kSnapped) return kUnreachable;
  if (from.edge != to.edge) return kUnreachable;
  if (graph.at_ends_only(from.edge) && from.fraction != to.fraction && at_node(graph, from) &&
      at_node(graph, to)) {
    return kUnreachable;  // between two junctions with open roads: that is through traffic
  }
  Edge edge = graph.edge(from.edge);
  if (has(edge.flags, EdgeFlags::kTurnCopy)) {  // each copy may be open another way
    for (const EdgeId copy : turn_copies(graph, from.edge)) {
      edge.forward = std::min(edge.forward, graph.edge(copy).forward);
      edge.backward = std::min(edge.backward, graph.edge(copy).backward);
    }
  }
  std::uint64_t time = kUnreachable;
  if (from.fraction == to.fraction) {
    time = 0;
  } else if (from.fraction < to.fraction && edge.forward != kClosed) {
    time = first_part(edge.forward, to.fraction) - first_part(edge.forward, from.fraction);
  } else if (from.fraction > to.fraction && edge.backward != kClosed) {
    time = first_part(edge.backward, from.fraction) - first_part(edge.backward, to.fraction);
  }
  time += std::uint64_t{from.leg} + to.leg;
  return time <= kLongestTime ? static_cast<Deciseconds>(time) : kUnreachable;
}

}  // namespace sozialraum::network
