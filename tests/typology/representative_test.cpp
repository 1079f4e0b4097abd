#include "sozialraum/typology/representative.hpp"

#include <gtest/gtest.h>

#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Areas = std::vector<std::vector<std::size_t>>;

Clustering left_and_right(const test::OwnPoints& points) {
  return describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 0, 1, 1}, 2);
}

TEST(Examples, AreTheNearestToTheCentreAndTheNearestToTheBorder) {
  const auto points = test::villages();
  const Examples result = examples(points.view(), left_and_right(points), 2);
  // Centres (1/3, 1) and (10, 1): Cham is 2/3 away, Au and Berg 1.05, Dorf and Esch 1.
  EXPECT_EQ(result.representative, (Areas{{2, 0}, {3, 4}}));
  // Margins: Au and Berg (10.05 - 1.05) / 11.1 = 0.81, Cham (9 - 0.67) / 9.67 = 0.86.
  EXPECT_EQ(result.borderline, (Areas{{0, 1}, {3, 4}}));
}

TEST(Examples, NeedPeople) {
  // Nobody lives in Cham, which stands exactly in the middle of Au and Berg.
  auto points = test::points("Au 0 0\nBerg 0 2\nCham 0 1\nDorf 10 0\nEsch 10 2\n");
  points.weights = {1, 1, 0, 0, 0};
  const Examples result = examples(points.view(), left_and_right(points));
  EXPECT_EQ(result.representative[0], std::vector<std::size_t>{0});
  EXPECT_EQ(result.representative[1], std::vector<std::size_t>{3});  // nobody in all of the type
}

TEST(Examples, AreAsManyAsThereAreAndHaveNoBorderWithoutNeighbours) {
  const auto points = test::villages();
  const auto one = describe_partition(points.view(), std::vector<std::uint32_t>(5, 0), 1);
  const Examples result = examples(points.view(), one, 9);
  EXPECT_EQ(result.representative[0].size(), 5U);
  EXPECT_EQ(result.borderline, Areas{{}});
}

TEST(Examples, DoNotDependOnTheOrderOfRows) {
  const auto points = test::villages();
  const std::vector<std::size_t> order{4, 3, 2, 1, 0};
  const auto mixed = test::reordered(points, order);
  const auto clustering =
      describe_partition(mixed.view(), std::vector<std::uint32_t>{1, 1, 0, 0, 0}, 2);
  EXPECT_EQ(examples(mixed.view(), clustering, 2).representative, (Areas{{2, 4}, {1, 0}}));
}

}  // namespace
}  // namespace sozialraum::typology
