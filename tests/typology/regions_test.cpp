#include "sozialraum/typology/regions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "gal.hpp"
#include "region_cases.hpp"
#include "sozialraum/typology/region_cuts.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Links = std::vector<RegionLink>;

RegionGraph guerry_graph() {
  return RegionGraph(
      test::gal(SOZIALRAUM_GOLDEN_DIR "/guerry_queen.gal",
                test::dbase_texts(SOZIALRAUM_DATA_DIR "/classic/guerry/Guerry.dbf", "CODE_DE")));
}

std::vector<std::size_t> sorted_sizes(const Regions& regions) {
  std::vector<std::size_t> sizes = regions.clustering.sizes;
  std::ranges::sort(sizes, std::greater<>());
  return sizes;
}

Regions guerry_regions(RegionLinkage linkage, RegionOrder order, RegionReading reading) {
  return find_regions(test::guerry().view(), guerry_graph(),
                      {.regions = 5, .linkage = linkage, .order = order, .reading = reading});
}

TEST(Regions, TreeIsTheSpanningTreeOfGuerry) {
  // scipy.sparse.csgraph.minimum_spanning_tree of the queen graph: its sum and largest links
  const auto tree = region_tree(test::guerry().view(), guerry_graph(),
                                {.linkage = RegionLinkage::kSingle, .order = RegionOrder::kFirst});
  double sum = 0.0;
  for (const RegionMerge& merge : tree.merges) sum += merge.height;
  EXPECT_NEAR(sum, 139.264637514, 1e-8);
  EXPECT_NEAR(tree.merges[83].height, 4.52570903, 1e-8);
  EXPECT_NEAR(tree.merges[82].height, 4.054758, 1e-6);
  EXPECT_NEAR(tree.merges[81].height, 3.51427834, 1e-8);
}

TEST(Regions, TreeHasTheHeightsOfScikitLearnsWardWithConnectivity) {
  const auto tree = region_tree(test::guerry().view(), guerry_graph());
  const std::vector<double> last{6.15958539, 6.63395788, 9.25434797, 10.44171914, 13.74352266};
  ASSERT_EQ(tree.merges.size(), 84U);
  std::vector<double> heights;
  for (const RegionMerge& merge : tree.merges) heights.push_back(merge.height);
  std::ranges::sort(heights);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(heights[79 + i], last[i], 1e-7);
}

TEST(Regions, ContiguityWardOfGuerry) {
  const auto found =
      guerry_regions(RegionLinkage::kWard, RegionOrder::kFull, RegionReading::kMerges);
  EXPECT_NEAR(found.explained, 0.42417288, 1e-8);
  EXPECT_EQ(sorted_sizes(found), (std::vector<std::size_t>{27, 27, 22, 8, 1}));
}

TEST(Regions, ContiguityAverageAndSingleOfGuerry) {
  for (const RegionLinkage linkage : {RegionLinkage::kAverage, RegionLinkage::kSingle}) {
    const auto found = guerry_regions(linkage, RegionOrder::kFull, RegionReading::kMerges);
    EXPECT_NEAR(found.explained, 0.2147711255, 1e-9);
    EXPECT_EQ(sorted_sizes(found), (std::vector<std::size_t>{81, 1, 1, 1, 1}));
  }
}

TEST(Regions, SkaterOfGuerry) {
  // rgeoda: skater(5, queen_weights(guerry), ...) between/total 0.3763086809
  const auto found =
      guerry_regions(RegionLinkage::kSingle, RegionOrder::kFirst, RegionReading::kCuts);
  EXPECT_NEAR(found.explained, 0.3763086809, 1e-9);
  EXPECT_TRUE(found.findings.empty());
}

TEST(Regions, SkaterWithSixRegionsHasTheEntropyOfRgeoda) {
  // rgeoda: spatial_validation of skater(6, ...): fragmentation entropy and Simpson's index
  const auto found = find_regions(test::guerry().view(), guerry_graph(), {.regions = 6});
  double entropy = 0.0;
  double simpson = 0.0;
  for (const std::size_t size : found.clustering.sizes) {
    const double share = static_cast<double>(size) / 85.0;
    entropy -= share * std::log(share);
    simpson += share * share;
  }
  EXPECT_NEAR(entropy, 1.5302035777210896, 1e-12);
  EXPECT_NEAR(simpson, 0.25619377162629758, 1e-12);
}

