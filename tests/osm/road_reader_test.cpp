#include "sozialraum/osm/road_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <osmium/io/any_input.hpp>
#include <osmium/io/xml_output.hpp>
#include <random>
#include <thread>

#include "osm_text.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/network/turn_copies.hpp"
#include "throws.hpp"

namespace sozialraum::osm {
namespace {

using network::Edge;
using network::EdgeFlags;
using network::kClosed;
using network::NodeId;
using network::RoadGraph;

RoadImport read(const std::string& text, RoadReadOptions options = {}) {
  const test::OsmText file(text);
  return read_roads(file.path(), options);
}

const Edge& edge(const RoadImport& roads, std::uint32_t i) {
  return roads.graph.edge(network::EdgeId{i});
}

/// Seconds on so many metres at so many km/h.
double seconds(double metres, double kmh) { return metres / kmh * 3.6; }

/// Shortest time by relaxing until nothing changes; enough for a handful of nodes. By OSM node id.
std::map<std::int64_t, double> minutes_from(const RoadGraph& graph, std::int64_t source) {
  std::vector<double> best(graph.node_count(), 1e9);
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    if (graph.source_id(NodeId{v}) == source) best[v] = 0.0;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
      for (const network::Arc& arc : graph.out_arcs(NodeId{v})) {
        const double time = best[v] + arc.time;
        if (time >= best[network::index(arc.node)]) continue;
        best[network::index(arc.node)] = time;
        changed = true;
      }
    }
  }
  std::map<std::int64_t, double> result;
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    if (best[v] >= 1e9) continue;
    std::int64_t id = graph.source_id(NodeId{v});  // of a copy, that of its junction
    for (const NodeId copy : network::junction_copies(graph, NodeId{v})) {
      id = std::max(id, graph.source_id(copy));
    }
    const auto [it, fresh] = result.try_emplace(id, best[v] / 600.0);
    it->second = std::min(it->second, best[v] / 600.0);
  }
  return result;
}

bool reaches(const RoadImport& roads, std::int64_t from, std::int64_t to) {
  return minutes_from(roads.graph, from).contains(to);
}

bool tells(const RoadImport& roads, const std::string& code) {
  return std::any_of(roads.findings.begin(), roads.findings.end(),
                     [&code](const core::Finding& finding) { return finding.code == code; });
}

// A kilometre on the 50th parallel: 0.0139826 degrees of longitude (71,695.7 m a degree on WGS 84).
const std::string kKilometre = R"(
  n 1 50.0 9.0
  n 2 50.0 9.0069741
  n 3 50.0 9.0139482
)";

TEST(ReadRoads, AKilometreOfTertiaryRoadTakes55Seconds) {
  const auto roads = read(kKilometre + "w 10 1,2,3 highway=tertiary");
  ASSERT_EQ(roads.graph.edge_count(), 1U);
  EXPECT_EQ(roads.graph.node_count(), 2U);
  EXPECT_NEAR(edge(roads, 0).metres, 1000.0, 0.1);
  EXPECT_NEAR(edge(roads, 0).forward, 554, 1);  // 65 km/h
  EXPECT_EQ(edge(roads, 0).backward, edge(roads, 0).forward);
  EXPECT_EQ(roads.graph.bends(network::EdgeId{0}).size(), 1U);
  EXPECT_EQ(roads.graph.way_class(network::EdgeId{0}), "tertiary");
  EXPECT_EQ(edge(roads, 0).way_id, 10);
  EXPECT_EQ(roads.graph.source_id(NodeId{0}), 1);
  EXPECT_EQ(roads.speed_table, "car-rural-de-1");
  EXPECT_NEAR(roads.kilometres, 1.0, 1e-4);
}

TEST(ReadRoads, RoadsJoinAtSharedNodesAndNeverAtEqualPlaces) {
  // Way 11 crosses way 10 by a bridge: its node 5 lies exactly on node 2.
  const auto bridge = read(kKilometre + R"(
    n 4 50.01 9.0069741
    n 5 50.0 9.0069741
    w 10 1,2,3 highway=tertiary
    w 11 4,5 highway=tertiary
  )");
  EXPECT_FALSE(reaches(bridge, 1, 4));
  const auto junction = read(kKilometre + R"(
    n 4 50.01 9.0069741
    w 10 1,2,3 highway=tertiary
    w 11 4,2 highway=tertiary
  )");
  EXPECT_TRUE(reaches(junction, 1, 4));
  EXPECT_EQ(junction.graph.edge_count(), 3U);
}

TEST(ReadRoads, JunctionsAndSignalsCostTimeHalfOnEachSide) {
  const auto roads = read(kKilometre + R"(
    n 4 50.01 9.0069741
    w 10 1,2,3 highway=tertiary
    w 11 4,2 highway=tertiary
  )");
  // Two halves of 500 m at 65 km/h and one junction of 4 s.
  EXPECT_NEAR(minutes_from(roads.graph, 1).at(3) * 60.0, seconds(1000.0, 65.0) + 4.0, 0.2);
  const auto signals = read(R"(
    n 1 50.0 9.0
    n 2 50.0 9.0069741 highway=traffic_signals
    n 3 50.0 9.0139482
    w 10 1,2,3 highway=tertiary
  )");
  EXPECT_EQ(signals.graph.edge_count(), 2U);
  EXPECT_NEAR(minutes_from(signals.graph, 1).at(3) * 60.0, seconds(1000.0, 65.0) + 10.0, 0.2);
}

TEST(ReadRoads, ADrivewayDoesNotSlowTheRoadItJoins) {
  const auto roads = read(kKilometre + R"(
    n 4 50.01 9.0069741
    w 10 1,2,3 highway=tertiary
    w 11 4,2 highway=service
  )");
  EXPECT_NEAR(minutes_from(roads.graph, 1).at(3) * 60.0, seconds(1000.0, 65.0), 0.2);
}

TEST(ReadRoads, WhoHasTheRightOfWayDoesNotWaitAtAStreetThatJoins) {
  const auto roads = read(kKilometre + R"(
    n 4 50.01 9.0069741
    w 10 1,2,3 highway=tertiary
    w 11 4,2 highway=residential
  )");
  EXPECT_NEAR(minutes_from(roads.graph, 1).at(3) * 60.0, seconds(1000.0, 65.0), 0.2);
  // Whoever turns into the street pays the half of it that lies on the street.
  const double street = 0.01 * 111229.0;  // a hundredth of a degree of latitude at 50 degrees
  EXPECT_NEAR(minutes_from(roads.graph, 1).at(4) * 60.0,
              seconds(500.0, 65.0) + seconds(street, 30.0) + 2.0, 0.3);
}

TEST(ReadRoads, AmongStreetsOfOneStandingEachJunctionCostsTime) {
  const auto roads = read(kKilometre + R"(
    n 4 50.01 9.0069741
    w 10 1,2,3 highway=residential
    w 11 4,2 highway=unclassified
  )");
  EXPECT_NEAR(minutes_from(roads.graph, 1).at(3) * 60.0, seconds(1000.0, 30.0) + 4.0, 0.2);
}

