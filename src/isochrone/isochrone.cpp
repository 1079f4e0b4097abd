#include "sozialraum/isochrone/isochrone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <memory>

#include "isochrone/contour.hpp"
#include "isochrone/passage.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/scratch_pool.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/lane_sweep.hpp"
#include "sozialraum/network/places_on_roads.hpp"
#include "sozialraum/reach/place_findings.hpp"

namespace sozialraum::isochrone {
namespace {

using core::Deciseconds;
using network::EdgeId;
using network::NodeId;
using network::Snap;
using Anchor = IsochroneGrid::Anchor;

/// The nodes of zones (network::RoadGraph), where ways may only begin or end.
class ZoneNodes {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffU;

  ZoneNodes() = default;
  explicit ZoneNodes(const network::RoadGraph& graph) {
    if (graph.end_arc_count() == 0) return;
    number_.assign(graph.node_count(), kNone);
    for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
      const NodeId node{v};
      const bool ends = !graph.end_out_arcs(node).empty() || !graph.end_in_arcs(node).empty();
      if (!ends || graph.on_open_road(node)) continue;
      number_[v] = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back(node);
    }
  }

  [[nodiscard]] std::size_t count() const { return nodes_.size(); }
  [[nodiscard]] NodeId node(std::uint32_t number) const { return nodes_[number]; }
  /// kNone for a node that is in no zone.
  [[nodiscard]] std::uint32_t number(NodeId node) const {
    return number_.empty() ? kNone : number_[network::index(node)];
  }

 private:
  std::vector<std::uint32_t> number_;
  std::vector<NodeId> nodes_;
};

/// The limits and the search that serves them all.
struct Question {
  const network::RoadGraph& graph;
  const IsochroneGrid& grid;
  std::vector<Deciseconds> limits;
  double smallest_square_metres = 0.0;
  const network::Hierarchy* hierarchy = nullptr;
  network::SearchOptions search;  ///< up to the longest limit and one jump more
  ZoneNodes zones{};              ///< only where a hierarchy leaves them out

  [[nodiscard]] bool outward() const { return search.sense == network::Sense::kOutward; }
};

// ---- searches: the same face for one place and for sixteen

/// Times from one place by Dijkstra.
class OnePlace {
 public:
  static constexpr std::size_t kLanes = 1;

  explicit OnePlace(const Question& question) : question_(&question), search_(question.graph) {}

  void run(std::span<const network::Seed> seeds) {
    reached_ = search_.run(seeds, question_->search);
  }
  template <class Visit>
  void each_reached(Visit visit) const {
    for (const NodeId node : reached_) visit(node);
  }
  /// Where the times of a node stand.
  [[nodiscard]] static std::uint32_t row(const Question& /*question*/, NodeId node) {
    return static_cast<std::uint32_t>(node);
  }
  [[nodiscard]] std::array<Deciseconds, kLanes> times(std::uint32_t row) const {
    return {at_most_far(search_.time(NodeId{row}))};
  }

 private:
  const Question* question_;
  network::Dijkstra search_;
  std::span<const NodeId> reached_{};
};

/// Times from sixteen places by a sweep. It knows the roads open to all; ways are led on from them
/// into the zones at their ends. A time above the search's limit may be any above it.
class SixteenPlaces {
 public:
  static constexpr std::size_t kLanes = network::LaneSweep::kLanes;
  using Times = std::array<Deciseconds, kLanes>;
  using TimesView = std::span<const Deciseconds, kLanes>;

  explicit SixteenPlaces(const Question& question)
      : question_(&question),
        sweep_(*question.hierarchy),
        reached_(question.graph.node_count() / 64 + 1, 0),
        zone_times_(question.zones.count()) {
    none_.fill(kFar);
    std::fill(zone_times_.begin(), zone_times_.end(), none_);
  }

  void run(std::span<const network::Seed> seeds) {
    sweep_.run(seeds, question_->search);
    std::fill(reached_.begin(), reached_.end(), 0);
    const auto places = static_cast<std::uint32_t>(question_->hierarchy->node_count());
    for (std::uint32_t place = 0; place < places; ++place) {
      if (sweep_.reached_at(place)) reach(question_->hierarchy->node(place));
    }
    lead_into_zones();
  }

