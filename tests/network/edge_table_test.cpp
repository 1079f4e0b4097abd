#include "sozialraum/network/edge_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.hpp"

namespace sozialraum::network {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Two streets on the equator, 0.01 degrees (1112 m) each: 20 - 10 and 10 - 30, with a bend in the
/// second. Every test changes what it asks about.
struct TwoStreets {
  std::vector<std::int64_t> from{20, 10};
  std::vector<std::int64_t> to{10, 30};
  std::vector<double> metres{1112.0, 1112.0};
  std::vector<std::uint64_t> begin{0, 2, 5};
  std::vector<LonLat> points{{9.00, 0.0}, {9.01, 0.0}, {9.01, 0.0}, {9.015, 0.0}, {9.02, 0.0}};
  std::vector<double> time{60.0, 30.0};
  EdgeTable table{};

  EdgeTable& edges() {
    table.from = from;
    table.to = to;
    table.metres = metres;
    table.line_begin = begin;
    table.line_points = points;
    table.time = time;
    return table;
  }
};

std::vector<std::string> codes(const std::vector<core::Finding>& findings) {
  std::vector<std::string> all;
  for (const core::Finding& finding : findings) all.push_back(finding.code);
  return all;
}

TEST(EdgeTable, NumbersNodesByTheirNumberAndKeepsRows) {
  TwoStreets two;
  const auto [graph, findings] = graph_of_edge_table(two.edges());
  EXPECT_TRUE(findings.empty());
  ASSERT_EQ(graph.node_count(), 3U);
  EXPECT_EQ(graph.source_id(NodeId{0}), 10);
  EXPECT_EQ(graph.source_id(NodeId{2}), 30);
  EXPECT_EQ(graph.position(NodeId{1}), (LonLat{9.0, 0.0}));
  EXPECT_EQ(graph.edge(EdgeId{0}).from, NodeId{1});
  EXPECT_EQ(graph.edge(EdgeId{0}).to, NodeId{0});
  EXPECT_EQ(graph.bends(EdgeId{0}).size(), 0U);
  ASSERT_EQ(graph.bends(EdgeId{1}).size(), 1U);
  EXPECT_EQ(graph.edge(EdgeId{1}).way_id, 1);
}

TEST(EdgeTable, ReadsTimesInEveryUnit) {
  TwoStreets two;
  const auto forward = [&](EdgeTime unit) {
    two.edges().unit = unit;
    const RoadGraph graph = graph_of_edge_table(two.table).graph;
    return std::pair{graph.edge(EdgeId{0}).forward, graph.edge(EdgeId{1}).backward};
  };
  EXPECT_EQ(forward(EdgeTime::kMinutes), (std::pair{36000U, 18000U}));
  EXPECT_EQ(forward(EdgeTime::kSeconds), (std::pair{600U, 300U}));
  // 1112 m at 60 km/h are 66.72 s, at 30 km/h 133.44 s
  EXPECT_EQ(forward(EdgeTime::kKmPerHour), (std::pair{667U, 1334U}));
}

TEST(EdgeTable, ClosesTheOtherWayOfOneWayStreets) {
  TwoStreets two;
  const std::vector<std::uint8_t> oneway{0, 1};
  two.edges().oneway = oneway;
  const RoadGraph graph = graph_of_edge_table(two.table).graph;
  EXPECT_EQ(graph.edge(EdgeId{0}).backward, 36000U);
  EXPECT_EQ(graph.edge(EdgeId{1}).backward, kClosed);
}

TEST(EdgeTable, TakesATimeForEachDirection) {
  TwoStreets two;
  two.time.clear();
  const std::vector<double> there{1.0, kNaN};
  const std::vector<double> back{2.0, 0.5};
  two.edges().minutes_forward = there;
  two.table.minutes_backward = back;
  const RoadGraph graph = graph_of_edge_table(two.table).graph;
  EXPECT_EQ(graph.edge(EdgeId{0}).forward, 600U);
  EXPECT_EQ(graph.edge(EdgeId{0}).backward, 1200U);
  EXPECT_EQ(graph.edge(EdgeId{1}).forward, kClosed);
  EXPECT_EQ(graph.edge(EdgeId{1}).backward, 300U);
}

TEST(EdgeTable, LetsNobodyOnAtMotorwaysFerriesAndBridgesUnlessTheTableSaysSo) {
  TwoStreets two;
  const std::vector<std::string> classes{"motorway_link", "residential"};
  const std::vector<EdgeFlags> flags{EdgeFlags::kNone, EdgeFlags::kOffGround};
  two.edges().way_class = classes;
  two.table.flags = flags;
  const RoadGraph graph = graph_of_edge_table(two.table).graph;
  EXPECT_TRUE(has(graph.edge(EdgeId{0}).flags, EdgeFlags::kNoStop));
  EXPECT_TRUE(has(graph.edge(EdgeId{1}).flags, EdgeFlags::kNoStop));
  EXPECT_EQ(graph.way_class(EdgeId{1}), "residential");
  two.table.stops_told = true;
  const RoadGraph told = graph_of_edge_table(two.table).graph;
  EXPECT_FALSE(has(told.edge(EdgeId{0}).flags, EdgeFlags::kNoStop));
  EXPECT_EQ(told.edge(EdgeId{1}).flags, EdgeFlags::kOffGround);
}

TEST(EdgeTable, TellsOfLinesThatDoNotMeet) {
  TwoStreets two;
  two.points[2].lat = 0.00009;  // 10 m are 0.00009 degrees: a wide junction
  EXPECT_TRUE(graph_of_edge_table(two.edges()).findings.empty());
  two.points[2].lat = 0.0002;
  const auto findings = graph_of_edge_table(two.edges()).findings;
  ASSERT_EQ(codes(findings), (std::vector<std::string>{"node_positions_differ"}));
  EXPECT_EQ(findings[0].areas, (std::vector<std::string>{"10"}));
}

TEST(EdgeTable, DoubtsLengthsThatCannotBe) {
  TwoStreets two;
  const std::vector<std::string> names{"Gasse", "Weg"};
  two.edges().rows = names;
  two.metres = {1000.0, 5000.0};  // below 1112 / 1.05 - 10 = 1049; above 2 x 1112 + 10
  const auto findings = graph_of_edge_table(two.table).findings;
  ASSERT_EQ(codes(findings),
            (std::vector<std::string>{"metres_below_straight_line", "metres_unlike_line"}));
  EXPECT_EQ(findings[0].areas, (std::vector<std::string>{"Gasse"}));
  EXPECT_EQ(findings[1].areas, (std::vector<std::string>{"Weg"}));
  EXPECT_NE(findings[1].message.find("worst row 'Weg': 5,000 m given, 1,112 m on the map"),
            std::string::npos)
      << findings[1].message;
}

TEST(EdgeTable, TellsWhichRowsAreMadeOfSeveralWays) {
  TwoStreets two;
  const std::vector<std::uint8_t> several{0, 1};
  two.edges().several_ways = several;
  const auto findings = graph_of_edge_table(two.table).findings;
  ASSERT_EQ(codes(findings), (std::vector<std::string>{"several_ways"}));
  EXPECT_EQ(findings[0].severity, core::Severity::kNote);
  EXPECT_EQ(findings[0].areas, (std::vector<std::string>{"row 2"}));
}

TEST(EdgeTable, TakesThePlacesOfATableOfNodes) {
  TwoStreets two;
  const std::vector<std::int64_t> ids{30, 10, 20, 99};  // one more than is needed
  std::vector<LonLat> places{{9.02, 0.0}, {9.01, 0.00005}, {9.0, 0.0}, {kNaN, kNaN}};
  two.edges().nodes = {.ids = ids, .positions = places};
  const auto near = graph_of_edge_table(two.table);
  EXPECT_TRUE(near.findings.empty());
  EXPECT_EQ(near.graph.position(NodeId{0}), (LonLat{9.01, 0.00005}));
  places[1].lat = 0.0005;  // 56 m
  const auto beside = graph_of_edge_table(two.table).findings;
  ASSERT_EQ(codes(beside), (std::vector<std::string>{"node_positions_differ"}));
  EXPECT_NE(beside[0].message.find("at node 10 by 56 m"), std::string::npos) << beside[0].message;
}

TEST(EdgeTable, RefusesNodesThatAreOtherOnes) {
  TwoStreets two;
  std::vector<std::int64_t> ids{10, 20, 30};
  std::vector<LonLat> places{{9.01, 0.0}, {9.0, 0.0}, {9.02, 0.0}};
  two.edges().nodes = {.ids = ids, .positions = places};
  const auto refused = [&] {
    return test::finding_of([&] { (void)graph_of_edge_table(two.table); });
  };
  places[0].lat = 0.01;  // 1112 m
  EXPECT_EQ(refused().code, "bad_node");
  places[0] = {kNaN, 0.0};
  EXPECT_EQ(refused().code, "not_points");
  ids[0] = 11;
  EXPECT_EQ(refused().message, "lacks node 10");
  ids[0] = 20;
  EXPECT_EQ(refused().code, "duplicate_key");
}

TEST(EdgeTable, RefusesWhatTakesNoTimeOrForEver) {
  TwoStreets two;
  const auto message = [&] {
    return test::finding_of([&] { (void)graph_of_edge_table(two.edges()); }).message;
  };
  two.time[1] = -1.0;
  EXPECT_EQ(message(),
            "column 'minutes' holds -1 at row 'row 2'; a number of zero or more was expected");
  two.time[1] = kNaN;
  EXPECT_NE(message().find("holds nan"), std::string::npos);
  two.time[1] = 8e6;  // 2^32 deciseconds are 7.16 million minutes
  EXPECT_NE(message().find("13 years"), std::string::npos);
  two.time[1] = 0.0;
  two.table.unit = EdgeTime::kKmPerHour;
  EXPECT_NE(message().find("a speed of zero"), std::string::npos);
  two.metres[0] = std::numeric_limits<double>::infinity();
  EXPECT_NE(message().find("column 'metres' holds inf at row 'row 1'"), std::string::npos);
}

TEST(EdgeTable, RefusesColumnsThatDoNotFit) {
  TwoStreets two;
  two.metres.pop_back();
  EXPECT_EQ(test::finding_of([&] { (void)graph_of_edge_table(two.edges()); }).code,
            "length_mismatch");
  TwoStreets lines;
  lines.begin = {0, 1, 5};
  EXPECT_NE(test::finding_of([&] {
              (void)graph_of_edge_table(lines.edges());
            }).message.find("fewer than two points"),
            std::string::npos);
}

TEST(EdgeTable, AnEmptyTableIsAnEmptyGraph) {
  const std::vector<std::uint64_t> begin{0};
  EdgeTable table;
  table.line_begin = begin;
  EXPECT_EQ(graph_of_edge_table(table).graph.node_count(), 0U);
}

}  // namespace
}  // namespace sozialraum::network
