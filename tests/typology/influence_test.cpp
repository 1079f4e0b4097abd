#include "sozialraum/typology/influence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

TEST(SmallestChange, IsWhereAnAreaStandsBetweenTwoCentres) {
  test::OwnPoints points;
  points.add("a", {1, 0});
  points.add("b", {4, 1});
  const Clustering clustering{
      .types = {0, 1}, .columns = 2, .centres = {0, 0, 4, 1}, .sizes = {1, 1}, .weights = {1, 1}};
  const auto found = smallest_change(points.view(), clustering);
  // (10 - 1) / 8 in the first column, 9 / 2 in the second.
  EXPECT_EQ(found.column[0], 0U);
  EXPECT_DOUBLE_EQ(found.change[0], 1.125);
  EXPECT_EQ(found.type[0], 1U);
  EXPECT_DOUBLE_EQ(found.change[1], -2.125);  // 17 / -8: less
  // There it is: as near to both.
  const double to_a = std::pow(1 + 1.125, 2);
  const double to_b = std::pow(4 - 1 - 1.125, 2) + 1;
  EXPECT_DOUBLE_EQ(to_a, to_b);
}

TEST(SmallestChange, IsInfiniteWithoutAnotherType) {
  test::OwnPoints points;
  points.add("a", {1});
  points.add("b", {2});
  const auto found = smallest_change(points.view(), kmeans(points.view(), {.types = 1}));
  EXPECT_TRUE(std::isinf(found.change[0]));
}

TEST(DropOne, ShowsWhichColumnHoldsTheTypesUp) {
  // The first column divides the villages, the second is noise far below it.
  test::OwnPoints points;
  points.add("a", {0, 0.1});
  points.add("b", {0, 0.9});
  points.add("c", {1, 0.5});
  points.add("d", {9, 0.2});
  points.add("e", {9, 0.8});
  points.add("f", {10, 0.4});
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> people{1, 1, 1, 1, 1, 5};
  const auto found = drop_one(points.view(), clustering, {.people = people});
  EXPECT_GT(found.moved[0], 0.3);
  EXPECT_EQ(found.moved[1], 0.0);
  EXPECT_EQ(found.moves.size(), 12U);
  double moved = 0;
  double heads = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    moved += found.moves[i];
    heads += found.moves[i] * people[i];
  }
  EXPECT_DOUBLE_EQ(found.moved[0], moved / 6);
  EXPECT_DOUBLE_EQ(found.moved_people[0], heads / 10);
}

TEST(DropOne, NeedsASecondColumn) {
  test::OwnPoints points;
  points.add("a", {1});
  points.add("b", {2});
  const auto clustering = kmeans(points.view(), {.types = 2});
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(drop_one(points.view(), clustering)); }).code,
            "no_indicators");
}

}  // namespace
}  // namespace sozialraum::typology
