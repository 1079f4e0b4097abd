#include "sozialraum/reach/nearest.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "random_places.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/table_pairs.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::reach {
namespace {

using core::Minutes;
using network::EdgeId;
using network::Snap;
using network::SnapStatus;
using network::TimedLabel;
using test::roads;

Snap on(std::uint32_t edge, double fraction, core::Deciseconds leg = 0) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction, .leg = leg};
}

TEST(Nearest, NamesBothKitasOfAHome) {
  const auto graph = roads(R"(
      a - b 600
      b - c 1200 )");
  // Home in the middle of a-b; one Kita at a, one in the middle of b-c.
  const auto nearest = minutes_to_nearest(
      {.roads = graph}, {std::vector{on(0, 0.5)}, std::vector{on(1, 0.5), on(0, 0.0)}});
  EXPECT_EQ(nearest.of(0)[0], (TimedLabel{300, 1}));
  EXPECT_EQ(nearest.of(0)[1], (TimedLabel{900, 0}));
  EXPECT_EQ(nearest.method, Method::kRoadNetwork);
}

TEST(Nearest, OneWayStreetsMakeThereAndBackDiffer) {
  const auto graph = roads(R"(
      a > b 100
      b > c 100
      c > a 500 )");
  const std::vector home{on(0, 0.0)};
  const std::vector station{on(1, 1.0)};
  EXPECT_EQ(minutes_to_nearest({.roads = graph}, {home, station}).of(0)[0].time, 200U);
  EXPECT_EQ(
      minutes_to_nearest({.roads = graph, .direction = Direction::kFromFacility}, {home, station})
          .of(0)[0]
          .time,
      500U);
}

TEST(Nearest, NeighboursInAOneWayStreetMustGoRound) {
  const auto graph = roads(R"(
      a > b 100
      b > a 300 )");
  const std::vector east{on(0, 0.6)};
  const std::vector west{on(0, 0.2)};
  EXPECT_EQ(minutes_to_nearest({.roads = graph}, {west, east}).of(0)[0].time, 40U);
  EXPECT_EQ(minutes_to_nearest({.roads = graph}, {east, west}).of(0)[0].time, 40U + 300U + 20U);
}

TEST(Nearest, LegsOffTheRoadCountAtBothEnds) {
  const auto graph = roads("a - b 600");
  const auto nearest = minutes_to_nearest(
      {.roads = graph}, {std::vector{on(0, 0.0, 11)}, std::vector{on(0, 1.0, 7)}}, {.k = 1});
  EXPECT_EQ(nearest.of(0)[0].time, 618U);
  EXPECT_EQ(minutes_to_nearest({.roads = graph, .limit = Minutes{1.0}},
                               {std::vector{on(0, 0.0, 11)}, std::vector{on(0, 1.0, 7)}}, {.k = 1})
                .of(0)[0],
            TimedLabel{});
}

TEST(Nearest, WhatIsOffTheNetworkReachesNothing) {
  const auto graph = roads("a - b 600");
  const Snap off{.status = SnapStatus::kTooFar};
  const auto nearest = minutes_to_nearest(
      {.roads = graph}, {std::vector{off, on(0, 0.0)}, std::vector{off, on(0, 1.0)}});
  EXPECT_EQ(nearest.of(0)[0], TimedLabel{});
  EXPECT_EQ(nearest.of(1)[0], (TimedLabel{600, 1}));
  EXPECT_EQ(nearest.of(1)[1], TimedLabel{});
  EXPECT_TRUE(minutes_to_nearest({.roads = graph}, {{}, {}}).facilities.empty());
}

TEST(Nearest, AgreesWithTheTableOfAllTimesOnRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const auto graph = test::random_roads(seed);
    const auto times = test::all_times(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, 12, dice);
    const auto facilities = test::random_places(graph, 7, dice);
    const NearestOptions options{.k = 1 + seed % 4};
    const Travel travel{
        .roads = graph,
        .direction = seed % 2 == 0 ? Direction::kToFacility : Direction::kFromFacility,
        .limit = Minutes{seed % 3 == 0 ? 12.0 / 600.0 : 1e9}};
    const auto limit = core::to_deciseconds(travel.limit);
    const auto nearest = minutes_to_nearest(travel, {origins, facilities}, options);
    const auto hierarchy = network::Hierarchy::build(graph);
    Travel prepared = travel;
    prepared.hierarchy = &hierarchy;
    ASSERT_EQ(minutes_to_nearest(prepared, {origins, facilities}, options).facilities,
              nearest.facilities);
    // Pair by pair, from the roads and from a table of them.
    const RoadPairs pairs(prepared, {origins, facilities});
    const auto by_pairs = minutes_to_nearest(pairs, options);
    ASSERT_EQ(by_pairs.facilities, nearest.facilities);
    ASSERT_EQ(by_pairs.standing, nearest.standing);
    ASSERT_EQ(by_pairs.findings, nearest.findings);
    const auto by_table = minutes_to_nearest(TablePairs(travel_times(pairs)), options);
    ASSERT_EQ(by_table.facilities, nearest.facilities);
    ASSERT_EQ(by_table.standing, nearest.standing);
    ASSERT_EQ(by_table.findings, nearest.findings);
    for (std::size_t i = 0; i < origins.size(); ++i) {
      std::vector<TimedLabel> expected;
      for (std::uint32_t j = 0; j < facilities.size(); ++j) {
        const auto time = travel.direction == Direction::kToFacility
                              ? test::time_by_table(graph, times, origins[i], facilities[j])
                              : test::time_by_table(graph, times, facilities[j], origins[i]);
        if (time <= limit) expected.push_back({time, j});
      }
      std::sort(expected.begin(), expected.end());
      expected.resize(options.k);
      const auto found = nearest.of(i);
      ASSERT_EQ(std::vector(found.begin(), found.end()), expected) << "graph " << seed;
    }
  }
}

TEST(Nearest, RefusesTheHierarchyOfAnotherGraph) {
  const auto hierarchy = network::Hierarchy::build(roads("a - b 600"));
  const auto other = roads("a - c 600");
  EXPECT_EQ(test::finding_of([&] {
              (void)minutes_to_nearest({.roads = other, .hierarchy = &hierarchy}, {{}, {}});
            }).place.argument,
            "hierarchy");
}

TEST(Nearest, RefusesANegativeLimit) {
  const auto graph = roads("a - b 600");
  EXPECT_EQ(test::finding_of([&] {
              (void)minutes_to_nearest({.roads = graph, .limit = Minutes{-1.0}}, {{}, {}});
            }).place.argument,
            "limit");
}

}  // namespace
}  // namespace sozialraum::reach
