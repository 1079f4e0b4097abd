#include "sozialraum/typology/linkage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "all_partitions.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

std::vector<double> heights(const Hierarchy& tree) {
  std::vector<double> result;
  for (const Merge& merge : tree.merges) result.push_back(merge.height);
  return result;
}

Hierarchy tree_of(const test::OwnPoints& points, Linkage linkage_wanted) {
  return linkage(points.view(), {.linkage = linkage_wanted});
}

TEST(Linkage, APencilFindsTheThreeHeights) {
  // 0 and 1 merge at 1; then 5 is 4 from the nearest, 4.5 on average, 5 from the farthest.
  const auto points = test::points("Au 0\nBerg 1\nCham 5\n");
  EXPECT_EQ(heights(tree_of(points, Linkage::kSingle)), (std::vector<double>{1, 4}));
  EXPECT_EQ(heights(tree_of(points, Linkage::kAverage)), (std::vector<double>{1, 4.5}));
  EXPECT_EQ(heights(tree_of(points, Linkage::kComplete)), (std::vector<double>{1, 5}));
}

TEST(Linkage, ThePublishedHeightsOfAgnes) {
  // R cluster, agnes(agriculture), average linkage
  const auto points = test::points(R"(
      B 16.8 2.7
      DK 21.3 5.7
      D 18.7 3.5
      GR 5.9 22.2
      E 11.4 10.9
      F 17.8 6
      IRL 10.9 14
      I 16.6 8.5
      L 21 3.5
      NL 16.4 4.3
      P 7.8 17.4
      UK 14 2.3 )");
  const std::vector<double> published{1.6492, 2.2204, 2.2484, 2.7692, 3.1401, 4.0268,
                                      4.7884, 5.1624, 5.2941, 8.5508, 14.7796};
  const auto found = heights(tree_of(points, Linkage::kAverage));
  for (std::size_t i = 0; i < 11; ++i) EXPECT_NEAR(found[i], published[i], 5e-5);
}

TEST(Linkage, GivesTheHeightsOfScipyForGuerry) {
  // scipy.cluster.hierarchy.linkage(z, method): last four heights, and the sum of all
  const auto points = test::guerry();
  const auto check = [&](Linkage wanted, const std::vector<double>& last, double sum) {
    const auto found = heights(tree_of(points, wanted));
    double all = 0.0;
    for (const double height : found) all += height;
    EXPECT_NEAR(all, sum, 1e-8);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(found[80 + i], last[i], 1e-9);
    EXPECT_TRUE(std::ranges::is_sorted(found));
  };
  check(Linkage::kAverage, {4.54998577584, 5.00409559519, 5.53854960166, 5.77908380728},
        147.714336423);
  check(Linkage::kComplete, {5.85506625101, 6.74915180241, 7.44664899675, 8.61785886151},
        181.513035001);
  check(Linkage::kSingle, {2.9060957975, 2.99284116336, 3.42472040651, 3.46801996511},
        107.243355811);
}

TEST(Linkage, WeightsActAsReplicatedRowsInTheAverage) {
  auto weighted = test::villages();
  weighted.weights = {1.0, 3.0, 2.0, 1.0, 2.0};
  test::OwnPoints replicated;
  for (std::size_t i = 0; i < 5; ++i) {
    const auto row = weighted.view().row(i);
    for (int copy = 0; copy < static_cast<int>(weighted.weights[i]); ++copy) {
      replicated.add(weighted.codes[i].text() + std::to_string(copy), {row.begin(), row.end()});
    }
  }
  const auto one = heights(tree_of(weighted, Linkage::kAverage));
  auto many = heights(tree_of(replicated, Linkage::kAverage));
  many.erase(many.begin(), many.begin() + 4);  // the copies merge first, at 0
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(one[i], many[i], 1e-12);
}

TEST(Linkage, GivesTheSameTreeForAnyOrderOfRows) {
  const auto points = test::guerry();
  const auto mixed = test::reordered(points, test::shuffled(85));
  for (const Linkage wanted : {Linkage::kAverage, Linkage::kComplete, Linkage::kSingle}) {
    EXPECT_EQ(tree_of(mixed, wanted).merges, tree_of(points, wanted).merges);
  }
}

TEST(Linkage, EqualAreasMergeFirstAndAreNeverParted) {
  const auto points = test::points("Au 0\nBerg 0\nCham 0\nDorf 4\nEsch 9\n");
  for (const Linkage wanted : {Linkage::kAverage, Linkage::kComplete, Linkage::kSingle}) {
    const auto tree = tree_of(points, wanted);
    EXPECT_EQ(tree.merges[1].height, 0.0);
    EXPECT_EQ(tree.merges[1].size, 3U);
    EXPECT_EQ(test::finding_of([&] { static_cast<void>(tree.cut(4)); }).code,
              "fewer_areas_than_types");
  }
}

TEST(Linkage, SingleLinkageIsTheShortestTreeCut) {
  const auto points = test::invented(40, 2, 6);
  const auto tree = tree_of(points, Linkage::kSingle);
  const auto types = tree.cut(4);
  // Any two areas of different types are farther apart than the last merge that stands.
  const double stands = tree.merges[35].height;
  for (std::size_t a = 0; a < 40; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (types[a] == types[b]) continue;
      const double gap = std::hypot(points.values[a * 2] - points.values[b * 2],
                                    points.values[a * 2 + 1] - points.values[b * 2 + 1]);
      EXPECT_GT(gap, stands);
    }
  }
}

TEST(Linkage, RefusesAreasWithoutPeopleAndStopsWhenAskedTo) {
  auto points = test::villages();
  points.weights = {1, 1, 0, 1, 1};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(linkage(points.view())); }).code, "no_weight");
  core::Progress progress;
  progress.stop = true;
  EXPECT_THROW(
      static_cast<void>(linkage(test::guerry().view(), {.execution = {.progress = &progress}})),
      core::Cancelled);
}

}  // namespace
}  // namespace sozialraum::typology
