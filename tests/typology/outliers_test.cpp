#include "sozialraum/typology/outliers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "all_partitions.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Areas = std::vector<std::size_t>;

TEST(Outliers, AnIslandPullsNoCentre) {
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nInsel 50\n");
  const auto result = kmeans_with_outliers(points.view(), {.types = 1, .outliers = 1});
  EXPECT_EQ(result.outliers, (Areas{3}));
  EXPECT_EQ(result.kept, (Areas{0, 1, 2}));
  EXPECT_EQ(result.clustering.centre(0)[0], 1.0);
  EXPECT_DOUBLE_EQ(result.clustering.inertia, 2.0);
  EXPECT_EQ(result.distance[3], 49.0);
}

TEST(Outliers, NearlyAlwaysTheBestChoiceOfSmallTables) {
  std::size_t best = 0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    const auto points = test::invented(8, 2, number + 300);
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t out = 0; out < 8; ++out) {  // any one area aside, any partition of the others
      test::OwnPoints rest;
      for (std::size_t i = 0; i < 8; ++i) {
        if (i == out) continue;
        rest.add(points.codes[i].text(), {points.values[i * 2], points.values[i * 2 + 1]});
      }
      test::for_each_partition(7, 2, [&](std::span<const std::uint32_t> types) {
        least = std::min(least, test::within_by_pairs(rest.view(), types, 2));
      });
    }
    test::OwnPoints plain = points;
    plain.weights.clear();
    const auto found = kmeans_with_outliers(plain.view(), {.types = 2, .outliers = 1});
    ASSERT_GE(found.clustering.inertia, least * (1.0 - 1e-9));
    if (found.clustering.inertia <= least * (1.0 + 1e-9)) ++best;
  }
  EXPECT_GE(best, 54U);
}

TEST(Outliers, EqualAreasAreNeverParted) {
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 50\nEsch 50\nFurt 60\n");
  const auto one = kmeans_with_outliers(points.view(), {.types = 2, .outliers = 1});
  EXPECT_NE(one.outliers, (Areas{3}));
  EXPECT_NE(one.outliers, (Areas{4}));
  const auto none = kmeans_with_outliers(points.view(), {.types = 2, .outliers = 0});
  EXPECT_TRUE(none.outliers.empty());
  EXPECT_EQ(none.kept.size(), 6U);
}

TEST(Outliers, GivesTheSameForAnyThreadsAndOrderOfRows) {
  const auto points = test::guerry();
  const auto order = test::shuffled(85);
  const auto one =
      kmeans_with_outliers(points.view(), {.types = 4, .outliers = 5, .execution = {.threads = 1}});
  const auto mixed = kmeans_with_outliers(test::reordered(points, order).view(),
                                          {.types = 4, .outliers = 5, .execution = {.threads = 4}});
  EXPECT_EQ(mixed.clustering.centres, one.clustering.centres);
  ASSERT_EQ(mixed.outliers.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(order[mixed.outliers[i]], one.outliers[i]);
}

TEST(Outliers, RefusesWhatLeavesTooFewAreas) {
  const auto points = test::villages();
  const auto refusal = [&](std::size_t types, std::size_t outliers) {
    return test::finding_of([&] {
      static_cast<void>(
          kmeans_with_outliers(points.view(), {.types = types, .outliers = outliers}));
    });
  };
  EXPECT_EQ(refusal(3, 3).code, "fewer_areas_than_types");
  EXPECT_EQ(refusal(1, 5).place.argument, "outliers");
  EXPECT_EQ(refusal(0, 1).place.argument, "types");
}

}  // namespace
}  // namespace sozialraum::typology