  /// In the order of the nodes: neighbours on the map are often neighbours there.
  template <class Visit>
  void each_reached(Visit visit) const {
    for (std::size_t word = 0; word < reached_.size(); ++word) {
      for (std::uint64_t bits = reached_[word]; bits != 0; bits &= bits - 1) {
        visit(NodeId{static_cast<std::uint32_t>(word * 64) +
                     static_cast<std::uint32_t>(std::countr_zero(bits))});
      }
    }
  }

  /// Where the times of a node stand: its place in the sweep, or beyond them its zone's.
  [[nodiscard]] static std::uint32_t row(const Question& question, NodeId node) {
    const std::uint32_t zone = question.zones.number(node);
    return zone == ZoneNodes::kNone
               ? question.hierarchy->place(node)
               : static_cast<std::uint32_t>(question.hierarchy->node_count()) + zone;
  }
  [[nodiscard]] TimesView times(std::uint32_t row) const {
    const auto places = static_cast<std::uint32_t>(question_->hierarchy->node_count());
    if (row >= places) return zone_times_[row - places];
    return sweep_.reached_at(row) ? sweep_.times_at(row) : TimesView(none_);
  }

 private:
  void reach(NodeId node) {
    reached_[network::index(node) / 64] |= std::uint64_t{1} << (network::index(node) % 64);
  }

  /// Corrects times until none changes. A zone is small, some dozens of nodes as a rule.
  void lead_into_zones() {
    const ZoneNodes& zones = question_->zones;
    if (zones.count() == 0) return;
    for (const std::uint32_t zone : zones_reached_) zone_times_[zone] = none_;
    zones_reached_.clear();
    std::vector<NodeId> changed;
    each_reached([&](NodeId node) {
      const std::uint32_t zone = zones.number(node);
      const std::uint32_t place = question_->hierarchy->place(node);
      if (zone != ZoneNodes::kNone) improve(zone, sweep_.times_at(place), 0);  // a place's own
      if (!ends(node).empty()) changed.push_back(node);
    });
    while (!changed.empty()) {
      const NodeId node = changed.back();
      changed.pop_back();
      const TimesView from = times(row(*question_, node));
      for (const network::Arc& arc : ends(node)) {
        const std::uint32_t zone = zones.number(arc.node);
        if (zone != ZoneNodes::kNone && improve(zone, from, arc.time)) changed.push_back(arc.node);
      }
    }
  }

  [[nodiscard]] std::span<const network::Arc> ends(NodeId node) const {
    return question_->outward() ? question_->graph.end_out_arcs(node)
                                : question_->graph.end_in_arcs(node);
  }

  bool improve(std::uint32_t zone, TimesView from, Deciseconds more) {
    Times& times = zone_times_[zone];
    bool better = false;
    bool known = false;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      known = known || times[lane] != kFar;
      const Deciseconds time = from[lane] + at_most_far(more);
      if (time > question_->search.limit || time >= times[lane]) continue;
      times[lane] = time;
      better = true;
    }
    if (better && !known) {
      zones_reached_.push_back(zone);
      reach(question_->zones.node(zone));
    }
    return better;
  }

  const Question* question_;
  network::LaneSweep sweep_;
  Times none_{};
  std::vector<std::uint64_t> reached_;  // one bit a node
  std::vector<Times> zone_times_;
  std::vector<std::uint32_t> zones_reached_;
};

/// Part of an edge that can be passed within a time.
double share_within(Deciseconds time, Deciseconds whole) {
  if (whole == kFar) return 0.0;
  if (time >= whole) return 1.0;
  return static_cast<double>(time) / static_cast<double>(whole);
}

// ---- from the times of a search to land

/// All edges as one kind of search meets them: compact, since they are what is looked up most.
template <class Search>
std::vector<Passage> passages_of(const Question& question) {
  std::vector<Passage> passages;
  passages.reserve(question.graph.edge_count());
  for (const network::Edge& edge : question.graph.edges()) {
    Passage& passage = passages.emplace_back(edge, question.search.sense);
    passage.from = has(edge.flags, network::EdgeFlags::kTurnCopy)
                       ? Passage::kCopies
                       : Search::row(question, edge.from);
    passage.to = Search::row(question, edge.to);
  }
  return passages;
}

