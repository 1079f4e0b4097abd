#include "sozialraum/network/zone_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "random_places.hpp"
#include "text_roads.hpp"
#include "way_oracle.hpp"

namespace sozialraum::network {
namespace {

using test::node;
using test::roads;

Snap on(std::uint32_t edge, double fraction) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction};
}

/// Shortest time from place to place by a search over the open roads between their doors.
Deciseconds time(const RoadGraph& graph, const Snap& from, const Snap& to, Sense sense) {
  const bool outward = sense == Sense::kOutward;
  Dijkstra search(graph);
  search.run(outward ? departures(graph, from) : arrivals(graph, to), {.sense = sense});
  std::uint64_t best = time_along_edge(graph, from, to);
  for (const Seed& door : outward ? arrivals(graph, to) : departures(graph, from)) {
    if (search.time(door.node) == kUnreachable) continue;
    best = std::min(best, std::uint64_t{search.time(door.node)} + door.time);
  }
  return static_cast<Deciseconds>(best);
}
Deciseconds time(const RoadGraph& graph, const Snap& from, const Snap& to) {
  const Deciseconds outward = time(graph, from, to, Sense::kOutward);
  EXPECT_EQ(outward, time(graph, from, to, Sense::kInward));
  EXPECT_EQ(outward, test::WayOracle(graph).time(from, to));
  return outward;
}

TEST(Zones, APrivateRoadIsNoShortCut) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 100
      c - d 100
      b - c 10 ends )");
  EXPECT_EQ(time(graph, on(0, 0.5), on(2, 0.5)), 200U);  // not 110
  EXPECT_TRUE(graph.at_ends_only(EdgeId{3}));
  EXPECT_EQ(graph.arc_count(), 6U);
  EXPECT_EQ(graph.end_arc_count(), 2U);
}

TEST(Zones, AHouseOnThePrivateRoadUsesIt) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 100
      c - d 100
      b - c 10 ends )");
  const Snap house = on(3, 0.5);
  EXPECT_EQ(time(graph, house, on(0, 0.5)), 55U);
  EXPECT_EQ(time(graph, house, on(2, 0.5)), 55U);
  EXPECT_EQ(time(graph, on(2, 0.5), house), 55U);
  EXPECT_EQ(departures(graph, house).size(), 2U);
}

TEST(Zones, TwoHousesOfOneZoneMeetInside) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 20 ends
      c - d 30 ends
      c - e 40 ends )");                                // c, d, e lie in the zone
  EXPECT_EQ(time(graph, on(2, 0.5), on(3, 0.5)), 35U);  // 15 + 20 by c, not out to b
  EXPECT_EQ(time(graph, on(2, 0.5), on(0, 0.5)), 85U);
  EXPECT_FALSE(graph.on_open_road(node('c')));
  EXPECT_TRUE(graph.on_open_road(node('b')));
}

TEST(Zones, BetweenTwoOpenRoadsTheNearerSideIsUsed) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 500
      c - d 100
      b - e 30 ends
      e - c 60 ends )");
  EXPECT_EQ(time(graph, on(4, 0.5), on(0, 0.0)), 160U);  // 30 + 30 + 100
  EXPECT_EQ(time(graph, on(4, 0.5), on(2, 1.0)), 130U);  // 30 + 100
  EXPECT_EQ(time(graph, on(0, 0.0), on(2, 1.0)), 700U);  // never through e
}

TEST(Zones, AZoneEndsAtTheJunctionWithAnOpenRoad) {
  const RoadGraph graph = roads(R"(
      a - b 10 ends
      b - c 10 ends
      b - d 100
      d - c 100 )");
  // From a out to b and over the open road to c's side: b - c is another zone for somebody from a.
  EXPECT_EQ(time(graph, on(0, 0.5), on(3, 0.5)), 155U);
  EXPECT_EQ(time(graph, on(0, 0.5), on(1, 0.5)), 10U);  // but one may end there
}

