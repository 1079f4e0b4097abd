#include "sozialraum/typology/bounded_kmeans.hpp"

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

/// Of all partitions that keep the bounds the least sum of squares; infinite if there is none.
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

bool all_kept(const BoundedClustering& result, std::span<const Bound> bounds) {
  for (std::size_t c = 0; c < result.totals.size(); ++c) {
    if (!bounds[c % bounds.size()].kept_by(result.totals[c])) return false;
  }
  return true;
}

TEST(BoundedKMeans, TwoLonelyVillagesMustTakeAThirdOne) {
  // Free: {0, 1, 2} and {10}. At least two in each: {0, 1} (0.5) and {2, 10} (32).
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\n");
  const std::vector<Bound> two{{.name = "areas", .least = 2}};
  const auto result = bounded_kmeans(points.view(), {.types = 2, .bounds = two});
  EXPECT_EQ(result.clustering.types, (Types{0, 0, 1, 1}));
  EXPECT_DOUBLE_EQ(result.clustering.inertia, 32.5);
  EXPECT_EQ(result.totals, (std::vector<double>{2, 2}));
  EXPECT_EQ(result.assignment_gap, 0.0);
}

TEST(BoundedKMeans, EveryTypeHasEnoughPeopleAndChildrenAtOnce) {
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\nEsch 11\n");
  const std::vector<double> people{100, 100, 100, 150, 100};
  const std::vector<double> children{9, 9, 9, 2, 1};
  // People alone leave {0, 1, 2} | {10, 11}; ten children need Cham (2): 0.5 + 48.6667
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 200},
                                  {.name = "children", .counts = children, .least = 10}};
  const auto free =
      bounded_kmeans(points.view(), {.types = 2, .bounds = std::span(bounds).first(1)});
  EXPECT_EQ(free.clustering.types, (Types{0, 0, 0, 1, 1}));
  const auto result = bounded_kmeans(points.view(), {.types = 2, .bounds = bounds});
  EXPECT_EQ(result.clustering.types, (Types{1, 1, 0, 0, 0}));
  EXPECT_NEAR(result.clustering.inertia, 0.5 + 146.0 / 3.0, 1e-12);
  EXPECT_EQ(result.totals, (std::vector<double>{350, 12, 200, 18}));
}

TEST(BoundedKMeans, WithoutBoundsItFindsWhatKMeansFinds) {
  // Best of 2,000 starts of scikit-learn: 285.382745648
  const auto result = bounded_kmeans(test::guerry().view(), {.types = 4, .starts = 60});
  EXPECT_NEAR(result.clustering.inertia, 285.382745648, 1e-8);
}

TEST(BoundedKMeans, KeepsEveryBoundAndFindsTheOptimumOfSmallTables) {
  std::size_t possible = 0;
  std::size_t optimal = 0;
  for (std::uint64_t number = 0; number < 400; ++number) {
    core::RandomStream random(number, "bounded cases");
    const std::size_t n = 5 + random.below(4);
    const std::size_t k = 2 + random.below(2);
    auto points = test::invented(n, 2, number);
    const std::vector<double> people = points.weights;
    if (number % 2 == 0) points.weights.clear();
    std::vector<double> children(n);
    for (double& count : children) count = static_cast<double>(random.below(30));
    double all = 0.0;
    for (const double count : people) all += count;
    const double share = all / static_cast<double>(k);
    const std::vector<Bound> bounds{
        {.name = "people", .counts = people, .least = share * 0.8 * random.uniform()},
        {.name = "children", .counts = children, .least = static_cast<double>(random.below(12))},
        {.name = "areas",
         .least = 1.0 + static_cast<double>(random.below(2)),
         .most = static_cast<double>(n - 2)}};
    const double least = least_within(points.view(), bounds, k);
    try {
      const auto found =
          bounded_kmeans(points.view(), {.types = k, .bounds = bounds, .starts = 30});
      ASSERT_TRUE(all_kept(found, bounds)) << number;
      ASSERT_GE(found.clustering.inertia, least - 1e-9 * least) << number;
      ASSERT_LE(found.assignment_bound, found.clustering.inertia) << number;
      ++possible;
      if (found.clustering.inertia <= least * (1.0 + 1e-9)) ++optimal;
    } catch (const core::InvalidInput&) {
      ASSERT_EQ(least, std::numeric_limits<double>::infinity()) << number;
    }
  }
  EXPECT_GT(possible, 250U);
  EXPECT_GE(static_cast<double>(optimal), 0.99 * static_cast<double>(possible));
}

