#include "sozialraum/typology/kmeans_pass.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

TEST(PassSums, MoveTheCentresToTheMeans) {
  // Centres 1 and 8: 0, 2 and 4 go left (mean 2), 10 and 6 right (mean 8).
  const auto points = test::points("Au 0\nBerg 2\nCham 4\nDorf 10\nEsch 6\n");
  PassSums sums(std::vector<double>{1, 8, 99}, 1);
  EXPECT_EQ(sums.add(points.view()), (std::vector<std::uint32_t>{0, 0, 0, 1, 1}));
  const KMeansPass pass = sums.finish();
  EXPECT_EQ(pass.centres, (std::vector<double>{2, 8, 99}));  // nobody is at 99: it stays
  EXPECT_EQ(pass.sizes, (std::vector<std::size_t>{3, 2, 0}));
  EXPECT_EQ(pass.inertia, 1 + 1 + 9 + 4 + 4);
}

TEST(PassSums, CountPeople) {
  auto points = test::points("Au 0\nBerg 2\n");
  points.weights = {100.0, 300.0};
  PassSums sums(std::vector<double>{0.5}, 1);
  static_cast<void>(sums.add(points.view()));
  EXPECT_EQ(sums.finish().centres[0], 1.5);
  EXPECT_EQ(sums.finish().weights[0], 400.0);
}

TEST(PassSums, OfAnyShardsAreTheSameBytes) {
  const auto points = test::guerry();
  const std::vector<double> centres(points.values.begin(), points.values.begin() + 5 * 6);
  PassSums whole(centres, 6);
  static_cast<void>(whole.add(points.view()));
  std::mt19937 random(11);
  for (const std::size_t shards : {2U, 5U, 40U}) {
    std::vector<test::OwnPoints> parts(shards);
    for (std::size_t i = 0; i < points.codes.size(); ++i) {
      const auto row = points.view().row(i);
      parts[random() % shards].add(points.codes[i].text(), {row.begin(), row.end()});
    }
    PassSums all(centres, 6);
    for (const auto& part : parts) {
      PassSums own(centres, 6);
      if (!part.codes.empty()) static_cast<void>(own.add(part.view()));
      all.merge(own);
    }
    EXPECT_EQ(all.finish().centres, whole.finish().centres);
    EXPECT_EQ(all.finish().inertia, whole.finish().inertia);
    EXPECT_EQ(all.finish().sizes, whole.finish().sizes);
  }
}

TEST(PassSums, EndWhereKMeansEnds) {
  const auto points = test::guerry();
  const Clustering best = kmeans(points.view(), {.types = 4, .starts = 50});
  PassSums sums(best.centres, 6);
  EXPECT_EQ(sums.add(points.view()), best.types);  // no area wants to leave its type
  EXPECT_NEAR(sums.finish().inertia, best.inertia, 1e-9);
}

/// k-means looks only at areas whose nearest centre may have changed; a pass looks at all of them.
TEST(PassSums, EndWhereKMeansEndsAmongManyAreasWithoutTypes) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> people(1, 400);
  for (const std::size_t columns : {1U, 3U, 11U}) {
    test::OwnPoints points;
    for (int i = 0; i < 1501; ++i) {
      std::vector<double> row(columns);
      for (double& x : row) x = normal(random);
      points.add(fmt::format("{:05}", i), row);
      points.weights.push_back(people(random));
    }
    const Clustering best = kmeans(points.view(), {.types = 9, .starts = 3});
    PassSums sums(best.centres, columns);
    EXPECT_EQ(sums.add(points.view()), best.types) << columns;
    EXPECT_NEAR(sums.finish().inertia / best.inertia, 1.0, 1e-12);
  }
}

TEST(PassSums, RefuseWhatDoesNotFit) {
  EXPECT_EQ(test::finding_of([] { PassSums(std::vector<double>{1, 2, 3}, 2); }).place.argument,
            "centres");
  PassSums sums(std::vector<double>{1, 2}, 2);
  const auto narrow = test::points("Au 1\n");
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(sums.add(narrow.view())); }).code,
            "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::typology
