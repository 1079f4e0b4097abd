#include "sozialraum/reach/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/scratch_pool.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/network/time_lookup.hpp"
#include "sozialraum/network/zone_search.hpp"
#include "sozialraum/reach/place_findings.hpp"

namespace sozialraum::reach {
namespace {

using core::Deciseconds;
using core::kUnreachable;
using network::Edge;
using network::EdgeId;
using network::LonLat;
using network::NodeId;
using network::RoadGraph;
using network::Sense;
using network::Snap;

NodeId other_end(const Edge& edge, NodeId node) { return edge.from == node ? edge.to : edge.from; }

/// The steps over whole edges from a node on; returns the node where they end.
NodeId follow(const RoadGraph& graph, std::span<const EdgeId> edges, NodeId node,
              std::vector<PathStep>& steps) {
  for (const EdgeId id : edges) {
    const Edge& edge = graph.edge(id);
    const bool forward = edge.from == node;
    steps.push_back(
        {id, forward ? 0.0 : 1.0, forward ? 1.0 : 0.0, forward ? edge.forward : edge.backward});
    node = other_end(edge, node);
  }
  return node;
}

/// The node before the first of the edges, if the last of them ends at `node`.
NodeId before(const RoadGraph& graph, std::span<const EdgeId> edges, NodeId node) {
  for (std::size_t i = edges.size(); i-- > 0;) node = other_end(graph.edge(edges[i]), node);
  return node;
}

/// The way between a place and the node where it meets the open roads (a node of departures() or
/// arrivals()), through its zone if it lies in one.
class ZoneWay {
 public:
  ZoneWay(const RoadGraph& graph, const Snap& place, Sense sense)
      : graph_(graph),
        place_(place),
        sense_(sense),
        ends_(network::edge_ends(graph, place, sense)),
        zone_(graph) {
    std::vector<network::Seed> seeds;
    for (const network::EdgeEnd& end : ends_) seeds.push_back({end.node, end.time});
    (void)zone_.run(seeds, sense);
  }

  /// The steps in the order of travel.
  [[nodiscard]] std::vector<PathStep> to(NodeId door) const {
    const std::vector<EdgeId> edges = zone_.path(door);
    const bool outward = sense_ == Sense::kOutward;
    std::vector<PathStep> steps;
    const NodeId first = outward ? before(graph_, edges, door) : door;
    if (outward) along_own_edge(first, steps);
    const NodeId last = follow(graph_, edges, first, steps);
    if (!outward) along_own_edge(last, steps);
    return steps;
  }

 private:
  /// Between the place and an end of its edge.
  void along_own_edge(NodeId node, std::vector<PathStep>& steps) const {
    const auto end = std::find_if(ends_.begin(), ends_.end(),
                                  [&](const network::EdgeEnd& e) { return e.node == node; });
    if (end->fraction == place_.fraction) return;
    const bool outward = sense_ == Sense::kOutward;
    steps.push_back({end->edge, outward ? place_.fraction : end->fraction,
                     outward ? end->fraction : place_.fraction, end->time});
  }

  const RoadGraph& graph_;
  const Snap& place_;
  Sense sense_;
  std::vector<network::EdgeEnd> ends_;
  network::ZoneSearch zone_;
};

/// The points of an edge's course between two fractions of its length, both ends included.
void append_course(const RoadGraph& graph, const PathStep& step, std::vector<LonLat>& course) {
  std::vector<LonLat> points = graph.course(step.edge);
  double begin = step.begin;
  double end = step.end;
  if (begin > end) {
    std::reverse(points.begin(), points.end());
    begin = 1.0 - begin;
    end = 1.0 - end;
  }
  std::vector<double> at{0.0};  // metres from the first point
  for (std::size_t i = 1; i < points.size(); ++i) {
    at.push_back(at.back() + network::chord_metres(network::geocentric(points[i - 1]),
                                                   network::geocentric(points[i])));
  }
  const auto cut = [&](double part) {
    const double metres = part * at.back();
    const auto behind = std::upper_bound(at.begin() + 1, at.end() - 1, metres);
    const auto i = static_cast<std::size_t>(behind - at.begin());
    const double length = at[i] - at[i - 1];
    const double t = length > 0.0 ? (metres - at[i - 1]) / length : 0.0;
    return network::between(points[i - 1], points[i], std::clamp(t, 0.0, 1.0));
  };
  const auto push = [&](LonLat point) {
    if (course.empty() || course.back() != point) course.push_back(point);
  };
  push(begin == 0.0 ? points.front() : cut(begin));
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    if (at[i] > begin * at.back() && at[i] < end * at.back()) push(points[i]);
  }
  push(end == 1.0 ? points.back() : cut(end));
}

/// Time, metres and course of the steps.
Path finished(const RoadGraph& graph, const Snap& from, const Snap& to,
              std::vector<PathStep> steps) {
  Path path{.time = from.leg + to.leg, .steps = std::move(steps)};
  path.leg_metres = from.metres + to.metres;
  for (const PathStep& step : path.steps) {
    path.time += step.time;
    path.road_metres += graph.edge(step.edge).metres * std::abs(step.end - step.begin);
    append_course(graph, step, path.course);
  }
  if (path.course.empty()) path.course.push_back(from.foot);
  return path;
}

/// All pairs of one facility.
class FacilityPaths {
 public:
  FacilityPaths(const Travel& travel, const Places& places, std::span<const PathPair> pairs)
      : graph_(travel.roads),
        travel_(travel),
        places_(places),
        pairs_(pairs),
        limit_(core::to_deciseconds(travel.limit, "limit")) {
    if (travel.hierarchy != nullptr) {
      lookup_.emplace(*travel.hierarchy);
    } else {
      search_.emplace(travel.roads);
    }
  }

