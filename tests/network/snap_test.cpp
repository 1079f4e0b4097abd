#include "sozialraum/network/snap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

using test::node;
using test::roads;

// At 52 degrees north on WGS 84 a hundredth of a degree is 686.8 m from west to east and 1112.7 m
// from south to north (series of the meridian arc, e.g. Snyder 1987, Map Projections, p. 25:
// 111132.92 - 559.82 cos 2lat + 1.175 cos 4lat and 111412.84 cos lat - 93.5 cos 3lat).
constexpr double kEast = 686.78;
constexpr double kNorth = 1112.67;

std::vector<Seed> sorted(std::vector<Seed> seeds) {
  std::sort(seeds.begin(), seeds.end(), [](auto a, auto b) { return a.node < b.node; });
  return seeds;
}

TEST(Snap, GoesToTheFootOfThePerpendicular) {
  const RoadGraph graph = roads("a - b 100");
  const EdgeTree tree(graph);
  const Snap snap = tree.snap(std::vector<LonLat>{{9.0025, 52.001}})[0];
  EXPECT_EQ(snap.status, SnapStatus::kSnapped);
  EXPECT_EQ(snap.edge, EdgeId{0});
  EXPECT_NEAR(snap.fraction, 0.25, 1e-4);
  EXPECT_NEAR(snap.offset, 25.0, 0.01);
  EXPECT_NEAR(snap.metres, 0.1 * kNorth, 0.05);
  EXPECT_EQ(snap.leg, 801U);  // 111.265 m at 5 km/h = 80.1 s
  EXPECT_NEAR(snap.foot.lon, 9.0025, 1e-6);
  EXPECT_NEAR(snap.foot.lat, 52.0, 1e-6);
}

TEST(Snap, APlaceBeyondTheEndBelongsToTheEndNode) {
  const RoadGraph graph = roads("a > b 100\nb > a 100");
  const Snap snap = EdgeTree(graph).snap(std::vector<LonLat>{{8.99, 52.0}})[0];
  EXPECT_EQ(snap.fraction, 0.0);
  EXPECT_EQ(snap.edge, EdgeId{0});  // both are equally near
  EXPECT_NEAR(snap.metres, kEast, 0.05);
  // At the junction the direction of the edge it was snapped to is no matter.
  EXPECT_EQ(departures(graph, snap), (std::vector<Seed>{{node('a'), snap.leg, 0}}));
  EXPECT_EQ(arrivals(graph, snap), (std::vector<Seed>{{node('a'), snap.leg, 0}}));
}

TEST(Snap, FollowsTheBends) {
  EdgeList list = test::road_list("a - b 100");
  list.shape_points = {{9.0, 52.01}, {9.01, 52.01}};
  list.shape_begin = {0, 2};
  const RoadGraph graph = RoadGraph::from_edges(list);
  const Snap snap = EdgeTree(graph).snap(std::vector<LonLat>{{9.005, 52.011}})[0];
  EXPECT_NEAR(snap.fraction, 0.5, 1e-6);
  EXPECT_NEAR(snap.foot.lat, 52.01, 1e-6);
  const double length = 2 * kNorth + kEast;
  const Snap early = EdgeTree(graph).snap(std::vector<LonLat>{{8.999, 52.005}})[0];
  EXPECT_NEAR(early.fraction, 0.5 * kNorth / length, 1e-4);
}

TEST(Snap, ALongFerryIsCutSoThatItsChordDoesNotDive) {
  EdgeList list = test::road_list("a - b 100");
  list.node_positions[1] = {10.0, 52.0};  // 68 km; the chord's middle lies 91 m deep
  const RoadGraph graph = RoadGraph::from_edges(list);
  const Snap snap = EdgeTree(graph).snap(std::vector<LonLat>{{9.5, 52.0}})[0];
  EXPECT_LT(snap.metres, 0.2);
  EXPECT_NEAR(snap.fraction, 0.5, 1e-9);
}

TEST(Snap, OnlyTheLargestStrongComponentIsANetwork) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 100
      e > f 100 )");  // a one-way stub: nobody comes back
  const EdgeTree tree(graph);
  const Snap snap = tree.snap(std::vector<LonLat>{{9.041, 52.0}}, {.radius_metres = 5000.0})[0];
  EXPECT_EQ(snap.edge, EdgeId{1});
  EXPECT_NEAR(snap.metres, 2.1 * kEast, 0.2);
  EXPECT_NEAR(snap.nearest_metres, 0.0, 0.01);
  const auto findings = snap_findings(std::vector{snap}, std::vector<std::string>{"Hof"}, "origin");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "origin_beside_island_road");
  EXPECT_EQ(findings[0].areas, std::vector<std::string>{"Hof"});
}

