#include "sozialraum/reach/path.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "random_places.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/reach/detour.hpp"
#include "sozialraum/reach/travel_times.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::reach {
namespace {

using core::Deciseconds;
using core::kUnreachable;
using core::Minutes;
using network::EdgeId;
using network::Snap;
using network::SnapStatus;

Snap on(std::uint32_t edge, double fraction) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction};
}

TEST(Path, GoesOverTheRoadsAndPartsOfThem) {
  const auto graph = test::roads(R"(
      a - b 100
      b - c 100
      a > c 500 )");
  Snap home = on(0, 0.25);
  home.leg = 7;
  home.metres = 10.0;
  const Path way = path({.roads = graph}, home, on(1, 0.5));
  EXPECT_EQ(way.time, 7U + 75U + 50U);
  EXPECT_EQ(way.steps,
            (std::vector<PathStep>{{EdgeId{0}, 0.25, 1.0, 75}, {EdgeId{1}, 0.0, 0.5, 50}}));
  EXPECT_DOUBLE_EQ(way.road_metres, 125.0);  // a metre a decisecond
  EXPECT_DOUBLE_EQ(way.leg_metres, 10.0);
  ASSERT_EQ(way.course.size(), 3U);  // node 'b' lies at 9.01
  EXPECT_NEAR(way.course[0].lon, 9.0025, 1e-9);
  EXPECT_NEAR(way.course[1].lon, 9.01, 1e-12);
  EXPECT_NEAR(way.course[2].lon, 9.015, 1e-9);
  const Path back = path({.roads = graph}, on(1, 0.5), home);
  EXPECT_EQ(back.steps,
            (std::vector<PathStep>{{EdgeId{1}, 0.5, 0.0, 50}, {EdgeId{0}, 1.0, 0.25, 75}}));
}

TEST(Path, OnOneEdgeStaysOnIt) {
  const auto graph = test::roads("a - b 100");
  const Path way = path({.roads = graph}, on(0, 0.75), on(0, 0.25));
  EXPECT_EQ(way.steps, (std::vector<PathStep>{{EdgeId{0}, 0.75, 0.25, 50}}));
  const Path none = path({.roads = graph}, on(0, 0.75), on(0, 0.75));
  EXPECT_EQ(none.time, 0U);
  EXPECT_TRUE(none.steps.empty());
}

/// The way must hang together, keep to the one-way streets, and take the time it says.
void check(const network::RoadGraph& graph, const Path& path, const Snap& from, const Snap& to) {
  std::uint64_t time = std::uint64_t{from.leg} + to.leg;
  const auto node_at = [&](EdgeId edge, double fraction) {
    return fraction == 0.0 ? graph.edge(edge).from : graph.edge(edge).to;
  };
  for (std::size_t s = 0; s < path.steps.size(); ++s) {
    const PathStep& step = path.steps[s];
    const network::Edge& edge = graph.edge(step.edge);
    ASSERT_NE(step.begin, step.end);
    ASSERT_NE(step.begin < step.end ? edge.forward : edge.backward, network::kClosed);
    time += step.time;
    if (s == 0) {
      const bool at_place = step.edge == from.edge && step.begin == from.fraction;
      const bool at_end = from.fraction == 0.0 || from.fraction == 1.0;
      ASSERT_TRUE(at_place ||
                  (at_end && node_at(step.edge, step.begin) == node_at(from.edge, from.fraction)));
    } else {
      const PathStep& last = path.steps[s - 1];
      ASSERT_EQ(node_at(last.edge, last.end), node_at(step.edge, step.begin));
    }
  }
  ASSERT_EQ(time, path.time);
  if (path.steps.empty()) return;
  const PathStep& last = path.steps.back();
  const bool at_end = to.fraction == 0.0 || to.fraction == 1.0;
  ASSERT_TRUE((last.edge == to.edge && last.end == to.fraction) ||
              (at_end && node_at(last.edge, last.end) == node_at(to.edge, to.fraction)));
}

