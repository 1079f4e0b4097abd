#include "sozialraum/typology/profile.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

Clustering left_and_right(const test::OwnPoints& points) {
  return describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 0, 1, 1}, 2);
}

TEST(Profile, SpeaksInUnitsOfTheWholeRegion) {
  const auto points = test::villages();
  const auto result = profile(points.view(), left_and_right(points));
  const double sd = std::sqrt(112.8 / 5.0);  // of x around 4.2
  EXPECT_NEAR(result.z_means[0], (1.0 / 3.0 - 4.2) / sd, 1e-14);
  EXPECT_NEAR(result.z_means[2], (10.0 - 4.2) / sd, 1e-14);
  EXPECT_NEAR(result.z_means[1], 0.0, 1e-15);
  EXPECT_NEAR(result.spread[0], std::sqrt(2.0 / 9.0) / sd, 1e-14);
  EXPECT_EQ(result.spread[2], 0.0);
  EXPECT_EQ(result.sizes, (std::vector<std::size_t>{3, 2}));
}

TEST(Profile, NamesARealAreaPerTypeAndTiesByCode) {
  const auto points = test::villages();
  const auto result = profile(points.view(), left_and_right(points));
  EXPECT_EQ(result.representative[0], 2U);  // Cham is 2/3 from the centre, Au and Berg more
  EXPECT_EQ(result.representative[1], 3U);  // Dorf and Esch are both 1 away
}

TEST(Profile, CountsPeopleIfGiven) {
  auto points = test::villages();
  const auto clustering = left_and_right(points);
  points.weights = {100.0, 0.0, 0.0, 0.0, 300.0};
  const auto result = profile(points.view(), clustering);
  EXPECT_EQ(result.weights, (std::vector<double>{100.0, 300.0}));
  EXPECT_EQ(result.representative, (std::vector<std::size_t>{0, 4}));
  // x: mean 7.5, sd sqrt(.25 * 7.5² + .75 * 2.5²) = 4.330
  EXPECT_NEAR(result.z_means[0], -7.5 / std::sqrt(18.75), 1e-14);
}

TEST(Profile, KeepsTheNumbersOfTheTypes) {
  auto points = test::villages();
  const auto clustering = left_and_right(points);
  points.weights = {1.0, 1.0, 1.0, 9.0, 9.0};  // now the second type has more people
  EXPECT_EQ(profile(points.view(), clustering).sizes, (std::vector<std::size_t>{3, 2}));
}

}  // namespace
}  // namespace sozialraum::typology
