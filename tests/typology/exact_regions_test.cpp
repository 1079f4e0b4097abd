#include "sozialraum/typology/exact_regions.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "region_cases.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Labels = std::vector<std::uint32_t>;

test::OwnPoints known_grid() {
  return test::points("0 2\n1 3\n2 9\n3 2\n4 4\n5 10\n6 8\n7 7\n8 11\n");
}

TEST(ExactRegions, OfTheKnownGrid) {
  // All 1,434 connected divisions of the 3 x 3 grid, enumerated elsewhere: two regions 12.75, three
  // 5.25; with a floor of 300 people at most three, and 40.0: {0, 3, 4}, {1, 2, 5}, {6, 7, 8}.
  const auto points = known_grid();
  const RegionGraph grid(points.codes, test::grid_links(3, 3));
  const auto two = exact_regions(points.view(), grid, {.regions = 2});
  EXPECT_NEAR(two.regions.clustering.inertia, 12.75, 1e-12);
  EXPECT_TRUE(two.proven);
  EXPECT_NEAR(exact_regions(points.view(), grid, {.regions = 3}).regions.clustering.inertia, 5.25,
              1e-12);
  const std::vector<double> people{120, 80, 200, 60, 150, 90, 110, 70, 130};
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 300}};
  const auto found = exact_regions(points.view(), grid, {.bounds = bounds});
  EXPECT_TRUE(found.proven);
  EXPECT_EQ(found.regions.clustering.type_count(), 3U);
  EXPECT_NEAR(found.regions.clustering.inertia, 40.0, 1e-12);
  const auto& types = found.regions.clustering.types;
  EXPECT_EQ((Labels{types[3], types[4]}), (Labels{types[0], types[0]}));
  EXPECT_EQ((Labels{types[2], types[5]}), (Labels{types[1], types[1]}));
  EXPECT_EQ((Labels{types[7], types[8]}), (Labels{types[6], types[6]}));
}

TEST(ExactRegions, IsTheBestOfEveryDivisionThatKeepsTheBounds) {
  std::size_t cases = 0;
  for (std::uint64_t run = 0; run < 60; ++run) {
    core::RandomStream dice(14, "exact", run);
    const auto n = static_cast<std::uint32_t>(5 + dice.below(4));
    const auto links = test::random_links(n, dice);
    test::OwnPoints points{.codes = test::numbered_codes(n), .indicators = {"x", "y"}};
    for (std::uint32_t i = 0; i < 2 * n; ++i) points.values.push_back(dice.normal());
    for (std::uint32_t i = 0; i < n; ++i) {
      points.weights.push_back(static_cast<double>(1 + dice.below(9)));
    }
    std::vector<double> people(n);
    for (double& x : people) x = static_cast<double>(50 + dice.below(150));
    const std::vector<Bound> bounds{
        {.name = "people", .counts = people, .least = 150, .most = 700}};
    double least = 1e300;
    test::every_division(n, [&](const Labels& label, std::uint32_t groups) {
      if (groups != 3) return;
      for (std::uint32_t g = 0; g < groups; ++g) {
        double sum = 0.0;
        for (std::uint32_t i = 0; i < n; ++i) sum += label[i] == g ? people[i] : 0.0;
        if (sum < 150 || sum > 700 || !test::hang_together(links, label, g)) return;
      }
      least = std::min(least, describe_partition(points.view(), label, 3).inertia);
    });
    const auto found = exact_regions(points.view(), RegionGraph(points.codes, links),
                                     {.regions = 3, .bounds = bounds});
    ASSERT_EQ(found.proven, least < 1e300) << run;
    if (!found.proven) continue;
    ASSERT_NEAR(found.regions.clustering.inertia, least, 1e-9) << run;
    ++cases;
  }
  EXPECT_GT(cases, 20U);
}

TEST(ExactRegions, ProvesTwentyVillagesWithAFloor) {
  const std::uint32_t n = 20;
  core::RandomStream dice(15, "exact");
  test::OwnPoints points{.codes = test::numbered_codes(n), .indicators = {"x", "y", "z"}};
  for (std::uint32_t i = 0; i < 3 * n; ++i) points.values.push_back(dice.normal());
  const RegionGraph grid(points.codes, test::grid_links(4, 5));
  const std::vector<Bound> bounds{{.name = "areas", .least = 3}};
  const auto found = exact_regions(points.view(), grid, {.regions = 5, .bounds = bounds});
  EXPECT_TRUE(found.proven);
  EXPECT_EQ(found.regions.clustering.type_count(), 5U);
  EXPECT_GE(*std::ranges::min_element(found.regions.totals), 3.0);
}

TEST(ExactRegions, SaysWhenTheStepsDoNotSufficeAndRefusesLargeMaps) {
  const auto points = known_grid();
  const RegionGraph grid(points.codes, test::grid_links(3, 3));
  const auto found = exact_regions(points.view(), grid, {.regions = 3, .steps = 5});
  EXPECT_FALSE(found.proven);
  EXPECT_EQ(found.regions.findings.back().code, "not_proven");
  EXPECT_EQ(found.regions.clustering.type_count(), 3U);
  test::OwnPoints large{.codes = test::numbered_codes(33), .indicators = {"x"}};
  for (std::size_t i = 0; i < 33; ++i) large.values.push_back(static_cast<double>(i));
  const RegionGraph line(large.codes, test::grid_links(1, 33));
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(exact_regions(large.view(), line, {.regions = 2}));
            }).code,
            "too_large");
}

}  // namespace
}  // namespace sozialraum::typology