/// Draws the isochrones of a batch of places. Scratch memory; one a thread.
template <class Search>
class Draughtsman {
 public:
  static constexpr std::size_t kLanes = Search::kLanes;

  Draughtsman(const Question& question, std::span<const Passage> passages)
      : question_(&question),
        passages_(passages),
        search_(question),
        seen_(question.graph.edge_count(), 0) {
    inside_.fill(SampleSet(question.grid.rows(), question.grid.columns() / 64));
  }

  /// `out(lane, limit)` is where each isochrone goes.
  template <class Out>
  void draw(std::span<const Snap* const> places, Out out) {
    places_ = places;
    std::vector<network::Seed> seeds;
    for (std::uint32_t lane = 0; lane < places.size(); ++lane) {
      const auto doors = question_->outward()
                             ? network::departures(question_->graph, *places[lane], lane)
                             : network::arrivals(question_->graph, *places[lane], lane);
      seeds.insert(seeds.end(), doors.begin(), doors.end());
    }
    search_.run(seeds);
    for (std::size_t limit = 0; limit < question_->limits.size(); ++limit) {
      limit_ = question_->limits[limit];
      collect();
      for (std::size_t lane = 0; lane < places.size(); ++lane) {
        out(lane, limit) = land(lane);
        question_->search.execution.advance();
      }
    }
  }

 private:
  // ---- which roads

  void collect() {
    for (SampleSet& samples : inside_) samples.clear();
    millimetres_.fill(0);
    ++round_;
    for (std::size_t lane = 0; lane < places_.size(); ++lane) collect_own_edge(lane);
    search_.each_reached([&](NodeId node) {
      collect_node(node);
      const network::RoadGraph& graph = question_->graph;
      collect_edges(question_->outward() ? graph.out_arcs(node) : graph.in_arcs(node));
      collect_edges(graph.end_out_arcs(node));  // both, for places at their very ends
      collect_edges(graph.end_in_arcs(node));
    });
  }

  void collect_edges(std::span<const network::Arc> arcs) {
    for (const network::Arc& arc : arcs) {
      if (std::exchange(seen_[network::index(arc.edge)], round_) != round_) {
        collect_edge(arc.edge, kAllLanes);
      }
    }
  }

  void collect_node(NodeId node) {
    const auto anchor = static_cast<Anchor>(node);
    if (question_->grid.runs(anchor).empty()) return;
    const auto& times = search_.times(Search::row(*question_, node));
    const auto [some, all] = lanes_within(anchor, times, times);
    if (some == 0) return;
    paint(anchor, all, some & ~all, [&](const IsochroneGrid::Sample&) {
      return [&](std::size_t lane) { return times[lane]; };
    });
  }

  /// The edge of a place counts also where it is not reached from its ends.
  void collect_own_edge(std::size_t lane) {
    const Snap& place = *places_[lane];
    if (std::exchange(seen_[network::index(place.edge)], round_) != round_) {
      std::uint32_t others = kAllLanes;
      for (std::size_t other = lane; other < places_.size(); ++other) {
        if (places_[other]->edge == place.edge) others &= ~(1U << other);
      }
      collect_edge(place.edge, others);
    }
    for (const IsochroneGrid::Run run : question_->grid.runs(anchor_of(place.edge))) {
      const IsochroneGrid::Sample* sample = question_->grid.sample(run.cell);
      for (std::uint32_t i = 0; i < run.length; ++i) {
        if (time(lane, sample[i]) <= limit_) inside_[lane].add(run.cell + i, 1);
      }
    }
    add_own_road(lane);
  }

