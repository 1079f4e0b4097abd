#include "sozialraum/smallarea/weighted_density.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

TEST(WeightedDensity, IsThatAroundTheMeanInhabitant) {
  const std::vector<double> people{50, 400, 10, 0, 140};
  const std::vector<double> land{1, 1, 1, 1, 1};
  const auto result = weighted_density(people, land);
  // (2500 + 160000 + 100 + 19600) / 600
  EXPECT_NEAR(result.arithmetic, 303.6667, 1e-4);
  EXPECT_DOUBLE_EQ(result.plain, 120);
  EXPECT_NEAR(
      result.geometric,
      std::exp((50 * std::log(50) + 400 * std::log(400) + 10 * std::log(10) + 140 * std::log(140)) /
               600),
      1e-10);
  EXPECT_DOUBLE_EQ(result.sparse, 10.0 / 600);
}

TEST(WeightedDensity, LeavesMissingCellsOutAndRefusesPeopleOnWater) {
  const double nan = std::nan("");
  EXPECT_DOUBLE_EQ(weighted_density(std::vector{50.0, nan}, std::vector{2.0, 1.0}).plain, 25);
  EXPECT_TRUE(std::isnan(weighted_density(std::vector{0.0}, std::vector{1.0}).arithmetic));
  EXPECT_EQ(test::finding_of([] {
              static_cast<void>(weighted_density(std::vector{5.0}, std::vector{0.0}));
            }).place.argument,
            "land");
  EXPECT_EQ(test::finding_of([] {
              static_cast<void>(weighted_density(std::vector{-5.0}, std::vector{1.0}));
            }).code,
            "negative_count");
}

}  // namespace
}  // namespace sozialraum::smallarea