TEST(ReadRoads, AVillageStreetIs50AndTheRoadBetweenVillages100EvenWithoutATag) {
  // The surface covers the western half of the road.
  const auto roads = read(kKilometre + R"(
    n 5 49.99 8.99
    n 6 49.99 9.0069741
    n 7 50.01 9.0069741
    n 8 50.01 8.99
    w 10 1,2,3 highway=tertiary
    w 20 5,6,7,8,5 landuse=residential
  )");
  const double expected = seconds(500.0, 35.0) + seconds(500.0, 65.0);
  EXPECT_NEAR(edge(roads, 0).forward / 10.0, expected, 4.0);  // the border is 30 to 60 m wide
  EXPECT_NEAR(roads.built_up_kilometres, 0.5, 0.08);
  RoadReadOptions without;
  without.built_up.land_use = false;
  const auto blind = read(kKilometre + R"(
    n 5 49.99 8.99
    w 10 1,2,3 highway=tertiary
  )",
                          without);
  EXPECT_NEAR(edge(blind, 0).forward / 10.0, seconds(1000.0, 65.0), 0.2);
  EXPECT_TRUE(tells(blind, "no_built_up_information"));
  EXPECT_EQ(blind.findings.at(0).code, "speed_table");
}

TEST(ReadRoads, ASettlementMayBeAMultipolygonAPlaceOrTheCallersSurface) {
  const double town = seconds(1000.0, 35.0);
  const auto relation = read(kKilometre + R"(
    n 5 49.99 8.99
    n 6 49.99 9.03
    n 7 50.01 9.03
    n 8 50.01 8.99
    w 10 1,2,3 highway=tertiary
    w 20 5,6,7 barrier=fence
    w 21 7,8,5
    r 30 w20:outer,w21:outer type=multipolygon landuse=residential
  )");
  EXPECT_NEAR(edge(relation, 0).forward / 10.0, town, 0.2);
  const auto place = read(R"(
    n 1 50.0 9.0
    n 2 50.0 9.0069741 place=town
    n 3 50.0 9.0139482
    w 10 1,2,3 highway=tertiary
  )");
  EXPECT_NEAR(edge(place, 0).forward / 10.0, town, 0.2);
  EXPECT_EQ(place.report.of("area", "kept", "place_disc"), 1U);
  RoadReadOptions options;
  options.built_up.surfaces = {{{{8.99, 49.99}, {9.03, 49.99}, {9.03, 50.01}, {8.99, 50.01}}}};
  const auto given = read(kKilometre + "w 10 1,2,3 highway=tertiary", options);
  EXPECT_NEAR(edge(given, 0).forward / 10.0, town, 0.2);
  EXPECT_TRUE(has(edge(given, 0).flags, EdgeFlags::kBuiltUp));
}

TEST(ReadRoads, ATagWinsOverTheSurroundings) {
  const auto roads = read(R"(
    n 1 50.0 9.0
    n 2 50.0 9.0069741 place=town
    n 3 50.0 9.0139482
    w 10 1,2,3 highway=tertiary zone:traffic=DE:rural
  )");
  EXPECT_NEAR(edge(roads, 0).forward / 10.0, seconds(1000.0, 65.0), 0.2);
}

TEST(ReadRoads, OneWayStreetsAndTheirBicycles) {
  const std::string street = kKilometre +
                             "w 10 1,2,3 highway=residential oneway=yes "
                             "oneway:bicycle=no";
  EXPECT_EQ(edge(read(street), 0).backward, kClosed);
  EXPECT_NE(edge(read(street), 0).forward, kClosed);
  EXPECT_NE(edge(read(street, {.mode = Mode::kBicycle}), 0).backward, kClosed);
}

TEST(ReadRoads, BridgesAndTunnelsAreOffTheGroundAndPassagesThroughHousesAreNot) {
  const auto off_ground = [](const std::string& tag) {
    const auto roads = read(kKilometre + "w 10 1,2,3 highway=tertiary " + tag);
    return has(edge(roads, 0).flags, EdgeFlags::kOffGround);
  };
  for (const char* const tag : {"bridge=yes", "bridge=viaduct", "tunnel=yes"}) {
    EXPECT_TRUE(off_ground(tag)) << tag;
  }
  for (const char* const tag : {"", "bridge=no", "tunnel=no", "tunnel=building_passage",
                                "tunnel=avalanche_protector", "tunnel=culvert"}) {
    EXPECT_FALSE(off_ground(tag)) << tag;
  }
}

TEST(ReadRoads, ARoundaboutIsCutAtEveryEntryAndRunsOneWay) {
  const auto roads = read(R"(
    n 1 50.000 9.000
    n 2 50.001 9.001
    n 3 50.002 9.000
    n 4 50.001 8.999
    n 5 49.990 9.000
    n 6 50.010 9.000
    w 10 1,2,3,4,1 highway=tertiary junction=roundabout
    w 11 5,1 highway=tertiary
    w 12 3,6 highway=tertiary
  )");
  EXPECT_EQ(roads.graph.edge_count(), 4U);
  EXPECT_TRUE(reaches(roads, 5, 6));
  EXPECT_TRUE(reaches(roads, 6, 5));
  EXPECT_TRUE(has(edge(roads, 0).flags, EdgeFlags::kRoundabout));
}

TEST(ReadRoads, ARingWithOneEntryStaysAsALoop) {
  const auto roads = read(R"(
    n 1 50.000 9.000
    n 2 50.001 9.001
    n 3 50.002 9.000
    n 5 49.990 9.000
    w 10 1,2,3,1 highway=residential
    w 11 5,1 highway=residential
  )");
  EXPECT_EQ(roads.graph.edge_count(), 2U);
  EXPECT_EQ(edge(roads, 0).from, edge(roads, 0).to);
}

TEST(ReadRoads, ABollardStopsCarsAndAGateDelaysThem) {
  const std::string before = "n 1 50.0 9.0\nn 3 50.0 9.0139482\nw 10 1,2,3 highway=tertiary\n";
  const std::string bollard = before + "n 2 50.0 9.0069741 barrier=bollard";
  EXPECT_FALSE(reaches(read(bollard), 1, 3));
  EXPECT_TRUE(reaches(read(bollard), 1, 2));
  EXPECT_TRUE(reaches(read(bollard, {.mode = Mode::kFoot}), 1, 3));
  const auto gate = read(before + "n 2 50.0 9.0069741 barrier=gate");
  EXPECT_NEAR(minutes_from(gate.graph, 1).at(3) * 60.0, seconds(1000.0, 65.0) + 60.0, 0.2);
}

TEST(ReadRoads, AFerryTakesItsDurationOrTenMinutesMore) {
  const std::string ferry = kKilometre + "w 10 1,2,3 route=ferry motor_vehicle=yes";
  EXPECT_EQ(edge(read(ferry + " duration=00:15"), 0).forward, 9000U);
  EXPECT_EQ(edge(read(ferry + " duration=PT15M"), 0).forward, 9000U);
  EXPECT_NEAR(edge(read(ferry), 0).forward / 10.0, seconds(1000.0, 10.0) + 600.0, 0.2);
  EXPECT_TRUE(has(edge(read(ferry), 0).flags, EdgeFlags::kFerry));
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// A crossing of four roads at node 5, west 1, east 2, north 3, south 4.
const std::string kCrossing = R"(
  n 1 50.00 8.99
  n 2 50.00 9.01
  n 3 50.01 9.00
  n 4 49.99 9.00
  n 5 50.00 9.00
  w 11 1,5 highway=tertiary
  w 12 5,2 highway=tertiary
  w 13 5,3 highway=tertiary
  w 14 4,5 highway=tertiary
)";

/// How many arms of the crossing is the shortest way long? Arms are alike to a few metres.
double arms(const RoadImport& roads, std::int64_t from, std::int64_t to) {
  const double arm =
      minutes_from(read("n 1 50 8.99\nn 5 50 9\nw 1 1,5 highway=tertiary").graph, 1).at(5);
  return minutes_from(roads.graph, from).at(to) / arm;
}