  /// What is reached from the ends of the edge and from the place on it, each piece once.
  void add_own_road(std::size_t lane) {
    const Snap& place = *places_[lane];
    const Ends ends = ends_of(place.edge, lane);
    const Passage& passage = ends.passage;
    const double metres = question_->graph.edge(place.edge).metres;
    double from = 0.0;
    double to = 0.0;
    if (place.leg <= limit_) {
      from = std::max(0.0, place.fraction - share_within(limit_ - place.leg, passage.by_to));
      to = std::min(1.0, place.fraction + share_within(limit_ - place.leg, passage.by_from));
    }
    double low = share_at(ends.from, passage.by_from);
    double high = 1.0 - share_at(ends.to, passage.by_to);
    if (from <= low) {
      low = std::max(low, to);
    } else if (to >= high) {
      high = std::min(high, from);
    } else {
      add_road(lane, metres * (to - from));
    }
    add_road(lane, metres * std::min(1.0, low + 1.0 - high));
  }

  void collect_edge(EdgeId edge, std::uint32_t lanes) {
    const Passage& passage = passages_[network::index(edge)];
    if (passage.from == Passage::kCopies) return collect_copies(edge, lanes);
    const auto& at_from = search_.times(passage.from);
    const auto& at_to = search_.times(passage.to);
    const bool ends_only = question_->graph.at_ends_only(edge);
    const Deciseconds closed_from = passage.by_from == kFar && !ends_only ? kFar : 0;
    const Deciseconds closed_to = passage.by_to == kFar && !ends_only ? kFar : 0;
    std::array<Deciseconds, kLanes> first;
    std::array<Deciseconds, kLanes> last;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      first[lane] = std::min(at_from[lane] + closed_from, at_to[lane] + closed_to);
      last[lane] = std::min(at_from[lane] + passage.by_from, at_to[lane] + passage.by_to);
    }
    add_roads(edge, first, last, lanes);
    const Anchor anchor = anchor_of(edge);
    if (question_->grid.runs(anchor).empty()) return;
    auto [some, all] = lanes_within(anchor, first, last);
    some &= lanes;
    if (some == 0) return;
    paint(anchor, all & lanes, some & ~all, [&](const IsochroneGrid::Sample& sample) {
      const Deciseconds from = passage.part_from(sample.fraction);
      const Deciseconds to = passage.part_to(sample.fraction);
      return [&, from, to](std::size_t lane) {
        return std::min(at_from[lane] + from, at_to[lane] + to);
      };
    });
  }

  [[nodiscard]] Ends ends_of(EdgeId edge, std::size_t lane) const {
    const Passage& passage = passages_[network::index(edge)];
    if (passage.from == Passage::kCopies) {
      return ends_of_copies(question_->graph, edge, question_->search.sense, [&](NodeId node) {
        return search_.times(Search::row(*question_, node))[lane];
      });
    }
    const Deciseconds from = search_.times(passage.from)[lane];
    const Deciseconds to = search_.times(passage.to)[lane];
    return {passage, from, to, from, to};
  }

  /// All edges for one piece of road near a junction with forbidden turns, once.
  void collect_copies(EdgeId edge, std::uint32_t lanes) {
    const auto copies = network::turn_copies(question_->graph, edge);
    for (const EdgeId copy : copies) seen_[network::index(copy)] = round_;
    for (std::uint32_t left = lanes; left != 0; left &= left - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(left));
      const Ends ends = ends_of(edge, lane);
      add_road(lane, question_->graph.edge(edge).metres *
                         std::min(1.0, share_at(ends.from, ends.passage.by_from) +
                                           share_at(ends.to, ends.passage.by_to)));
      for (const EdgeId copy : copies) {
        for (const IsochroneGrid::Run run : question_->grid.runs(anchor_of(copy))) {
          const IsochroneGrid::Sample* sample = question_->grid.sample(run.cell);
          for (std::uint32_t i = 0; i < run.length; ++i) {
            if (ends.at(sample[i].fraction) + sample[i].leg <= limit_) {
              inside_[lane].add(run.cell + i, 1);
            }
          }
        }
      }
    }
  }

  struct Lanes {
    std::uint32_t some = 0;  ///< some samples of the anchor may be inside
    std::uint32_t all = 0;   ///< all are
  };

  /// `first` and `last` are bounds of the times on the anchor's roads.
  template <class First, class Last>
  [[nodiscard]] Lanes lanes_within(Anchor anchor, const First& first, const Last& last) const {
    const Deciseconds shortest = question_->grid.shortest_leg(anchor);
    const Deciseconds longest = question_->grid.longest_leg(anchor);
    Lanes lanes;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      lanes.some |= std::uint32_t{first[lane] + shortest <= limit_} << lane;
      lanes.all |= std::uint32_t{last[lane] + longest <= limit_} << lane;
    }
    return lanes;
  }

  /// Takes the anchor's samples in: all of them in the lanes `all`, those within the limit in the
  /// lanes `some`. `road_time(sample)(lane)` is the time on the road.
  template <class RoadTime>
  void paint(Anchor anchor, std::uint32_t all, std::uint32_t some, RoadTime road_time) {
    for (const IsochroneGrid::Run run : question_->grid.runs(anchor)) {
      for (std::uint32_t left = all; left != 0; left &= left - 1) {
        inside_[static_cast<std::size_t>(std::countr_zero(left))].add(run.cell, run.length);
      }
      if (some == 0) continue;
      const IsochroneGrid::Sample* sample = question_->grid.sample(run.cell);
      for (std::uint32_t i = 0; i < run.length; ++i) {
        const auto time = road_time(sample[i]);
        for (std::uint32_t left = some; left != 0; left &= left - 1) {
          const auto lane = static_cast<std::size_t>(std::countr_zero(left));
          if (time(lane) + sample[i].leg <= limit_) inside_[lane].add(run.cell + i, 1);
        }
      }
    }
  }

  [[nodiscard]] double share_at(Deciseconds end, Deciseconds whole) const {
    return end <= limit_ ? share_within(limit_ - end, whole) : 0.0;
  }

  void add_roads(EdgeId edge, const std::array<Deciseconds, kLanes>& first,
                 const std::array<Deciseconds, kLanes>& last, std::uint32_t lanes) {
    const double metres = question_->graph.edge(edge).metres;
    const auto whole = static_cast<std::uint64_t>(std::llround(metres * 1000.0));
    const Passage& passage = passages_[network::index(edge)];
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (first[lane] > limit_ || ((lanes >> lane) & 1U) == 0) continue;
      if (last[lane] <= limit_) {
        millimetres_[lane] += whole;
        continue;
      }
      const double low = share_at(search_.times(passage.from)[lane], passage.by_from);
      const double high = share_at(search_.times(passage.to)[lane], passage.by_to);
      add_road(lane, metres * std::min(1.0, low + high));
    }
  }

  /// Whole millimetres, so that the sum does not depend on the order of the search.
  void add_road(std::size_t lane, double metres) {
    millimetres_[lane] += static_cast<std::uint64_t>(std::llround(metres * 1000.0));
  }

  // ---- the time of a sample

  [[nodiscard]] Deciseconds time(std::size_t lane, const IsochroneGrid::Sample& sample) const {
    const std::size_t nodes = question_->grid.node_count();
    Deciseconds best = kFar;
    if (sample.anchor < nodes) {
      best = search_.times(Search::row(*question_, NodeId{sample.anchor}))[lane];
    } else {
      const Ends ends = ends_of(EdgeId{static_cast<std::uint32_t>(sample.anchor - nodes)}, lane);
      const double fraction = sample.fraction;
      best = ends.at(fraction);
      const Snap& place = *places_[lane];
      if (sample.anchor == anchor_of(place.edge)) {
        best =
            std::min(best, at_most_far(place.leg) + ends.passage.direct(place.fraction, fraction));
      }
    }
    best += sample.leg;
    return best <= question_->search.limit ? best : kFar;
  }

  [[nodiscard]] Deciseconds time(std::size_t lane, RasterCell cell) const {
    const std::uint32_t number = cell.row * question_->grid.columns() + cell.column;
    return question_->grid.covered(number) ? time(lane, *question_->grid.sample(number)) : kFar;
  }

  // ---- which border

  [[nodiscard]] Isochrone land(std::size_t lane) {
    const auto crossing = [&](RasterCell inside, RasterCell outside) {
      const Deciseconds out = time(lane, outside);
      return out == kFar ? IsochroneGrid::kParts / 2 : crossed_after(time(lane, inside), out);
    };
    return polygons(tracer_.trace(inside_[lane], IsochroneGrid::kParts, crossing), lane);
  }

  /// Rises with the limit, so that the land of a shorter one lies within.
  [[nodiscard]] std::int64_t crossed_after(Deciseconds inside, Deciseconds outside) const {
    assert(inside <= limit_ && limit_ < outside);
    if (outside - inside > question_->grid.jump()) return IsochroneGrid::kParts / 2;
    const std::int64_t part =
        IsochroneGrid::kParts * std::int64_t{limit_ - inside} / std::int64_t{outside - inside};
    return std::max<std::int64_t>(part, 1);  // below kParts, since the limit is below `outside`
  }

  [[nodiscard]] Isochrone polygons(const Contour& contour, std::size_t lane) const {
    Isochrone result;
    result.road_metres = static_cast<double>(millimetres_[lane]) / 1000.0;
    const std::size_t rings = contour.outline.size();
    result.land.points.reserve(contour.points.size() + rings);
    std::vector<std::uint32_t> order;
    std::vector<double> areas(rings);
    for (std::uint32_t ring = 0; ring < rings; ++ring) {
      areas[ring] = square_metres(contour, ring);
      if (std::abs(areas[ring]) >= question_->smallest_square_metres) order.push_back(ring);
    }
    // An outline comes before its holes, since it began before them.
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return contour.outline[a] < contour.outline[b];
    });
    for (std::size_t i = 0; i < order.size();) {
      const std::uint32_t outline = contour.outline[order[i]];
      const bool kept = order[i] == outline;
      for (; i < order.size() && contour.outline[order[i]] == outline; ++i) {
        if (!kept) continue;
        result.square_metres += areas[order[i]];
        append(contour, order[i], result.land);
      }
      if (kept) {
        result.land.polygon_begin.push_back(static_cast<std::uint32_t>(result.land.ring_count()));
      }
    }
    return result;
  }

  /// Counter-clockwise positive. Between the equator and each piece of the border (equal-area
  /// cylinder).
  [[nodiscard]] double square_metres(const Contour& contour, std::uint32_t ring) const {
    const std::uint32_t begin = contour.begin[ring];
    const std::uint32_t end = contour.begin[ring + 1];
    ContourPoint before = contour.points[end - 1];
    const double base = question_->grid.zone(before.y);
    double zone_before = 0.0;
    double sum = 0.0;
    for (std::uint32_t i = begin; i < end; ++i) {
      const ContourPoint point = contour.points[i];
      const double zone = question_->grid.zone(point.y) - base;
      sum -= static_cast<double>(point.x - before.x) * (zone + zone_before);
      before = point;
      zone_before = zone;
    }
    return sum / 2.0;
  }

  void append(const Contour& contour, std::uint32_t ring, Multipolygon& land) const {
    for (std::uint32_t i = contour.begin[ring]; i < contour.begin[ring + 1]; ++i) {
      land.points.push_back(question_->grid.position(contour.points[i].x, contour.points[i].y));
    }
    land.points.push_back(land.points[land.ring_begin.back()]);
    land.ring_begin.push_back(static_cast<std::uint32_t>(land.points.size()));
  }

  [[nodiscard]] Anchor anchor_of(EdgeId edge) const {
    return static_cast<Anchor>(question_->grid.node_count() + network::index(edge));
  }

  static constexpr std::uint32_t kAllLanes = (1U << kLanes) - 1U;

  const Question* question_;
  std::span<const Passage> passages_;
  Search search_;
  std::vector<std::uint32_t> seen_;  ///< round in which an edge was collected
  std::uint32_t round_ = 0;
  std::span<const Snap* const> places_{};
  Deciseconds limit_ = 0;
  std::array<SampleSet, kLanes> inside_{};
  std::array<std::uint64_t, kLanes> millimetres_{};
  ContourTracer tracer_;
};

