#include "osm/road_builder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <span>
#include <string_view>
#include <utility>

#include "osm/ferries.hpp"
#include "osm/surfaces.hpp"

namespace sozialraum::osm {
namespace {

using core::Deciseconds;
using network::Edge;
using network::EdgeFlags;
using network::EdgeList;
using network::LonLat;
using network::NodeId;

/// Metres between near points: the ellipsoid's own radii at the mean latitude (WGS 84), better
/// than 1 in 10,000 on the stretches between the nodes of a road.
double metres_between(LonLat a, LonLat b) {
  constexpr double kRadians = std::numbers::pi / 180.0;
  constexpr double kEquator = 6378137.0;
  constexpr double kEccentricity2 = 0.00669437999014;
  const double lat = (a.lat + b.lat) / 2.0 * kRadians;
  const double sine = std::sin(lat);
  const double w2 = 1.0 - kEccentricity2 * sine * sine;
  const double prime_vertical = kEquator / std::sqrt(w2);
  const double meridian = prime_vertical * (1.0 - kEccentricity2) / w2;
  const double east = (b.lon - a.lon) * kRadians * prime_vertical * std::cos(lat);
  const double north = (b.lat - a.lat) * kRadians * meridian;
  return std::sqrt(east * east + north * north);
}

/// The numbers of the marked rows, 0, 1, 2, ... in the order of the rows; 0.2 bytes a row.
class Numbering {
 public:
  explicit Numbering(const std::vector<std::uint8_t>& bits) : words_(bits.size() / 64 + 1, 0) {
    for (std::size_t row = 0; row < bits.size(); ++row) {
      if ((bits[row] & node_bits::kCut) != 0) words_[row / 64] |= std::uint64_t{1} << (row % 64);
    }
    for (const std::uint64_t word : words_) {
      before_.push_back(count_);
      count_ += NodeIndex::ones(word);
    }
  }
  [[nodiscard]] NodeId operator[](std::size_t row) const {
    const std::uint64_t lower = words_[row / 64] & ((std::uint64_t{1} << (row % 64)) - 1);
    return NodeId{before_[row / 64] + NodeIndex::ones(lower)};
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> before_;
  std::uint32_t count_ = 0;
};

using Rows = std::span<const std::uint32_t>;

/// Calls `use` for each longest stretch of a way whose nodes are all in the file.
template <class Use>
std::size_t for_each_run(const NodeIndex& nodes, Rows rows, Use use) {
  if (nodes.all_located()) {
    use(rows);
    return 0;
  }
  std::size_t missing = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= rows.size(); ++i) {
    const bool there = i < rows.size() && nodes.located(rows[i]);
    if (there) continue;
    if (i - begin >= 2) use(rows.subspan(begin, i - begin));
    missing += i < rows.size() ? 1U : 0U;
    begin = i + 1;
  }
  return missing;
}

/// Calls `use` for each piece of a stretch from cut to cut.
template <class Use>
void for_each_piece(const std::vector<std::uint8_t>& bits, Rows run, Use use) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < run.size(); ++i) {
    if ((bits[run[i]] & node_bits::kCut) == 0) continue;
    use(run.subspan(begin, i - begin + 1));
    begin = i;
  }
}

/// Calls use(id, profile, rows) for each road open to the mode.
///
/// Its nodes lie anywhere in memory, so those of the next roads are fetched meanwhile.
template <class Use>
void for_each_road(WayStore::Reader reader, const RoadScan& scan, std::size_t mode, Use use) {
  struct Road {
    std::int64_t id = 0;
    const WayProfile* profile = nullptr;
    std::vector<std::uint32_t> rows;
  };
  constexpr std::size_t kAhead = 4;
  const std::uint8_t* const bits = scan.modes[mode].bits.data();
  std::array<Road, kAhead> ring;
  StoredWay way;
  const auto fetch = [&](Road& road) {
    do {
      if (!reader.next(way)) return false;
      road.profile = scan.profile(way.property, mode);
    } while (road.profile == nullptr);
    road.id = way.id;
    road.rows.clear();
    for (const std::int64_t number : way.nodes) {
      const std::uint32_t row = scan.nodes.row(number);
      __builtin_prefetch(bits + row);
      scan.nodes.fetch_location(row);
      road.rows.push_back(row);
    }
    return true;
  };
  std::size_t fetched = 0;
  while (fetched + 1 < kAhead && fetch(ring[fetched % kAhead])) ++fetched;
  for (std::size_t i = 0; i < fetched; ++i) {
    if (fetch(ring[fetched % kAhead])) ++fetched;
    const Road& road = ring[i % kAhead];
    use(road.id, *road.profile, Rows(road.rows));
  }
}