TEST(ReadRoads, AFerryIsOneThingInHoweverManyPieces) {
  const std::string text = kKilometre + "n 4 50.0 9.02\nn 5 50.01 9.0069741\n";
  const std::string land = "w 1 1,4 highway=tertiary\n";  // shares both landings below
  const auto minutes = [&](const std::string& ferries, std::int64_t from, std::int64_t to) {
    return minutes_from(read(text + ferries).graph, from).at(to);
  };
  const std::string car = " route=ferry motor_vehicle=yes";
  const double one = minutes("w 10 1,2,3" + car, 1, 3);
  EXPECT_NEAR(one, seconds(1000.0, 10.0) / 60.0 + 10.0, 0.01);
  EXPECT_NEAR(minutes("w 10 1,2" + car + "\nw 11 2,3" + car, 1, 3), one, 0.01);
  EXPECT_NEAR(minutes("w 10 1,2,3" + car + "\nw 11 2,5" + car, 1, 3), one, 0.01);
  // A duration that an editor copied to both parts, and one that stands on the relation.
  const std::string quarter = " duration=00:15";
  EXPECT_NEAR(minutes("w 10 1,2" + car + quarter + "\nw 11 2,3" + car + quarter, 1, 3), 15.0, 0.01);
  EXPECT_NEAR(minutes("w 10 1,2\nw 11 2,3\nr 20 w10,w11 type=route" + car + quarter, 1, 3), 15.0,
              0.01);
  EXPECT_GT(read(text + land + "w 10 1,2,3" + car).kilometres, 0.0);
}

TEST(ReadRoads, WhoStaysOnBoardAtALandingDoesNotWaitAgainAndWhoChangesDoes) {
  const std::string text = kKilometre + "n 5 50.01 9.0069741\nw 1 2,5 highway=tertiary\n";
  const std::string car = " route=ferry motor_vehicle=yes";
  const auto through = read(text + "w 10 1,2,3" + car).graph;  // calls at node 2
  const double half = seconds(500.0, 10.0) / 60.0;
  EXPECT_NEAR(minutes_from(through, 1).at(3), 2.0 * half + 10.0, 0.01);
  EXPECT_NEAR(minutes_from(through, 1).at(2), half + 10.0, 0.01);
  const auto two = read(text + "w 10 1,2" + car + "\nw 11 2,3" + car).graph;
  EXPECT_NEAR(minutes_from(two, 1).at(3), 2.0 * half + 20.0, 0.01);
}

TEST(ReadRoads, WhatARelationSaysOfItsWaysCounts) {
  const std::string car_train = kKilometre + "w 10 1,2,3 railway=rail\n";
  EXPECT_NEAR(
      minutes_from(read(car_train + "r 20 w10 type=route route=shuttle_train duration=20").graph, 1)
          .at(3),
      20.0, 0.01);
  // A market square: its border of two ways, and a fountain in the middle of it.
  const std::string square = R"(
    n 1 50.000 9.000
    n 2 50.000 9.001
    n 3 50.001 9.001
    n 4 50.001 9.000
    n 5 49.999 8.999
    w 1 5,1 highway=footway
    w 2 1,2,3
    w 3 3,4,1 barrier=kerb
  )";
  const std::string relation = "r 20 w2:outer,w3:outer type=multipolygon highway=pedestrian";
  EXPECT_TRUE(reaches(read(square + relation, {.mode = Mode::kFoot}), 5, 3));
  const auto by_car = read(square + "w 4 5,1 highway=service\n" + relation);
  EXPECT_FALSE(reaches(by_car, 5, 3));
  EXPECT_EQ(by_car.report.of("way", "dropped", "area"), 2U);
  EXPECT_EQ(by_car.report.of("relation", "kept", "ferry_or_square"), 1U);
  const auto lost = read(kKilometre + "w 10 1,2,3 highway=tertiary\n" +
                         "r 20 w99 type=route route=ferry motor_vehicle=yes");
  EXPECT_EQ(lost.report.of("relation", "dropped", "ferry_or_square_without_ways"), 1U);
}

TEST(ReadRoads, PiersAndPlatformsAreWalkedAlongAndWhatIsLikeARoadIsToldIfItWasNotRead) {
  for (const char* const tags :
       {"man_made=pier", "railway=platform", "public_transport=platform"}) {
    const auto roads =
        read(kKilometre + "w 9 1,2 highway=footway\nw 10 2,3 " + tags, {.mode = Mode::kFoot});
    EXPECT_TRUE(reaches(roads, 1, 3)) << tags;
  }
  const auto roads = read(kKilometre + R"(
    w 9 1,2 highway=footway
    w 10 2,3 aerialway=cable_car
    w 11 2,3 construction:highway=primary
    w 12 2,3 seamark:type=ferry_route
  )",
                          {.mode = Mode::kFoot});
  for (const char* const what : {"aerialway", "construction:highway", "seamark:type=ferry_route"}) {
    EXPECT_EQ(roads.report.of("way", "dropped", std::string("not_read:") + what), 1U) << what;
  }
}

TEST(ReadRoads, WhatIsReadAsSomethingElseOrNotAtAllHasARow) {
  const auto roads = read(kKilometre + R"(
    n 4 50.01 9.00
    w 10 1,2 highway=tertiary oneway=sometimes
    w 11 2,3 highway=tertiary tidal=yes maxspeed:forward:conditional=30@(22:00-06:00)
    w 12 3,4 highway=unsurfaced
    w 13 1,2,3,4,1 place=square
    w 14 3,4 man_made=jetty
    r 20 w13:outer type=boundary highway=pedestrian
  )");
  const auto of = [&](const char* object, const char* fate, const char* what) {
    return roads.report.of(object, fate, what);
  };
  EXPECT_EQ(of("way", "noted", "unknown_oneway_value"), 1U);
  EXPECT_EQ(of("way", "noted", "open_at_times"), 1U);
  EXPECT_EQ(of("way", "noted", "conditional_maxspeed"), 1U);
  EXPECT_EQ(of("way", "dropped", "unknown_class"), 1U);
  EXPECT_EQ(of("way", "dropped", "not_read:place=square"), 1U);
  EXPECT_EQ(of("way", "dropped", "not_read:man_made=jetty"), 1U);
  EXPECT_EQ(of("relation", "dropped", "not_read:type=boundary"), 1U);
}

TEST(ReadRoads, BarriersThatCannotBeReadHaveARow) {
  const auto roads = read(R"(
    n 1 50 9
    n 2 50 9.005 barrier=yes
    n 3 50 9.01 barrier=gate motor_vehicle=sometimes
    n 4 50 9.015 barrier=gate access:conditional=no@(22:00-06:00)
    n 5 50 9.02
    w 10 1,2,3,4,5 highway=tertiary
  )");
  EXPECT_TRUE(reaches(roads, 1, 5));
  for (const char* const what : {"unknown_barrier", "unknown_access_value", "conditional_access"}) {
    EXPECT_EQ(roads.report.of("node", "noted", what), 1U) << what;
  }
}

TEST(ReadRoads, TrainsThatCarryCarsMayBeMappedAsTrains) {
  const auto roads = read(kKilometre + R"(
    w 10 1,2 highway=tertiary
    w 11 2,3 railway=rail
    r 20 w11: type=route route=train service=car_shuttle duration=00:15
  )");
  EXPECT_TRUE(reaches(roads, 1, 3));
  EXPECT_EQ(edge(roads, 1).forward, 9000U);
}

