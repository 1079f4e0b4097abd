#include "sozialraum/smallarea/logit_shrinkage.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

/// Registered unemployed 2021 and persons of 15 to 64 in the eight communes of Hameln-Pyrmont.
TEST(LogitShrinkage, OfTheCommunesOfHamelnPyrmont) {
  const std::vector<double> count{245, 466, 767, 154, 245, 2592, 445, 259};
  const std::vector<double> base{6416, 10773, 11176, 4347, 5985, 34832, 11278, 5732};
  const auto result = logit_shrinkage({count, base});
  // Independent recomputation from the formula.
  EXPECT_NEAR(result.variance, .0848132, 5e-8);
  const std::vector<double> expected{.039000, .043611, .068465, .036802,
                                     .041670, .074331, .039894, .045748};
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_NEAR(result.rate[i], expected[i], 6e-7) << i;
    EXPECT_LE(result.lower[i], result.rate[i]);
    EXPECT_GE(result.upper[i], result.rate[i]);
  }
}

TEST(LogitShrinkage, KeepsWhatIsMissingAndTellsEmptyBases) {
  const std::vector<double> count{20, 4, 6, 0, std::nan("")};
  const std::vector<double> base{100, 40, 20, 0, 10};
  const auto result = logit_shrinkage({count, base});
  EXPECT_DOUBLE_EQ(result.target, 30.0 / 160);
  EXPECT_DOUBLE_EQ(result.rate[3], 30.0 / 160);
  EXPECT_EQ(result.weight[3], 0);
  EXPECT_TRUE(std::isnan(result.rate[4]));
  EXPECT_EQ(result.findings[0].code, "empty_base");
}

TEST(LogitShrinkage, OfNobodyAnywhereIsNobody) {
  const std::vector<double> none{0, 0, 0};
  const std::vector<double> base{10, 20, 1000};
  const auto result = logit_shrinkage({none, base});
  EXPECT_EQ(result.target, 0);
  EXPECT_EQ(result.rate[0], 0);
  EXPECT_GT(result.upper[0], .001);
}

TEST(LogitShrinkage, RefusesMoreCasesThanPeople) {
  const std::vector<double> one{1, 2, 3};
  const std::vector<double> two{10, 1, 10};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(logit_shrinkage({one, two})); }).code,
            "count_above_base");
  EXPECT_EQ(
      test::finding_of([&] { static_cast<void>(logit_shrinkage({one, one}, 1.5)); }).place.argument,
      "level");
}

}  // namespace
}  // namespace sozialraum::smallarea