constexpr int kInnerCut = node_bits::kShared | node_bits::kClosed | node_bits::kBarrier |
                          node_bits::kSignals | node_bits::kTurns;

/// Of an extract that lacks nodes of its roads: each stretch that is there has its own ends.
void mark_cuts_of_stretches(RoadScan& scan, std::size_t mode, BuiltRoads& roads) {
  std::vector<std::uint8_t>& bits = scan.modes[mode].bits;
  WayStore::Reader reader(scan.roads);
  for_each_road(reader, scan, mode, [&](std::int64_t id, const WayProfile&, Rows rows) {
    bool any = false;
    const auto stray = static_cast<std::size_t>(
        scan.stray_rows.empty() ? 0 : std::count_if(rows.begin(), rows.end(), [&](auto row) {
          return std::binary_search(scan.stray_rows.begin(), scan.stray_rows.end(), row);
        }));
    if (stray > 0) roads.stray_ways.push_back(id);
    const std::size_t missing = for_each_run(scan.nodes, rows, [&](Rows run) {
      any = true;
      for (const std::uint32_t row : run) {
        if ((bits[row] & kInnerCut) != 0) bits[row] |= node_bits::kCut;
      }
      bits[run.front()] |= node_bits::kCut;
      bits[run.back()] |= node_bits::kCut;
    });
    roads.missing_nodes += missing - stray;
    roads.ways_with_gap += missing > stray && any ? 1U : 0U;
    roads.ways_without_run += any || stray > 0 ? 0U : 1U;
    roads.ways_in_graph += any ? 1U : 0U;
  });
}

/// Marks where roads are cut: ends, shared nodes, and nodes that mean something.
void mark_cuts(RoadScan& scan, std::size_t mode, BuiltRoads& roads) {
  if (!scan.nodes.all_located()) {
    mark_cuts_of_stretches(scan, mode, roads);
    return;
  }
  for (std::uint8_t& bits : scan.modes[mode].bits) {
    const bool cut = (bits & (kInnerCut | node_bits::kEnd)) != 0;
    if (cut && (bits & node_bits::kOnRoad) != 0) bits |= node_bits::kCut;
  }
  roads.ways_in_graph = scan.modes[mode].roads;
}

/// Seconds of an edge in both directions, while it grows.
struct Times {
  double forward = 0.0;
  double backward = 0.0;
};

class Builder {
 public:
  Builder(RoadScan& scan, std::size_t mode, const Traveller& traveller, const BuiltUpMap& map,
          BuiltRoads& roads)
      : scan_(scan),
        mode_(mode),
        bits_(scan.modes[mode].bits),
        table_(*traveller.table),
        map_(map),
        options_(*traveller.options),
        roads_(roads),
        list_(roads.list),
        number_(scan.modes[mode].bits) {}

  void build() {
    put_classes();
    put_nodes();
    const bool last = --scan_.modes_left == 0;
    if (last) scan_.nodes.forget_ids();
    count_edges();
    const core::Execution& execution = options_.execution;
    execution.expect(scan_.modes[mode_].roads / kWaysPerStep);
    std::size_t road = 0;
    const auto reader =
        last ? WayStore::Reader::freeing(scan_.roads) : WayStore::Reader(scan_.roads);
    for_each_road(reader, scan_, mode_, [&](std::int64_t id, const WayProfile& profile, Rows rows) {
      if (++road % kWaysPerStep == 0) execution.advance(1);
      put_way(id, profile, rows);
    });
    if (options_.bends) list_.shape_begin.push_back(shape_count());
    put_boardings();
  }

