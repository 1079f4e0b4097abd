#include "sozialraum/typology/ward.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/typology/clustering.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

TEST(Ward, MergesThreePlacesOnALine) {
  // 0 and 1 merge at distance 1; then centre 0.5 with 5: sqrt(2 * 2/3 * 4.5²) = 5.19615
  const auto tree = ward(test::points("Au 0\nBerg 1\nCham 5\n").view());
  ASSERT_EQ(tree.merges.size(), 2U);
  EXPECT_EQ(tree.merges[0], (Merge{0, 1, 1.0, 2}));
  EXPECT_EQ(tree.merges[1].first, 2U);
  EXPECT_EQ(tree.merges[1].second, 3U);
  EXPECT_NEAR(tree.merges[1].height, std::sqrt(27.0), 1e-14);
  EXPECT_EQ(tree.merges[1].size, 3U);
}

TEST(Ward, GivesTheHeightsOfScipyForGuerry) {
  // scipy.cluster.hierarchy.linkage(z, "ward") = R hclust(dist(z), "ward.D2"), last four
  const auto points = test::guerry();
  const auto tree = ward(points.view());
  const std::vector<double> last{7.92748917283, 9.47030092576, 10.5802280558, 14.8804274893};
  ASSERT_EQ(tree.merges.size(), 84U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(tree.merges[80 + i].height, last[i], 1e-9);
  EXPECT_TRUE(std::ranges::is_sorted(tree.merges, {}, &Merge::height));
  EXPECT_NEAR(describe_partition(points.view(), tree.cut(4), 4).inertia, 292.472526199, 1e-8);
}

TEST(Ward, ItsHeightsAddUpToTheTotalSumOfSquares) {
  const auto tree = ward(test::guerry().view());
  double sum = 0.0;
  for (const Merge& merge : tree.merges) sum += merge.height * merge.height / 2.0;
  EXPECT_NEAR(sum, 504.0, 1e-9);  // 6 z columns of 85 areas with n - 1: 6 * 84
}

TEST(Ward, GivesTheSameTreeForAnyOrderOfRows) {
  const auto points = test::guerry();
  const auto order = test::shuffled(points.codes.size());
  const auto mixed = test::reordered(points, order);
  EXPECT_EQ(ward(mixed.view()).merges, ward(points.view()).merges);
  const auto straight_cut = number_types(points.view(), ward(points.view()).cut(4), 4);
  const auto mixed_cut = number_types(mixed.view(), ward(mixed.view()).cut(4), 4);
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(mixed_cut[i], straight_cut[order[i]]);
}

TEST(Ward, OfEquallyNearPartnersTheSmallestCodeWins) {
  // Four corners of a square in bad order: Au-Berg and Cham-Dorf are as near as Au-Cham.
  const auto tree = ward(test::points("Dorf 1 1\nBerg 0 1\nCham 1 0\nAu 0 0\n").view());
  EXPECT_EQ(tree.merges[0], (Merge{0, 1, 1.0, 2}));
  EXPECT_EQ(tree.merges[1], (Merge{2, 3, 1.0, 2}));
}

TEST(Ward, WeightsActAsReplicatedRows) {
  auto weighted = test::points("Au 0\nBerg 1\nCham 5\n");
  weighted.weights = {2.0, 1.0, 3.0};
  const auto replicated =
      ward(test::points("Au1 0\nAu2 0\nBerg 1\nCham1 5\nCham2 5\nCham3 5\n").view());
  const auto tree = ward(weighted.view());
  ASSERT_EQ(replicated.merges.size(), 5U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(replicated.merges[i].height, 0.0);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(tree.merges[i].height, replicated.merges[3 + i].height, 1e-14);
  }
}

TEST(Ward, CutsFromOneTypeToAsManyAsAreas) {
  const auto tree = ward(test::villages().view());
  EXPECT_EQ(tree.cut(1), (Types{0, 0, 0, 0, 0}));
  auto all = tree.cut(5);
  std::ranges::sort(all);
  EXPECT_EQ(all, (Types{0, 1, 2, 3, 4}));
  EXPECT_EQ(number_types(test::villages().view(), tree.cut(2), 2), (Types{0, 0, 0, 1, 1}));
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(tree.cut(6)); }).code,
            "fewer_areas_than_types");
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(tree.cut(0)); }).place.argument, "types");
}

TEST(Ward, HasNothingToMergeForOneArea) {
  const auto tree = ward(test::points("Au 3 4").view());
  EXPECT_TRUE(tree.merges.empty());
  EXPECT_EQ(tree.cut(1), Types{0});
}

TEST(Ward, RefusesAreasWithoutPeople) {
  auto points = test::villages();
  points.weights = {1.0, 0.0, 1.0, 1.0, 1.0};
  const auto finding = test::finding_of([&] { static_cast<void>(ward(points.view())); });
  EXPECT_EQ(finding.code, "no_weight");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"Berg"});
}

TEST(Ward, StopsWhenAskedTo) {
  core::Progress progress;
  progress.stop = true;
  EXPECT_THROW(
      static_cast<void>(ward(test::guerry().view(), {.execution = {.progress = &progress}})),
      core::Cancelled);
}

TEST(Ward, NeverPartsEqualAreas) {
  const auto points = test::points("Au 0\nBerg 0\nCham 0\nDorf 5\nEsch 5\nFeld 9\n");
  const auto tree = ward(points.view());
  const auto types = tree.cut(3);
  EXPECT_EQ(types[0], types[2]);
  EXPECT_EQ(types[3], types[4]);
  const auto finding = test::finding_of([&] { static_cast<void>(tree.cut(4)); });
  EXPECT_EQ(finding.code, "fewer_areas_than_types");
  EXPECT_NE(finding.message.find("only 3 of 6 areas differ"), std::string::npos);
  EXPECT_EQ(finding.areas, (std::vector<std::string>{"Au", "Berg", "Cham", "Dorf", "Esch"}));
}

TEST(Ward, TellsOfColumnsOfVeryDifferentScale) {
  EXPECT_EQ(ward(test::points("Au 0.1 20000\nBerg 0.2 30000\n").view()).findings.at(0).code,
            "unequal_scales");
  EXPECT_TRUE(ward(test::villages().view()).findings.empty());
}

}  // namespace
}  // namespace sozialraum::typology
