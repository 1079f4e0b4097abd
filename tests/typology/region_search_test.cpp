#include "sozialraum/typology/region_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "gal.hpp"
#include "region_cases.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Links = std::vector<RegionLink>;
using Labels = std::vector<std::uint32_t>;

constexpr RegionSearch kAll[] = {RegionSearch::kGreedy, RegionSearch::kAnnealing,
                                 RegionSearch::kTabu};

TEST(RegionSearch, MovesTheVillageOverTheBorder) {
  // {0, 1, 9} {10} becomes {0, 1} {9, 10}: 2 * 0.5 + 2 * 0.5 halves = 1
  const auto points = test::points("a 0\nb 1\nc 9\nd 10\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  for (const RegionSearch search : kAll) {
    const auto found = improve_regions(points.view(), line, Labels{0, 0, 0, 7}, {.search = search});
    EXPECT_EQ(found.clustering.types, (Labels{0, 0, 1, 1}));
    EXPECT_NEAR(found.clustering.inertia, 1.0, 1e-12);
  }
}

TEST(RegionSearch, AMoveThatTearsARegionApartIsNotMade) {
  // b is most like the right region, but a would be alone with c then.
  const auto points = test::points("a 0\nb 9\nc 0\nd 9\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {1, 3, 1}});
  const auto found =
      improve_regions(points.view(), line, Labels{0, 0, 0, 1}, {.search = RegionSearch::kGreedy});
  EXPECT_EQ(found.clustering.types, (Labels{0, 0, 0, 1}));
}

TEST(RegionSearch, KeepsFloorsAndCeilings) {
  const auto points = test::points("a 0\nb 1\nc 9\nd 10\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  const std::vector<double> people{100, 100, 200, 300};
  const std::vector<Bound> floor{{.name = "people", .counts = people, .least = 300}};
  const std::vector<Bound> ceiling{{.name = "people", .counts = people, .most = 400}};
  for (const RegionSearch search : kAll) {
    for (const auto& bounds : {floor, ceiling}) {
      const auto found = improve_regions(points.view(), line, Labels{0, 0, 0, 1},
                                         {.search = search, .bounds = bounds});
      EXPECT_EQ(found.clustering.types, (Labels{0, 0, 0, 1}));
    }
  }
}

TEST(RegionSearch, IsAtLeastAsGoodAsTheOtherProgramsOnGuerry) {
  // rgeoda, k = 5: azp_greedy 0.3598541, azp_sa 0.4211363, azp_tabu 0.4222174 (between/total)
  const auto points = test::guerry();
  const RegionGraph graph(
      test::gal(SOZIALRAUM_GOLDEN_DIR "/guerry_queen.gal",
                test::dbase_texts(SOZIALRAUM_DATA_DIR "/classic/guerry/Guerry.dbf", "CODE_DE")));
  const auto skater = find_regions(points.view(), graph, {.regions = 5});
  const auto best = [&](RegionSearch search) {
    return improve_regions(points.view(), graph, skater.clustering.types, {.search = search})
        .explained;
  };
  EXPECT_GE(best(RegionSearch::kGreedy), 0.3763086809);
  EXPECT_GE(best(RegionSearch::kAnnealing), 0.4211363);
  EXPECT_GE(best(RegionSearch::kTabu), 0.4222174);
}

TEST(RegionSearch, NeverBeatsTryingEveryDivisionAndMostlyReachesIt) {
  std::size_t cases = 0;
  std::size_t reached = 0;
  for (std::uint64_t run = 0; run < 40; ++run) {
    core::RandomStream dice(8, "search", run);
    const std::uint32_t n = 8;
    const Links links = test::random_links(n, dice);
    test::OwnPoints points{.codes = test::numbered_codes(n), .indicators = {"x", "y"}};
    for (std::uint32_t i = 0; i < 2 * n; ++i) points.values.push_back(dice.normal());
    const RegionGraph graph(points.codes, links);
    if (!graph.findings().empty()) continue;
    double least = 1e300;
    test::every_division(n, [&](const Labels& label, std::uint32_t groups) {
      if (groups != 3) return;
      for (std::uint32_t g = 0; g < 3; ++g) {
        if (!test::hang_together(links, label, g)) return;
      }
      least = std::min(least, describe_partition(points.view(), label, 3).inertia);
    });
    const auto start = find_regions(points.view(), graph, {.regions = 3});
    const auto found = improve_regions(points.view(), graph, start.clustering.types);
    EXPECT_GE(found.clustering.inertia, least - 1e-12);
    EXPECT_LE(found.clustering.inertia, start.clustering.inertia + 1e-12);
    ++cases;
    reached += found.clustering.inertia < least + 1e-9 ? 1 : 0;
  }
  EXPECT_GT(cases, 10U);
  EXPECT_GE(reached * 5, cases * 4);
}

TEST(RegionSearch, EveryRegionHangsTogetherAndNoFloorIsLost) {
  for (std::uint64_t run = 0; run < 600; ++run) {
    core::RandomStream dice(9, "search", run);
    const auto n = static_cast<std::uint32_t>(4 + dice.below(20));
    const Links links = test::random_links(n, dice);
    test::OwnPoints points{.codes = test::numbered_codes(n), .indicators = {"x"}};
    for (std::uint32_t i = 0; i < n; ++i) points.values.push_back(dice.normal());
    std::vector<double> people(n);
    for (double& x : people) x = static_cast<double>(dice.below(200));
    const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 200}};
    const RegionGraph graph(points.codes, links);
    const auto start = find_regions(points.view(), graph, {.regions = 1 + n / 5, .bounds = bounds});
    const auto found = improve_regions(points.view(), graph, start.clustering.types,
                                       {.search = kAll[run % 3], .bounds = bounds, .patience = 30});
    const auto below = [](const Regions& r) {
      return std::ranges::count_if(r.totals, [](double total) { return total < 200; });
    };
    ASSERT_LE(below(found), below(start)) << run;
    ASSERT_LE(found.clustering.inertia, start.clustering.inertia + 1e-9) << run;
    for (std::uint32_t r = 0; r < found.clustering.type_count(); ++r) {
      ASSERT_TRUE(test::hang_together(links, found.clustering.types, r)) << run;
    }
  }
}