TEST(ReadRoads, ADurationThatNoFerryTakesIsPassedOver) {
  // A kilometre: 6 min at 10 km/h and 10 min of waiting; 35:00 are 35 hours.
  const std::string ferry = kKilometre + "w 10 1,2,3 route=ferry motor_vehicle=yes duration=";
  const std::uint32_t usual =
      edge(read(kKilometre + "w 10 1,2,3 route=ferry motor_vehicle=yes"), 0).forward;
  for (const char* const odd : {"35:00", "10s"}) {
    const auto roads = read(ferry + odd);
    EXPECT_EQ(edge(roads, 0).forward, usual) << odd;
    EXPECT_EQ(roads.report.of("way", "noted", "odd_duration"), 1U) << odd;
  }
  const auto slow = read(ferry + "2:00");
  EXPECT_EQ(edge(slow, 0).forward, 72000U);
  EXPECT_EQ(slow.report.of("way", "noted", "odd_duration"), 0U);
}

TEST(ReadRoads, NobodyGetsOnOrOffAMotorwayAFerryABridgeOrInATunnel) {
  const auto stops = [](const std::string& tags) {
    return !has(edge(read(kKilometre + "w 10 1,2,3 " + tags), 0).flags, EdgeFlags::kNoStop);
  };
  for (const char* const tags :
       {"highway=motorway", "highway=motorway_link", "highway=trunk motorroad=yes",
        "route=ferry motor_vehicle=yes", "highway=primary bridge=viaduct",
        "highway=residential tunnel=yes"}) {
    EXPECT_FALSE(stops(tags)) << tags;
  }
  for (const char* const tags : {"highway=trunk", "highway=residential tunnel=building_passage",
                                 "highway=service bridge=no"}) {
    EXPECT_TRUE(stops(tags)) << tags;
  }
}

TEST(ReadRoads, APrivateGateLetsOnlyItsOwnPeopleThrough) {
  // 1 km with a gate in the middle, or round about over node 4.
  const std::string village = R"(
    n 1 50.0 9.0
    n 3 50.0 9.0139482
    n 4 50.05 9.007
    w 10 1,2,3 highway=unclassified
    w 11 1,4,3 highway=tertiary
  )";
  const auto minutes = [&](const std::string& gate, network::LonLat to) {
    const auto graph = read("n 2 50.0 9.0069741 " + gate + village).graph;
    const network::EdgeTree tree(graph);
    const auto places = tree.snap(std::vector<network::LonLat>{{9.0005, 50.0}, to});
    network::Dijkstra search(graph);
    (void)search.run(network::departures(graph, places[0]));
    std::uint64_t best = network::time_along_edge(graph, places[0], places[1]);
    for (const network::Seed& door : network::arrivals(graph, places[1])) {
      const std::uint64_t time = search.time(door.node);
      if (time != core::kUnreachable) best = std::min(best, time + door.time);
    }
    return static_cast<double>(best) / 600.0;
  };
  const network::LonLat east{9.0139482, 50.001};
  EXPECT_LT(minutes("", east), 3.0);
  for (const char* const gate :
       {"barrier=gate access=private", "barrier=lift_gate motor_vehicle=destination",
        "barrier=bollard motor_vehicle=permit"}) {
    EXPECT_GT(minutes(gate, east), 8.0) << gate;
  }
  EXPECT_LT(minutes("barrier=gate", east), 4.0);  // a gate that anybody may open
}

TEST(ReadRoads, ANodeThatGotLostCostsItsRoadOnly) {
  const auto lost = read(kKilometre +
                         "n 8 0 0\nw 10 1,2,3 highway=tertiary\nw 9 3,8 "
                         "highway=tertiary");
  EXPECT_EQ(lost.graph.edge_count(), 1U);
  ASSERT_TRUE(tells(lost, "stray_roads"));
  const auto swapped = read(kKilometre +
                            "n 8 9.02 50.0\nw 10 1,2,3 highway=tertiary\nw 9 3,8 "
                            "highway=tertiary");
  EXPECT_EQ(swapped.graph.edge_count(), 1U);
  EXPECT_NEAR(swapped.north_east.lat, 50.0, 1e-6);  // the lost node does not stretch the extent
  for (const RoadImport* roads : {&lost, &swapped}) {
    const auto found = std::find_if(roads->findings.begin(), roads->findings.end(),
                                    [](const auto& one) { return one.code == "stray_roads"; });
    ASSERT_NE(found, roads->findings.end());
    EXPECT_EQ(found->areas, (std::vector<std::string>{"way 9"}));
  }
}

TEST(ReadRoads, AFileWithoutARoadHearsOfTheCauseThatFits) {
  const auto hint = [](const std::string& text, Mode mode) {
    return test::finding_of([&] { (void)read(text, {.mode = mode}); }).hint;
  };
  const auto says = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  EXPECT_TRUE(
      says(hint(kKilometre + "w 9 1,2 highway=motorway", Mode::kFoot), "another one meant"));
  EXPECT_TRUE(says(hint(kKilometre + "w 9 1,2", Mode::kFoot), "leave the tags out"));
  EXPECT_TRUE(says(hint(kKilometre + "w 9 7,8 highway=path", Mode::kFoot), "lacks the nodes"));
  EXPECT_TRUE(says(hint(kKilometre, Mode::kFoot), "cut in the middle"));
}

TEST(ReadRoads, RoadsWithExchangedDegreesAreNamed) {
  const std::string village = kKilometre + "w 10 1,2 highway=tertiary\nw 11 2,3 highway=tertiary\n";
  const auto roads = read(village + "n 7 9.00 50.0\nn 8 9.01 50.0\nw 9 7,8 highway=tertiary");
  const auto found = std::find_if(roads.findings.begin(), roads.findings.end(),
                                  [](const auto& one) { return one.code == "exchanged_roads"; });
  ASSERT_NE(found, roads.findings.end());
  EXPECT_EQ(found->areas, (std::vector<std::string>{"way 9"}));
  // An island far away is nothing to mend.
  EXPECT_FALSE(tells(read(village + "n 7 28.0 -16.0\nn 8 28.01 -16.0\nw 9 7,8 highway=tertiary"),
                     "exchanged_roads"));
}

TEST(ReadRoads, ANodeWhosePositionCannotBeReadCostsItsRoadOnly) {
  const std::string road =
      "<way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='tertiary'/></way>";
  const std::string lost =
      "<way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='tertiary'/></way>";
  const auto text = [](const std::string& objects) { return "<osm>" + objects + "</osm>"; };
  const test::OsmText place("n 1 50 9");
  const auto path = place.path().parent_path() / "given.osm";
  write(path, text("<node id='1' lat='50' lon='9'/><node id='2' lat='50' lon='9.01'/>"
                   "<node id='3' lat='50,0' lon='9,02'/>" +
                   road + lost));
  const auto roads = read_roads(path);
  EXPECT_EQ(roads.graph.edge_count(), 1U);
  EXPECT_TRUE(tells(roads, "stray_roads"));
  EXPECT_FALSE(tells(roads, "clipped_extract"));

  write(path, text("<node id='1' lat='500000000' lon='90000000'/>"
                   "<node id='2' lat='500000000' lon='90100000'/>" +
                   road));
  const auto finding = test::finding_of([&] { (void)read_roads(path); });
  EXPECT_EQ(finding.code, "no_road");
  EXPECT_NE(finding.hint.find("position that can be read"), std::string::npos);
}

TEST(ReadRoads, ASettlementAroundTheGlobeIsLeftOutAndTold) {
  const auto roads = read(kKilometre + R"(
    n 11 -80 -179
    n 12 -80 179
    n 13 80 179
    n 14 80 -179
    w 10 1,2,3 highway=tertiary
    w 20 11,12,13,14,11 landuse=residential
  )");
  EXPECT_EQ(roads.built_up_kilometres, 0.0);
  EXPECT_TRUE(tells(roads, "too_wide_surface"));
}

