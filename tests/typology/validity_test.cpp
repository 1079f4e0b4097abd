#include "sozialraum/typology/validity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

Clustering left_and_right(const test::OwnPoints& points) {
  return describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 0, 1, 1}, 2);
}

TEST(Silhouette, OfFourPlacesOnALine) {
  const auto points = test::points("Au 0\nBerg 1\nCham 4\nDorf 6\n");
  const auto two = describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1, 1}, 2);
  const auto result = silhouette(points.view(), two);
  EXPECT_NEAR(result.width[0], (5.0 - 1.0) / 5.0, 1e-15);  // b = (4 + 6) / 2
  EXPECT_NEAR(result.width[1], (4.0 - 1.0) / 4.0, 1e-15);  // b = (3 + 5) / 2
  EXPECT_NEAR(result.width[2], (3.5 - 2.0) / 3.5, 1e-15);  // b = (4 + 3) / 2
  EXPECT_NEAR(result.width[3], (5.5 - 2.0) / 5.5, 1e-15);  // b = (6 + 5) / 2
  EXPECT_EQ(result.mean, result.weighted_mean);
}

TEST(Silhouette, WithWeightsAsksThePeopleOfTheOtherAreas) {
  auto points = test::points("Au 0\nBerg 1\nCham 4\nDorf 6\n");
  points.weights = {1.0, 1.0, 3.0, 1.0};
  const auto two = describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1, 1}, 2);
  const auto result = silhouette(points.view(), two);
  EXPECT_NEAR(result.width[0], (4.5 - 1.0) / 4.5, 1e-15);  // b = (3 * 4 + 6) / 4
  EXPECT_NEAR(result.width[2], (3.5 - 2.0) / 3.5, 1e-15);  // a = 2: its own people do not count
  const double expected =
      (result.width[0] + result.width[1] + 3 * result.width[2] + result.width[3]) / 6;
  EXPECT_NEAR(result.weighted_mean, expected, 1e-15);
}

TEST(Silhouette, IsNoughtForATypeOfOneArea) {
  const auto points = test::points("Au 0\nBerg 1\nCham 9\n");
  const auto two = describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1}, 2);
  EXPECT_EQ(silhouette(points.view(), two).width[2], 0.0);
}

TEST(Silhouette, GivesTheSameBytesForAnyNumberOfThreads) {
  const auto points = test::guerry();
  std::vector<std::uint32_t> types;
  for (std::uint32_t i = 0; i < 85; ++i) types.push_back(i % 4);
  const auto four = describe_partition(points.view(), types, 4);
  const auto one = silhouette(points.view(), four, {.threads = 1});
  for (const unsigned threads : {2U, 3U, 8U}) {
    EXPECT_EQ(silhouette(points.view(), four, {.threads = threads}).width, one.width);
  }
}

TEST(CalinskiHarabasz, OfFiveVillages) {
  // total: x around 4.2: 2*17.64 + 10.24 + 2*33.64 = 112.8; y around 1: 4 => 116.8; within 14/3
  const auto points = test::villages();
  EXPECT_NEAR(total_sum_of_squares(points.view()), 116.8, 1e-12);
  EXPECT_NEAR(calinski_harabasz(points.view(), left_and_right(points)),
              (116.8 - 14.0 / 3.0) / (14.0 / 3.0 / 3.0), 1e-11);
}

TEST(CalinskiHarabasz, DoesNotChangeWhenAllWeightsAreMultiplied) {
  auto points = test::villages();
  points.weights = {1.0, 2.0, 3.0, 4.0, 5.0};
  const double before = calinski_harabasz(points.view(), left_and_right(points));
  for (double& weight : points.weights) weight *= 64.0;
  EXPECT_DOUBLE_EQ(calinski_harabasz(points.view(), left_and_right(points)), before);
}

TEST(DaviesBouldin, OfFiveVillages) {
  // S left: (2 sqrt(10)/3 + 2/3) / 3, S right: 1, centres 29/3 apart; the same pair for both types
  const auto points = test::villages();
  const double left = (2.0 * std::sqrt(10.0) / 3.0 + 2.0 / 3.0) / 3.0;
  EXPECT_NEAR(davies_bouldin(points.view(), left_and_right(points)), (left + 1.0) / (29.0 / 3.0),
              1e-14);
}