TEST(Zones, OneWayInsideTheZone) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b > c 10 ends
      c > d 10 ends
      d > b 10 ends )");
  EXPECT_EQ(time(graph, on(2, 0.5), on(0, 0.5)), 65U);    // 5 + 10 + 50 by d
  EXPECT_EQ(time(graph, on(0, 0.5), on(2, 0.5)), 65U);    // 50 + 10 + 5 by c
  EXPECT_EQ(time(graph, on(2, 0.75), on(2, 0.25)), 25U);  // 2 + 10 + 10 + 3, round over b
}

TEST(Zones, WhatLiesBehindTheSignBelongsToTheZone) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 20 ends
      c - d 30
      c - e 20 ends
      e - b 50 ends )");  // the driveway c - d has no sign of its own
  EXPECT_TRUE(graph.at_ends_only(EdgeId{2}));
  EXPECT_FALSE(graph.on_open_road(node('c')));
  EXPECT_EQ(time(graph, on(2, 0.5), on(0, 0.5)), 85U);
  EXPECT_EQ(time(graph, on(3, 0.5), on(0, 0.5)), 80U);  // c does not stop the way from e
}

TEST(Zones, WithoutAnOpenRoadThereIsNothingToKeepOut) {
  const RoadGraph graph = roads(R"(
      a - b 10 ends
      b - c 10 ends
      c - d 10 ends )");
  EXPECT_FALSE(graph.at_ends_only(EdgeId{1}));
  EXPECT_EQ(graph.end_arc_count(), 0U);
  EXPECT_EQ(time(graph, on(0, 0.0), on(2, 1.0)), 30U);
}

TEST(Zones, AnEstateWithItsOwnOpenRoadsThatIsLinkedToNothingKeepsItsRule) {
  const RoadGraph graph = roads(R"(
      a - b 10
      c - d 10
      d - e 10
      c - e 5 ends )");
  EXPECT_EQ(time(graph, on(1, 0.0), on(2, 1.0)), 20U);
  EXPECT_EQ(time(graph, on(1, 0.0), on(0, 0.5)), kUnreachable);
}

TEST(Zones, APlaceAtTheCornerIsAtTheJunctionWhicheverRoadItWasLinkedTo) {
  const RoadGraph graph = roads(R"(
      b - c 10 ends
      a - b 100
      b - c 300
      c - d 100 )");
  const Snap b = on(0, 0.0);
  const Snap c = on(0, 1.0);
  EXPECT_EQ(departures(graph, b), (std::vector<Seed>{{node('b'), 0, 0}}));
  EXPECT_EQ(arrivals(graph, b), (std::vector<Seed>{{node('b'), 0, 0}}));
  EXPECT_EQ(departures(graph, c), (std::vector<Seed>{{node('c'), 0, 0}}));
  EXPECT_EQ(arrivals(graph, c), (std::vector<Seed>{{node('c'), 0, 0}}));
  EXPECT_EQ(time(graph, b, on(3, 0.5)), 350U);  // not 60 through the private road
  EXPECT_EQ(time(graph, on(3, 0.5), b), 350U);
  EXPECT_EQ(time(graph, c, on(1, 0.5)), 350U);
  EXPECT_EQ(time(graph, on(1, 0.5), c), 350U);
  EXPECT_EQ(time(graph, b, c), 300U);  // the same as between the nodes
  EXPECT_EQ(time(graph, c, b), 300U);
  EXPECT_EQ(time(graph, on(1, 1.0), on(2, 1.0)), 300U);
  EXPECT_EQ(time(graph, b, on(0, 0.5)), 5U);  // but it may end at a house there, ...
  EXPECT_EQ(time(graph, on(0, 0.5), c), 5U);
  EXPECT_EQ(time(graph, on(0, 0.5), on(3, 0.5)), 55U);  // ... from which both ends are left
}

