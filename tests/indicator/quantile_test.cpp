#include "sozialraum/indicator/quantile.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

const double kNan = std::nan("");

TEST(Quantile, OfFourValuesByBothTypes) {
  const std::vector<double> x{3, 1, kNan, 4, 2};
  EXPECT_DOUBLE_EQ(quantile(x, 0.25, 7), 1.75);
  // (4 + 1/4) 0.25 + 3/8 = 1.4375
  EXPECT_DOUBLE_EQ(quantile(x, 0.25, 9), 1.4375);
  EXPECT_DOUBLE_EQ(quantile(x, 0.5, 9), 2.5);
  EXPECT_EQ(quantile(x, 0, 9), 1.0);
  EXPECT_EQ(quantile(x, 1, 9), 4.0);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

// The example of Hyndman and Fan's types in R: quantile(1:10, .1) is 1.9 by type 7 and, by type 9,
// (10.25 * .1 + .375) = 1.4.
TEST(Quantile, OfTenValues) {
  const std::vector<double> x{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  EXPECT_NEAR(quantile(x, 0.1, 7), 1.9, 1e-15);
  EXPECT_NEAR(quantile(x, 0.1, 9), 1.4, 1e-15);
}

TEST(QuantileGroups, PutALimitIntoTheUpperGroup) {
  const std::vector<double> x{1, 2, 3, 4, 5, kNan};
  // the median is 3: it belongs to the upper half
  EXPECT_EQ(quantile_groups(x, 2), (std::vector<std::size_t>{1, 1, 2, 2, 2, 0}));
}

TEST(QuantileGroups, NeverTearEqualValuesApart) {
  const std::vector<double> x{1, 1, 1, 1, 2, 3};
  EXPECT_EQ(quantile_groups(x, 3), (std::vector<std::size_t>{2, 2, 2, 2, 3, 3}));
}

TEST(Quantile, RefusesWhatThereIsNot) {
  const std::vector<double> x{1};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(quantile(x, 1.5)); }).place.argument, "p");
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(quantile(x, 0.5, 6)); }).place.argument,
            "type");
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(quantile_groups(x, 1)); }).place.argument,
            "k");
}

}  // namespace
}  // namespace sozialraum::indicator
