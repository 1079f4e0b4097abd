#include "sozialraum/typology/region_tree.hpp"

#include <gtest/gtest.h>

#include "region_cases.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Links = std::vector<RegionLink>;
using Labels = std::vector<std::uint32_t>;

TEST(RegionTree, NeighboursGrowTogetherEvenIfOthersAreMoreAlike) {
  // a and c are equal but no neighbours: a joins b (distance 1), then both join c.
  const auto points = test::points("a 0\nb 1\nc 0\n");
  const auto tree =
      region_tree(points.view(), RegionGraph(points.codes, Links{{0, 1, 1}, {1, 2, 1}}));
  ASSERT_EQ(tree.merges.size(), 2U);
  EXPECT_EQ(tree.merges[0], (RegionMerge{0, 1, 1.0, 2, 0, 1}));
  // centre 0.5 of two areas to 0: sqrt(2 * 2/3 * 0.25), lower than the merge before
  EXPECT_NEAR(tree.merges[1].height, std::sqrt(1.0 / 3.0), 1e-15);
  EXPECT_EQ(tree.merges[1].one, 1U);
  EXPECT_EQ(tree.merges[1].other, 2U);
}

TEST(RegionTree, TheFourLinkagesOfFourPlacesOnALine) {
  // {a, b} and {c, d} at 0, 1, 4, 6: border 3, all pairs 4, 6, 3, 5.
  const auto points = test::points("a 0\nb 1\nc 4\nd 6\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  const auto last = [&](RegionLinkage linkage, RegionOrder order) {
    return region_tree(points.view(), line, {.linkage = linkage, .order = order})
        .merges.back()
        .height;
  };
  EXPECT_EQ(last(RegionLinkage::kSingle, RegionOrder::kFull), 3.0);
  EXPECT_EQ(last(RegionLinkage::kComplete, RegionOrder::kFull), 6.0);
  EXPECT_EQ(last(RegionLinkage::kAverage, RegionOrder::kFull), 4.5);
  EXPECT_EQ(last(RegionLinkage::kSingle, RegionOrder::kFirst), 3.0);
  EXPECT_EQ(last(RegionLinkage::kComplete, RegionOrder::kFirst), 3.0);
  EXPECT_EQ(last(RegionLinkage::kAverage, RegionOrder::kFirst), 3.0);
  EXPECT_NEAR(last(RegionLinkage::kWard, RegionOrder::kFull), 4.5 * std::sqrt(2.0), 1e-14);
}

TEST(RegionTree, MergesThatAFloorNeedsComeFirstAndAreNotUndone) {
  const auto points = test::points("a 0\nb 1\nc 4\nd 9\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  const std::vector<double> people{300, 300, 100, 400};
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 200}};
  const auto tree = region_tree(points.view(), line, {.bounds = bounds});
  EXPECT_EQ(tree.merges[0].first, 1U);  // c needs somebody: b is nearer than d
  EXPECT_EQ(tree.merges[0].second, 2U);
  EXPECT_EQ(tree.floor_merges, 1U);
  EXPECT_EQ(tree.most(), 3U);
  EXPECT_EQ(tree.fewest(), 1U);
  EXPECT_EQ(tree.cut(4), tree.cut(3));
  const Labels cut = tree.cut(3);
  EXPECT_EQ(cut[1], cut[2]);
}

TEST(RegionTree, NeverMergesAboveACeilingOrOverAGap) {
  const auto points = test::points("a 0\nb 1\nc 4\nd 9\n");
  const std::vector<Bound> bounds{{.name = "areas", .most = 2}};
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  EXPECT_EQ(region_tree(points.view(), line, {.bounds = bounds}).fewest(), 2U);
  const RegionGraph gap(points.codes, Links{{0, 1, 1}, {2, 3, 1}});
  const auto tree = region_tree(points.view(), gap);
  EXPECT_EQ(tree.fewest(), 2U);
  EXPECT_EQ(tree.findings[0].code, "several_components");
}

TEST(RegionTree, AnAreaWithoutWeightIsRefused) {
  auto points = test::points("a 0\nb 1\n");
  points.weights = {1.0, 0.0};
  const RegionGraph pair(points.codes, Links{{0, 1, 1}});
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(region_tree(points.view(), pair)); }).code,
            "no_weight");
}

}  // namespace
}  // namespace sozialraum::typology