TEST(Zones, APlaceAtANodeInsideTheZoneKeepsBothEnds) {
  const RoadGraph graph = roads(R"(
      b - c 10 ends
      c - d 20 ends
      a - b 100
      b - d 300 )");  // c lies in the zone
  EXPECT_EQ(time(graph, on(0, 1.0), on(2, 0.5)), 60U);
  EXPECT_EQ(time(graph, on(2, 0.5), on(0, 1.0)), 60U);
  EXPECT_EQ(time(graph, on(0, 1.0), on(3, 0.5)), 160U);  // 10 + 150 by b, 20 + 150 by d
  EXPECT_EQ(time(graph, on(0, 0.0), on(0, 1.0)), 10U);   // from the junction into the zone
  EXPECT_EQ(time(graph, on(0, 1.0), on(0, 0.0)), 10U);
  EXPECT_EQ(time(graph, on(0, 0.0), on(1, 1.0)), 300U);  // from junction to junction
}

TEST(Zones, AnEdgeOfAZoneCountsToTheLargeNetworkIfOneGetsThereAndBack) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 100
      c - d 20 ends
      c > f 20 ends )");  // from f nobody comes back
  const EdgeTree tree(graph);
  const auto snaps =
      tree.snap(std::vector<LonLat>{{9.025, 52.0}, {9.051, 52.0}}, {.radius_metres = 1e5});
  EXPECT_EQ(snaps[0].edge, EdgeId{2});
  EXPECT_EQ(snaps[0].component, 0U);
  EXPECT_NE(snaps[1].edge, EdgeId{3});
}

TEST(Zones, TheWayOutCanBeTold) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 20 ends
      c > d 30 ends
      d > c 10 ends )");
  ZoneSearch zone(graph);
  const Seed home{.node = node('d'), .time = 7, .label = 3};
  const auto out = zone.run(std::span(&home, 1), Sense::kOutward);
  EXPECT_EQ(std::vector(out.begin(), out.end()),
            (std::vector<Seed>{{node('d'), 7, 3}, {node('c'), 17, 3}, {node('b'), 37, 3}}));
  EXPECT_EQ(zone.path(node('b')), (std::vector<EdgeId>{EdgeId{3}, EdgeId{1}}));
  EXPECT_EQ(zone.run(std::span(&home, 1), Sense::kInward).back(), (Seed{node('b'), 57, 3}));
  EXPECT_EQ(zone.path(node('b')), (std::vector<EdgeId>{EdgeId{1}, EdgeId{2}}));
  EXPECT_TRUE(zone.run({}, Sense::kOutward).empty());
}

TEST(Zones, ASearchMayEndInsideThem) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 20 ends
      c - d 30 ends
      d - a 5 ends )");
  Dijkstra search(graph);
  search.run(std::vector<Seed>{{node('a')}});
  EXPECT_EQ(search.time(node('c')), kUnreachable);
  search.run(std::vector<Seed>{{node('a')}}, {.into_zones = true});
  EXPECT_EQ(search.time(node('c')), 35U);   // by d
  EXPECT_EQ(search.time(node('b')), 100U);  // not 55, through the zone
  EXPECT_EQ(search.path(node('c')), (std::vector<EdgeId>{EdgeId{3}, EdgeId{2}}));
  search.run(std::vector<Seed>{{node('a')}}, {.limit = 30, .into_zones = true});
  EXPECT_EQ(search.time(node('c')), kUnreachable);
}

TEST(Zones, AVeryLargeOneIsStillRight) {
  EdgeList list = test::road_list("a - b 100");
  const std::uint32_t length = 3000;  // a private road with 3,000 junctions behind b
  for (std::uint32_t i = 0; i < length; ++i) {
    list.node_positions.push_back({9.02, 52.0 + 0.0001 * i});
    list.edges.push_back({.from = NodeId{i == 0 ? 1 : i + 1},
                          .to = NodeId{i + 2},
                          .metres = 10.0,
                          .forward = 10,
                          .backward = 11,
                          .flags = EdgeFlags::kThroughRestricted});
  }
  const RoadGraph graph = RoadGraph::from_edges(std::move(list));
  // The open network is a - b, however small beside the zone.
  EXPECT_TRUE(graph.at_ends_only(EdgeId{length}));
  const auto seeds = departures(graph, on(length, 1.0));
  EXPECT_EQ(seeds.size(), length + 1);
  EXPECT_EQ(seeds.back(), (Seed{node('b'), 11 * length, 0}));
}

