#include "sozialraum/network/snap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <unordered_map>

#include "network/barrier_lines.hpp"
#include "network/box_tree.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/network/turn_copies.hpp"
#include "sozialraum/network/zone_search.hpp"

namespace sozialraum::network {
namespace {

// A straight chord of 2 km runs 8 cm below the surface of the earth.
constexpr double kLongestPiece = 2000.0;
constexpr double kIslandRoadMetres = 250.0;
// Nobody lives so far from a road: the coordinates are of another place.
constexpr double kOtherPlaceMetres = 100'000.0;

// Two ways to reckon a distance may differ by rounding: look a little further than the best.
constexpr double kSlackFactor = 1.0 + 1e-6;

/// A straight piece of an edge: its segment `segment`, or the part'th of `parts` of it.
struct Piece {
  EdgeId edge{};
  std::uint32_t segment = 0;
  std::uint16_t part = 0;
  std::uint16_t parts = 1;
};

LonLat course_point(const RoadGraph& graph, EdgeId edge, std::size_t i) {
  const auto bends = graph.bends(edge);
  if (i == 0) return graph.position(graph.edge(edge).from);
  return i <= bends.size() ? bends[i - 1] : graph.position(graph.edge(edge).to);
}

std::array<LonLat, 2> ends_of(const RoadGraph& graph, const Piece& piece) {
  const LonLat a = course_point(graph, piece.edge, piece.segment);
  const LonLat b = course_point(graph, piece.edge, piece.segment + 1);
  if (piece.parts == 1) return {a, b};
  const double parts = piece.parts;
  const LonLat first = piece.part == 0 ? a : between(a, b, piece.part / parts);
  const LonLat last = piece.part + 1 == piece.parts ? b : between(a, b, (piece.part + 1) / parts);
  return {first, last};
}

std::vector<Piece> pieces_of(const RoadGraph& graph, EdgeId edge) {
  std::vector<Piece> pieces;
  const std::size_t segments = graph.bends(edge).size() + 1;
  for (std::size_t s = 0; s < segments; ++s) {
    const double metres = chord_metres(geocentric(course_point(graph, edge, s)),
                                       geocentric(course_point(graph, edge, s + 1)));
    const double parts = std::clamp(std::ceil(metres / kLongestPiece), 1.0, 65535.0);
    for (std::uint32_t part = 0; part < static_cast<std::uint32_t>(parts); ++part) {
      pieces.push_back({edge, static_cast<std::uint32_t>(s), static_cast<std::uint16_t>(part),
                        static_cast<std::uint16_t>(parts)});
    }
  }
  return pieces;
}

struct Hit {
  EdgeId edge = kNoEdge;
  std::uint32_t piece = 0;
  double part = 0.0;  ///< of the piece
  double metres = std::numeric_limits<double>::infinity();
};

/// The pieces of one set of edges, in the order of the edges, with their tree.
struct PieceTree {
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> order;  ///< the piece of each box of the tree
  BoxTree tree;

  PieceTree(const RoadGraph& graph, const std::vector<EdgeId>& edges) {
    std::vector<LonLat> middles;
    for (const EdgeId edge : edges) {
      for (const Piece& piece : pieces_of(graph, edge)) {
        const auto [a, b] = ends_of(graph, piece);
        pieces.push_back(piece);
        middles.push_back({(a.lon + b.lon) / 2, (a.lat + b.lat) / 2});
      }
    }
    order = BoxTree::order(middles);
    std::vector<Box> boxes;
    for (const std::uint32_t i : order) {
      const auto [a, b] = ends_of(graph, pieces[i]);
      boxes.push_back(Box::around(geocentric(a), geocentric(b)));
    }
    tree = BoxTree(std::move(boxes));
  }

  /// The nearest piece not further away than `bound`; of equally near ones the first.
  [[nodiscard]] Hit nearest(const RoadGraph& graph, const Geocentric& place,
                            double bound = std::numeric_limits<double>::infinity()) const {
    return nearest_where(graph, place, bound, [](LonLat) { return true; });
  }

