#include "sozialraum/typology/gap_statistic.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "all_partitions.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

/// So many places evenly along two columns from 0 to 1, by lot.
test::OwnPoints even(std::size_t areas) {
  core::RandomStream random(3, "even places");
  test::OwnPoints points;
  for (std::size_t i = 0; i < areas; ++i) {
    points.add(std::to_string(1000 + i), {random.uniform(), random.uniform()});
  }
  return points;
}

TEST(GapStatistic, FindsTheThreeTypesOfTheFirstPublication) {
  // Tibshirani, Walther and Hastie (2001), scenario b: normal around (0, 0), (0, 5), (5, -3) with
  // 25, 25 and 50 places; right in 49 of 50 tables.
  const std::vector<std::size_t> types{1, 2, 3, 4, 5};
  std::size_t right = 0;
  for (std::uint64_t number = 0; number < 10; ++number) {
    core::RandomStream random(number, "scenario b");
    test::OwnPoints points;
    for (std::size_t i = 0; i < 100; ++i) {
      const double east = i < 50 ? 0.0 : 5.0;
      const double north = i < 25 ? 0.0 : i < 50 ? 5.0 : -3.0;
      points.add(std::to_string(1000 + i), {east + random.normal(), north + random.normal()});
    }
    const auto rows = gap_statistic(points.view(), types, {.references = 20, .starts = 4});
    if (types_by_one_error(rows) == 3U) ++right;
  }
  EXPECT_GE(right, 9U);
}

TEST(GapStatistic, FindsNoTypesWhereThereAreNone) {
  const std::vector<std::size_t> types{1, 2, 3, 4};
  EXPECT_EQ(types_by_one_error(gap_statistic(even(120).view(), types)), 1U);
}

TEST(GapStatistic, ForOneTypeTheExpectedInertiaIsThatOfTheBox) {
  // n points evenly in a box of sides a and b: (n - 1) (a² + b²) / 12 on average
  const auto points = even(200);
  const std::vector<std::size_t> one{1};
  const auto row = gap_statistic(points.view(), one, {.references = 100}).at(0);
  EXPECT_NEAR(std::exp(row.expected), 199.0 * 2.0 / 12.0, 0.03 * 199.0 / 6.0);
  EXPECT_DOUBLE_EQ(row.gap, row.expected - row.log_within);
  EXPECT_GT(row.error, 0.0);
}

TEST(GapStatistic, TheRuleTakesTheFirstThatIsNotBelowTheNextLessItsError) {
  const std::vector<GapRow> rows{{.types = 1, .gap = 0.1, .error = 0.05},
                                 {.types = 2, .gap = 0.30, .error = 0.05},
                                 {.types = 3, .gap = 0.32, .error = 0.05}};
  EXPECT_EQ(types_by_one_error(rows), 2U);  // 0.1 < 0.30 - 0.05, but 0.30 >= 0.32 - 0.05
}

TEST(GapStatistic, IsTheSameForAnyOrderOfRowsAndThreads) {
  const auto points = test::guerry();
  const std::vector<std::size_t> types{2, 3};
  const auto one =
      gap_statistic(points.view(), types, {.references = 4, .execution = {.threads = 1}});
  const auto mixed = gap_statistic(test::reordered(points, test::shuffled(85)).view(), types,
                                   {.references = 4, .execution = {.threads = 4}});
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(mixed[i].gap, one[i].gap);
}

TEST(GapStatistic, RefusesWhatGivesNoSpread) {
  const std::vector<std::size_t> types{0};
  const auto code = [&](const GapOptions& options) {
    return test::finding_of(
               [&] { static_cast<void>(gap_statistic(test::villages().view(), types, options)); })
        .place.argument;
  };
  EXPECT_EQ(code({.references = 1}), "references");
  EXPECT_EQ(code({}), "types");
}

}  // namespace
}  // namespace sozialraum::typology
