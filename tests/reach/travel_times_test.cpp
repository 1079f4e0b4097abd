#include "sozialraum/reach/travel_times.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "random_places.hpp"
#include "text_roads.hpp"

namespace sozialraum::reach {
namespace {

using core::Minutes;

Travel travel_of(const network::RoadGraph& graph, std::uint64_t seed) {
  return {.roads = graph,
          .direction = seed % 2 == 0 ? Direction::kToFacility : Direction::kFromFacility,
          .limit = Minutes{seed % 3 == 0 ? 12.0 / 600.0 : 60.0}};
}

TEST(TravelTimes, AgreeWithBruteForceFromEitherSide) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const auto graph = test::random_roads(seed);
    const auto table = test::all_times(graph);
    core::RandomStream dice(seed, "places");
    // Every other graph has more facilities than origins, so that searches start on either side.
    const auto origins = test::random_places(graph, 3 + 9 * (seed / 2 % 2), dice);
    const auto facilities = test::random_places(graph, 7, dice);
    const auto travel = travel_of(graph, seed);
    const auto limit = core::to_deciseconds(travel.limit);
    const auto times = travel_times(travel, {origins, facilities});
    ASSERT_EQ(times.origin_count(), origins.size());
    const auto hierarchy = network::Hierarchy::build(graph);
    auto prepared = travel;
    prepared.hierarchy = &hierarchy;
    ASSERT_EQ(travel_times(prepared, {origins, facilities}).pairs, times.pairs) << seed;
    for (std::size_t i = 0; i < origins.size(); ++i) {
      std::vector<Reached> expected;
      for (std::uint32_t j = 0; j < facilities.size(); ++j) {
        const auto time = travel.direction == Direction::kToFacility
                              ? test::time_by_table(graph, table, origins[i], facilities[j])
                              : test::time_by_table(graph, table, facilities[j], origins[i]);
        if (time <= limit) expected.push_back({j, time});
      }
      const auto row = times.row(i);
      ASSERT_EQ(std::vector(row.begin(), row.end()), expected) << "graph " << seed;
      const bool snapped = origins[i].status == network::SnapStatus::kSnapped;
      ASSERT_EQ(times.standing[i], !snapped      ? core::Standing::kTooFar
                                   : row.empty() ? core::Standing::kBeyondLimit
                                                 : core::Standing::kOnNetwork);
    }
  }
}

// A prepared graph counts in 16 bits up to 65,534 deciseconds, in 32 beyond: 109.22 minutes.
TEST(TravelTimes, AgreeWithTheSearchWhereSixteenBitsEnd) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto graph = test::random_roads(
        seed, {.nodes = 60, .edges = 130, .longest = seed % 2 == 0 ? 9'000U : 90'000U});
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, 80, dice);
    const auto facilities = test::random_places(graph, 70, dice);
    for (const std::uint32_t limit : {65'533U, 65'534U, 65'535U, 65'536U, 70'000U}) {
      Travel travel{.roads = graph, .limit = Minutes{limit / 600.0}};
      const auto searched = travel_times(travel, {origins, facilities}).pairs;
      travel.hierarchy = &hierarchy;
      ASSERT_EQ(travel_times(travel, {origins, facilities}).pairs, searched) << seed;
    }
  }
}

TEST(TravelTimes, AreTheSameForAnyNumberOfThreads) {
  const auto graph = test::random_roads(1, {.nodes = 600, .edges = 900, .longest = 500});
  core::RandomStream dice(1, "places");
  const auto origins = test::random_places(graph, 300, dice);
  const auto facilities = test::random_places(graph, 100, dice);
  const auto one =
      travel_times({.roads = graph, .execution = {.threads = 1}}, {origins, facilities});
  const auto hierarchy = network::Hierarchy::build(graph);
  for (const unsigned threads : {2U, 3U, 8U}) {
    const auto more =
        travel_times({.roads = graph, .execution = {.threads = threads}}, {origins, facilities});
    EXPECT_EQ(one.begin, more.begin);
    EXPECT_EQ(one.pairs, more.pairs);
    for (const Minutes limit : {kNoLimit, Minutes{100}}) {
      EXPECT_EQ(travel_times({.roads = graph, .limit = limit, .execution = {.threads = 1}},
                             {origins, facilities})
                    .pairs,
                travel_times({.roads = graph,
                              .hierarchy = &hierarchy,
                              .limit = limit,
                              .execution = {.threads = threads}},
                             {origins, facilities})
                    .pairs);
    }
  }
}

TEST(TravelTimes, ThereOneWayIsBackTheOtherWay) {  // reverse symmetry
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto graph = test::random_roads(seed);
    core::RandomStream dice(seed, "places");
    const auto homes = test::random_places(graph, 6, dice);
    const auto shops = test::random_places(graph, 5, dice);
    const auto there = travel_times({.roads = graph}, {homes, shops});
    const auto back =
        travel_times({.roads = graph, .direction = Direction::kFromFacility}, {shops, homes});
    std::size_t pairs = 0;
    for (std::uint32_t j = 0; j < shops.size(); ++j) {
      for (const Reached& home : back.row(j)) {
        const auto row = there.row(home.facility);
        ASSERT_NE(std::find(row.begin(), row.end(), Reached{j, home.time}), row.end());
        ++pairs;
      }
    }
    ASSERT_EQ(pairs, there.pairs.size());
  }
}

TEST(TravelTimes, OfNobodyAreEmpty) {
  const auto times = travel_times({.roads = test::roads("a - b 10")}, {{}, {}});
  EXPECT_EQ(times.origin_count(), 0U);
  EXPECT_TRUE(times.pairs.empty());
}

}  // namespace
}  // namespace sozialraum::reach
