#include "sozialraum/typology/region_cuts.hpp"

#include <gtest/gtest.h>

#include "region_cases.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Links = std::vector<RegionLink>;

RegionTree chain(const test::OwnPoints& points, const RegionGraph& graph) {
  return region_tree(points.view(), graph,
                     {.linkage = RegionLinkage::kSingle, .order = RegionOrder::kFirst});
}

TEST(RegionCuts, CutsWhereTheSumOfSquaresFallsMost) {
  // 0 1 | 9 10 : 2*2/4 * 9² = 81; then 0 | 1 : 1/2 * 1² (of equal falls the smaller codes)
  const auto points = test::points("a 0\nb 1\nc 9\nd 10\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  const auto found = cut_regions(points.view(), line, chain(points, line), {.regions = 3});
  ASSERT_EQ(found.cuts.size(), 2U);
  EXPECT_EQ(found.cuts[0].one, 1U);
  EXPECT_EQ(found.cuts[0].other, 2U);
  EXPECT_NEAR(found.cuts[0].fall, 81.0, 1e-12);
  EXPECT_EQ(found.cuts[1].one, 0U);
  EXPECT_NEAR(found.cuts[1].fall, 0.5, 1e-12);
  EXPECT_EQ(found.count, 3U);
}

TEST(RegionCuts, StopsWhereAFloorForbidsTheNextCut) {
  const auto points = test::points("a 0\nb 1\nc 9\nd 10\n");
  const RegionGraph line(points.codes, Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}});
  const std::vector<Bound> bounds{{.name = "areas", .least = 2}};
  const auto found =
      cut_regions(points.view(), line, chain(points, line), {.regions = 4, .bounds = bounds});
  EXPECT_EQ(found.count, 2U);
  EXPECT_EQ(found.regions[0], found.regions[1]);
  EXPECT_EQ(found.regions[2], found.regions[3]);
}

TEST(RegionCuts, PartsOfTheMapAreCutFromTheStart) {
  const auto points = test::points("a 0\nb 1\nc 9\nd 10\n");
  const RegionGraph gap(points.codes, Links{{0, 1, 1}, {2, 3, 1}});
  EXPECT_EQ(cut_regions(points.view(), gap, chain(points, gap), {.regions = 1}).count, 2U);
  EXPECT_EQ(
      test::finding_of([&] {
        static_cast<void>(cut_regions(points.view(), gap, chain(points, gap), {.regions = 0}));
      }).place.argument,
      "regions");
}

}  // namespace
}  // namespace sozialraum::typology