TEST(ReadRoads, RiversAndShoresAreReadAsLinesIfAskedFor) {
  const std::string text = kKilometre + R"(
    n 4 50.01 9.0
    n 5 50.01 9.01
    w 10 1,2,3 highway=tertiary
    w 20 4,5 waterway=river
    w 21 4,5 waterway=ditch
    w 22 4,5 waterway=river tunnel=culvert
    w 23 2,5
    r 30 w23:outer type=multipolygon natural=water
  )";
  const auto roads = read(text, {.waters = true});
  ASSERT_EQ(roads.waters->size(), 2U);
  EXPECT_EQ(roads.waters->front().size(), 2U);
  EXPECT_EQ(read(text).waters, nullptr);
  EXPECT_EQ(read(text).graph.edge_list(), roads.graph.edge_list());
}

TEST(ReadRoads, AForbiddenTurnIsForbiddenAndNothingElse) {
  const auto roads =
      read(kCrossing + "r 20 w11:from,n5:via,w13:to type=restriction restriction=no_left_turn");
  const auto plain = read(kCrossing);
  EXPECT_GT(arms(roads, 1, 3), arms(plain, 1, 3) + 0.2);  // only by turning round beyond
  for (const auto& [from, to] : {std::pair{1, 2}, {1, 4}, {3, 1}, {2, 3}, {4, 3}, {4, 1}}) {
    EXPECT_NEAR(arms(roads, from, to), arms(plain, from, to), 0.01) << from << " to " << to;
  }
  EXPECT_EQ(roads.report.of("relation", "kept", "turn_applied"), 1U);
  // 5, the copy of the junction, and those of the ends of the two roads that may be taken
  EXPECT_EQ(roads.graph.node_count(), 8U);
}

/// Tenths of a second from place to place.
int between(const network::RoadGraph& graph, network::LonLat from, network::LonLat to) {
  const network::EdgeTree tree(graph);
  const auto places = tree.snap(std::vector{from, to});
  network::Dijkstra search(graph);
  (void)search.run(network::departures(graph, places[0]));
  std::uint64_t best = network::time_along_edge(graph, places[0], places[1]);
  for (const network::Seed& door : network::arrivals(graph, places[1])) {
    const std::uint64_t time = search.time(door.node);
    if (time != core::kUnreachable) best = std::min(best, time + door.time);
  }
  return static_cast<int>(best);
}

TEST(ReadRoads, PlacesAtAndBeforeAJunctionWithAForbiddenTurnAreLeftAndReachedAsIfThereWereNone) {
  const auto ban = "r 20 w11:from,n5:via,w13:to type=restriction restriction=no_left_turn";
  const auto graph = read(kCrossing + ban).graph;
  const auto plain = read(kCrossing).graph;
  const network::LonLat before{8.9993, 50.0};   // 50 m before the junction on the road with the ban
  const network::LonLat behind{9.0, 50.00045};  // 50 m behind it on the road one may not turn into
  const network::LonLat corner{9.0, 50.0};      // at the junction
  const std::vector<network::LonLat> ends{{8.99, 50.0}, {9.01, 50.0}, {9.0, 50.01}, {9.0, 49.99}};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    for (const auto& place : {before, behind, corner}) {
      const bool west_to_north = i == 0 && place == behind;
      const bool from_before_to_north = i == 2 && place == before;
      if (!west_to_north) {
        EXPECT_NEAR(between(graph, ends[i], place), between(plain, ends[i], place), 3) << i;
      }
      if (!from_before_to_north) {
        EXPECT_NEAR(between(graph, place, ends[i]), between(plain, place, ends[i]), 3) << i;
      }
    }
  }
  EXPECT_NEAR(between(graph, before, corner), between(plain, before, corner), 3);
  EXPECT_NEAR(between(graph, corner, before), between(plain, corner, before), 3);
  EXPECT_GT(between(graph, before, ends[2]), between(plain, before, ends[2]) + 50);  // the ban
  EXPECT_GT(between(graph, ends[0], behind), between(plain, ends[0], behind) + 50);
}

TEST(ReadRoads, AnOnlyTurnForbidsAllOthersFromThere) {
  const auto roads =
      read(kCrossing + "r 20 w11:from,n5:via,w12:to type=restriction restriction=only_straight_on");
  const auto plain = read(kCrossing);
  EXPECT_NEAR(arms(roads, 1, 2), arms(plain, 1, 2), 0.01);
  EXPECT_GT(arms(roads, 1, 3), arms(plain, 1, 3) + 0.2);
  EXPECT_GT(arms(roads, 1, 4), arms(plain, 1, 4) + 0.2);
  EXPECT_NEAR(arms(roads, 2, 3), arms(plain, 2, 3), 0.01);
}

TEST(ReadRoads, TurnsThatAreNotAppliedAreCounted) {
  const auto roads = read(kCrossing + R"(
    r 20 w11:from,w12:via,w13:to type=restriction restriction=no_u_turn
    r 21 w11:from,n5:via,w13:to type=restriction restriction:conditional=no_left_turn@(22:00-06:00)
    r 22 w11:from,n5:via,w13:to type=restriction restriction:hgv=no_left_turn
    r 23 w11:from,n5:via,w13:to type=restriction restriction=no_left_turn except=motorcar
    r 24 w11:from,w13:to type=restriction restriction=no_left_turn
    r 25 w11:from,n5:via,w99:to type=restriction restriction=no_left_turn
    r 26 w11:from,n5:via,w11:to type=restriction restriction=no_u_turn
  )");
  EXPECT_TRUE(reaches(roads, 1, 3));
  const auto dropped = [&](const char* why) { return roads.report.of("relation", "dropped", why); };
  EXPECT_EQ(dropped("turn_via_way"), 1U);
  EXPECT_EQ(dropped("turn_conditional"), 1U);
  EXPECT_EQ(dropped("turn_of_other_vehicles"), 2U);
  EXPECT_EQ(dropped("turn_incomplete"), 1U);
  EXPECT_EQ(dropped("turn_of_missing_road"), 1U);
  EXPECT_EQ(roads.report.of("relation", "kept", "turn_applied"), 1U);  // the ban on turning round
  const auto& findings = roads.findings;
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [](const auto& one) { return one.code == "turns_not_applied"; });
  ASSERT_NE(found, findings.end());
  EXPECT_EQ(found->areas, (std::vector<std::string>{"relation 20", "relation 21"}));
}

TEST(ReadRoads, OldSpellingsOfTurnRestrictionsAreRead) {
  const std::string turn = kCrossing + "r 20 w11:from,n5:via,w13:to ";
  const auto fate = [&](const std::string& tags, const char* what, Mode mode = Mode::kCar) {
    const auto report = read(turn + tags, {.mode = mode}).report;
    return report.of("relation", "kept", what) + report.of("relation", "dropped", what);
  };
  const std::string left = " restriction=no_left_turn";
  EXPECT_EQ(fate("type=restriction:motorcar" + left, "turn_applied"), 1U);
  EXPECT_EQ(fate("type=restriction:motorcar" + left, "turn_of_other_vehicles", Mode::kBicycle), 1U);
  EXPECT_EQ(fate("type=restriction:hgv" + left, "turn_of_other_vehicles"), 1U);
  EXPECT_EQ(fate("type=restriction hour_on=07:00 hour_off=09:00" + left, "turn_conditional"), 1U);
  EXPECT_EQ(fate("type=restriction", "turn_unknown_kind"), 1U);
}