TEST(RegionSearch, ShortBordersArePaidForWithLikeness) {
  // Two columns of 0 and one of 10, but 6 in the middle. With the middle on the right: 12 within
  // and 5 links cut; a straight border: 30 and 3 of 12 links. All differences: 192. 18 = 2 c 192
  // / 12.
  const auto points = test::points("a 0\nb 0\nc 10\nd 0\ne 6\nf 10\ng 0\nh 0\ni 10\n");
  const RegionGraph grid(points.codes, test::grid_links(3, 3));
  const Labels start{0, 0, 1, 0, 0, 1, 0, 0, 1};
  for (const RegionSearch search : kAll) {
    const auto plain = improve_regions(points.view(), grid, start, {.search = search});
    EXPECT_EQ(plain.clustering.inertia, 12.0);
    const auto cheap =
        improve_regions(points.view(), grid, start, {.search = search, .compactness = 0.55});
    EXPECT_EQ(cheap.clustering.inertia, 12.0);
    const Labels bulge{0, 0, 1, 0, 1, 1, 0, 0, 1};
    const auto dear =
        improve_regions(points.view(), grid, bulge, {.search = search, .compactness = 0.58});
    EXPECT_EQ(dear.clustering.inertia, 30.0);
  }
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(improve_regions(points.view(), grid, start, {.compactness = -0.1}));
            }).place.argument,
            "compactness");
}

TEST(RegionSearch, RefusesAStartOfAnotherLength) {
  const auto points = test::points("a 0\nb 1\n");
  const RegionGraph pair(points.codes, Links{{0, 1, 1}});
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(improve_regions(points.view(), pair, Labels{0}));
            }).code,
            "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::typology