TEST(Validity, NeedsAtLeastTwoTypesAndFewerThanAreas) {
  const auto points = test::villages();
  const auto one = describe_partition(points.view(), std::vector<std::uint32_t>(5, 0), 1);
  const auto five = describe_partition(points.view(), std::vector<std::uint32_t>{0, 1, 2, 3, 4}, 5);
  for (const Clustering& partition : {one, five}) {
    EXPECT_EQ(
        test::finding_of([&] { static_cast<void>(silhouette(points.view(), partition)); }).code,
        "types_out_of_range");
    EXPECT_EQ(
        test::finding_of([&] { static_cast<void>(davies_bouldin(points.view(), partition)); }).code,
        "types_out_of_range");
  }
}

TEST(SilhouetteMeansOf, ASampleAreNearThoseOfAllAreas) {
  const auto points = test::guerry();
  std::vector<std::uint32_t> types;
  for (std::size_t i = 0; i < 85; ++i) types.push_back(points.values[i * 6] > 0 ? 1 : 0);
  const auto clustering = describe_partition(points.view(), types, 2);
  const auto exact = silhouette_means(points.view(), clustering);
  EXPECT_EQ(exact.mean, silhouette(points.view(), clustering).mean);
  EXPECT_EQ(exact.areas, 85U);
  const auto drawn = silhouette_means(points.view(), clustering, {.exact_up_to = 10, .sample = 60});
  EXPECT_EQ(drawn.areas, 60U);
  EXPECT_NE(drawn.mean, exact.mean);
  EXPECT_NEAR(drawn.mean, exact.mean, 0.03);
  const auto order = test::shuffled(85);
  const auto mixed = test::reordered(points, order);
  std::vector<std::uint32_t> moved;
  for (const std::size_t i : order) moved.push_back(types[i]);
  const auto other = silhouette_means(mixed.view(), describe_partition(mixed.view(), moved, 2),
                                      {.exact_up_to = 10, .sample = 60});
  EXPECT_NEAR(other.mean, drawn.mean, 1e-12);
}

TEST(Validity, SquaredSilhouetteIsTheMeanOverAllPairs) {
  // Left {0, 2}, right {10}: of the first area a = 4, b = 100
  const auto line = test::points("Au 0\nBerg 2\nCham 10\n");
  const auto line_types = describe_partition(line.view(), std::vector<std::uint32_t>{0, 0, 1}, 2);
  EXPECT_NEAR(squared_silhouette(line.view(), line_types).width[0], 0.96, 1e-14);
  // And pair by pair for Guerry, people counting
  auto points = test::guerry();
  points.weights = test::guerry_population();
  const auto types = kmeans(points.view(), {.types = 4, .starts = 5});
  const auto found = squared_silhouette(points.view(), types);
  for (std::size_t i = 0; i < 85; ++i) {
    std::vector<double> sums(4, 0.0);
    for (std::size_t j = 0; j < 85; ++j) {
      double squares = 0.0;
      for (std::size_t c = 0; c < 6; ++c) {
        const double gap = points.values[i * 6 + c] - points.values[j * 6 + c];
        squares += gap * gap;
      }
      sums[types.types[j]] += points.weights[j] * squares;
    }
    const std::size_t own = types.types[i];
    const double inside = sums[own] / (types.weights[own] - points.weights[i]);
    double outside = 1e300;
    for (std::size_t c = 0; c < 4; ++c) {
      if (c != own) outside = std::min(outside, sums[c] / types.weights[c]);
    }
    EXPECT_NEAR(found.width[i], (outside - inside) / std::max(inside, outside), 1e-10);
  }
}

TEST(Validity, DunnIsTheLeastGapByTheLargestWidth) {
  // Villages: 9.0554 from Cham to Dorf or Esch; widest within are Au-Berg and Dorf-Esch, 2
  const auto points = test::villages();
  const auto types =
      describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 0, 1, 1}, 2);
  EXPECT_NEAR(dunn(points.view(), types), std::sqrt(82.0) / 2.0, 1e-14);
}

}  // namespace
}  // namespace sozialraum::typology