TEST(Path, TakesTheTimeOfTheTableOnRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const double zones = seed % 3 == 0 ? 0.1 * static_cast<double>(seed % 6) : 0.0;
    const auto graph = test::random_roads(seed, {.edges = 22, .ends_only = zones});
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, 6, dice);
    const auto facilities = test::random_places(graph, 5, dice);
    const Travel travel{
        .roads = graph,
        .direction = seed % 2 == 0 ? Direction::kToFacility : Direction::kFromFacility,
        .limit = Minutes{seed % 5 == 0 ? 12.0 / 600.0 : 60.0},
        .execution = {.threads = 1 + static_cast<unsigned>(seed % 2)}};
    std::vector<PathPair> pairs;
    for (std::uint32_t i = 0; i < origins.size(); ++i) {
      for (std::uint32_t j = 0; j < facilities.size(); ++j) pairs.push_back({i, j});
    }
    const Places places{origins, facilities};
    const auto found = paths(travel, places, pairs).ways;
    const auto hierarchy = network::Hierarchy::build(graph);
    Travel prepared = travel;
    prepared.hierarchy = &hierarchy;
    ASSERT_EQ(paths(prepared, places, pairs).ways, found) << "graph " << seed;
    const auto times = travel_times(travel, places);
    std::size_t reached = 0;
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      if (found[p].time == kUnreachable) continue;
      ++reached;
      const auto row = times.row(pairs[p].origin);
      ASSERT_NE(std::find(row.begin(), row.end(), Reached{pairs[p].facility, found[p].time}),
                row.end())
          << "graph " << seed << " pair " << p;
      const Snap& origin = origins[pairs[p].origin];
      const Snap& facility = facilities[pairs[p].facility];
      travel.direction == Direction::kToFacility ? check(graph, found[p], origin, facility)
                                                 : check(graph, found[p], facility, origin);
      if (HasFatalFailure()) FAIL() << "graph " << seed << " pair " << p;
    }
    ASSERT_EQ(reached, times.pairs.size()) << "graph " << seed;
  }
}

std::vector<std::uint32_t> edges_of(const Path& path) {
  std::vector<std::uint32_t> edges;
  for (const PathStep& step : path.steps) edges.push_back(static_cast<std::uint32_t>(step.edge));
  return edges;
}

TEST(Path, OfEquallyFastWaysTakesTheSmallerNodesToldFromTheOriginThenTheSmallerEdges) {
  const auto graph = test::roads(R"(
      a - b 10
      b - e 10
      e - f 10
      a - c 10
      c - d 10
      d - f 10
      f - g 5
      f - g 5 )");
  const auto hierarchy = network::Hierarchy::build(graph);
  using Edges = std::vector<std::uint32_t>;
  for (const auto* prepared : {static_cast<const network::Hierarchy*>(nullptr), &hierarchy}) {
    const Travel to{.roads = graph, .hierarchy = prepared};
    const Travel from{.roads = graph, .hierarchy = prepared, .direction = Direction::kFromFacility};
    const Snap a = on(0, 0.0);
    const Snap g = on(7, 1.0);
    EXPECT_EQ(edges_of(path(to, a, g)), (Edges{0, 1, 2, 6}));
    EXPECT_EQ(edges_of(path(from, a, g)), (Edges{6, 2, 1, 0}));
    EXPECT_EQ(edges_of(path(to, g, a)), (Edges{6, 5, 4, 3}));
  }
}

TEST(Path, LeavesDeadEndsAndCirclesThatTakeNoTime) {
  // From a nothing takes time until d: b is a dead end, and so is the circle a - c - a.
  const auto graph = test::roads(R"(
      a - b 0
      a - c 0
      c - d 0
      d > e 5 )");
  const auto hierarchy = network::Hierarchy::build(graph);
  for (const auto* prepared : {static_cast<const network::Hierarchy*>(nullptr), &hierarchy}) {
    const Path way = path({.roads = graph, .hierarchy = prepared}, on(0, 0.0), on(3, 1.0));
    EXPECT_EQ(way.time, 5U);
    EXPECT_EQ(edges_of(way), (std::vector<std::uint32_t>{1, 2, 3}));
  }
}