/// Average linkage over all pairs without any shortcut: every distance anew in every step.
double naive_average_height(const test::OwnPoints& points, const RegionGraph& graph,
                            std::size_t merge) {
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::uint32_t r = 0; r < graph.size(); ++r) groups.push_back({r});
  const auto touch = [&](const auto& a, const auto& b) {
    return std::ranges::any_of(a, [&](std::uint32_t x) {
      return std::ranges::any_of(graph.neighbours(x), [&](const auto& edge) {
        return std::ranges::find(b, edge.rank) != b.end();
      });
    });
  };
  const auto mean = [&](const auto& a, const auto& b) {
    double sum = 0.0;
    for (const std::uint32_t x : a) {
      for (const std::uint32_t y : b) {
        const auto p = points.view().row(graph.area_of_rank()[x]);
        const auto q = points.view().row(graph.area_of_rank()[y]);
        double square = 0.0;
        for (std::size_t j = 0; j < p.size(); ++j) square += (p[j] - q[j]) * (p[j] - q[j]);
        sum += std::sqrt(square);
      }
    }
    return sum / static_cast<double>(a.size() * b.size());
  };
  double height = 0.0;
  for (std::size_t m = 0; m <= merge; ++m) {
    height = 1e300;
    std::size_t one = 0;
    std::size_t other = 0;
    for (std::size_t a = 0; a < groups.size(); ++a) {
      for (std::size_t b = a + 1; b < groups.size(); ++b) {
        if (!touch(groups[a], groups[b])) continue;
        if (const double here = mean(groups[a], groups[b]); here < height) {
          height = here;
          one = a;
          other = b;
        }
      }
    }
    groups[one].insert(groups[one].end(), groups[other].begin(), groups[other].end());
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(other));
  }
  return height;
}

TEST(Regions, AverageOverAllPairsIsThatOfTheDefinition) {
  const auto points = test::guerry();
  const RegionGraph graph = guerry_graph();
  const auto tree = region_tree(points.view(), graph, {.linkage = RegionLinkage::kAverage});
  for (const std::size_t merge : {20U, 50U, 70U, 80U}) {
    EXPECT_NEAR(tree.merges[merge].height, naive_average_height(points, graph, merge), 1e-9);
  }
}

TEST(Regions, WeightsActAsReplicatedAreasBesideEachOther) {
  auto weighted = test::points("Au 0\nBerg 1\nCham 5\n");
  weighted.weights = {2.0, 1.0, 3.0};
  const auto replicated = test::points("Au1 0\nAu2 0\nBerg 1\nCham1 5\nCham2 5\nCham3 5\n");
  const RegionGraph line(weighted.codes, Links{{0, 1, 1}, {1, 2, 1}});
  const RegionGraph long_line(replicated.codes,
                              Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}, {4, 5, 1}});
  for (const RegionReading reading : {RegionReading::kMerges, RegionReading::kCuts}) {
    const RegionOptions options{.linkage = RegionLinkage::kWard, .reading = reading};
    const auto a = find_regions(weighted.view(), line, options);
    const auto b = find_regions(replicated.view(), long_line, options);
    EXPECT_NEAR(a.explained, b.explained, 1e-14);
    EXPECT_NEAR(a.clustering.inertia, 2.0 / 3.0, 1e-14);  // Au, Berg: 2*1/(2+1) * 1²
  }
}

TEST(Regions, AFloorMovesTheCut) {
  // Without a floor the one far village is cut off; with 300 people the line falls in the middle.
  const auto points = test::points("a 0\nb 1\nc 2\nd 3\ne 20\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}});
  const std::vector<double> people{150, 150, 150, 150, 150};
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 300}};
  EXPECT_EQ(sorted_sizes(find_regions(points.view(), line, {})), (std::vector<std::size_t>{4, 1}));
  for (const RegionReading reading : {RegionReading::kMerges, RegionReading::kCuts}) {
    const auto found =
        find_regions(points.view(), line,
                     {.linkage = RegionLinkage::kWard, .reading = reading, .bounds = bounds});
    EXPECT_EQ(sorted_sizes(found), (std::vector<std::size_t>{3, 2}));
    EXPECT_EQ(found.totals, (std::vector<double>{450, 300}));
  }
}

TEST(Regions, TheGapOfTheMapAndTheIslandBelowTheFloorAreNamed) {
  const auto points = test::points("a 0\nb 1\nc 2\nd 3\nInsel 9\n");
  const RegionGraph map(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  const std::vector<Bound> bounds{{.name = "areas", .least = 2}};
  const auto found = find_regions(points.view(), map, {.regions = 4, .bounds = bounds});
  EXPECT_EQ(found.clustering.type_count(), 3U);
  std::vector<std::string> codes;
  for (const auto& finding : found.findings) codes.push_back(finding.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"islands", "several_components", "floor_not_reached",
                                             "regions_differ"}));
  EXPECT_EQ(found.findings[2].areas, (std::vector<std::string>{"Insel"}));
}

