#include "sozialraum/typology/kmeans.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "instruction_sets.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/validity.hpp"
#include "sozialraum/typology/ward.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

TEST(KMeans, TellsLeftFromRight) {
  const auto result = kmeans(test::villages().view(), {.types = 2, .starts = 20});
  EXPECT_EQ(result.types, (Types{0, 0, 0, 1, 1}));
  EXPECT_NEAR(result.inertia, 8.0 / 3.0 + 2.0, 1e-14);
  EXPECT_EQ(result.start_inertia.size(), 20U);
}

TEST(KMeans, FindsTheBestKnownPartitionOfGuerry) {
  // Best of 2,000 starts of scikit-learn: 285.382745648
  const auto result = kmeans(test::guerry().view(), {.types = 4, .starts = 200});
  EXPECT_NEAR(result.inertia, 285.382745648, 1e-8);
  EXPECT_GT(result.share_of_best, 0.05);
  EXPECT_TRUE(result.findings.empty());
}

TEST(KMeans, FindsTheBestKnownPopulationWeightedPartitionOfGuerry) {
  auto points = test::guerry();
  points.weights = test::guerry_population();
  const auto result = kmeans(points.view(), {.types = 4, .starts = 500});
  EXPECT_NEAR(result.inertia, 3.19052052903, 1e-10);  // scikit-learn, sample_weight
  std::vector<std::size_t> sizes = result.sizes;
  std::ranges::sort(sizes);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{16, 22, 23, 24}));
  EXPECT_TRUE(std::ranges::is_sorted(result.weights, std::greater<>{}));
}

TEST(KMeans, GivesTheSameBytesForAnyNumberOfThreads) {
  const auto points = test::guerry();
  const auto one = kmeans(points.view(), {.types = 5, .starts = 60, .execution = {.threads = 1}});
  for (const unsigned threads : {2U, 3U, 8U}) {
    const auto many =
        kmeans(points.view(), {.types = 5, .starts = 60, .execution = {.threads = threads}});
    EXPECT_EQ(many.types, one.types);
    EXPECT_EQ(many.centres, one.centres);
    EXPECT_EQ(many.start_inertia, one.start_inertia);
  }
}

TEST(KMeans, GivesTheSameBytesForAnyOrderOfRows) {
  const auto points = test::guerry();
  const auto order = test::shuffled(points.codes.size());
  const auto straight = kmeans(points.view(), {.types = 5, .starts = 20});
  const auto mixed = kmeans(test::reordered(points, order).view(), {.types = 5, .starts = 20});
  EXPECT_EQ(mixed.centres, straight.centres);
  EXPECT_EQ(mixed.start_inertia, straight.start_inertia);
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(mixed.types[i], straight.types[order[i]]);
  }
}

TEST(KMeans, TreatsWeightsAsReplicatedRows) {
  auto weighted = test::villages();
  weighted.weights = {1.0, 3.0, 2.0, 1.0, 2.0};
  test::OwnPoints replicated;
  for (std::size_t i = 0; i < 5; ++i) {
    const auto row = weighted.view().row(i);
    for (int copy = 0; copy < static_cast<int>(weighted.weights[i]); ++copy) {
      replicated.add(weighted.codes[i].text() + std::to_string(copy), {row.begin(), row.end()});
    }
  }
  for (const std::size_t k : {2U, 3U}) {
    EXPECT_NEAR(kmeans(weighted.view(), {.types = k}).inertia,
                kmeans(replicated.view(), {.types = k}).inertia, 1e-12);
  }
}

TEST(KMeans, ScalesWithItsInput) {
  auto points = test::guerry();
  const auto plain = kmeans(points.view(), {.types = 4});
  for (double& value : points.values) value *= 8.0;  // a power of two: no rounding
  points.weights.assign(points.codes.size(), 4.0);
  const auto scaled = kmeans(points.view(), {.types = 4});
  EXPECT_EQ(scaled.types, plain.types);
  EXPECT_DOUBLE_EQ(scaled.inertia, plain.inertia * 64.0 * 4.0);
}