TEST(Path, FollowsTheBendsOfTheRoad) {
  auto list = test::road_list("a - b 100");
  list.node_positions = {{9.0, 52.0}, {9.02, 52.0}};
  list.shape_begin = {0, 1};
  list.shape_points = {{9.01, 52.01}};
  const auto graph = network::RoadGraph::from_edges(std::move(list));
  const auto whole = path({.roads = graph}, on(0, 0.0), on(0, 1.0)).course;
  EXPECT_EQ(whole, (std::vector<network::LonLat>{{9.0, 52.0}, {9.01, 52.01}, {9.02, 52.0}}));
  const auto part = path({.roads = graph}, on(0, 0.75), on(0, 0.25)).course;
  ASSERT_EQ(part.size(), 3U);
  EXPECT_NEAR(part[0].lon, 9.015, 1e-6);
  EXPECT_EQ(part[1], (network::LonLat{9.01, 52.01}));
  EXPECT_NEAR(part[2].lat, 52.005, 1e-6);
}

TEST(Path, TheDetourIsTheWayByTheStraightLine) {
  const network::LonLat a{9.0, 52.0};
  const network::LonLat b{9.01, 52.0};
  const double straight = network::straight_line_metres(a, b);
  EXPECT_NEAR(straight, 686.5, 1.0);
  const Detour bend =
      detour({.time = 5, .road_metres = 2.0 * straight - 10.0, .leg_metres = 10.0}, a, b);
  EXPECT_DOUBLE_EQ(bend.index, 2.0);
  EXPECT_TRUE(std::isnan(detour({.time = 5}, a, a).index));
  EXPECT_TRUE(std::isnan(detour({}, a, b).index));
}

TEST(Path, NamesPairsWithoutAWay) {
  const auto graph = test::roads("a > b 10");
  const std::vector homes{on(0, 0.0), on(0, 1.0)};
  const std::vector shop{on(0, 1.0)};
  const std::vector<std::string> names{"Aue", "Berg"};
  const std::vector<PathPair> pairs{{0, 0}, {1, 0}};
  const Places places{.origins = homes, .facilities = shop, .origin_names = names};
  const auto there = paths({.roads = graph}, places, pairs);
  EXPECT_EQ(there.ways[0].time, 10U);
  EXPECT_TRUE(there.findings.empty());
  const auto back = paths({.roads = graph, .direction = Direction::kFromFacility}, places, pairs);
  EXPECT_EQ(back.ways[0].time, kUnreachable);
  ASSERT_EQ(back.findings.size(), 1U);
  EXPECT_EQ(back.findings[0].code, "pair_without_way");
  EXPECT_EQ(back.findings[0].areas, std::vector<std::string>{"Aue"});
}

TEST(Path, RefusesAPairOfNobody) {
  const auto graph = test::roads("a - b 10");
  const std::vector places{on(0, 0.0)};
  const std::vector<PathPair> pairs{{0, 1}};
  EXPECT_EQ(test::finding_of([&] {
              (void)paths({.roads = graph}, {places, places}, pairs);
            }).place.argument,
            "pairs");
  EXPECT_TRUE(paths({.roads = graph}, {}, {}).ways.empty());
  const auto other = network::Hierarchy::build(test::roads("a - b 10\n b - c 10"));
  EXPECT_EQ(test::finding_of([&] {
              (void)path({.roads = graph, .hierarchy = &other}, places[0], places[0]);
            }).place.argument,
            "hierarchy");
}

}  // namespace
}  // namespace sozialraum::reach
