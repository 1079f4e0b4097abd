// Roads at the ends of a way (residents, private): every question, prepared or not, from either
// side and in both directions, against a look at every way.
#include <gtest/gtest.h>

#include <algorithm>

#include "random_places.hpp"
#include "sozialraum/access/opportunities.hpp"
#include "sozialraum/reach/nearest.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/travel_times.hpp"
#include "way_oracle.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;
using core::Minutes;

network::RoadGraph some_roads(std::uint64_t seed) {
  const double share = 0.1 + 0.1 * static_cast<double>(seed % 6);
  return test::random_roads(seed,
                            {.nodes = 12, .edges = seed % 2 == 0 ? 26U : 18U, .ends_only = share});
}

TEST(ZonesOnTheWay, TravelTimesAndOpportunities) {
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    const auto graph = some_roads(seed);
    const test::WayOracle oracle(graph);
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, 3 + 9 * (seed / 2 % 2), dice);
    const auto facilities = test::random_places(graph, 7, dice);
    const auto direction =
        seed % 3 == 0 ? reach::Direction::kToFacility : reach::Direction::kFromFacility;
    const Minutes limit{seed % 5 == 0 ? 12.0 / 600.0 : 60.0};
    const auto times = reach::travel_times({.roads = graph, .direction = direction, .limit = limit},
                                           {origins, facilities});
    const auto prepared = reach::travel_times(
        {.roads = graph, .hierarchy = &hierarchy, .direction = direction, .limit = limit},
        {origins, facilities});
    ASSERT_EQ(times.pairs, prepared.pairs) << seed;
    const auto counts = opportunities(reach::RoadPairs(
        {.roads = graph, .direction = direction, .limit = limit}, {origins, facilities}));
    const auto swept = opportunities(reach::RoadPairs(
        {.roads = graph, .hierarchy = &hierarchy, .direction = direction, .limit = limit},
        {origins, facilities}));
    for (std::size_t i = 0; i < origins.size(); ++i) {
      std::vector<reach::Reached> expected;
      for (std::uint32_t j = 0; j < facilities.size(); ++j) {
        const Deciseconds time = direction == reach::Direction::kToFacility
                                     ? oracle.time(origins[i], facilities[j])
                                     : oracle.time(facilities[j], origins[i]);
        if (time <= core::to_deciseconds(limit)) expected.push_back({j, time});
      }
      const auto row = times.row(i);
      ASSERT_EQ(std::vector(row.begin(), row.end()), expected) << "graph " << seed;
      if (origins[i].status != network::SnapStatus::kSnapped) continue;
      ASSERT_EQ(counts.value[i], static_cast<double>(expected.size()));
      ASSERT_EQ(swept.value[i], static_cast<double>(expected.size()));
    }
  }
}

TEST(ZonesOnTheWay, NearestFacilities) {
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    const auto graph = some_roads(seed);
    const test::WayOracle oracle(graph);
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, 8, dice);
    const auto facilities = test::random_places(graph, 6, dice);
    const auto direction =
        seed % 3 == 0 ? reach::Direction::kToFacility : reach::Direction::kFromFacility;
    const std::size_t k = 1 + seed % 3;
    const auto nearest = reach::minutes_to_nearest({.roads = graph, .direction = direction},
                                                   {origins, facilities}, {.k = k});
    const auto prepared =
        reach::minutes_to_nearest({.roads = graph, .hierarchy = &hierarchy, .direction = direction},
                                  {origins, facilities}, {.k = k});
    ASSERT_EQ(nearest.facilities, prepared.facilities) << seed;
    for (std::size_t i = 0; i < origins.size(); ++i) {
      std::vector<network::TimedLabel> expected;
      for (std::uint32_t j = 0; j < facilities.size(); ++j) {
        const Deciseconds time = direction == reach::Direction::kToFacility
                                     ? oracle.time(origins[i], facilities[j])
                                     : oracle.time(facilities[j], origins[i]);
        if (time != core::kUnreachable) expected.push_back({time, j});
      }
      std::sort(expected.begin(), expected.end());
      expected.resize(k);
      const auto begin = nearest.facilities.begin() + static_cast<std::ptrdiff_t>(i * k);
      ASSERT_EQ(std::vector(begin, begin + static_cast<std::ptrdiff_t>(k)), expected)
          << "graph " << seed;
    }
  }
}

}  // namespace
}  // namespace sozialraum::access
