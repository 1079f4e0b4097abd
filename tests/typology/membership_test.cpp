#include "sozialraum/typology/membership.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(Membership, IsCertainWithoutError) {
  const auto points = test::villages();
  const auto result = membership(points.view(), left_and_right(points),
                                 std::vector<double>(10, 0.0), {.draws = 10});
  EXPECT_EQ(result.certainty, std::vector<double>(5, 1.0));
  EXPECT_EQ(result.probability[0], 1.0);
}

TEST(Membership, IsTheNormalProbabilityOfTheOwnSideOfTheBorder) {
  // Centres 0 and 10 on a line: the border is at 5. Cham at 4 with error 1 stays left with
  // probability Phi(1) = 0.84134; 100,000 draws have a standard error of 0.00116.
  const auto points = test::points("Au -4\nCham 4\nDorf 10\n");
  const auto clustering = describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1}, 2);
  const auto result =
      membership(points.view(), clustering, std::vector<double>{0.0, 1.0, 0.0}, {.draws = 100000});
  EXPECT_NEAR(result.certainty[1], 0.841345, 4 * 0.00116);
  EXPECT_DOUBLE_EQ(result.probability[2] + result.probability[3], 1.0);
}

TEST(Membership, OfAnAreaDependsOnItsCodeAlone) {
  const auto points = test::guerry();
  std::vector<std::uint32_t> types;
  for (std::uint32_t i = 0; i < 85; ++i) types.push_back(points.values[i * 6] > 0 ? 1 : 0);
  const auto clustering = describe_partition(points.view(), types, 2);
  const std::vector<double> errors(85 * 6, 0.5);
  const auto one =
      membership(points.view(), clustering, errors, {.draws = 200, .execution = {.threads = 1}});
  for (const unsigned threads : {2U, 3U, 8U}) {
    const auto many = membership(points.view(), clustering, errors,
                                 {.draws = 200, .execution = {.threads = threads}});
    EXPECT_EQ(many.probability, one.probability);
  }
  const auto order = test::shuffled(85);
  const auto mixed = test::reordered(points, order);
  Clustering moved = clustering;
  for (std::size_t i = 0; i < 85; ++i) moved.types[i] = types[order[i]];
  const auto other = membership(mixed.view(), moved, errors, {.draws = 200});
  for (std::size_t i = 0; i < 85; ++i) EXPECT_EQ(other.certainty[i], one.certainty[order[i]]);
}

TEST(Membership, RefusesErrorsThatAreMissingOrNegative) {
  const auto points = test::villages();
  std::vector<double> errors(10, 0.1);
  errors[3] = std::nan("");
  errors[8] = -1.0;
  const auto finding = test::finding_of(
      [&] { static_cast<void>(membership(points.view(), left_and_right(points), errors)); });
  EXPECT_EQ(finding.code, "bad_standard_error");
  EXPECT_EQ(finding.areas, (std::vector<std::string>{"Berg", "Esch"}));
}

}  // namespace
}  // namespace sozialraum::typology
