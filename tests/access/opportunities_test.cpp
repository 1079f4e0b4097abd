#include "sozialraum/access/opportunities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "random_places.hpp"
#include "sozialraum/reach/matrix.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/travel_times.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;
using core::Minutes;
using network::EdgeId;
using network::Snap;
using network::SnapStatus;

Snap on(std::uint32_t edge, double fraction) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction};
}

// Three villages and two practices in a star of roads whose minutes are those of the hand-made
// floating catchment case: t = [[5, 25], [12, 8]].
TEST(Opportunities, HansenByHand) {
  const auto graph = test::roads(R"(
      a > c 3000
      a > d 15000
      b > c 7200
      b > d 4800 )");
  const std::vector villages{on(0, 0.0), on(2, 0.0)};
  const std::vector practices{on(0, 1.0), on(1, 1.0)};
  const std::vector<double> places{10, 20};
  const auto found =
      opportunities(reach::RoadPairs({.roads = graph, .limit = Minutes{60}}, {villages, practices}),
                    {.supply = places, .decay = Decay::exponential(0.05)});
  EXPECT_NEAR(found.value[0], 13.5181037679, 1e-9);  // 10 e^-0.25 + 20 e^-1.25
  EXPECT_NEAR(found.value[1], 18.8945172817, 1e-9);  // 10 e^-0.6 + 20 e^-0.4
  const auto counted = opportunities(
      reach::RoadPairs({.roads = graph, .limit = Minutes{10}}, {villages, practices}));
  EXPECT_EQ(counted.value, (std::vector{1.0, 1.0}));
}

TEST(Opportunities, AreTheCountOverTheTableOfTimes) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const auto graph = test::random_roads(seed);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, 3 + 9 * (seed % 2), dice);
    const auto facilities = test::random_places(graph, 7, dice);
    const Minutes limit{15.0 / 600.0};
    const std::vector<double> supply{1, 2, 3, 4, 5, 6, 1e6};
    const auto times = reach::travel_times({.roads = graph, .limit = limit}, {origins, facilities});
    const auto found =
        opportunities(reach::RoadPairs({.roads = graph, .limit = limit}, {origins, facilities}),
                      {.supply = supply});
    const auto hierarchy = network::Hierarchy::build(graph);
    const auto prepared =
        opportunities(reach::RoadPairs({.roads = graph, .hierarchy = &hierarchy, .limit = limit},
                                       {origins, facilities}),
                      {.supply = supply});
    for (std::size_t i = 0; i < origins.size(); ++i) {
      ASSERT_TRUE(prepared.value[i] == found.value[i] || std::isnan(found.value[i]))
          << "graph " << seed;
      if (core::is_off_network(times.standing[i])) {
        ASSERT_TRUE(std::isnan(found.value[i]));
        continue;
      }
      double sum = 0.0;
      for (const reach::Reached& reached : times.row(i)) sum += supply[reached.facility];
      ASSERT_EQ(found.value[i], sum) << "graph " << seed;
    }
  }
}

TEST(Opportunities, AreTheSameForAnyOrderAndThreads) {
  const auto graph = test::random_roads(1, {.nodes = 600, .edges = 900, .longest = 500});
  core::RandomStream dice(1, "places");
  const auto origins = test::random_places(graph, 200, dice);
  auto facilities = test::random_places(graph, 100, dice);
  std::vector<double> supply;
  for (std::size_t j = 0; j < facilities.size(); ++j) supply.push_back(dice.uniform());
  const auto ask = [&](unsigned threads) {
    return opportunities(reach::RoadPairs({.roads = graph, .execution = {.threads = threads}},
                                          {origins, facilities}),
                         {.supply = supply, .decay = Decay::gaussian(Minutes{2.0})});
  };
  const auto same = [](const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
      return x == y || (std::isnan(x) && std::isnan(y));
    });
  };
  const auto one = ask(1);
  for (const unsigned threads : {2U, 3U, 8U}) EXPECT_TRUE(same(one.value, ask(threads).value));
  std::reverse(facilities.begin(), facilities.end());
  std::reverse(supply.begin(), supply.end());
  EXPECT_TRUE(same(one.value, ask(2).value));
}

TEST(Opportunities, NothingInReachIsZero) {
  const auto graph = test::roads("a - b 600000");
  const std::vector home{on(0, 0.0)};
  const std::vector shop{on(0, 1.0)};  // 1,000 minutes away
  const auto far =
      opportunities(reach::RoadPairs({.roads = graph, .limit = Minutes{30}}, {home, shop}));
  EXPECT_EQ(far.value, std::vector{0.0});
  EXPECT_EQ(far.standing, std::vector{core::Standing::kBeyondLimit});
  const auto none = opportunities(reach::RoadPairs({.roads = graph}, {home, {}}));
  EXPECT_EQ(none.value, std::vector{0.0});
  ASSERT_EQ(none.findings.size(), 1U);
  EXPECT_EQ(none.findings[0].code, "no_facilities");
}

TEST(Opportunities, RefusesASupplyThatIsNone) {
  const auto graph = test::roads("a - b 600");
  const std::vector place{on(0, 0.0)};
  const auto argument_of = [&](std::vector<double> supply) {
    return test::finding_of([&] {
             (void)opportunities(reach::RoadPairs({.roads = graph}, {place, place}),
                                 {.supply = supply});
           })
        .place.argument;
  };
  EXPECT_EQ(argument_of({1.0, 2.0}), "supply");
  EXPECT_EQ(argument_of({-1.0}), "supply");
  EXPECT_EQ(argument_of({std::nan("")}), "supply");
  EXPECT_EQ(argument_of({1e308}), "supply");
}

TEST(Opportunities, AreACountOverTheRowsOfTheMatrix) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto graph = test::random_roads(seed, {.nodes = 60, .edges = 130});
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, 40, dice);
    const auto facilities = test::random_places(graph, 30, dice);
    const Minutes limit{seed % 2 == 0 ? 30.0 / 600 : 2.0};
    const auto times =
        reach::matrix({.roads = graph, .hierarchy = &hierarchy}, {origins, facilities});
    const auto counted = opportunities(reach::RoadPairs(
        {.roads = graph, .hierarchy = &hierarchy, .limit = limit}, {origins, facilities}));
    for (std::size_t i = 0; i < origins.size(); ++i) {
      if (origins[i].status != network::SnapStatus::kSnapped) continue;
      const auto row = times.row(i);
      EXPECT_EQ(counted.value[i], std::count_if(row.begin(), row.end(), [&](Deciseconds time) {
                  return time <= core::to_deciseconds(limit);
                }));
    }
  }
}

}  // namespace
}  // namespace sozialraum::access
