#include "sozialraum/access/huff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random_places.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/table_pairs.hpp"
#include "throws.hpp"
#include "times_table.hpp"

namespace sozialraum::access {
namespace {

using core::Minutes;
using test::times_table;

// Three villages with 100, 200 and 300 people, two markets of 10 and 20 (hundred square metres).
const reach::TablePairs kTimes = times_table({{5, 25}, {12, 8}, {35, 15}});
const std::vector<double> kPeople{100, 200, 300};
const std::vector<double> kSizes{10, 20};

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-9) << i;
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(Huff, SharesByHand) {
  const auto decay = Decay::steps({{Minutes{10}, 1.0}, {Minutes{20}, 0.68}, {Minutes{30}, 0.22}});
  const auto result = huff(kTimes, kPeople, kSizes, {.decay = decay});
  // 10 * 1 and 20 * .22; 10 * .68 and 20 * 1; nothing and 20 * .68.
  expect_near(result.attraction, {14.4, 26.8, 13.6});
  expect_near(result.shares, {10 / 14.4, 4.4 / 14.4, 6.8 / 26.8, 20 / 26.8, 0.0, 1.0});
  expect_near(result.visitors,
              {100 * 10 / 14.4 + 200 * 6.8 / 26.8, 100 * 4.4 / 14.4 + 200 * 20 / 26.8 + 300});
  EXPECT_TRUE(result.findings.empty());
}

TEST(Huff, InHuffsOwnFormTheWayCountsSquared) {
  const auto result = huff(times_table({{5, 10}}), std::vector{90.0}, std::vector{10.0, 80.0});
  // 10 / 25 = 0.4 and 80 / 100 = 0.8.
  expect_near(result.shares, {1.0 / 3.0, 2.0 / 3.0});
  expect_near(result.visitors, {30.0, 60.0});
}

TEST(Huff, WithoutSizeOnlyTheWayCounts) {
  const auto result = huff(times_table({{5, 5}}), std::vector{90.0}, std::vector{10.0, 80.0},
                           {.size_exponent = 0.0});
  expect_near(result.visitors, {45.0, 45.0});
  // A facility of size 0 offers nothing, whatever the exponent.
  const auto closed = huff(times_table({{5, 5}}), std::vector{90.0}, std::vector{0.0, 80.0},
                           {.size_exponent = 0.0});
  expect_near(closed.visitors, {0.0, 90.0});
}

TEST(Huff, WhoReachesNothingIsNamedAndAssignedToNothing) {
  const std::vector<std::string> names{"Aue", "Hallig", "Moor"};
  reach::TravelTimes times = test::travel_times_of({{5, 25}, {-1, -1}, {-1, -1}});
  times.standing[2] = core::Standing::kTooFar;
  const auto result =
      huff(reach::TablePairs(std::move(times), {.origin_names = names}), kPeople, kSizes);
  EXPECT_EQ(result.attraction[1], 0.0);
  EXPECT_TRUE(std::isnan(result.attraction[2]));
  EXPECT_NEAR(sum(result.visitors), 100.0, 1e-12);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "origin_without_facility");
  EXPECT_EQ(result.findings[0].areas, (std::vector<std::string>{"Hallig", "Moor"}));
}

TEST(Huff, EverybodyWithAFacilityInReachGoesSomewhere) {
  core::RandomStream dice(1, "huff");
  for (int round = 0; round < 50; ++round) {
    std::vector<std::vector<double>> minutes(20, std::vector<double>(6));
    std::vector<double> people(20);
    double assigned = 0.0;
    for (std::size_t i = 0; i < 20; ++i) {
      people[i] = static_cast<double>(dice.below(500));
      bool any = false;
      for (double& m : minutes[i]) {
        m = dice.below(2) == 0 ? -1.0 : 40.0 * dice.uniform();
        any = any || m >= 0;
      }
      if (any) assigned += people[i];
    }
    std::vector<double> sizes(6);
    for (double& s : sizes) s = 1.0 + static_cast<double>(dice.below(50));
    const reach::TablePairs pairs = times_table(minutes);
    const reach::TravelTimes& times = pairs.times();
    const auto result = huff(pairs, people, sizes, {.decay = Decay::exponential(0.1)});
    EXPECT_NEAR(sum(result.visitors), assigned, 1e-9);
    for (std::size_t i = 0; i < 20; ++i) {
      const auto first = result.shares.begin() + static_cast<std::ptrdiff_t>(times.begin[i]);
      const auto last = result.shares.begin() + static_cast<std::ptrdiff_t>(times.begin[i + 1]);
      EXPECT_NEAR(std::accumulate(first, last, 0.0), first == last ? 0.0 : 1.0, 1e-12);
    }
  }
}

