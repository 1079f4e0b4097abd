#include "sozialraum/typology/second_best.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

Clustering left_and_right(const test::OwnPoints& points) {
  return describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 0, 1, 1}, 2);
}

TEST(SecondBest, NamesTheNextTypeAndHowNearItIs) {
  const auto points = test::villages();
  const auto result = second_best(points.view(), left_and_right(points));
  EXPECT_EQ(result.second, (std::vector<std::uint32_t>{1, 1, 1, 0, 0}));
  EXPECT_NEAR(result.distance[2], 2.0 / 3.0, 1e-15);   // Cham at (1, 1) from (1/3, 1)
  EXPECT_NEAR(result.second_distance[2], 9.0, 1e-15);  // from (10, 1)
  EXPECT_NEAR(result.margin[2], (9.0 - 2.0 / 3.0) / (9.0 + 2.0 / 3.0), 1e-15);
}

TEST(SecondBest, IsNegativeForAnAreaInTheWrongType) {
  const auto points = test::villages();
  const auto clustering =
      describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1, 1, 1}, 2);
  EXPECT_LT(second_best(points.view(), clustering).margin[2], 0.0);
}

TEST(SecondBest, NeedsTwoTypesAndTheirColumns) {
  const auto points = test::villages();
  const auto one = describe_partition(points.view(), std::vector<std::uint32_t>(5, 0), 1);
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(second_best(points.view(), one)); }).code,
            "types_out_of_range");
  const auto narrow = test::points("Au 1\nBerg 2\nCham 3\nDorf 4\nEsch 5\n");
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(second_best(narrow.view(), left_and_right(points)));
            }).code,
            "length_mismatch");
}

TEST(SecondBest, OfEquallyNearTypesTakesTheLowerNumber) {
  // Mitte at 0 has its own type; Links at -4 and Rechts at 4 are equally far.
  const auto points = test::points("Links -4\nMitte 0\nRechts 4\n");
  for (const auto& types :
       {std::vector<std::uint32_t>{0, 1, 2}, std::vector<std::uint32_t>{2, 1, 0},
        std::vector<std::uint32_t>{1, 2, 0}}) {
    const auto clustering = describe_partition(points.view(), types, 3);
    const std::uint32_t lower = types[1] == 0 ? 1 : 0;
    EXPECT_EQ(second_best(points.view(), clustering).second[1], lower);
  }
}

}  // namespace
}  // namespace sozialraum::typology