 private:
  static constexpr std::size_t kWaysPerStep = 1000;
  // Between two nodes in a row. Longer ones have a node in the wrong place: roads bend sooner, and
  // the longest ferries take a few days.
  static constexpr double kLongestStretch = 200'000.0;
  static constexpr double kLongestFerryStretch = 2'000'000.0;

  [[nodiscard]] std::uint32_t shape_count() const {
    return static_cast<std::uint32_t>(list_.shape_points.size());
  }

  void put_classes() {
    list_.way_classes = table_.classes();
    list_.way_classes.emplace_back("ferry");
    for (const std::string& name : list_.way_classes) {
      standing_.push_back(standing_of(name));
      motorway_.push_back(name == "motorway" || name == "motorway_link");
    }
  }

  void put_nodes() {
    list_.node_positions.reserve(number_.count());
    list_.node_ids.reserve(number_.count());
    scan_.nodes.for_each([&](std::uint32_t row, std::int64_t id) {
      if ((bits_[row] & node_bits::kCut) == 0) return;
      list_.node_positions.emplace_back(position(row));
      list_.node_ids.push_back(id);
    });
  }

  /// Before any edge is made: how many there will be, and how many of them meet at each node.
  void count_edges() {
    ends_.assign(number_.count(), {});
    std::vector<bool> at_land(number_.count(), false);
    std::size_t edges = 0;
    std::size_t bends = 0;
    const WayStore::Reader reader(scan_.roads);
    for_each_road(reader, scan_, mode_, [&](std::int64_t id, const WayProfile& profile, Rows rows) {
      if (profile.ferry) add_ferry(id, profile, rows);
      const auto count = [&](Rows piece) {
        ++edges;
        bends += piece.size() - 2;
        if (profile.ferry) {
          ferries_.add_piece(ferry_of(id), number_[piece.front()], number_[piece.back()]);
        }
        for (const std::uint32_t row : {piece.front(), piece.back()}) {
          const std::size_t node = network::index(number_[row]);
          if (!profile.ferry) at_land[node] = true;
          Ends& ends = ends_[node];
          for (std::size_t s = standing_[profile.way_class]; s < ends.size(); ++s) {
            ends[s] = static_cast<std::uint8_t>(std::min(ends[s] + 1, 255));
          }
        }
      };
      for_each_run(scan_.nodes, rows, [&](Rows run) { for_each_piece(bits_, run, count); });
    });
    if (!ferries_.empty()) ferries_.settle(at_land);
    roads_.odd_durations = ferries_.odd_durations();
    // Room for what turn restrictions add; memory that is never touched costs nothing.
    list_.edges.reserve(edges + edges / 16 + 64);
    if (!options_.bends) return;
    list_.shape_begin.reserve(edges + edges / 16 + 65);
    list_.shape_points.reserve(bends + bends / 16 + 64);
  }

  void put_way(std::int64_t id, const WayProfile& profile, Rows rows) {
    for_each_run(scan_.nodes, rows, [&](Rows run) {
      for_each_piece(bits_, run, [&](Rows piece) { put_edge(id, profile, piece); });
    });
  }

  [[nodiscard]] std::int64_t ferry_of(std::int64_t way) const {
    const auto found = scan_.ferry_relations.find(way);
    return found == scan_.ferry_relations.end() ? way : found->second;
  }

  void add_ferry(std::int64_t id, const WayProfile& profile, Rows rows) {
    double metres = 0.0;
    NodeId first{};
    NodeId last{};
    for_each_run(scan_.nodes, rows, [&](Rows run) {
      for (std::size_t i = 1; i < run.size(); ++i) {
        metres += metres_between(position(run[i - 1]), position(run[i]));
      }
      if (run.front() == rows.front()) first = number_[run.front()];
      last = number_[run.back()];
    });
    if (metres == 0.0) return;
    ferries_.add({.id = id,
                  .ferry = ferry_of(id),
                  .first = first,
                  .last = last,
                  .metres = metres,
                  .seconds = profile.ferry_seconds,
                  .seconds_of_relation = profile.lent_duration});
  }

  [[nodiscard]] LonLat position(std::uint32_t row) const { return scan_.nodes.position(row); }

