#include "sozialraum/network/slope.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.hpp"

namespace sozialraum::network {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// One kilometre of path on the equator, with a bend in the middle; 12 minutes on foot.
EdgeList kilometre() {
  return {.node_positions = {{0.0, 0.0}, {0.009, 0.0}},
          .node_ids = {},
          .edges = {{.from = NodeId{0},
                     .to = NodeId{1},
                     .metres = 1000.0,
                     .forward = 7200,
                     .backward = 7200}},
          .shape_begin = {0, 1},
          .shape_points = {{0.0045, 0.0}},
          .way_classes = {},
          .node_copies = {}};
}

const Edge& only_edge(const SlopeResult& result) { return result.graph.edge(EdgeId{0}); }

TEST(Slope, WalkersAreFastestAtFivePerCentDown) {
  // Tobler 1993: 6 exp(-3.5 |s + 0.05|), 5.037 km/h on the flat and 6 km/h at -5 %.
  EXPECT_DOUBLE_EQ(walking_time_factor(0.0), 1.0);
  EXPECT_NEAR(walking_time_factor(-0.05), 5.0367 / 6.0, 1e-4);
  EXPECT_NEAR(walking_time_factor(0.10), std::exp(0.35), 1e-12);
  EXPECT_NEAR(walking_time_factor(-0.10), 1.0, 1e-12);
}

TEST(Slope, CyclistsLoseMoreUphillThanTheyWinDownhillAndPushWhenSteep) {
  EXPECT_DOUBLE_EQ(cycling_time_factor(0.0, 16.0), 1.0);
  EXPECT_NEAR(cycling_time_factor(0.05, 16.0), 1.0 / (1.0 - 5.0 * 0.4002 / 6.01), 1e-12);
  EXPECT_NEAR(cycling_time_factor(-0.03, 22.0), 6.01 / (6.01 + 3.0 * 0.2379), 1e-12);
  EXPECT_DOUBLE_EQ(cycling_time_factor(-0.20, 16.0), cycling_time_factor(-0.06, 16.0));
  // At 20 % nobody rides: 5 km/h slowed by Tobler, against 16 km/h.
  EXPECT_NEAR(cycling_time_factor(0.20, 16.0), 16.0 / 5.0 * std::exp(0.7), 1e-12);
}

TEST(Slope, TenPerCentUpIsTenPerCentDownOnTheWayBack) {
  const auto graph = RoadGraph::from_edges(kilometre());
  const std::vector<double> heights{0.0, 100.0, 50.0};  // nodes first, then the bend
  const auto walk = with_slopes(graph, heights);
  EXPECT_NEAR(only_edge(walk).forward, 7200.0 * std::exp(0.35), 1.0);
  EXPECT_NEAR(only_edge(walk).backward, 7200.0, 1.0);  // -10 % costs what 0 % does
  EXPECT_NEAR(walk.metres_up, 100.0, 1e-9);
  EXPECT_EQ(walk.findings.at(0).code, "slopes");
}

TEST(Slope, AHillInTheMiddleCountsThoughBothEndsAreLevel) {
  const auto graph = RoadGraph::from_edges(kilometre());
  const std::vector<double> heights{0.0, 0.0, 50.0};
  const auto walk = with_slopes(graph, heights);
  EXPECT_NEAR(only_edge(walk).forward, 7200.0 * (std::exp(0.35) + 1.0) / 2.0, 2.0);
  EXPECT_EQ(only_edge(walk).forward, only_edge(walk).backward);
  const auto ride = with_slopes(graph, heights, {.climber = Climber::kBicycle});
  EXPECT_NE(only_edge(ride).forward, only_edge(walk).forward);
}

TEST(Slope, ABridgeRunsStraightBetweenItsEndsWhateverLiesBelow) {
  EdgeList list = kilometre();
  list.edges[0].flags = EdgeFlags::kOffGround;
  // A street on the ground at each end, so that the ends of the bridge have the ground's height.
  list.node_positions.insert(list.node_positions.end(), {{-0.009, 0.0}, {0.018, 0.0}});
  const auto street = [](std::uint32_t from, std::uint32_t to) {
    return Edge{.from = NodeId{from},
                .to = NodeId{to},
                .metres = 1000.0,
                .forward = 7200,
                .backward = 7200};
  };
  list.edges.push_back(street(2, 0));
  list.edges.push_back(street(1, 3));
  list.shape_begin = {0, 1, 1, 1};
  const auto level =
      with_slopes(RoadGraph::from_edges(list), std::vector<double>{0.0, 0.0, 0.0, 0.0, -50.0});
  EXPECT_EQ(only_edge(level).forward, 7200);
  EXPECT_EQ(level.metres_up, 0.0);
  // 100 m up from end to end: 10 %, as the road would be on the ground.
  const auto ramp =
      with_slopes(RoadGraph::from_edges(list), std::vector<double>{0.0, 100.0, 0.0, 100.0, -50.0});
  EXPECT_NEAR(only_edge(ramp).forward, 7200.0 * std::exp(0.35), 1.0);
}

TEST(Slope, ABridgeInTwoPiecesKeepsItsTimesSinceTheirCommonEndHangsInTheAir) {
  // street 0-1, bridge 1-2 and 2-3, street 3-4; the valley is 100 m deep below node 2.
  EdgeList list;
  for (std::uint32_t i = 0; i < 5; ++i) list.node_positions.push_back({0.009 * i, 0.0});
  for (std::uint32_t i = 0; i < 4; ++i) {
    list.edges.push_back({.from = NodeId{i},
                          .to = NodeId{i + 1},
                          .metres = 1000.0,
                          .forward = 7200,
                          .backward = 7200,
                          .flags = i == 1 || i == 2 ? EdgeFlags::kOffGround : EdgeFlags::kNone});
  }
  const auto walk =
      with_slopes(RoadGraph::from_edges(list), std::vector<double>{0.0, 0.0, -100.0, 0.0, 0.0});
  for (std::uint32_t e = 0; e < 4; ++e) {
    EXPECT_EQ(walk.graph.edge(EdgeId{e}).forward, 7200) << e;
    EXPECT_EQ(walk.graph.edge(EdgeId{e}).backward, 7200) << e;
  }
  EXPECT_EQ(walk.edges_without_height, 2U);
}

TEST(Slope, NoiseOnShortStretchesIsLevelledOut) {
  // Steps of 10 m that go up and down by 2 m: 20 % each, but level as a whole.
  EdgeList list = kilometre();
  std::vector<double> heights{0.0, 0.0};
  list.shape_points.clear();
  for (int i = 1; i < 100; ++i) {
    list.shape_points.push_back({0.00009 * i, 0.0});
    heights.push_back(i % 2 == 0 ? 0.0 : 2.0);
  }
  list.shape_begin = {0, 99};
  const auto graph = RoadGraph::from_edges(list);
  EXPECT_LT(only_edge(with_slopes(graph, heights)).forward, 7200 * 1.05);
  EXPECT_GT(only_edge(with_slopes(graph, heights, {.minimum_metres = 0.0})).forward, 7200 * 1.2);
}

TEST(Slope, WhereNoHeightIsKnownTimesStay) {
  const auto graph = RoadGraph::from_edges(kilometre());
  const std::vector<double> one{0.0, kUnknown, kUnknown};
  const auto result = with_slopes(graph, one);
  EXPECT_EQ(only_edge(result).forward, 7200U);
  EXPECT_EQ(result.nodes_without_height, 1U);
  EXPECT_EQ(result.edges_without_height, 1U);
  EXPECT_EQ(result.findings.at(0).severity, core::Severity::kWarning);
  const std::vector<double> half{0.0, kUnknown, 50.0};  // the second half keeps its time
  EXPECT_NEAR(only_edge(with_slopes(graph, half)).forward, 3600.0 * std::exp(0.35) + 3600.0, 2.0);
  const std::vector<double> none(3, kUnknown);
  EXPECT_EQ(test::finding_of([&] { (void)with_slopes(graph, none); }).code, "no_height");
  EXPECT_EQ(test::finding_of([&] { (void)with_slopes(graph, {}); }).place.argument, "heights");
}

TEST(Slope, RefusesHeightsThatNoGroundHas) {
  const auto graph = RoadGraph::from_edges(kilometre());
  const std::vector<double> missing{0.0, -9999.0, 50.0};  // a raster that forgot to say so
  const auto finding = test::finding_of([&] { (void)with_slopes(graph, missing); });
  EXPECT_EQ(finding.place.argument, "heights");
  EXPECT_NE(finding.message.find("-9999"), std::string::npos);
  EXPECT_NE(finding.hint.find("nodata"), std::string::npos);
  const std::vector<double> wall{0.0, 8000.0, 0.0};  // e^(3.5 * 16) times as long
  EXPECT_NE(test::finding_of([&] { (void)with_slopes(graph, wall); }).message.find("steep"),
            std::string::npos);
}

TEST(Slope, FerriesAndClosedDirectionsStay) {
  EdgeList list = kilometre();
  list.edges[0].backward = kClosed;
  const std::vector<double> heights{0.0, 100.0, 50.0};
  EXPECT_EQ(only_edge(with_slopes(RoadGraph::from_edges(list), heights)).backward, kClosed);
  list.edges[0].flags = EdgeFlags::kFerry;
  EXPECT_EQ(only_edge(with_slopes(RoadGraph::from_edges(list), heights)).forward, 7200U);
}

TEST(Slope, AGraphWithoutEdgesStaysEmpty) {
  EXPECT_EQ(with_slopes(RoadGraph::from_edges({}), {}).graph.edge_count(), 0U);
}

}  // namespace
}  // namespace sozialraum::network