TEST(Snap, SmallerNetworksAreAllowedIfAsked) {
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 100
      e - f 100 )");
  const std::vector<LonLat> place{{9.041, 52.0}};
  EXPECT_EQ(EdgeTree(graph).snap(place)[0].edge, EdgeId{1});
  const Snap snap = EdgeTree(graph, {.smallest_component = 2}).snap(place)[0];
  EXPECT_EQ(snap.edge, EdgeId{2});
  EXPECT_EQ(snap.component, 1U);
}

TEST(Snap, AFacilityFiftyKilometresOffSaysSo) {
  const RoadGraph graph = roads("a - b 100");
  const auto snaps = EdgeTree(graph).snap(std::vector<LonLat>{{9.0, 52.45}, {9.0, 52.0}});
  EXPECT_EQ(snaps[0].status, SnapStatus::kTooFar);
  EXPECT_NEAR(snaps[0].metres, 45 * kNorth, 20.0);
  EXPECT_TRUE(departures(graph, snaps[0]).empty());
  const auto findings =
      snap_findings(snaps, std::vector<std::string>{"Klinik", "Praxis"}, "facility");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "facility_off_network");
  EXPECT_EQ(findings[0].areas, std::vector<std::string>{"Klinik"});
  EXPECT_NE(findings[0].message.find("50.1 km"), std::string::npos);
}

TEST(Snap, FarPlacesSayWhatIsProbablyWrong) {
  const RoadGraph graph = roads("a - b 100");
  const auto told = [&](LonLat place) {
    const auto snaps = EdgeTree(graph).snap(std::vector<LonLat>{place});
    const auto findings = snap_findings(snaps, std::vector<std::string>{"Hof"}, "origin");
    return std::pair(snaps[0].misplaced, findings.at(0).message + findings.at(0).hint);
  };
  const auto [exchanged, exchange] = told({52.0, 9.0});
  EXPECT_EQ(exchanged, Misplaced::kExchanged);
  EXPECT_NE(exchange.find("1 of them would lie beside a road if"), std::string::npos);
  const auto [zero, at_zero] = told({0.0, 0.0});
  EXPECT_EQ(zero, Misplaced::kAtZero);
  EXPECT_NE(at_zero.find("0/0"), std::string::npos);
  const auto [far, elsewhere] = told({13.0, 48.0});
  EXPECT_EQ(far, Misplaced::kNo);
  EXPECT_EQ(elsewhere.find("exchange"), std::string::npos);
  EXPECT_NE(elsewhere.find("reference system"), std::string::npos);
}

TEST(Snap, WithoutAnyRoadToBeLinkedToTheHintSaysWhichAreNone) {
  const auto snaps = EdgeTree(RoadGraph{}).snap(std::vector<LonLat>{{9.0, 52.0}});
  const auto findings = snap_findings(snaps, std::vector<std::string>{"Hof"}, "origin");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_NE(findings[0].message.find("no connected road at all"), std::string::npos);
  EXPECT_NE(findings[0].hint.find("no motorway, ferry"), std::string::npos);
}

TEST(Snap, APlaceOnATooSmallIslandHearsThatItsRoadIsCutOff) {
  // The nodes of the text lie about 690 m apart: one edge is too short to be linked to.
  const RoadGraph graph = roads(R"(
      a - b 100
      b - c 100
      e - f 100 )");
  const auto snaps =
      EdgeTree(graph).snap(std::vector<LonLat>{{9.041, 52.0}}, {.radius_metres = 500.0});
  ASSERT_EQ(snaps[0].status, SnapStatus::kTooFar);
  const auto findings = snap_findings(snaps, std::vector<std::string>{"Hallig"}, "origin");
  EXPECT_NE(findings.at(0).message.find("1 of them lie beside a road that is cut off"),
            std::string::npos);
}

