#include "sozialraum/smallarea/james_stein.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

/// Batting averages of 18 players after 45 times at bat (Efron and Morris 1977, "Stein's paradox in
/// statistics"): shrunk by the factor .212 to their mean .265.
TEST(JamesStein, OfEighteenBaseballPlayers) {
  const std::vector<double> averages{.400, .378, .356, .333, .311, .311, .289, .267, .244,
                                     .244, .222, .222, .222, .222, .222, .200, .178, .156};
  const double mean = .2653888889;
  const auto result = james_stein(averages, mean * (1 - mean) / 45);
  EXPECT_NEAR(result.weight, .212, 5e-4);
  const std::vector<double> published{.294, .289, .285, .280, .275, .275, .270, .266, .261,
                                      .261, .256, .256, .256, .256, .256, .252, .247, .242};
  for (std::size_t i = 0; i < 18; ++i) EXPECT_NEAR(result.value[i], published[i], 5.1e-4) << i;
}

/// 0, 2, 4, 6 with the variance 1: B = 1/20, deviations shrink to .95; Morris's variance of the
/// first: 1 - .75/20 + 2/400 * 9 = 1.0075.
TEST(JamesStein, CarriesTheUncertaintyOfTheFactor) {
  const std::vector<double> values{0, 2, 4, 6};
  const auto result = james_stein(values, 1);
  EXPECT_NEAR(result.value[0], .15, 1e-12);
  EXPECT_NEAR(result.upper[0], .15 + 1.959963985 * std::sqrt(1.0075), 1e-8);
}

TEST(JamesStein, NeverTurnsAround) {
  const std::vector<double> values{1, 1.1, std::nan(""), .9, 1.05, .95};
  const auto result = james_stein(values, 1);
  EXPECT_EQ(result.weight, 0);
  EXPECT_EQ(result.findings[0].code, "no_spread");
  EXPECT_NEAR(result.value[0], 1, 1e-12);
  EXPECT_GT(result.upper[0] - result.lower[0], 1);
  EXPECT_TRUE(std::isnan(result.value[2]));
}

TEST(JamesStein, RefusesWhatDoesNotFit) {
  const std::vector<double> three{1, 2, 3};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(james_stein(three, 1)); }).code,
            "fewer_areas_than_needed");
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(james_stein(three, 0)); }).place.argument,
            "variance");
}

}  // namespace
}  // namespace sozialraum::smallarea