std::vector<Deciseconds> checked_limits(std::span<const core::Minutes> limits) {
  if (limits.empty()) {
    core::invalid_argument("limits", "are none", "name at least one, such as 30 minutes");
  }
  std::vector<Deciseconds> times;
  for (const core::Minutes limit : limits) {
    const Deciseconds time = core::to_deciseconds(limit, "limits");
    if (!times.empty() && time <= times.back()) {
      core::invalid_argument("limits", fmt::format("do not rise: {} minutes after {}", limit.value,
                                                   core::to_minutes(times.back())));
    }
    times.push_back(time);
  }
  return times;
}

Question question_of(const reach::Travel& travel, const IsochroneGrid& grid,
                     const IsochroneOptions& options) {
  const network::RoadGraph& graph = travel.roads;
  require_same_roads(graph, grid);
  network::require_prepared_for(graph, travel.hierarchy);
  if (!(options.smallest_square_metres >= 0.0)) {
    core::invalid_argument("smallest_area",
                           fmt::format("is {} square metres", options.smallest_square_metres));
  }
  const bool outward = travel.direction == reach::Direction::kFromFacility;
  Question question{
      .graph = graph,
      .grid = grid,
      .limits = checked_limits(options.limits),
      .smallest_square_metres = options.smallest_square_metres,
      .hierarchy = travel.hierarchy,
      .search = {.sense = outward ? network::Sense::kOutward : network::Sense::kInward,
                 .into_zones = true,
                 .execution = travel.execution}};
  if (question.hierarchy != nullptr) question.zones = ZoneNodes(graph);
  const Deciseconds most = core::to_deciseconds(travel.limit, "limit");
  for (Deciseconds& limit : question.limits) {
    limit = std::min({limit, most, network::kLongestHierarchyTime});
  }
  question.search.limit =
      std::min(question.limits.back() + grid.jump(), network::kLongestHierarchyTime);
  return question;
}