TEST(ReadRoads, WhatARelationForbidsAtCertainHoursIsCountedBesideWhatItForbidsAlways) {
  const std::string turn = kCrossing + "r 20 w11:from,n5:via,w13:to type=restriction ";
  const auto counted = [](const std::string& text, Mode mode) {
    const auto report = read(text, {.mode = mode}).report;
    return std::pair(report.of("relation", "kept", "turn_applied"),
                     report.of("relation", "dropped", "turn_conditional"));
  };
  const std::pair<std::uint64_t, std::uint64_t> both{1, 1};
  const std::pair<std::uint64_t, std::uint64_t> always{1, 0};
  const std::pair<std::uint64_t, std::uint64_t> neither{0, 0};
  const std::string two =
      "restriction=no_left_turn restriction:conditional=no_u_turn@(07:00-09:00) ";
  EXPECT_EQ(counted(turn + two, Mode::kCar), both);
  EXPECT_EQ(counted(turn + two, Mode::kBicycle), both);
  EXPECT_EQ(counted(turn + two + "except=bicycle", Mode::kBicycle), neither);
  const std::string cars =
      "restriction=no_left_turn restriction:motorcar:conditional=no_u_turn@(07:00-09:00) ";
  EXPECT_EQ(counted(turn + cars, Mode::kCar), both);
  EXPECT_EQ(counted(turn + cars, Mode::kBicycle), always);
}

TEST(ReadRoads, ATurnMayBeForbiddenToSomeModesOnly) {
  const std::string turn =
      kCrossing + "r 20 w11:from,n5:via,w13:to type=restriction restriction=no_left_turn ";
  const auto applied = [](const std::string& text, Mode mode) {
    return read(text, {.mode = mode}).report.of("relation", "kept", "turn_applied");
  };
  EXPECT_EQ(applied(turn, Mode::kBicycle), 1U);
  EXPECT_EQ(applied(turn + "except=psv;bicycle", Mode::kBicycle), 0U);
  EXPECT_EQ(applied(turn + "except=psv;bicycle", Mode::kCar), 1U);
  EXPECT_EQ(applied(turn + "except=psv;motorcar", Mode::kCar), 0U);
}

TEST(ReadRoads, RulesThatHoldAtCertainHoursAreCounted) {
  const auto roads = read(kKilometre + R"(
    w 10 1,2 highway=tertiary motor_vehicle:conditional=no@(22:00-06:00)
    w 11 2,3 highway=tertiary maxspeed:conditional=30@(22:00-06:00)
  )");
  EXPECT_EQ(roads.report.of("way", "noted", "conditional_access"), 1U);
  EXPECT_EQ(roads.report.of("way", "noted", "conditional_maxspeed"), 1U);
}

TEST(ReadRoads, DeletedObjectsAreLeftOutAndCounted) {
  const test::OsmText file(kKilometre + "w 10 1,2,3 highway=tertiary\nw 11 3,1 highway=tertiary");
  std::ifstream in(file.path());
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  text.replace(text.find("<way id='11'"), 4, "<way visible='false'");
  write(file.path(), text);
  const auto roads = read_roads(file.path());
  EXPECT_EQ(roads.graph.edge_count(), 1U);
  EXPECT_EQ(roads.report.of("file", "dropped", "deleted_object"), 1U);
}

TEST(ReadRoads, WalkersTurnAsTheyLike) {
  const auto roads =
      read(kCrossing + "r 20 w11:from,n5:via,w13:to type=restriction restriction=no_left_turn",
           {.mode = Mode::kFoot});
  EXPECT_TRUE(reaches(roads, 1, 3));
}

TEST(ReadRoads, RoadsForTheEndsOnlyCanBeLeftOut) {
  const std::string text = kKilometre + R"(
    n 4 50.01 9.0139482
    w 10 1,2,3 highway=tertiary
    w 11 3,4 highway=service access=private
  )";
  EXPECT_TRUE(has(edge(read(text), 1).flags, EdgeFlags::kThroughRestricted));
  EXPECT_EQ(read(text, {.through_restricted = false}).graph.edge_count(), 1U);
}

TEST(ReadRoads, CutsAWayWhereNodesAreMissingAndNeverBridgesTheGap) {
  const auto roads = read(kKilometre + R"(
    n 5 50.0 9.03
    w 10 1,2,99,3,5 highway=tertiary
    w 11 97,98,1 highway=tertiary
  )");
  EXPECT_EQ(roads.graph.edge_count(), 2U);
  EXPECT_FALSE(reaches(roads, 1, 5));
  EXPECT_EQ(roads.report.of("node", "noted", "missing"), 3U);
  EXPECT_EQ(roads.report.of("way", "repaired", "cut_at_missing_node"), 1U);
  EXPECT_EQ(roads.report.of("way", "dropped", "nodes_not_in_file"), 1U);
  EXPECT_TRUE(tells(roads, "clipped_extract"));
}

TEST(ReadRoads, RepairsRepeatedNodesAndDropsWaysOfOneNode) {
  const auto roads = read(kKilometre + R"(
    w 10 1,2,2,3 highway=tertiary
    w 11 1 highway=tertiary
    w 12 2,2 highway=tertiary
  )");
  EXPECT_EQ(roads.graph.edge_count(), 1U);
  EXPECT_EQ(roads.report.of("way", "repaired", "repeated_node"), 1U);
  EXPECT_EQ(roads.report.of("way", "dropped", "fewer_than_two_nodes"), 2U);
}

TEST(ReadRoads, OfDoublesWithoutAVersionTheLastStands) {
  const auto roads = read(kKilometre + R"(
    n 3 50.0 9.0139482
    w 10 1,2 highway=tertiary
    w 10 1,2,3 highway=tertiary
  )");
  EXPECT_EQ(roads.graph.edge_count(), 1U);
  EXPECT_NEAR(roads.kilometres, 1.0, 1e-4);
  EXPECT_EQ(roads.report.of("way", "repaired", "duplicate_way"), 1U);
  EXPECT_EQ(roads.report.of("node", "repaired", "duplicate_node"), 1U);
}

TEST(ReadRoads, TheOrderOfTheFileDoesNotMatterAndNegativeIdsAreFine) {
  const std::string sorted =
      "n -3 50.0 9.0\nn -1 50.0 9.01\nn 7 50.01 9.01\n"
      "w -5 -3,-1 highway=tertiary\nw 4 -1,7 highway=primary\n";
  const std::string shuffled =
      "w 4 -1,7 highway=primary\nn 7 50.01 9.01\nn -3 50.0 9.0\n"
      "w -5 -3,-1 highway=tertiary\nn -1 50.0 9.01\n";
  EXPECT_EQ(read(sorted).graph.edge_list(), read(shuffled).graph.edge_list());
  EXPECT_EQ(read(sorted).graph.source_id(NodeId{0}), -3);
}

std::string code_of(const std::filesystem::path& path) {
  return test::finding_of([&] { (void)read_roads(path); }).code;
}