  void find(std::span<const std::uint32_t> pairs, std::vector<Path>& paths) {
    const Snap& facility = places_.facilities[pairs_[pairs[0]].facility];
    doors_ =
        to_facility() ? network::arrivals(graph_, facility) : network::departures(graph_, facility);
    std::vector<std::uint32_t> open(pairs.begin(), pairs.end());
    const auto tell_ways = [&](Deciseconds limit) {
      std::erase_if(open, [&](std::uint32_t pair) {
        std::optional<Path> found = way(pair, limit);
        if (found) paths[pair] = std::move(*found);
        travel_.execution.advance();
        return found.has_value();
      });
    };
    if (lookup_) {
      lookup_->run(doors_, sense());
      return tell_ways(limit_);
    }
    for (const Deciseconds ring : {Deciseconds{6000}, Deciseconds{24000}, limit_}) {
      const Deciseconds limit = std::min(ring, limit_);
      (void)search_->run(doors_,
                         {.sense = sense(), .limit = limit, .execution = travel_.execution});
      tell_ways(limit);
      if (open.empty() || limit == limit_) break;
    }
  }

 private:
  [[nodiscard]] bool to_facility() const { return travel_.direction == Direction::kToFacility; }
  [[nodiscard]] Sense sense() const { return to_facility() ? Sense::kInward : Sense::kOutward; }

  /// Between a node and the facility.
  [[nodiscard]] Deciseconds time(NodeId node) {
    return lookup_ ? lookup_->time(node) : search_->time(node);
  }

  /// The way of a pair if it takes no longer than the ring that was searched.
  [[nodiscard]] std::optional<Path> way(std::uint32_t pair, Deciseconds limit) {
    const Snap& origin = places_.origins[pairs_[pair].origin];
    const Snap& facility = places_.facilities[pairs_[pair].facility];
    const Snap& from = to_facility() ? origin : facility;
    const Snap& to = to_facility() ? facility : origin;
    const Deciseconds direct = network::time_along_edge(graph_, from, to);
    NodeId meeting = network::kNoNode;
    std::uint64_t best = kUnreachable;
    for (const network::Seed& door :
         to_facility() ? network::departures(graph_, origin) : network::arrivals(graph_, origin)) {
      const std::uint64_t total = std::uint64_t{time(door.node)} + door.time;
      if (total > best || (total == best && door.node >= meeting)) continue;
      best = total;
      meeting = door.node;
    }
    if (direct <= best && direct <= limit) {
      if (from.fraction == to.fraction) return finished(graph_, from, to, {});
      return finished(graph_, from, to,
                      {{from.edge, from.fraction, to.fraction, direct - from.leg - to.leg}});
    }
    if (best > limit) return std::nullopt;
    return finished(graph_, from, to, steps(from, to, meeting));
  }

  /// Through the zone of the one place, over the open roads, through the zone of the other.
  [[nodiscard]] std::vector<PathStep> steps(const Snap& from, const Snap& to, NodeId meeting) {
    std::vector<EdgeId> middle = walk(meeting);
    if (!to_facility()) std::reverse(middle.begin(), middle.end());
    const NodeId entry = to_facility() ? meeting : before(graph_, middle, meeting);
    std::vector<PathStep> all = ZoneWay(graph_, from, Sense::kOutward).to(entry);
    const NodeId exit = follow(graph_, middle, entry, all);
    const std::vector<PathStep> rest = ZoneWay(graph_, to, Sense::kInward).to(exit);
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  }