  /// The same among the pieces whose nearest point `fits`.
  template <class Fits>
  [[nodiscard]] Hit nearest_where(const RoadGraph& graph, const Geocentric& place, double bound,
                                  Fits fits) const {
    Hit best;
    tree.nearest(place, bound, [&](std::size_t box) {
      const std::uint32_t piece = order[box];
      const auto [a, b] = ends_of(graph, pieces[piece]);
      const Geocentric ga = geocentric(a);
      const Geocentric gb = geocentric(b);
      const double part = nearest_part(place, ga, gb);
      const double metres =
          chord_metres(place, part == 1.0 ? gb : ga + part * (gb - ga));  // exact at a shared end
      const bool better = metres < best.metres || (metres == best.metres && piece < best.piece);
      if (better && fits(between(a, b, part))) best = {pieces[piece].edge, piece, part, metres};
      return std::min(bound, best.metres);
    });
    return best;
  }
};

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

/// Beside the mouth of a road at the ends of a way one stands at the junction.
double out_of_the_mouth(const RoadGraph& graph, EdgeId id, double fraction) {
  if (!graph.at_ends_only(id)) return fraction;
  const Edge& edge = graph.edge(id);
  const double before = fraction * edge.metres;
  const double behind = edge.metres - before;
  if (before <= std::min(behind, kMouthMetres) && graph.on_open_road(edge.from)) return 0.0;
  if (behind <= kMouthMetres && graph.on_open_road(edge.to)) return 1.0;
  return fraction;
}

/// Metres of the straight segments of an edge.
std::vector<double> segment_metres(const RoadGraph& graph, EdgeId edge) {
  std::vector<double> metres(graph.bends(edge).size() + 1);
  for (std::size_t s = 0; s < metres.size(); ++s) {
    metres[s] = chord_metres(geocentric(course_point(graph, edge, s)),
                             geocentric(course_point(graph, edge, s + 1)));
  }
  return metres;
}

/// Part of the whole edge, of segments so long, that lies between its start and the hit.
double fraction_of(std::span<const double> segments, const Piece& piece, double part) {
  const double along = (piece.part + part) / piece.parts;
  if (piece.segment == 0 && along == 0.0) return 0.0;
  if (piece.segment + 1 == segments.size() && along == 1.0) return 1.0;
  double before = 0.0;
  double total = 0.0;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    if (s < piece.segment) before += segments[s];
    if (s == piece.segment) before += along * segments[s];
    total += segments[s];
  }
  return total > 0.0 ? std::min(before / total, 1.0) : 0.0;
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

namespace {

// Rows of a band, which one thread does at a time; and bands between two deliveries.
constexpr std::size_t kBandRows = 16;
constexpr std::size_t kBandsAtOnce = 64;
constexpr double kMetresPerDegree = 110574.0;  // the shortest degree of latitude, at the equator
constexpr double kWiden = 1.01;                // of boxes in degrees: nothing may be missed

/// The rows and columns within the radius of a piece.
struct Window {
  std::uint32_t piece = 0;
  std::uint32_t west = 0;
  std::uint32_t east = 0;  ///< one beyond the last
  std::uint32_t south = 0;
  std::uint32_t north = 0;  ///< one beyond the last
};

std::pair<std::uint32_t, std::uint32_t> between_values(std::span<const double> sorted, double low,
                                                       double high) {
  return {static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), low) -
                                     sorted.begin()),
          static_cast<std::uint32_t>(std::upper_bound(sorted.begin(), sorted.end(), high) -
                                     sorted.begin())};
}

