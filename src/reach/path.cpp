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
  FacilityPaths(const RoadGraph& graph, const PathQuery& query, const PathOptions& options)
      : graph_(graph),
        query_(query),
        options_(options),
        limit_(core::to_deciseconds(options.limit, "limit")) {
    if (options.hierarchy != nullptr) {
      lookup_.emplace(*options.hierarchy);
    } else {
      search_.emplace(graph);
    }
  }

  void find(std::span<const std::uint32_t> pairs, std::vector<Path>& paths) {
    const Snap& facility = query_.facilities[query_.pairs[pairs[0]].facility];
    doors_ =
        to_facility() ? network::arrivals(graph_, facility) : network::departures(graph_, facility);
    std::vector<std::uint32_t> open(pairs.begin(), pairs.end());
    const auto tell_ways = [&](Deciseconds limit) {
      std::erase_if(open, [&](std::uint32_t pair) {
        std::optional<Path> found = way(pair, limit);
        if (found) paths[pair] = std::move(*found);
        options_.execution.advance();
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
                         {.sense = sense(), .limit = limit, .execution = options_.execution});
      tell_ways(limit);
      if (open.empty() || limit == limit_) break;
    }
  }

 private:
  [[nodiscard]] bool to_facility() const { return options_.direction == Direction::kToFacility; }
  [[nodiscard]] Sense sense() const { return to_facility() ? Sense::kInward : Sense::kOutward; }

  /// Between a node and the facility.
  [[nodiscard]] Deciseconds time(NodeId node) {
    return lookup_ ? lookup_->time(node) : search_->time(node);
  }

  /// The way of a pair if it takes no longer than the ring that was searched.
  [[nodiscard]] std::optional<Path> way(std::uint32_t pair, Deciseconds limit) {
    const Snap& origin = query_.origins[query_.pairs[pair].origin];
    const Snap& facility = query_.facilities[query_.pairs[pair].facility];
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
  const PathQuery& query_;
  const PathOptions& options_;
  Deciseconds limit_;
  std::vector<network::Seed> doors_;  // of the facility
  std::optional<network::Dijkstra> search_;
  std::optional<network::TimeLookup> lookup_;  // instead of it
};

void require_places(const PathQuery& query) {
  for (const PathPair& pair : query.pairs) {
    if (pair.origin < query.origins.size() && pair.facility < query.facilities.size()) continue;
    core::invalid_argument(
        "pairs", fmt::format("name origin {} and facility {}, but there are {} and {}", pair.origin,
                             pair.facility, query.origins.size(), query.facilities.size()));
  }
}

}  // namespace

std::vector<Path> paths(const RoadGraph& graph, const PathQuery& query,
                        const PathOptions& options) {
  require_places(query);
  network::require_prepared_for(graph, options.hierarchy);
  std::vector<std::uint32_t> order(query.pairs.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return query.pairs[a].facility < query.pairs[b].facility;
  });
  // A search is shared by all pairs of a facility; lookups are cheap enough for parts of them.
  const std::size_t most = options.hierarchy != nullptr ? 256 : order.size();
  std::vector<std::size_t> groups{0};
  for (std::size_t i = 1; i < order.size(); ++i) {
    const bool other = query.pairs[order[i]].facility != query.pairs[order[i - 1]].facility;
    if (other || i - groups.back() == most) groups.push_back(i);
  }
  groups.push_back(order.size());

  std::vector<Path> result(order.size());
  if (order.empty()) return result;
  options.execution.expect(order.size());
  core::ScratchPool<FacilityPaths> pool(
      [&] { return std::make_unique<FacilityPaths>(graph, query, options); });
  core::parallel_for(groups.size() - 1, 1, options.execution, [&](std::size_t g, std::size_t) {
    pool.lend([&](FacilityPaths& search) {
      search.find(std::span(order).subspan(groups[g], groups[g + 1] - groups[g]), result);
    });
    options.execution.advance(groups[g + 1] - groups[g]);
  });
  return result;
}

Path path(const RoadGraph& graph, const Snap& origin, const Snap& facility,
          const PathOptions& options) {
  constexpr PathPair kPair{0, 0};
  const PathQuery query{
      .origins = {&origin, 1}, .facilities = {&facility, 1}, .pairs = {&kPair, 1}};
  return std::move(paths(graph, query, options).front());
}

}  // namespace sozialraum::reach