template <class Search>
void draw_all(const Question& question, std::span<const Snap> places, Isochrones& answer) {
  constexpr std::size_t kLanes = Search::kLanes;
  const std::vector<std::uint32_t> order = network::along_the_map(places);
  if (order.empty()) return;
  const std::vector<Passage> passages = passages_of<Search>(question);
  core::ScratchPool<Draughtsman<Search>> pool(
      [&] { return std::make_unique<Draughtsman<Search>>(question, passages); });
  const core::Execution& execution = question.search.execution;
  execution.expect(order.size());
  core::parallel_for(order.size(), kLanes, execution, [&](std::size_t begin, std::size_t end) {
    std::vector<const Snap*> batch;
    for (std::size_t i = begin; i < end; ++i) batch.push_back(&places[order[i]]);
    pool.lend([&](Draughtsman<Search>& draughtsman) {
      draughtsman.draw(batch, [&](std::size_t lane, std::size_t limit) -> Isochrone& {
        return answer.isochrones[order[begin + lane] * answer.limit_count + limit];
      });
    });
    execution.advance(end - begin);
  });
}

std::vector<core::Finding> finer_than_grid(const Isochrones& answer,
                                           std::span<const std::string> names) {
  std::vector<std::string> fine;
  for (std::size_t place = 0; place < answer.standing.size(); ++place) {
    const Isochrone& longest = answer.of(place, answer.limit_count - 1);
    if (core::is_reached(answer.standing[place]) && longest.square_metres == 0.0) {
      fine.push_back(reach::name_of(names, place));
    }
  }
  if (fine.empty()) return {};
  return {{.code = "isochrone_finer_than_grid",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} places reach no sample of the grid within the limit",
                                  fine.size(), answer.standing.size()),
           .hint = "choose a finer resolution or a longer limit",
           .areas = fine}};
}

}  // namespace

Isochrones isochrones(const reach::Travel& travel, const IsochroneGrid& grid,
                      std::span<const Snap> places, const IsochroneOptions& options) {
  const Question question = question_of(travel, grid, options);
  Isochrones answer{.limit_count = question.limits.size()};
  answer.isochrones.resize(places.size() * answer.limit_count);
  for (const Snap& place : places) answer.standing.push_back(network::standing(place));
  if (question.hierarchy != nullptr) {
    draw_all<SixteenPlaces>(question, places, answer);
  } else {
    draw_all<OnePlace>(question, places, answer);
  }
  for (auto& findings :
       {reach::place_findings(places, options.names, "place"),
        reach::no_facilities(places.size(), "places"), finer_than_grid(answer, options.names)}) {
    answer.findings.insert(answer.findings.end(), findings.begin(), findings.end());
  }
  return answer;
}

}  // namespace sozialraum::isochrone