TEST(Regions, ACeilingCutsTheLargeRegionFirst) {
  // The best cut by likeness leaves four areas together; at most three are allowed.
  const auto points = test::points("a 0\nb 1\nc 2\nd 3\ne 20\nf 40\n");
  const RegionGraph line(points.codes,
                         Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}, {4, 5, 1}});
  const std::vector<Bound> bounds{{.name = "areas", .most = 3}};
  for (const RegionReading reading : {RegionReading::kMerges, RegionReading::kCuts}) {
    const auto found = find_regions(
        points.view(), line,
        {.regions = 3, .linkage = RegionLinkage::kWard, .reading = reading, .bounds = bounds});
    EXPECT_LE(std::ranges::max(found.clustering.sizes), 3U);
    EXPECT_TRUE(found.findings.empty());
  }
}

TEST(Regions, EveryRegionHangsTogetherAndKeepsItsFloorsInTenThousandCases) {
  for (std::uint64_t run = 0; run < 10'000; ++run) {
    core::RandomStream dice(6, "regions", run);
    const auto n = static_cast<std::uint32_t>(2 + dice.below(20));
    const Links links = test::random_links(n, dice);
    test::OwnPoints points{.codes = test::numbered_codes(n), .indicators = {"x", "y"}};
    for (std::uint32_t i = 0; i < 2 * n; ++i) points.values.push_back(dice.normal());
    std::vector<double> people(n);
    for (double& x : people) x = static_cast<double>(dice.below(200));
    const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 150},
                                    {.name = "areas", .least = 2}};
    const RegionGraph graph(points.codes, links);
    const auto found = find_regions(points.view(), graph,
                                    {.regions = 1 + dice.below(n),
                                     .linkage = static_cast<RegionLinkage>(dice.below(4)),
                                     .order = static_cast<RegionOrder>(dice.below(2)),
                                     .reading = static_cast<RegionReading>(dice.below(2)),
                                     .bounds = bounds});
    const auto part = graph.components();
    for (std::uint32_t r = 0; r < found.clustering.type_count(); ++r) {
      ASSERT_TRUE(test::hang_together(links, found.clustering.types, r)) << run;
      if (found.totals[2 * r] >= 150 && found.totals[2 * r + 1] >= 2) continue;
      const auto first = std::ranges::find(found.clustering.types, r);
      const auto whole = part[static_cast<std::size_t>(first - found.clustering.types.begin())];
      ASSERT_EQ(static_cast<std::size_t>(std::ranges::count(part, whole)),
                found.clustering.sizes[r])
          << run;  // only a part of the map that is below the floor as a whole
    }
  }
}

TEST(Regions, RowOrderDoesNotMatter) {
  const auto points = test::guerry();
  const auto order = test::shuffled(points.codes.size());
  const auto mixed = test::reordered(points, order);
  std::vector<std::uint32_t> row(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) row[order[i]] = i;
  const RegionGraph graph = guerry_graph();
  Links links;
  for (std::uint32_t r = 0; r < graph.size(); ++r) {
    for (const auto& edge : graph.neighbours(r)) {
      links.push_back({row[graph.area_of_rank()[r]], row[graph.area_of_rank()[edge.rank]], 1.0});
    }
  }
  const RegionGraph other(mixed.codes, links);
  for (const RegionReading reading : {RegionReading::kMerges, RegionReading::kCuts}) {
    for (const auto linkage : {RegionLinkage::kSingle, RegionLinkage::kComplete,
                               RegionLinkage::kAverage, RegionLinkage::kWard}) {
      const RegionOptions options{.regions = 7, .linkage = linkage, .reading = reading};
      const auto a = find_regions(points.view(), graph, options);
      const auto b = find_regions(mixed.view(), other, options);
      for (std::size_t i = 0; i < order.size(); ++i) {
        ASSERT_EQ(b.clustering.types[i], a.clustering.types[order[i]]);
      }
      EXPECT_EQ(a.explained, b.explained);
    }
  }
}

TEST(Regions, RefusesAnotherTableAndTooManyRegions) {
  const auto points = test::points("a 0\nb 1\nc 2\n");
  const RegionGraph graph(test::codes_of({"a", "b"}), Links{{0, 1, 1}});
  EXPECT_EQ(
      test::finding_of([&] { static_cast<void>(find_regions(points.view(), graph, {})); }).code,
      "index_mismatch");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}});
  const auto code = [&](std::size_t regions) {
    return test::finding_of(
               [&] { static_cast<void>(find_regions(points.view(), line, {.regions = regions})); })
        .code;
  };
  EXPECT_EQ(code(0), "invalid_argument");
  EXPECT_EQ(code(4), "fewer_areas_than_types");
}

}  // namespace
}  // namespace sozialraum::typology
