#include "sozialraum/typology/optimal_kmeans.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "all_partitions.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

double least_within(const Points& points, std::span<const Bound> bounds, std::size_t k) {
  double least = std::numeric_limits<double>::infinity();
  test::for_each_partition(points.areas(), k, [&](std::span<const std::uint32_t> types) {
    const std::vector<double> totals = bound_totals(bounds, types, k);
    for (std::size_t c = 0; c < totals.size(); ++c) {
      if (!bounds[c % bounds.size()].kept_by(totals[c])) return;
    }
    least = std::min(least, test::within_by_pairs(points, types, k));
  });
  return least;
}

TEST(OptimalKMeans, ProvesWhatAPencilFinds) {
  const auto result = optimal_kmeans(test::villages().view(), {.types = 2});
  EXPECT_EQ(result.clustering.types, (Types{0, 0, 0, 1, 1}));
  EXPECT_NEAR(result.clustering.inertia, 8.0 / 3.0 + 2.0, 1e-14);
  EXPECT_TRUE(result.proven);
  EXPECT_EQ(result.gap, 0.0);
  EXPECT_EQ(result.lower_bound, result.clustering.inertia);
}

TEST(OptimalKMeans, IsTheBestOfAllPartitionsOfSmallTables) {
  for (std::uint64_t number = 0; number < 300; ++number) {
    core::RandomStream random(number, "optimal cases");
    const std::size_t n = 4 + random.below(6);
    const std::size_t k = 1 + random.below(std::min<std::size_t>(n, 5));
    auto points = test::invented(n, 1 + random.below(3), number);
    if (number % 3 == 0) points.weights.clear();
    const auto result = optimal_kmeans(points.view(), {.types = k, .starts = 2});
    const double least = least_within(points.view(), {}, k);
    ASSERT_TRUE(result.proven) << number;
    ASSERT_NEAR(result.clustering.inertia, least, 1e-9 * (1.0 + least)) << number;
  }
}

TEST(OptimalKMeans, WithBoundsItIsTheBestOfAllThatKeepThem) {
  std::size_t impossible = 0;
  for (std::uint64_t number = 0; number < 300; ++number) {
    core::RandomStream random(number, "optimal bounds");
    const std::size_t n = 5 + random.below(5);
    const std::size_t k = 2 + random.below(3);
    const auto points = test::invented(n, 2, number + 700);
    double all = 0.0;
    for (const double count : points.weights) all += count;
    std::vector<double> children(n);
    for (double& count : children) count = static_cast<double>(random.below(30));
    const std::vector<Bound> bounds{
        {.name = "people",
         .counts = points.weights,
         .least = all / static_cast<double>(k) * random.uniform()},
        {.name = "children", .counts = children, .least = static_cast<double>(random.below(15))},
        {.name = "areas", .most = static_cast<double>(n - k)}};
    const double least = least_within(points.view(), bounds, k);
    if (least == std::numeric_limits<double>::infinity()) {
      ++impossible;
      const auto finding = test::finding_of([&] {
        static_cast<void>(
            optimal_kmeans(points.view(), {.types = k, .bounds = bounds, .starts = 2}));
      });
      const bool named = finding.code == "no_such_partition" ||
                         finding.code == "floors_impossible" ||
                         finding.code == "ceilings_impossible";
      ASSERT_TRUE(named) << number << finding.code;
      continue;
    }
    const auto result = optimal_kmeans(points.view(), {.types = k, .bounds = bounds, .starts = 2});
    ASSERT_TRUE(result.proven) << number;
    ASSERT_NEAR(result.clustering.inertia, least, 1e-9 * (1.0 + least)) << number;
  }
  EXPECT_GT(impossible, 10U);
  EXPECT_LT(impossible, 200U);
}

