#include "sozialraum/typology/kmedoids.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "all_partitions.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

/// R package cluster, data agriculture: GNP per head and share of agriculture of 12 states.
test::OwnPoints agriculture() {
  return test::points(R"(
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
}

double distance(const Points& points, std::size_t a, std::size_t b) {
  double sum = 0.0;
  for (std::size_t j = 0; j < points.columns(); ++j) {
    sum += (points.row(a)[j] - points.row(b)[j]) * (points.row(a)[j] - points.row(b)[j]);
  }
  return std::sqrt(sum);
}

std::vector<double> table(const Points& points) {
  std::vector<double> values;
  for (std::size_t a = 0; a < points.areas(); ++a) {
    for (std::size_t b = 0; b < points.areas(); ++b) values.push_back(distance(points, a, b));
  }
  return values;
}

TEST(KMedoids, APencilFindsTheExamples) {
  const auto points = test::points("Au 0\nBerg 1\nCham 3\nDorf 10\nEsch 11\n");
  const auto result = kmedoids(points.view(), {.types = 2});
  EXPECT_EQ(result.types, (Types{0, 0, 0, 1, 1}));
  EXPECT_EQ(result.medoids[0], 1U);
  EXPECT_DOUBLE_EQ(result.cost, 1.0 + 2.0 + 1.0);
  EXPECT_EQ(result.distance[2], 2.0);
}

TEST(KMedoids, ThePublishedExampleOfPam) {
  // R cluster, pam(agriculture, 2): medoids D and P, objective after swap 3.360610 (a mean)
  const auto points = agriculture();
  const auto result = kmedoids(points.view(), {.types = 2});
  std::vector<std::string> medoids;
  for (const std::size_t area : result.medoids) medoids.push_back(points.codes[area].text());
  EXPECT_EQ(medoids, (std::vector<std::string>{"D", "P"}));
  EXPECT_NEAR(result.cost / 12.0, 3.3606101, 5e-8);
}

TEST(KMedoids, GuerryAsRsPam) {
  // R cluster, pam(z, 4): sum of distances 148.696814357, medoids 10, 45, 54, 73 counted from 1
  const auto result = kmedoids(test::guerry().view(), {.types = 4});
  EXPECT_LE(result.cost, 148.696814357 + 1e-8);
  const auto build = kmedoids(test::guerry().view(), {.types = 4, .starts = 1});
  EXPECT_NEAR(build.cost, 148.696814357, 1e-8);
  auto medoids = build.medoids;
  std::ranges::sort(medoids);
  EXPECT_EQ(medoids, (std::vector<std::size_t>{9, 44, 53, 72}));
}

TEST(KMedoids, IsTheBestOfAllChoicesOfExamplesInSmallTables) {
  for (std::uint64_t number = 0; number < 200; ++number) {
    core::RandomStream random(number, "medoid cases");
    const std::size_t n = 5 + random.below(5);
    const std::size_t k = 1 + random.below(3);
    const auto points = test::invented(n, 2, number);
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t chosen = 0; chosen < std::size_t{1} << n; ++chosen) {
      if (static_cast<std::size_t>(std::popcount(chosen)) != k) continue;
      double sum = 0.0;
      for (std::size_t i = 0; i < n; ++i) {
        double near = std::numeric_limits<double>::infinity();
        for (std::size_t m = 0; m < n; ++m) {
          if ((chosen >> m & 1) != 0) near = std::min(near, distance(points.view(), i, m));
        }
        sum += points.weights[i] * near;
      }
      least = std::min(least, sum);
    }
    const auto found = kmedoids(points.view(), {.types = k, .starts = 30});
    ASSERT_NEAR(found.cost, least, 1e-9 * least) << number;
  }
}

TEST(KMedoids, NoExchangeOfAnExampleLowersTheSum) {
  const auto points = test::invented(60, 4, 77);
  const auto found = kmedoids(points.view(), {.types = 5, .starts = 1});
  for (std::size_t type = 0; type < 5; ++type) {
    for (std::size_t other = 0; other < 60; ++other) {
      auto medoids = found.medoids;
      medoids[type] = other;
      double sum = 0.0;
      for (std::size_t i = 0; i < 60; ++i) {
        double near = std::numeric_limits<double>::infinity();
        for (const std::size_t m : medoids) near = std::min(near, distance(points.view(), i, m));
        sum += points.weights[i] * near;
      }
      EXPECT_GE(sum, found.cost * (1.0 - 1e-9));
    }
  }
}

TEST(KMedoids, WithManyAreasItKeepsNoTableAndFindsTheSame) {
  // Copies of the five villages: more than are kept in a table; every copy like its original.
  test::OwnPoints many;
  for (std::size_t i = 0; i < 2100; ++i) {
    many.add(std::to_string(10000 + i), {static_cast<double>(i % 3), i % 3 == 2 ? 9.0 : 0.0});
  }
  const auto result = kmedoids(many.view(), {.types = 3, .starts = 2});
  EXPECT_EQ(result.cost, 0.0);
  const auto two = kmedoids(many.view(), {.types = 2, .starts = 2});
  EXPECT_DOUBLE_EQ(two.cost, 700.0);  // a third is one step from its example
}

TEST(KMedoids, ReadyDistancesGiveTheSame) {
  auto points = test::guerry();
  points.weights = test::guerry_population();
  const std::vector<double> values = table(points.view());
  const auto plain = kmedoids(points.view(), {.types = 4});
  const auto ready =
      kmedoids(DistanceTable{.codes = points.codes, .values = values, .weights = points.weights},
               {.types = 4});
  EXPECT_EQ(ready.types, plain.types);
  EXPECT_EQ(ready.medoids, plain.medoids);
}

TEST(KMedoids, GivesTheSameForAnyThreadsAndOrderOfRows) {
  const auto points = test::guerry();
  const auto order = test::shuffled(85);
  const auto one = kmedoids(points.view(), {.types = 5, .execution = {.threads = 1}});
  const auto mixed =
      kmedoids(test::reordered(points, order).view(), {.types = 5, .execution = {.threads = 4}});
  EXPECT_EQ(mixed.start_cost, one.start_cost);
  for (std::size_t i = 0; i < 85; ++i) EXPECT_EQ(mixed.types[i], one.types[order[i]]);
}

TEST(KMedoids, RefusesWhatIsNoTableOfDistances) {
  const auto points = test::villages();
  std::vector<double> values = table(points.view());
  const auto refusal = [&](std::size_t types) {
    return test::finding_of([&] {
             static_cast<void>(kmedoids(DistanceTable{.codes = points.codes, .values = values},
                                        {.types = types}));
           })
        .code;
  };
  EXPECT_EQ(refusal(6), "fewer_areas_than_types");
  EXPECT_EQ(refusal(0), "invalid_argument");
  values[1] = 7.0;
  EXPECT_EQ(refusal(2), "bad_distance");
  values[1] = std::nan("");
  EXPECT_EQ(refusal(2), "missing_values");
  values.pop_back();
  EXPECT_EQ(refusal(2), "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::typology