TEST(Snap, WithoutRoadOrPositionThereIsAStatus) {
  const double nan = std::nan("");
  EXPECT_EQ(EdgeTree(RoadGraph{}).snap(std::vector<LonLat>{{9.0, 52.0}})[0].status,
            SnapStatus::kNoRoad);
  const RoadGraph graph = roads("a - b 100");
  const EdgeTree tree(graph);
  EXPECT_EQ(tree.snap(std::vector<LonLat>{{nan, 52.0}})[0].status, SnapStatus::kNoPosition);
  const Snap nowhere = tree.snap(std::vector<LonLat>{{9.0, 100.0}})[0];
  EXPECT_EQ(nowhere.status, SnapStatus::kNoPosition);
  EXPECT_TRUE(std::isnan(nowhere.metres));
  EXPECT_TRUE(std::isnan(nowhere.nearest_metres));
  EXPECT_TRUE(tree.snap({}).empty());
  EXPECT_EQ(test::finding_of([&] { (void)tree.snap({}, {.radius_metres = nan}); }).place.argument,
            "radius");
}

TEST(PlaceAt, ANodeIsAPlaceWithoutALegWhateverTheDirectionOfItsRoads) {
  EdgeList list = test::road_list(R"(
      a > b 100
      c - a 50 )");
  list.node_positions.push_back({9.5, 52.0});  // no road leads there
  const RoadGraph graph = RoadGraph::from_edges(list);
  for (const char letter : {'a', 'b', 'c'}) {
    const Snap place = place_at(graph, node(letter));
    EXPECT_EQ(departures(graph, place, 3), (std::vector<Seed>{{node(letter), 0, 3}}));
    EXPECT_EQ(arrivals(graph, place, 3), (std::vector<Seed>{{node(letter), 0, 3}}));
  }
  EXPECT_EQ(place_at(graph, NodeId{3}).status, SnapStatus::kNoRoad);
  EXPECT_EQ(test::finding_of([&] { (void)place_at(graph, NodeId{4}); }).place.argument, "node");
}

TEST(Snap, OneWayStreetsAreLeftAndReachedTheRightWay) {
  const RoadGraph graph = roads(R"(
      a > b 100
      b > a 300 )");
  Snap place{.status = SnapStatus::kSnapped, .edge = EdgeId{0}, .fraction = 0.25, .leg = 7};
  EXPECT_EQ(departures(graph, place, 4), (std::vector<Seed>{{node('b'), 82, 4}}));
  EXPECT_EQ(arrivals(graph, place, 4), (std::vector<Seed>{{node('a'), 32, 4}}));
}

TEST(Snap, TwoWayStreetsSplitTheirTimeWithoutLoss) {
  const RoadGraph graph = roads("a - b 101 33");
  const Snap place{.status = SnapStatus::kSnapped, .edge = EdgeId{0}, .fraction = 0.5};
  // 101 = 51 + 50 forward, 33 = 17 + 16 backward
  EXPECT_EQ(sorted(departures(graph, place)),
            (std::vector<Seed>{{node('a'), 17, 0}, {node('b'), 50, 0}}));
  EXPECT_EQ(sorted(arrivals(graph, place)),
            (std::vector<Seed>{{node('a'), 51, 0}, {node('b'), 16, 0}}));
}

TEST(Snap, NeighboursOnTheSameStreetNeedNotLeaveIt) {
  const RoadGraph graph = roads(R"(
      a > b 100
      b > a 300 )");
  const Snap west{.status = SnapStatus::kSnapped, .edge = EdgeId{0}, .fraction = 0.2, .leg = 1};
  const Snap east{.status = SnapStatus::kSnapped, .edge = EdgeId{0}, .fraction = 0.6, .leg = 2};
  EXPECT_EQ(time_along_edge(graph, west, east), 43U);
  EXPECT_EQ(time_along_edge(graph, east, west), kUnreachable);  // against the one-way street
  EXPECT_EQ(time_along_edge(graph, west, west), 2U);
  Snap other = east;
  other.edge = EdgeId{1};
  EXPECT_EQ(time_along_edge(graph, west, other), kUnreachable);
}

TEST(Snap, AgreesWithLookingAtEveryEdge) {
  const RoadGraph graph = test::random_roads(3, {.nodes = 60, .edges = 120, .longest = 50});
  const EdgeTree tree(graph, {.smallest_component = 1});
  core::RandomStream dice(5, "places");
  std::vector<LonLat> places;
  for (int i = 0; i < 300; ++i) {
    places.push_back({8.99 + 0.04 * dice.uniform(), 51.99 + 0.04 * dice.uniform()});
  }
  const auto snaps = tree.snap(places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    // On this small patch a plane with degrees scaled to metres is right to a few centimetres.
    double best = std::numeric_limits<double>::infinity();
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
      const Edge& edge = graph.edge(EdgeId{e});
      const auto parts = tree.components().number;
      if (parts[index(edge.from)] != parts[index(edge.to)]) continue;
      const auto plane = [&](LonLat p) {
        return std::pair{(p.lon - places[i].lon) * 100 * kEast,
                         (p.lat - places[i].lat) * 100 * kNorth};
      };
      const auto [ax, ay] = plane(graph.position(edge.from));
      const auto [bx, by] = plane(graph.position(edge.to));
      const double length2 = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
      const double t =
          length2 > 0 ? std::clamp(-(ax * (bx - ax) + ay * (by - ay)) / length2, 0.0, 1.0) : 0.0;
      best = std::min(best, std::hypot(ax + t * (bx - ax), ay + t * (by - ay)));
    }
    EXPECT_NEAR(snaps[i].metres, best, 0.002 * best + 0.5);
  }
}