TEST(KMeans, CannotBeImprovedByMovingOneArea) {
  const auto points = test::guerry();
  const auto result = kmeans(points.view(), {.types = 6, .starts = 1});
  for (std::size_t i = 0; i < points.codes.size(); ++i) {
    if (result.sizes[result.types[i]] == 1) continue;
    for (std::uint32_t type = 0; type < 6; ++type) {
      Types moved = result.types;
      moved[i] = type;
      EXPECT_GE(describe_partition(points.view(), moved, 6).inertia, result.inertia - 1e-9);
    }
  }
}

TEST(KMeans, AreasWithoutPeopleAreTypedButShapeNoType) {
  auto points = test::villages();
  points.add("Moor", {9.0, 50.0});
  points.weights = {1.0, 1.0, 1.0, 1.0, 1.0, 0.0};
  const auto result = kmeans(points.view(), {.types = 2});
  EXPECT_EQ(result.types, (Types{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(result.centre(1)[1], 1.0);
}

TEST(KMeans, SaysSoIfTheBestWasReachedOnlyOnce) {
  const auto result = kmeans(test::guerry().view(), {.types = 12, .starts = 3});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "best_reached_once");
}

TEST(KMeans, GoesOnWhileASingleStartReachedTheBest) {
  const auto points = test::guerry();
  const auto few = kmeans(points.view(), {.types = 8, .starts = 2, .more_starts = false});
  EXPECT_EQ(few.start_inertia.size(), 2U);
  ASSERT_EQ(few.share_of_best, 0.5);  // reached once: worth going on
  const auto more = kmeans(points.view(), {.types = 8, .starts = 2});
  const auto starts = static_cast<double>(more.start_inertia.size());
  EXPECT_GT(starts, 2.0);
  EXPECT_LE(starts, 20.0);
  EXPECT_TRUE(starts == 20.0 || more.share_of_best * starts > 1.5);
  EXPECT_LE(more.inertia, few.inertia);
  EXPECT_EQ(more.start_inertia[1], few.start_inertia[1]);
  EXPECT_EQ(kmeans(points.view(), {.types = 8, .starts = 1}).start_inertia.size(), 1U);
}

TEST(KMeans, TellsOfColumnsOfVeryDifferentScale) {
  const auto points = test::points("Au 0.1 20000\nBerg 0.2 30000\nCham 0.9 20500\n");
  EXPECT_EQ(kmeans(points.view(), {.types = 2}).findings.at(0).code, "unequal_scales");
}

TEST(KMeans, WorksForOneAreaAndForAsManyTypesAsAreas) {
  EXPECT_EQ(kmeans(test::points("Au 3 4").view(), {.types = 1}).inertia, 0.0);
  EXPECT_EQ(kmeans(test::villages().view(), {.types = 5}).inertia, 0.0);
}

TEST(KMeans, RefusesMoreTypesThanDifferentAreas) {
  const auto points = test::points("Au 1 2\nBerg 1 2\nCham 3 3\n");
  const auto refusal = [&](std::size_t k, std::size_t starts) {
    return test::finding_of(
        [&] { static_cast<void>(kmeans(points.view(), {.types = k, .starts = starts})); });
  };
  EXPECT_EQ(refusal(3, 1).code, "fewer_areas_than_types");
  EXPECT_EQ(refusal(3, 1).details[1].second, "2");
  EXPECT_EQ(refusal(0, 1).place.argument, "types");
  EXPECT_EQ(refusal(2, 0).place.argument, "starts");
}

TEST(KMeans, StopsWhenAskedTo) {
  core::Progress progress;
  progress.stop = true;
  EXPECT_THROW(static_cast<void>(kmeans(test::guerry().view(),
                                        {.types = 4, .execution = {.progress = &progress}})),
               core::Cancelled);
}

/// Areas of weight 0 beside the middle between A at (0, 0) and B at (2, 2), ever nearer to it.
test::OwnPoints beside_the_middle(int nearest, double scale, double offset) {
  test::OwnPoints points;
  const auto add = [&](const std::string& code, double x, double y, double weight) {
    points.add(code, {x * scale + offset, y * scale + offset});
    points.weights.push_back(weight);
  };
  add("a", 0.0, 0.0, 2.0);
  add("b", 2.0, 2.0, 1.0);
  for (int k = 1; k <= nearest; ++k) {
    add(std::to_string(k) + "c", 1.0 - std::exp2(-k), 1.0, 0.0);
    add(std::to_string(k) + "d", 1.0, 1.0 + std::exp2(-k), 0.0);
  }
  return points;
}

TEST(KMeans, DecidesNearTiesThatSinglePrecisionCannotSee) {
  struct Case {
    int nearest;
    double scale, offset;
  };
  for (const auto& [nearest, scale, offset] : {Case{45, 1.0, 0.0}, Case{45, 0x1p200, 0.0},
                                               Case{45, 0x1p-200, 0.0}, Case{20, 1.0, 0x1p25}}) {
    const auto points = beside_the_middle(nearest, scale, offset);
    test::with_each_instruction_set([&] {
      const auto result = kmeans(points.view(), {.types = 2, .starts = 1});
      for (std::size_t i = 0; i < result.types.size(); ++i) {
        EXPECT_EQ(result.types[i], i % 2) << "2^-" << i / 2 << " times " << scale;
      }
    });
  }
}

TEST(KMeans, LeavesEveryAreaWithTheNearestOfManyCentres) {
  test::OwnPoints points;
  core::RandomStream random(7, "areas", 0);
  for (std::size_t i = 0; i < 2000; ++i) {
    points.add(std::to_string(i), {random.normal(), random.normal(), 3.0 + random.normal()});
  }
  std::vector<Clustering> found;
  test::with_each_instruction_set(
      [&] { found.push_back(kmeans(points.view(), {.types = 37, .starts = 2})); });
  for (const Clustering& one : found) EXPECT_EQ(one.types, found[0].types);
  const auto distance2 = [&](std::size_t i, std::size_t type) {
    long double sum = 0.0L;
    for (std::size_t j = 0; j < 3; ++j) {
      const long double gap = points.view().row(i)[j] - found[0].centre(type)[j];
      sum += gap * gap;
    }
    return sum;
  };
  for (std::size_t i = 0; i < 2000; ++i) {
    for (std::size_t type = 0; type < 37; ++type) {
      EXPECT_LE(distance2(i, found[0].types[i]), distance2(i, type) * (1.0L + 1e-13L));
    }
  }
}

TEST(KMeans, GivesTheSameBitsWithEveryInstructionSet) {
  auto points = test::guerry();
  for (std::size_t i = 0; i < 85; ++i)
    points.weights.push_back(1000.0 + 37.0 * static_cast<double>(i % 11));
  struct Found {
    Clustering clustering{};
    std::vector<double> widths{};
    std::vector<Merge> merges{};
  };
  std::vector<Found> found;
  test::with_each_instruction_set([&] {
    // 5 and 6 centres: four at once, and the rest one by one.
    Clustering clustering = kmeans(points.view(), {.types = 6, .starts = 20, .seed = 3});
    Silhouette widths = silhouette(points.view(), clustering);
    found.push_back({std::move(clustering), std::move(widths.width), ward(points.view()).merges});
  });
  ASSERT_GE(found.size(), 2U);
  for (const Found& one : found) {
    EXPECT_EQ(one.clustering.types, found[0].clustering.types);
    EXPECT_EQ(one.clustering.start_inertia, found[0].clustering.start_inertia);
    EXPECT_EQ(one.widths, found[0].widths);
    EXPECT_EQ(one.merges, found[0].merges);
  }
}

}  // namespace
}  // namespace sozialraum::typology