TEST(OptimalKMeans, TwentyFourVillagesAreProvenForEveryNumberOfTypes) {
  // Five types of invented villages, four indicators: what a commune's table looks like.
  auto points = test::invented(24, 4, 24);
  for (std::size_t i = 0; i < 24; ++i) {
    points.values[i * 4 + i % 3] += i % 5 < 3 ? 3.0 * static_cast<double>(i % 5) : -3.0;
  }
  double before = std::numeric_limits<double>::infinity();
  for (const std::size_t k : {2U, 5U, 8U}) {
    const auto result = optimal_kmeans(points.view(), {.types = k});
    EXPECT_TRUE(result.proven) << k;
    EXPECT_LT(result.clustering.inertia, before);
    before = result.clustering.inertia;
    const auto found = kmeans(points.view(), {.types = k, .starts = 200});
    EXPECT_LE(result.clustering.inertia, found.inertia * (1.0 + 1e-9)) << k;
  }
}

TEST(OptimalKMeans, WhereItCannotFinishItStatesTheGap) {
  const auto points = test::invented(24, 6, 3);
  const auto full = optimal_kmeans(points.view(), {.types = 4});
  EXPECT_TRUE(full.proven);
  const auto hasty = optimal_kmeans(points.view(), {.types = 4, .starts = 5, .sets = 1000});
  EXPECT_FALSE(hasty.proven);
  EXPECT_GT(hasty.gap, 0.0);
  EXPECT_LT(hasty.gap, 0.5);  // the best types of two halves bound those of the whole
  EXPECT_LE(hasty.lower_bound, full.clustering.inertia);
  ASSERT_FALSE(hasty.clustering.findings.empty());
  EXPECT_EQ(hasty.clustering.findings.back().code, "not_proven");
}

TEST(OptimalKMeans, EqualVillagesStayTogetherUnlessAFloorPartsThem) {
  const std::vector<Bound> two{{.name = "areas", .least = 2}};
  const auto four = test::points("Au 0\nBerg 0\nCham 0\nDorf 9\n");
  const auto free = optimal_kmeans(four.view(), {.types = 2});
  EXPECT_EQ(free.clustering.types, (Types{0, 0, 0, 1}));
  const auto cut = optimal_kmeans(four.view(), {.types = 2, .bounds = two});
  EXPECT_EQ(cut.clustering.sizes, (std::vector<std::size_t>{2, 2}));
  ASSERT_EQ(cut.clustering.findings.size(), 1U);
  EXPECT_EQ(cut.clustering.findings[0].code, "equal_areas_parted");
  EXPECT_TRUE(cut.proven);
}

TEST(OptimalKMeans, RefusesWhatItCannotProve) {
  const auto code = [](const test::OwnPoints& points, const OptimalKMeansOptions& options) {
    return test::finding_of([&] { static_cast<void>(optimal_kmeans(points.view(), options)); })
        .code;
  };
  EXPECT_EQ(code(test::guerry(), {.types = 4}), "too_many_areas");
  EXPECT_EQ(code(test::villages(), {.types = 6}), "fewer_areas_than_types");
  EXPECT_EQ(code(test::villages(), {.types = 2, .sets = 0}), "invalid_argument");
  auto moor = test::villages();
  moor.weights = {1, 1, 0, 1, 1};
  EXPECT_EQ(code(moor, {.types = 2}), "no_weight");
  // Three villages of 200 make no two types of 300, though 600 people would do.
  const auto three = test::points("Au 0\nBerg 1\nCham 2\n");
  const std::vector<double> people(3, 200.0);
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 300}};
  EXPECT_EQ(code(three, {.types = 2, .bounds = bounds}), "no_such_partition");
}

TEST(OptimalKMeans, GivesTheSameForAnyOrderOfRowsAndThreads) {
  const auto points = test::invented(16, 3, 8);
  const auto order = test::shuffled(16);
  const auto straight = optimal_kmeans(points.view(), {.types = 4, .execution = {.threads = 1}});
  const auto mixed = optimal_kmeans(test::reordered(points, order).view(),
                                    {.types = 4, .execution = {.threads = 3}});
  EXPECT_EQ(mixed.clustering.centres, straight.clustering.centres);
  EXPECT_EQ(mixed.sets, straight.sets);
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(mixed.clustering.types[i], straight.clustering.types[order[i]]);
  }
}

}  // namespace
}  // namespace sozialraum::typology