std::string bytes_of(const std::string& name) {
  std::ifstream file(std::string(SOZIALRAUM_DATA_DIR) + "/roads_osm/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Ways over random nodes: ids in clusters, far apart, negative; the ways in no order.
std::string random_ways(std::map<std::int64_t, std::vector<std::int64_t>>& ways) {
  std::mt19937_64 dice(1);
  std::vector<std::int64_t> ids;
  for (const std::int64_t cluster : {-4'000'000'000'000'000'000L, -70L, 0L, 5'000'000'000L}) {
    for (std::int64_t i = 0; i < 300; ++i) {
      ids.push_back(cluster + static_cast<std::int64_t>(dice() % 600));
    }
  }
  for (int i = 0; i < 300; ++i) ids.push_back(static_cast<std::int64_t>(dice() >> 2U));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    text += "n " + std::to_string(ids[i]) + " 50." + std::to_string(1000 + i) + " 9.0\n";
  }
  for (int i = 0; i < 900; ++i) {
    const auto way = static_cast<std::int64_t>(dice() % 5000) - 2000;
    if (ways.contains(way)) continue;
    std::vector<std::int64_t>& nodes = ways[way];
    std::size_t at = dice() % ids.size();
    for (std::size_t left = 2 + dice() % 5; left > 0; --left) {
      nodes.push_back(ids[at]);
      at = (at + 1 + dice() % 3) % ids.size();
    }
    text += "w " + std::to_string(way) + " ";
    for (const std::int64_t node : nodes) text += std::to_string(node) + ",";
    text.back() = ' ';
    text += "highway=tertiary\n";
  }
  return text;
}

TEST(ReadRoads, IdsMayLieFarApartAndEachWayKeepsItsNodes) {
  std::map<std::int64_t, std::vector<std::int64_t>> ways;
  const RoadImport roads = read(random_ways(ways));
  std::map<std::int64_t, int> uses;  // an end counts twice: there every way is cut
  for (const auto& [id, nodes] : ways) {
    for (const std::int64_t node : nodes) ++uses[node];
    ++uses[nodes.front()];
    ++uses[nodes.back()];
  }
  std::uint32_t e = 0;
  for (const auto& [id, nodes] : ways) {
    for (std::size_t begin = 0, i = 1; i < nodes.size(); ++i) {
      if (uses[nodes[i]] < 2) continue;
      ASSERT_LT(e, roads.graph.edge_count());
      EXPECT_EQ(edge(roads, e).way_id, id);
      EXPECT_EQ(roads.graph.source_id(edge(roads, e).from), nodes[begin]);
      EXPECT_EQ(roads.graph.source_id(edge(roads, e).to), nodes[i]);
      EXPECT_EQ(roads.graph.bends(network::EdgeId{e}).size(), i - begin - 1);
      begin = i;
      ++e;
    }
  }
  EXPECT_EQ(e, roads.graph.edge_count());
}

TEST(ReadRoads, RefusesWhatIsNoFileOfRoads) {
  const test::OsmText place("n 1 50 9");
  const auto path = place.path().parent_path() / "x.osm.pbf";
  EXPECT_EQ(code_of("/no/such.osm.pbf"), "missing_file");
  EXPECT_EQ(code_of("http://localhost/x.osm.pbf"), "missing_file");
  EXPECT_EQ(code_of(path.parent_path()), "missing_file");
  write(path, "");
  EXPECT_EQ(code_of(path), "empty_file");
  write(path, "a;b;c\n1;2;3\n");
  EXPECT_EQ(code_of(path), "not_an_osm_file");
  write(path, "<html><body>404</body></html>");
  EXPECT_EQ(code_of(path), "not_an_osm_file");
  write(path, "<!DOCTYPE html PUBLIC 'x' 'y'><html><body>504</body></html>");
  EXPECT_EQ(code_of(path), "not_an_osm_file");
  write(path, "{\"version\": 0.6, \"elements\": []}");
  EXPECT_EQ(code_of(path), "not_an_osm_file");
  write(path, test::OsmText::xml("n 1 50 9 amenity=school"));
  EXPECT_EQ(code_of(path), "no_road");
  write(path,
        "<osmChange version='0.6'><create><node id='1' version='1' lat='1' lon='1'/></create>"
        "</osmChange>");
  EXPECT_EQ(code_of(path), "history_file");
}

TEST(ReadRoads, RefusesFilesCutAnywhere) {
  const test::OsmText place("n 1 50 9");
  const auto path = place.path().parent_path() / "cut";
  for (const char* const name : {"herrenberg-minimal.osm.pbf", "north-bayreuth.osm.gz"}) {
    const std::string bytes = bytes_of(name);
    for (const double share : {0.0002, 0.01, 0.3, 0.5, 0.9, 0.9999}) {
      const auto length = static_cast<std::size_t>(static_cast<double>(bytes.size()) * share);
      write(path, bytes.substr(0, std::max<std::size_t>(length, 1)));
      const std::string code = code_of(path);
      EXPECT_TRUE(code == "damaged_file" || code == "not_an_osm_file" || code == "no_road")
          << name << " cut at " << share << ": " << code;
    }
  }
}

TEST(ReadRoads, SurvivesFlippedBytes) {
  const test::OsmText place("n 1 50 9");
  const auto path = place.path().parent_path() / "flipped";
  const std::string bytes = bytes_of("herrenberg-minimal.osm.pbf");
  for (std::size_t i = 0; i < 40; ++i) {
    std::string damaged = bytes;
    damaged[(i * 7919 + 13) % damaged.size()] ^= static_cast<char>(1 + i);
    write(path, damaged);
    try {
      (void)read_roads(path);
    } catch (const core::InvalidInput&) {
      continue;  // refused with a message: as good as read
    }
  }
}

TEST(ReadRoads, RefusesPortoCutAtFiftyLengths) {
  const test::OsmText place("n 1 50 9");
  const auto path = place.path().parent_path() / "cut.osm.pbf";
  const std::string bytes = bytes_of("porto_portugal.osm.pbf");
  for (std::size_t i = 0; i < 50; ++i) {
    write(path, bytes.substr(0, 1 + i * (bytes.size() - 2) / 49));
    const std::string code = code_of(path);
    EXPECT_TRUE(code == "damaged_file" || code == "not_an_osm_file" || code == "no_road")
        << i << ": " << code;
  }
}

RoadImport read_data(const std::string& name, RoadReadOptions options = {}) {
  return read_roads(std::string(SOZIALRAUM_DATA_DIR) + "/roads_osm/" + name, options);
}

/// The blocks of a PBF file: four bytes of length, a header that ends in the size, the content.
std::vector<std::string> pbf_blocks(const std::string& bytes) {
  std::vector<std::string> blocks;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto header = static_cast<unsigned char>(bytes[at + 3]);  // never more than 255 here
    std::size_t size = 0;
    unsigned shift = 0;
    const std::size_t end = at + 4 + header;
    for (std::size_t i = bytes.find('\x18', at + 6) + 1; i < end; ++i, shift += 7) {
      size |= static_cast<std::size_t>(bytes[i] & 0x7f) << shift;
    }
    blocks.push_back(bytes.substr(at, 4 + header + size));
    at = end + size;
  }
  return blocks;
}

std::string field(char tag, const std::string& content) {
  return std::string(1, tag) + static_cast<char>(content.size()) + content;
}

/// A header that claims nodes before ways before relations; packed in no way.
std::string sorted_header() {
  const std::string features = field('\x22', "OsmSchema-V0.6") + field('\x22', "DenseNodes") +
                               field('\x2a', "Sort.Type_then_ID");
  const std::string blob = field('\x0a', features);
  const std::string header = field('\x0a', "OSMHeader") + '\x18' + static_cast<char>(blob.size());
  return std::string(3, '\0') + static_cast<char>(header.size()) + header + blob;
}

TEST(ReadRoads, TheOrderThatAFileClaimsIsUsedAndNeverTrustedBlindly) {
  const test::OsmText place("n 1 50 9");
  const auto path = place.path().parent_path() / "order.osm.pbf";
  for (const char* const name : {"herrenberg-minimal.osm.pbf", "liechtenstein_2015.osm.pbf"}) {
    const RoadImport as_it_is = read_data(name);
    std::vector<std::string> blocks = pbf_blocks(bytes_of(name));
    blocks.front() = sorted_header();
    const auto joined = [&] {
      return std::accumulate(blocks.begin(), blocks.end(), std::string());
    };
    write(path, joined());
    EXPECT_EQ(read_roads(path).graph.edge_list(), as_it_is.graph.edge_list());
    std::reverse(blocks.begin() + 1, blocks.end());  // relations, ways, nodes: the claim is false
    write(path, joined());
    const RoadImport reversed = read_roads(path);
    EXPECT_EQ(reversed.graph.edge_list(), as_it_is.graph.edge_list());
    EXPECT_EQ(reversed.report.rows(), as_it_is.report.rows());
  }
}

TEST(ReadRoads, APbfFileIsReadAsLibosmiumReadsIt) {
  const test::OsmText place("n 1 50 9");
  for (const char* const name : {"herrenberg-minimal.osm.pbf", "liechtenstein_2015.osm.pbf"}) {
    const auto copy = place.path().parent_path() / "copy.osm";
    osmium::io::Reader reader(std::string(SOZIALRAUM_DATA_DIR) + "/roads_osm/" + name);
    osmium::io::Writer writer(copy.string(), osmium::io::overwrite::allow);
    while (osmium::memory::Buffer buffer = reader.read()) writer(std::move(buffer));
    writer.close();
    for (const Mode mode : {Mode::kCar, Mode::kBicycle, Mode::kFoot}) {
      const RoadImport ours = read_data(name, {.mode = mode});
      const RoadImport theirs = read_roads(copy, {.mode = mode});
      EXPECT_GT(ours.graph.edge_count(), 1000U);
      EXPECT_EQ(ours.graph.edge_list(), theirs.graph.edge_list()) << name;
      EXPECT_EQ(ours.report.rows(), theirs.report.rows()) << name;
    }
  }
}

TEST(ReadRoads, TellsOtherPackedFilesAndNonsenseFromRoads) {
  const test::OsmText place("n 1 50 9");
  const auto path = place.path().parent_path() / "x";
  using namespace std::string_literals;
  for (const std::string& start :
       {"\xfd"s + "7zXZ\0"s, "PK\x03\x04"s, "7z\xbc\xaf\x27\x1c"s, "\0\0\0\0"s}) {
    write(path, start + std::string(4000, 'x'));
    EXPECT_EQ(code_of(path), "not_an_osm_file");
  }
  write(path, "\x1f\x8b" + std::string(4000, 'x'));
  EXPECT_EQ(code_of(path), "damaged_file");
}

TEST(ReadRoads, FindsTheFormatByTheContentNotTheName) {
  const test::OsmText file(kKilometre + "w 10 1,2,3 highway=tertiary", "roads.txt");
  EXPECT_EQ(read_roads(file.path()).graph.edge_count(), 1U);
}

TEST(ReadRoads, NorthBayreuthHasItsCountedNodesWaysAndKilometres) {
  const auto roads = read_data("north-bayreuth.osm.gz");
  EXPECT_EQ(roads.report.of("node", "read", "all"), 58631U);
  EXPECT_GT(roads.kilometres, 215.0);
  EXPECT_LT(roads.kilometres, 240.0);
}

TEST(ReadRoads, GivesTheSameGraphForAnyNumberOfThreads) {
  for (const char* const name : {"north-bayreuth.osm.gz", "liechtenstein_2015.osm.pbf"}) {
    const auto one = read_data(name, {.execution = {.threads = 1}});
    for (const unsigned threads : {2U, 3U, 8U}) {
      const auto many = read_data(name, {.execution = {.threads = threads}});
      EXPECT_EQ(one.graph.edge_list(), many.graph.edge_list()) << name << " " << threads;
      EXPECT_EQ(one.report.rows(), many.report.rows());
    }
  }
}

TEST(ReadRoads, SeveralModesFromOneScanAreWhatEachGivesAlone) {
  const std::array<RoadReadOptions, 4> options{
      {{.mode = Mode::kCar},
       {.mode = Mode::kBicycle, .built_up = {.land_use = false, .margin_cells = 0}},
       {.mode = Mode::kFoot, .built_up = {.places = false}, .bends = false},
       {.mode = Mode::kCar, .through_restricted = false, .turn_restrictions = false}}};
  for (const char* const name : {"north-bayreuth.osm.gz", "liechtenstein_2015.osm.pbf"}) {
    const auto path = std::string(SOZIALRAUM_DATA_DIR) + "/roads_osm/" + name;
    const auto together = read_roads(path, options);
    ASSERT_EQ(together.size(), options.size());
    for (std::size_t i = 0; i < options.size(); ++i) {
      const auto alone = read_roads(path, options[i]);
      EXPECT_EQ(together[i].graph.edge_list(), alone.graph.edge_list()) << name << " " << i;
      EXPECT_EQ(together[i].report.rows(), alone.report.rows()) << name << " " << i;
      EXPECT_EQ(together[i].findings.size(), alone.findings.size());
      EXPECT_EQ(together[i].kilometres, alone.kilometres);
    }
  }
  const auto path = std::string(SOZIALRAUM_DATA_DIR) + "/roads_osm/north-bayreuth.osm.gz";
  const std::span<const RoadReadOptions> none;
  EXPECT_EQ(test::finding_of([&] { (void)read_roads(path, none); }).place.argument, "options");
}

TEST(ReadRoads, ATooWideMarginOrASurfaceOffTheGlobeIsRefused) {
  for (const int cells : {-1, 101}) {
    RoadReadOptions options;
    options.built_up.margin_cells = cells;
    const auto finding = test::finding_of([&] { (void)read(kKilometre, options); });
    EXPECT_EQ(finding.place.argument, "margin_cells");
  }
  RoadReadOptions options;
  options.built_up.surfaces = {{{{4400000.0, 5500000.0}, {4400100.0, 5500000.0}, {0.0, 0.0}}}};
  EXPECT_EQ(test::finding_of([&] { (void)read(kKilometre, options); }).place.argument, "surfaces");
}

TEST(ReadRoads, TellsProgressAndStopsWhenAsked) {
  core::Progress progress;
  RoadReadOptions options;
  options.execution.progress = &progress;
  (void)read_data("porto_portugal.osm.pbf", options);
  EXPECT_GT(progress.total, 3000U);  // each of its 3,096 KiB is unpacked once
  EXPECT_EQ(progress.done, progress.total);
  progress.stop = true;
  EXPECT_THROW((void)read_data("porto_portugal.osm.pbf", options), core::Cancelled);
}

TEST(ReadRoads, ATableOfAnotherModeIsRefused) {
  const auto finding = test::finding_of(
      [] { (void)read(kKilometre, {.speeds = SpeedTable::built_in(Mode::kFoot)}); });
  EXPECT_EQ(finding.place.argument, "speeds");
}

TEST(ReadRoads, AnOwnTableShowsInTimesAndName) {
  RoadReadOptions options;
  options.speeds = SpeedTable::built_in(Mode::kCar).with({"class", "tertiary", {36.0, 36.0}, ""});
  const auto roads = read(kKilometre + "w 10 1,2,3 highway=tertiary", options);
  EXPECT_NEAR(edge(roads, 0).forward, 1000, 1);  // 10 m/s
  EXPECT_EQ(roads.speed_table, "car-rural-de-1+");
}

}  // namespace
}  // namespace sozialraum::osm