  void put_edge(std::int64_t way_id, const WayProfile& profile, Rows run) {
    Edge edge{.from = number_[run.front()],
              .to = number_[run.back()],
              .way_class = profile.way_class,
              .way_id = way_id};
    Times times;
    double length = 0.0;
    double built_up = 0.0;
    double longest = 0.0;
    LonLat b = position(run.front());
    for (std::size_t i = 1; i < run.size(); ++i) {
      const LonLat a = b;
      b = position(run[i]);
      const double metres = metres_between(a, b);
      const double share = built_up_share(profile, a, b);
      longest = std::max(longest, metres);
      length += metres;
      built_up += share * metres;
      times.forward += seconds(profile.forward_kmh, metres, share);
      times.backward += seconds(profile.backward_kmh, metres, share);
    }
    if (longest > (profile.ferry ? kLongestFerryStretch : kLongestStretch)) {
      roads_.stray_ways.push_back(way_id);
      return;
    }
    edge.metres = length;
    if (profile.ferry) times = ferry_times(edge, times);
    edge.flags = flags(profile, built_up > length / 2.0);
    const double loss = loss_at_ends(edge, run);
    if (profile.forward != Access::kNo) edge.forward = rounded(times.forward + loss);
    if (profile.backward != Access::kNo) edge.backward = rounded(times.backward + loss);
    roads_.metres += length;
    roads_.built_up_metres += built_up;
    list_.edges.push_back(edge);
    put_bends(run);
  }

  void put_bends(Rows run) {
    if (!options_.bends) return;
    list_.shape_begin.push_back(shape_count());
    for (const std::uint32_t row : run.subspan(1, run.size() - 2)) {
      list_.shape_points.emplace_back(position(row));
    }
  }

  [[nodiscard]] double built_up_share(const WayProfile& profile, LonLat a, LonLat b) const {
    if (profile.settlement == Settlement::kBuiltUp) return 1.0;
    return profile.settlement == Settlement::kRural ? 0.0 : map_.share_inside(a, b);
  }

  static double seconds(const std::array<double, 2>& kmh, double metres, double share) {
    return 3.6 * metres * ((1.0 - share) / kmh[0] + share / kmh[1]);
  }

  /// With a duration: its share. Else the speed of the table, and what of the wait falls on the
  /// ends of the piece.
  [[nodiscard]] Times ferry_times(const Edge& edge, Times at_table_speed) const {
    const double pace = ferries_.seconds_per_metre(edge.way_id);
    if (pace >= 0.0) return {pace * edge.metres, pace * edge.metres};
    const std::int64_t ferry = ferry_of(edge.way_id);
    const double wait = ferry_wait_ * (ferries_.share_of_wait(ferry, edge.from) +
                                       ferries_.share_of_wait(ferry, edge.to));
    return {at_table_speed.forward + wait, at_table_speed.backward + wait};
  }

  /// Landings where a ferry without duration calls on its way.
  void put_boardings() {
    if (ferries_.calls().empty()) return;
    std::map<std::pair<NodeId, std::int64_t>, Boarding> found;
    for (std::size_t e = 0; e < list_.edges.size(); ++e) {
      const Edge& edge = list_.edges[e];
      if (!has(edge.flags, EdgeFlags::kFerry) || ferries_.seconds_per_metre(edge.way_id) >= 0.0) {
        continue;
      }
      for (const NodeId node : {edge.from, edge.to}) {
        const std::pair at(node, ferry_of(edge.way_id));
        if (!std::binary_search(ferries_.calls().begin(), ferries_.calls().end(), at)) continue;
        Boarding& boarding = found[at];
        boarding.node = node;
        boarding.time = rounded(ferry_wait_ / 2.0);
        boarding.edges.push_back(e);
      }
    }
    for (auto& [at, boarding] : found) roads_.boardings.push_back(std::move(boarding));
  }