TEST(Zones, AgreeWithLookingAtEveryWay) {
  std::size_t through = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const double share = 0.15 * static_cast<double>(1 + seed % 5);
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 10, .edges = seed % 2 == 0 ? 24U : 16U, .ends_only = share});
    const test::WayOracle oracle(graph);
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
      ASSERT_EQ(graph.at_ends_only(EdgeId{e}), oracle.ends_only(e)) << "graph " << seed;
    }
    core::RandomStream dice(seed, "places");
    const auto places = test::random_places(graph, 8, dice);
    for (const Snap& from : places) {
      for (const Snap& to : places) {
        const Deciseconds expected = oracle.time(from, to);
        ASSERT_EQ(time(graph, from, to, Sense::kOutward), expected) << "graph " << seed;
        ASSERT_EQ(time(graph, from, to, Sense::kInward), expected) << "graph " << seed;
        through += expected != kUnreachable ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(through, 50000U);
}

TEST(Zones, APlaceAtAJunctionIsTheSameOnEveryEdge) {
  std::size_t private_ones = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 10, .edges = 24, .ends_only = 0.4});
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
      for (const double end : {0.0, 1.0}) {
        const Edge& edge = graph.edge(EdgeId{e});
        const NodeId at = end == 0.0 ? edge.from : edge.to;
        if (!graph.on_open_road(at)) continue;
        const std::vector<Seed> there{{at, 0, 0}};
        ASSERT_EQ(departures(graph, on(e, end)), there) << "graph " << seed;
        ASSERT_EQ(arrivals(graph, on(e, end)), there) << "graph " << seed;
        ASSERT_EQ(departures(graph, place_at(graph, at)), there) << "graph " << seed;
        ASSERT_EQ(arrivals(graph, place_at(graph, at)), there) << "graph " << seed;
        private_ones += graph.at_ends_only(EdgeId{e}) ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(private_ones, 1000U);
}

TEST(Zones, CutOffNoPlaceThatTheFlagsAloneWouldNot) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 12, .edges = 30, .ends_only = 0.4});
    EdgeList list = graph.edge_list();
    for (Edge& edge : list.edges) edge.flags = EdgeFlags::kNone;
    const RoadGraph unflagged = RoadGraph::from_edges(std::move(list));
    const auto parts = components(graph, Connection::kStrong);
    ASSERT_EQ(parts.number, components(unflagged, Connection::kStrong).number);
    ASSERT_EQ(components(graph, Connection::kWeak).number,
              components(unflagged, Connection::kWeak).number);
    core::RandomStream dice(seed, "places");
    auto places = test::random_places(graph, 8, dice);
    std::erase_if(places, [&](const Snap& place) {
      const Edge& edge = graph.edge(place.edge);
      return place.status != SnapStatus::kSnapped || parts.number[index(edge.from)] != 0 ||
             parts.number[index(edge.to)] != 0;
    });
    for (const Snap& from : places) {
      for (const Snap& to : places) {
        ASSERT_NE(time(graph, from, to, Sense::kOutward), kUnreachable) << "graph " << seed;
      }
    }
  }
}

TEST(Zones, FlagsSurviveTheRoundTrip) {
  const RoadGraph graph = test::random_roads(5, {.nodes = 12, .edges = 30, .ends_only = 0.4});
  const RoadGraph again = RoadGraph::from_edges(graph.edge_list());
  EXPECT_EQ(again.edge_list(), graph.edge_list());
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    EXPECT_EQ(graph.at_ends_only(EdgeId{e}), again.at_ends_only(EdgeId{e}));
  }
}

}  // namespace
}  // namespace sozialraum::network