TEST(Huff, WhatDrawsThousandsElsewhereDoesNotDrownAVillage) {
  // A market town of 10^9 raised to the fourth power, 20 minutes away or beyond the limit; a shop
  // of 2 in reach of all.
  const reach::TablePairs times = times_table({{1, -1}, {-1, 20}, {-1, 40}});
  const std::vector<double> sizes{1e9, 2.0};
  const auto result = huff(times, kPeople, sizes, {.size_exponent = 4.0});
  expect_near(result.shares, {1.0, 1.0, 1.0});
  EXPECT_DOUBLE_EQ(result.attraction[1], 16.0 / 400.0);
  EXPECT_DOUBLE_EQ(result.attraction[2], 16.0 / 1600.0);
  expect_near(result.visitors, {100.0, 500.0});
  EXPECT_TRUE(result.findings.empty());
  // e^-98 of a person's way counts as much as any, if it is the only one.
  const auto far = huff(times_table({{70}, {0}}), std::vector{10.0, 20.0}, std::vector{1.0},
                        {.decay = Decay::gaussian(Minutes{5})});
  expect_near(far.visitors, {30.0});
}

TEST(Huff, WithoutATableItIsTheSameWhicheverWayItIsSearched) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const auto graph = test::random_roads(seed);
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, seed % 2 == 0 ? 30 : 5, dice);
    const auto facilities = test::random_places(graph, 9, dice);
    std::vector<double> people(origins.size());
    std::vector<double> sizes(facilities.size());
    for (double& p : people) p = 100.0 * dice.uniform();
    for (double& s : sizes) s = static_cast<double>(dice.below(9));
    const auto times = reach::travel_times({.roads = graph, .limit = Minutes{12.0 / 600.0}},
                                           {origins, facilities});
    const HuffOptions options{.decay = Decay::power({.exponent = 1.5, .minimum = Minutes{0.001}}),
                              .size_exponent = 0.5};
    const auto table = huff(reach::TablePairs(times), people, sizes, options);
    for (const auto* prepared : {&hierarchy, static_cast<const network::Hierarchy*>(nullptr)}) {
      const reach::RoadPairs pairs({.roads = graph,
                                    .hierarchy = prepared,
                                    .limit = Minutes{12.0 / 600.0},
                                    .execution = {.threads = 1 + static_cast<unsigned>(seed % 3)}},
                                   {origins, facilities});
      const auto found = huff(pairs, people, sizes, options);
      ASSERT_EQ(found.standing, table.standing);
      ASSERT_EQ(found.visitors, table.visitors) << seed;
      for (std::size_t i = 0; i < origins.size(); ++i) {
        const double a = found.attraction[i];
        const double b = table.attraction[i];
        ASSERT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << seed;
      }
      ASSERT_EQ(found.findings, table.findings);
    }
  }
}

TEST(Huff, RefusesWhatIsNoAmount) {
  const auto argument_of = [](std::vector<double> people, std::vector<double> sizes,
                              double exponent) {
    return test::finding_of([&] { (void)huff(kTimes, people, sizes, {.size_exponent = exponent}); })
        .place.argument;
  };
  EXPECT_EQ(argument_of({100, 200}, kSizes, 1.0), "population");
  EXPECT_EQ(argument_of(kPeople, {10, -1}, 1.0), "supply");
  EXPECT_EQ(argument_of(kPeople, {10, 1e300}, 1.0), "supply");
  EXPECT_EQ(argument_of(kPeople, kSizes, -1.0), "size_exponent");
  EXPECT_EQ(argument_of(kPeople, kSizes, std::nan("")), "size_exponent");
  EXPECT_TRUE(huff(reach::TablePairs({}), {}, {}).visitors.empty());
}

}  // namespace
}  // namespace sozialraum::access