  static EdgeFlags flags(const WayProfile& profile, bool built_up) {
    EdgeFlags flags = built_up ? EdgeFlags::kBuiltUp : EdgeFlags::kNone;
    if (profile.forward != Access::kYes && profile.backward != Access::kYes) {
      flags = flags | EdgeFlags::kThroughRestricted;
    }
    if (profile.ferry) flags = flags | EdgeFlags::kFerry;
    if (profile.roundabout) flags = flags | EdgeFlags::kRoundabout;
    if (profile.off_ground) flags = flags | EdgeFlags::kOffGround;
    if (profile.no_stop) flags = flags | EdgeFlags::kNoStop;
    return flags;
  }

  /// Who gives way to whom: 0 = through roads, 1 = local streets, 2 = side roads.
  static std::uint8_t standing_of(std::string_view name) {
    constexpr std::array<std::string_view, 10> kThrough{
        "motorway",     "motorway_link", "trunk",          "trunk_link", "primary",
        "primary_link", "secondary",     "secondary_link", "tertiary",   "tertiary_link"};
    constexpr std::array<std::string_view, 10> kSide{
        "service", "track",    "path",      "footway",  "cycleway",
        "steps",   "platform", "bridleway", "corridor", "pedestrian"};
    if (std::find(kThrough.begin(), kThrough.end(), name) != kThrough.end()) return 0;
    return std::find(kSide.begin(), kSide.end(), name) != kSide.end() ? 2 : 1;
  }

  /// Junctions, signals and gates: half of the loss on each side, so that whoever passes pays all.
  /// A road of lower standing does not slow the road it joins, which has the right of way.
  [[nodiscard]] double loss_at_ends(const Edge& edge, Rows run) const {
    const bool flowing = has(edge.flags, EdgeFlags::kFerry) || is_motorway(edge.way_class);
    const auto half = [&](NodeId node, std::uint32_t row) {
      const Ends& ends = ends_[network::index(node)];
      const bool junction = !flowing && ends[standing_[edge.way_class]] >= 3;
      return loss_at(bits_[row], junction) / 2.0;
    };
    return half(edge.from, run.front()) + half(edge.to, run.back());
  }

  [[nodiscard]] bool is_motorway(std::uint16_t row) const { return motorway_[row]; }

  [[nodiscard]] double loss_at(std::uint8_t bits, bool junction) const {
    double loss = (bits & node_bits::kBarrier) != 0 ? barrier_ : 0.0;
    if ((bits & node_bits::kSignals) != 0) return loss + signals_;
    return junction ? loss + junction_ : loss;
  }

  static Deciseconds rounded(double seconds) {
    return static_cast<Deciseconds>(std::lround(seconds * 10.0));
  }

  /// How many roads of at least this standing end at a node.
  using Ends = std::array<std::uint8_t, 3>;

  RoadScan& scan_;
  std::size_t mode_;
  const std::vector<std::uint8_t>& bits_;
  const SpeedTable& table_;
  const BuiltUpMap& map_;
  const RoadReadOptions& options_;
  BuiltRoads& roads_;
  EdgeList& list_;
  Numbering number_;
  std::vector<Ends> ends_;
  Ferries ferries_;
  std::vector<std::uint8_t> standing_;
  std::vector<bool> motorway_;
  double junction_ = table_.setting("junction_seconds");
  double signals_ = table_.setting("signal_seconds");
  double barrier_ = table_.setting("barrier_seconds");
  double ferry_wait_ = table_.setting("ferry_wait_seconds");
};

/// A closed way as a ring; empty if a node is missing.
std::vector<LonLat> ring_of(const RoadScan& scan, const std::vector<std::uint32_t>& rows) {
  std::vector<LonLat> ring;
  for (const std::uint32_t row : rows) {
    if (!scan.nodes.located(row)) return {};
    ring.push_back(scan.nodes.position(row));
  }
  return ring;
}

std::vector<std::uint32_t> rows_of(const RoadScan& scan, const StoredWay& way) {
  std::vector<std::uint32_t> rows;
  for (const std::int64_t number : way.nodes) rows.push_back(scan.nodes.row(number));
  return rows;
}