  /// The edges from a node to a door of the facility: at each node over the first arc of the graph
  /// (smallest next node, then smallest edge) that lies on a fastest way. Only arcs that take no
  /// time can lead to a dead end, or in a circle: there it goes back and takes the next one.
  [[nodiscard]] std::vector<EdgeId> walk(NodeId node) {
    struct Stop {
      NodeId node;
      std::ptrdiff_t next_arc;
    };
    std::vector<EdgeId> edges;
    std::vector<Stop> stops{{node, 0}};  // since the last arc that took time
    std::vector<NodeId> seen{node};      // likewise
    while (!is_door(node)) {
      const std::uint64_t left = time(node);
      const auto arcs = to_facility() ? graph_.out_arcs(node) : graph_.in_arcs(node);
      const auto arc = std::find_if(
          arcs.begin() + stops.back().next_arc, arcs.end(), [&](const network::Arc& a) {
            return std::uint64_t{time(a.node)} + a.time == left &&
                   (a.time > 0 || std::find(seen.begin(), seen.end(), a.node) == seen.end());
          });
      if (arc == arcs.end()) {
        stops.pop_back();
        edges.pop_back();
        node = stops.back().node;
        continue;
      }
      stops.back().next_arc = arc - arcs.begin() + 1;
      if (arc->time > 0) {
        stops.clear();
        seen.clear();
      }
      node = arc->node;
      edges.push_back(arc->edge);
      stops.push_back({node, 0});
      seen.push_back(node);
    }
    return edges;
  }

  [[nodiscard]] bool is_door(NodeId node) {
    return std::any_of(doors_.begin(), doors_.end(), [&](const network::Seed& door) {
      return door.node == node && door.time == time(node);
    });
  }

  const RoadGraph& graph_;
  const Travel& travel_;
  const Places& places_;
  std::span<const PathPair> pairs_;
  Deciseconds limit_;
  std::vector<network::Seed> doors_;  // of the facility
  std::optional<network::Dijkstra> search_;
  std::optional<network::TimeLookup> lookup_;  // instead of it
};

void require_places(const Places& places, std::span<const PathPair> pairs) {
  for (const PathPair& pair : pairs) {
    if (pair.origin < places.origins.size() && pair.facility < places.facilities.size()) continue;
    core::invalid_argument(
        "pairs", fmt::format("name origin {} and facility {}, but there are {} and {}", pair.origin,
                             pair.facility, places.origins.size(), places.facilities.size()));
  }
}

/// Groups of pairs, as positions in `order`, that share a facility; a search is shared by all of
/// them, lookups are cheap enough for parts of them.
std::vector<std::size_t> groups_of(std::span<const std::uint32_t> order,
                                   std::span<const PathPair> pairs, std::size_t most) {
  std::vector<std::size_t> groups{0};
  for (std::size_t i = 1; i < order.size(); ++i) {
    const bool other = pairs[order[i]].facility != pairs[order[i - 1]].facility;
    if (other || i - groups.back() == most) groups.push_back(i);
  }
  groups.push_back(order.size());
  return groups;
}

std::vector<Path> find_ways(const Travel& travel, const Places& places,
                            std::span<const PathPair> pairs) {
  std::vector<std::uint32_t> order(pairs.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return pairs[a].facility < pairs[b].facility;
  });
  const auto groups = groups_of(order, pairs, travel.hierarchy != nullptr ? 256 : order.size());
  std::vector<Path> ways(order.size());
  if (order.empty()) return ways;
  travel.execution.expect(order.size());
  core::ScratchPool<FacilityPaths> pool(
      [&] { return std::make_unique<FacilityPaths>(travel, places, pairs); });
  core::parallel_for(groups.size() - 1, 1, travel.execution, [&](std::size_t g, std::size_t) {
    pool.lend([&](FacilityPaths& search) {
      search.find(std::span(order).subspan(groups[g], groups[g + 1] - groups[g]), ways);
    });
    travel.execution.advance(groups[g + 1] - groups[g]);
  });
  return ways;
}

std::vector<core::Finding> without_way(std::span<const Path> ways, const Places& places,
                                       std::span<const PathPair> pairs) {
  std::vector<std::string> lost;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i].time == kUnreachable) lost.push_back(name_of(places.origin_names, pairs[i].origin));
  }
  if (lost.empty()) return {};
  return {{.code = "pair_without_way",
           .severity = core::Severity::kNote,
           .message =
               fmt::format("{} of {} pairs have no way within the limit", lost.size(), ways.size()),
           .areas = std::move(lost)}};
}

}  // namespace

Paths paths(const Travel& travel, const Places& places, std::span<const PathPair> pairs) {
  require_places(places, pairs);
  network::require_prepared_for(travel.roads, travel.hierarchy);
  Paths result{.ways = find_ways(travel, places, pairs), .findings = place_findings(places)};
  for (core::Finding& finding : without_way(result.ways, places, pairs)) {
    result.findings.push_back(std::move(finding));
  }
  return result;
}

Path path(const Travel& travel, const Snap& origin, const Snap& facility) {
  constexpr PathPair kPair{0, 0};
  const Places places{.origins = {&origin, 1}, .facilities = {&facility, 1}};
  return std::move(paths(travel, places, {&kPair, 1}).ways.front());
}

}  // namespace sozialraum::reach