Window window_of(const Lattice& lattice, LonLat a, LonLat b, double radius) {
  const double up = kWiden * radius / kMetresPerDegree;
  const double highest = std::min(std::max(std::abs(a.lat), std::abs(b.lat)) + up, 89.9);
  const double out =
      kWiden * up / std::cos(highest * std::numbers::pi / 180.0);  // a shorter degree is not missed
  const auto [west, east] =
      between_values(lattice.lon, std::max(std::min(a.lon, b.lon) - out, -180.0),
                     std::min(std::max(a.lon, b.lon) + out, 180.0));
  const auto [south, north] =
      between_values(lattice.lat, std::max(std::min(a.lat, b.lat) - up, -90.0),
                     std::min(std::max(a.lat, b.lat) + up, 90.0));
  return {0, west, east, south, north};
}

/// Finds the nearest piece of all places of a lattice: each piece is laid over the places near it.
class LatticeSnapper {
 public:
  LatticeSnapper(const RoadGraph& graph, const PieceTree& roads, const BarrierLines* barriers,
                 const Lattice& lattice, const SnapOptions& options)
      : graph_(graph), roads_(roads), barriers_(barriers), lattice_(lattice), options_(options) {
    constexpr double kRadians = std::numbers::pi / 180.0;  // as in geocentric(), to the bit
    for (const double lon : lattice.lon) {
      cos_lon_.push_back(std::cos(lon * kRadians));
      sin_lon_.push_back(std::sin(lon * kRadians));
    }
    sort_windows_into_bands();
  }