Rings rings_of(const RoadScan& scan, const SurfaceRelation& relation, const WayFinder& members,
               bool& whole) {
  std::vector<std::vector<std::uint32_t>> lines;
  StoredWay way;
  for (const std::int64_t id : relation.ways) {
    const bool found = members.find(id, way);
    if (found) lines.push_back(rows_of(scan, way));
    whole &= found;
  }
  const JoinedRings joined = join_rings(std::move(lines));
  whole &= joined.open == 0;
  Rings rings;
  for (const auto& rows : joined.rings) {
    auto ring = ring_of(scan, rows);
    whole &= !ring.empty();
    if (!ring.empty()) rings.push_back(std::move(ring));
  }
  return rings;
}

/// Borders that are not complete, and surfaces that are no settlement.
struct BadSurfaces {
  std::uint64_t broken = 0;
  std::uint64_t too_wide = 0;
};

/// Surfaces and multipolygons of the file.
BadSurfaces add_land_use(const RoadScan& scan, const core::Execution& execution, BuiltUpMap& map) {
  BadSurfaces bad;
  WayStore::Reader reader(scan.surfaces);
  for (StoredWay way; reader.next(way);) {
    execution.advance();
    const auto ring = ring_of(scan, rows_of(scan, way));
    bad.broken += ring.empty() ? 1U : 0U;
    bad.too_wide += map.add_surface({ring}) ? 0U : 1U;
  }
  const WayFinder members(scan.surface_members);
  for (const SurfaceRelation& relation : scan.surface_relations) {
    execution.advance();
    bool whole = true;
    bad.too_wide += map.add_surface(rings_of(scan, relation, members, whole)) ? 0U : 1U;
    bad.broken += whole ? 0U : 1U;
  }
  return bad;
}

/// Discs together: whether one place has a surface must not depend on another's disc.
std::size_t add_places(const RoadScan& scan, BuiltUpMap& map) {
  std::vector<PlaceNode> bare;
  for (const PlaceNode& place : scan.places) {
    if (!map.any_within(place.position, place.radius_metres)) bare.push_back(place);
  }
  for (const PlaceNode& place : bare) map.add_circle(place.position, place.radius_metres);
  return bare.size();
}

}  // namespace

BuiltUpMap build_built_up_map(const RoadScan& scan, const RoadReadOptions& options,
                              ImportReport& report) {
  const BuiltUpOptions& built_up = options.built_up;
  BuiltUpMap map;
  BadSurfaces bad;
  if (built_up.land_use) bad = add_land_use(scan, options.execution, map);
  report.count(
      "area", "kept", "built_up_surface",
      built_up.land_use ? scan.surfaces.size() + scan.surface_relations.size() - bad.too_wide : 0,
      "built-up land, decides between town and country speeds");
  report.count("area", "noted", "incomplete_surface", bad.broken,
               "built-up land whose border is not all in the file");
  std::uint64_t given = 0;
  for (const Rings& rings : built_up.surfaces) {
    options.execution.advance();
    const bool kept = map.add_surface(rings);
    given += kept ? 1U : 0U;
    bad.too_wide += kept ? 0U : 1U;
  }
  report.count("area", "dropped", "too_wide_surface", bad.too_wide,
               "built-up land wider or higher than a degree, which no settlement is");
  report.count("area", "kept", "given_surface", given, "built-up land given by the caller");
  report.count("area", "kept", "place_disc", built_up.places ? add_places(scan, map) : 0,
               "a place without built-up land near it: a disc stands for it");
  for (int cell = 0; cell < built_up.margin_cells; ++cell) {
    options.execution.advance();
    map.grow(1);
  }
  return map;
}

WaterLines water_lines(const RoadScan& scan) {
  WaterLines lines;
  WayStore::Reader reader(scan.waters);
  for (StoredWay way; reader.next(way);) {
    const std::vector<std::uint32_t> rows = rows_of(scan, way);
    for_each_run(scan.nodes, rows, [&](Rows run) {
      std::vector<LonLat>& line = lines.emplace_back();
      for (const std::uint32_t row : run) line.push_back(scan.nodes.position(row));
    });
  }
  return lines;
}

BuiltRoads build_roads(RoadScan& scan, std::size_t mode, const Traveller& traveller,
                       const BuiltUpMap& map) {
  BuiltRoads roads;
  mark_cuts(scan, mode, roads);
  Builder(scan, mode, traveller, map, roads).build();
  return roads;
}

}  // namespace sozialraum::osm