TEST(BoundedKMeans, KeepsEveryFloorInThousandsOfCases) {
  for (std::uint64_t number = 0; number < 2000; ++number) {
    core::RandomStream random(number, "floors");
    const std::size_t n = 12 + random.below(30);
    const std::size_t k = 2 + random.below(4);
    const auto points = test::invented(n, 3, number);
    double all = 0.0;
    for (const double count : points.weights) all += count;
    const std::vector<Bound> bounds{
        {.name = "people",
         .counts = points.weights,
         .least = all / static_cast<double>(k) * (0.3 + 0.5 * random.uniform())},
        {.name = "areas", .least = 2.0, .most = static_cast<double>(n / k + 3)}};
    const auto found = bounded_kmeans(points.view(), {.types = k, .bounds = bounds, .starts = 1});
    ASSERT_TRUE(all_kept(found, bounds)) << number;
    for (std::size_t type = 0; type < k; ++type) {
      ASSERT_GE(found.totals[type * 2], bounds[0].least * (1 - 1e-9)) << number;
      ASSERT_GE(found.clustering.sizes[type], 2U) << number;
    }
  }
}

TEST(BoundedKMeans, TheFlowIsTheBestAssignmentToItsCentres) {
  for (std::uint64_t number = 0; number < 60; ++number) {
    const auto points = test::invented(8, 2, number + 5000);
    const std::vector<Bound> bounds{{.name = "areas", .least = 2, .most = 3}};
    const auto found = bounded_kmeans(points.view(), {.types = 3, .bounds = bounds, .starts = 1});
    double least = std::numeric_limits<double>::infinity();
    Types types(8);
    for (std::size_t code = 0; code < 6561; ++code) {  // all 3^8 ways to give areas to centres
      std::size_t rest = code;
      std::vector<std::size_t> sizes(3);
      double cost = 0.0;
      for (std::size_t i = 0; i < 8; ++i, rest /= 3) {
        const auto centre = found.clustering.centre(rest % 3);
        ++sizes[rest % 3];
        for (std::size_t j = 0; j < 2; ++j) {
          const double gap = points.view().row(i)[j] - centre[j];
          cost += points.weights[i] * gap * gap;
        }
      }
      if (std::ranges::all_of(sizes, [](auto s) { return s >= 2 && s <= 3; })) {
        least = std::min(least, cost);
      }
    }
    EXPECT_NEAR(found.clustering.inertia, least, 1e-9 * least);
    EXPECT_NEAR(found.assignment_bound, least, 1e-9 * least);
  }
}

TEST(BoundedKMeans, TheStatedBoundIsNeverAboveTheBestAssignment) {
  double widest = 0.0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    const auto points = test::invented(40, 3, number + 9000);
    double all = 0.0;
    for (const double count : points.weights) all += count;
    const std::vector<Bound> bounds{
        {.name = "people", .counts = points.weights, .least = all / 4 * 0.9}};
    const auto found = bounded_kmeans(points.view(), {.types = 4, .bounds = bounds, .starts = 20});
    EXPECT_GE(found.assignment_gap, 0.0);
    widest = std::max(widest, found.assignment_gap);
  }
  EXPECT_GT(widest, 0.0);   // people cannot be divided: somewhere the rounding costs something
  EXPECT_LT(widest, 0.15);  // and the bound says something
}