TEST(Snap, APlacesReportDependsOnThatPlaceAlone) {
  const RoadGraph graph = test::random_roads(3, {.nodes = 60, .edges = 120, .longest = 50});
  const EdgeTree tree(graph);
  std::vector<LonLat> places;
  for (int i = 0; i < 3000; ++i) places.push_back({9.0 + 0.0001 * (i % 200), 52.0 + 0.00001 * i});
  const auto together = tree.snap(places, {.execution = {.threads = 2}});
  for (std::size_t i = 0; i < places.size(); i += 97) {
    const Snap alone = tree.snap(std::span(places).subspan(i, 1))[0];
    EXPECT_EQ(alone.edge, together[i].edge);
    EXPECT_EQ(alone.fraction, together[i].fraction);
    EXPECT_EQ(alone.metres, together[i].metres);
  }
}

/// Random roads, each with three random bends; the last leads 30 km away and so is cut into pieces.
RoadGraph crooked_roads(std::uint64_t seed) {
  EdgeList list = test::random_roads(seed, {.nodes = 12, .edges = 30}).edge_list();
  core::RandomStream dice(seed, "bends");
  list.shape_begin = {0};
  for (std::size_t e = 0; e < list.edges.size(); ++e) {
    const bool last = e + 1 == list.edges.size();
    for (int i = 0; i < 3; ++i) {
      list.shape_points.push_back({9.0 + (last ? 0.5 : 0.02) * dice.uniform(),
                                   52.0 + (last ? 0.2 : 0.02) * dice.uniform()});
    }
    list.shape_begin.push_back(static_cast<std::uint32_t>(list.shape_points.size()));
  }
  return RoadGraph::from_edges(std::move(list));
}

TEST(Snap, LaysRoadsOverALatticeWithTheSameResult) {
  std::vector<double> lon;
  std::vector<double> lat;
  for (int i = 0; i < 60; ++i) lon.push_back(8.99 + 0.0011 * i);
  for (int i = 0; i < 45; ++i) lat.push_back(51.99 + 0.0009 * i);
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const RoadGraph graph = crooked_roads(seed);
    const EdgeTree tree(graph);
    for (const double radius : {0.0, 90.0, 1500.0}) {
      const SnapOptions options{.radius_metres = radius};
      std::vector<LatticeSnap> found;
      tree.snap_lattice(
          {.lon = lon, .lat = lat},
          [&](auto part) { found.insert(found.end(), part.begin(), part.end()); }, options);
      auto next = found.begin();
      for (std::uint32_t row = 0; row < lat.size(); ++row) {
        for (std::uint32_t column = 0; column < lon.size(); ++column) {
          const Snap snap = tree.snap(std::vector<LonLat>{{lon[column], lat[row]}}, options)[0];
          if (snap.status != SnapStatus::kSnapped) continue;
          ASSERT_NE(next, found.end());
          ASSERT_EQ(next->row, row);
          ASSERT_EQ(next->column, column);
          ASSERT_EQ(next->edge, snap.edge);
          ASSERT_EQ(next->fraction, snap.fraction);
          ASSERT_EQ(next->leg, snap.leg);
          ++next;
        }
      }
      ASSERT_EQ(next, found.end());
    }
  }
}

TEST(Snap, RefusesALatticeThatDoesNotRise) {
  const RoadGraph graph = roads("a - b 100");
  const EdgeTree tree(graph);
  const std::vector<double> falling{9.1, 9.0};
  const std::vector<double> lat{52.0};
  const auto finding =
      test::finding_of([&] { tree.snap_lattice({.lon = falling, .lat = lat}, [](auto) {}); });
  EXPECT_EQ(finding.place.argument, "lattice");
}

}  // namespace
}  // namespace sozialraum::network
