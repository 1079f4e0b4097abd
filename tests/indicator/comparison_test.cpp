#include "sozialraum/indicator/comparison.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

const double kNan = std::nan("");

TEST(Comparison, OfARegionIsNoMeanOfItsAreas) {
  const std::vector<double> count{30, 1, 1};
  const std::vector<double> base{100, 10, 10};
  EXPECT_DOUBLE_EQ(sum_over_sum({count, base}), 32.0 / 120.0);
  EXPECT_DOUBLE_EQ(mean_of_areas(std::vector<double>{0.3, 0.1, 0.1}), 0.5 / 3.0);
}

TEST(Comparison, OfDensityIsNotThatOfTheMeanPerson) {
  const std::vector<double> people{1000, 1000};
  const std::vector<double> land{1, 99};
  const std::vector<double> density{1000, 1000.0 / 99.0};
  EXPECT_DOUBLE_EQ(sum_over_sum({people, land}), 20.0);
  EXPECT_NEAR(weighted_mean(density, people), 505.05, 0.01);
}

TEST(Comparison, WeighsByPeople) {
  // 100 persons at 10 minutes, 300 at 30: (1,000 + 9,000) / 400 = 25; the mean place has 20.
  const std::vector<double> minutes{10, 30};
  EXPECT_EQ(weighted_mean(minutes, std::vector<double>{100, 300}), 25.0);
  EXPECT_EQ(mean_of_areas(minutes), 20.0);
}

TEST(Comparison, PassesOverWhatIsMissing) {
  const std::vector<double> count{3, kNan, 5};
  const std::vector<double> base{10, 10, kNan};
  EXPECT_EQ(sum_over_sum({count, base}), 0.3);
  EXPECT_EQ(mean_of_areas(std::vector<double>{kNan, 4, 6}), 5.0);
  EXPECT_EQ(weighted_mean(std::vector<double>{kNan, 4}, std::vector<double>{9, 1}), 4.0);
}

TEST(Comparison, TakesBalancesBelowZeroButNoSuchBase) {
  const std::vector<double> moved{-3, 1};
  EXPECT_EQ(sum_over_sum({moved, std::vector<double>{10, 10}}), -0.1);
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(sum_over_sum({moved, std::vector<double>{10, -10}}));
            }).code,
            "negative_base");
}

TEST(Comparison, OfNothingIsMissing) {
  EXPECT_TRUE(std::isnan(sum_over_sum({})));
  EXPECT_TRUE(std::isnan(sum_over_sum({std::vector<double>{0}, std::vector<double>{0}})));
  EXPECT_TRUE(std::isnan(mean_of_areas({})));
  EXPECT_TRUE(std::isnan(weighted_mean(std::vector<double>{1}, std::vector<double>{0})));
}

TEST(Comparison, RefusesWeightsThatAreNone) {
  const std::vector<double> one{1};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(weighted_mean(one, {})); }).code,
            "length_mismatch");
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(weighted_mean(one, std::vector<double>{-1}));
            }).code,
            "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::indicator