TEST(BoundedKMeans, EqualVillagesStayTogetherUnlessAFloorPartsThem) {
  const auto points = test::points("Au 0\nBerg 0\nCham 0\nDorf 4\nEsch 9\n");
  const std::vector<Bound> two{{.name = "areas", .least = 2}};
  const auto kept = bounded_kmeans(points.view(), {.types = 2, .bounds = two});
  EXPECT_EQ(kept.clustering.types, (Types{0, 0, 0, 1, 1}));
  EXPECT_TRUE(kept.clustering.findings.empty());

  const auto four = test::points("Au 0\nBerg 0\nCham 0\nDorf 9\n");
  const auto cut = bounded_kmeans(four.view(), {.types = 2, .bounds = two});
  EXPECT_EQ(cut.clustering.sizes, (std::vector<std::size_t>{2, 2}));
  ASSERT_EQ(cut.clustering.findings.size(), 1U);
  EXPECT_EQ(cut.clustering.findings[0].code, "equal_areas_parted");
  EXPECT_EQ(cut.clustering.findings[0].areas, (std::vector<std::string>{"Au", "Berg", "Cham"}));
}

TEST(BoundedKMeans, SaysThatIndivisibleVillagesCannotKeepAFloor) {
  // Three villages of 200 make no two types of 300, though 600 people would do.
  const auto points = test::points("Au 0\nBerg 1\nCham 2\n");
  const std::vector<double> people(3, 200.0);
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 300}};
  const auto finding = test::finding_of(
      [&] { static_cast<void>(bounded_kmeans(points.view(), {.types = 2, .bounds = bounds})); });
  EXPECT_EQ(finding.code, "floors_not_met");
  EXPECT_EQ(finding.details[1].second, "people");
}

TEST(BoundedKMeans, GivesTheSameBytesForAnyThreadsAndAnyOrderOfRows) {
  auto points = test::guerry();
  points.weights = test::guerry_population();
  const auto options = [](std::span<const Bound> bounds, unsigned threads) {
    return BoundedKMeansOptions{
        .types = 5, .bounds = bounds, .starts = 12, .execution = {.threads = threads}};
  };
  const std::vector<Bound> bounds{{.name = "people", .counts = points.weights, .least = 0.15},
                                  {.name = "areas", .least = 10}};
  const auto one = bounded_kmeans(points.view(), options(bounds, 1));
  const auto many = bounded_kmeans(points.view(), options(bounds, 4));
  EXPECT_EQ(many.clustering.types, one.clustering.types);
  EXPECT_EQ(many.clustering.start_inertia, one.clustering.start_inertia);
  EXPECT_EQ(many.assignment_bound, one.assignment_bound);
  const auto order = test::shuffled(points.codes.size());
  const auto mixed_points = test::reordered(points, order);
  const std::vector<Bound> mixed_bounds{
      {.name = "people", .counts = mixed_points.weights, .least = 0.15},
      {.name = "areas", .least = 10}};
  const auto mixed = bounded_kmeans(mixed_points.view(), options(mixed_bounds, 2));
  EXPECT_EQ(mixed.clustering.centres, one.clustering.centres);
  EXPECT_EQ(mixed.assignment_bound, one.assignment_bound);
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(mixed.clustering.types[i], one.clustering.types[order[i]]);
  }
}

TEST(BoundedKMeans, RefusesWrongOptionsAndStopsWhenAskedTo) {
  const auto points = test::guerry();
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(bounded_kmeans(points.view(), {}));
            }).place.argument,
            "types");
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(bounded_kmeans(points.view(), {.types = 2, .starts = 0}));
            }).place.argument,
            "starts");
  core::Progress progress;
  progress.stop = true;
  EXPECT_THROW(static_cast<void>(bounded_kmeans(
                   points.view(), {.types = 4, .execution = {.progress = &progress}})),
               core::Cancelled);
}

}  // namespace
}  // namespace sozialraum::typology