  void run(const std::function<void(std::span<const LatticeSnap>)>& take) {
    const std::size_t bands = begin_.size() - 1;
    std::vector<std::vector<LatticeSnap>> found(std::min(bands, kBandsAtOnce));
    for (std::size_t first = 0; first < bands; first += kBandsAtOnce) {
      const std::size_t count = std::min(kBandsAtOnce, bands - first);
      core::parallel_for(count, 1, options_.execution, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          found[i] = band(first + i);
          options_.execution.advance(lattice_.lon.size() * rows_of(first + i));
        }
      });
      for (std::size_t i = 0; i < count; ++i) take(found[i]);
    }
  }

 private:
  [[nodiscard]] std::size_t rows_of(std::size_t band) const {
    return std::min(lattice_.lat.size(), (band + 1) * kBandRows) - band * kBandRows;
  }

  void sort_windows_into_bands() {
    const std::size_t bands = (lattice_.lat.size() + kBandRows - 1) / kBandRows;
    for (std::uint32_t i = 0; i < roads_.pieces.size(); ++i) {
      const auto [a, b] = ends_of(graph_, roads_.pieces[i]);
      Window window = window_of(lattice_, a, b, options_.radius_metres);
      window.piece = i;
      if (window.west < window.east && window.south < window.north) windows_.push_back(window);
      if (i % 65536 == 0) options_.execution.advance();
    }
    begin_.assign(bands + 1, 0);
    const auto each = [&](auto visit) {
      for (std::uint32_t w = 0; w < windows_.size(); ++w) {
        for (std::size_t band = windows_[w].south / kBandRows;
             band <= (windows_[w].north - 1) / kBandRows; ++band) {
          visit(band, w);
        }
      }
    };
    each([&](std::size_t band, std::uint32_t) { ++begin_[band + 1]; });
    for (std::size_t band = 0; band < bands; ++band) begin_[band + 1] += begin_[band];
    by_band_.resize(begin_.back());
    std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
    each([&](std::size_t band, std::uint32_t w) { by_band_[next[band]++] = w; });
  }

  [[nodiscard]] std::vector<LatticeSnap> band(std::size_t band) const {
    const std::size_t columns = lattice_.lon.size();
    const std::size_t south = band * kBandRows;
    const std::size_t north = south + rows_of(band);
    std::vector<Hit> hits(columns * (north - south));
    for (std::size_t k = begin_[band]; k < begin_[band + 1]; ++k) {
      const Window& window = windows_[by_band_[k]];
      const auto [a, b] = ends_of(graph_, roads_.pieces[window.piece]);
      const Geocentric ga = geocentric(a);
      const Geocentric gb = geocentric(b);
      const std::size_t last = std::min<std::size_t>(north, window.north);
      for (std::size_t row = std::max<std::size_t>(south, window.south); row < last; ++row) {
        lay_over(window, ga, gb, row, hits.data() + (row - south) * columns);
      }
    }
    return linked(hits, south);
  }

  /// In the order of the pieces, so that of equally near ones the first wins.
  void lay_over(const Window& window, const Geocentric& a, const Geocentric& b, std::size_t row,
                Hit* hits) const {
    const Geocentric meridian = geocentric({0.0, lattice_.lat[row]});
    const Geocentric along = b - a;
    const double length2 = dot(along, along);
    const double inverse = length2 > 0.0 ? 1.0 / length2 : 0.0;
    for (std::uint32_t column = window.west; column < window.east; ++column) {
      const Geocentric p{meridian.x * cos_lon_[column], meridian.x * sin_lon_[column], meridian.z};
      Hit& best = hits[column];
      const double near = std::clamp(dot(p - a, along) * inverse, 0.0, 1.0);
      const Geocentric gap = p - (a + near * along);
      const double bound = std::min(best.metres, options_.radius_metres) * kSlackFactor;
      if (dot(gap, gap) > bound * bound) continue;
      const double part = nearest_part(p, a, b);
      const double metres = chord_metres(p, part == 1.0 ? b : a + part * along);
      if (metres < best.metres &&
          on_own_side({lattice_.lon[column], lattice_.lat[row]}, window, part)) {
        best = {roads_.pieces[window.piece].edge, window.piece, part, metres};
      }
    }
  }

  [[nodiscard]] bool on_own_side(LonLat place, const Window& window, double part) const {
    if (barriers_ == nullptr) return true;
    const auto [a, b] = ends_of(graph_, roads_.pieces[window.piece]);
    return !barriers_->between(place, between(a, b, part));
  }

  [[nodiscard]] std::vector<LatticeSnap> linked(const std::vector<Hit>& hits,
                                                std::size_t first_row) const {
    std::vector<LatticeSnap> snaps;
    std::unordered_map<std::uint32_t, std::vector<double>> segments;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      const Hit& hit = hits[i];
      if (hit.edge == kNoEdge || !(hit.metres <= options_.radius_metres)) continue;
      std::vector<double>& lengths = segments[static_cast<std::uint32_t>(hit.edge)];
      if (lengths.empty()) lengths = segment_metres(graph_, hit.edge);
      snaps.push_back(
          {.row = static_cast<std::uint32_t>(first_row + i / lattice_.lon.size()),
           .column = static_cast<std::uint32_t>(i % lattice_.lon.size()),
           .edge = hit.edge,
           .fraction = out_of_the_mouth(graph_, hit.edge,
                                        fraction_of(lengths, roads_.pieces[hit.piece], hit.part)),
           .leg = travel_time(hit.metres, options_.off_road_km_per_hour)});
    }
    return snaps;
  }

  const RoadGraph& graph_;
  const PieceTree& roads_;
  const BarrierLines* barriers_;  // null: none that keep apart
  const Lattice& lattice_;
  const SnapOptions& options_;
  std::vector<double> cos_lon_;
  std::vector<double> sin_lon_;
  std::vector<Window> windows_;
  std::vector<std::size_t> begin_;  // of each band in by_band_
  std::vector<std::uint32_t> by_band_;
};

}  // namespace

void EdgeTree::snap_lattice(const Lattice& lattice,
                            const std::function<void(std::span<const LatticeSnap>)>& take,
                            const SnapOptions& options) const {
  require(options);
  if (!std::is_sorted(lattice.lon.begin(), lattice.lon.end()) ||
      !std::is_sorted(lattice.lat.begin(), lattice.lat.end())) {
    core::invalid_argument("lattice", "does not rise");
  }
  const bool apart = !impl_->only_tell && !impl_->barriers.empty();
  LatticeSnapper(*impl_->graph, impl_->large, apart ? &impl_->barriers : nullptr, lattice, options)
      .run(take);
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

}  // namespace

namespace {

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
