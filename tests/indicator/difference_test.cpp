#include "sozialraum/indicator/difference.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

// Fisher's lady tasting tea (The Design of Experiments, 1935): of the 70 ways to choose 4 of 8 cups
// 1, 16, 36, 16, 1 have 4, 3, 2, 1, 0 right.
TEST(FisherExact, CountsTheWaysOfTheTeaTasting) {
  EXPECT_NEAR(fisher_exact({3, 4}, {1, 4}), 34.0 / 70, 1e-14);
  EXPECT_NEAR(fisher_exact({4, 4}, {0, 4}), 2.0 / 70, 1e-14);
  EXPECT_NEAR(fisher_exact({2, 4}, {2, 4}), 1.0, 1e-14);
}

// Agresti, Categorical Data Analysis: 10 of 15 against 3 of 15 ... by hand: margins 13 of 30,
// P(k) = C(13, k) C(17, 15 - k) / C(30, 15); k = 10: 286 * 6188 / 155117520 = 0.011409.
TEST(FisherExact, AddsWhatIsNoLikelierOnEitherSide) {
  // one side: k = 10..13 -> (286*6188 + 78*2380 + 13*680 + 1*136) / 155117520; the other, by
  // symmetry of equal groups (k = 0..3), is the same.
  const double side = (286.0 * 6188 + 78.0 * 2380 + 13.0 * 680 + 136.0) / 155117520;
  EXPECT_NEAR(fisher_exact({10, 15}, {3, 15}), 2 * side, 1e-13);
}

TEST(FisherExact, IsTheSameWhicheverGroupComesFirstAndWhoeverIsCounted) {
  EXPECT_NEAR(fisher_exact({5, 40}, {30, 90}), fisher_exact({30, 90}, {5, 40}), 1e-15);
  EXPECT_NEAR(fisher_exact({5, 40}, {30, 90}), fisher_exact({35, 40}, {60, 90}), 1e-15);
  EXPECT_EQ(fisher_exact({0, 40}, {0, 90}), 1.0);
  EXPECT_EQ(fisher_exact({40, 40}, {90, 90}), 1.0);
}

TEST(FisherExact, HoldsForTownsAndForHopelessDifferences) {
  EXPECT_LT(fisher_exact({900000, 1000000}, {100000, 1000000}), 1e-300);
  const double p = fisher_exact({5000, 100000}, {5100, 100000});
  // Normal approximation: z = (0.051 - 0.05) / sqrt(2 * 0.0505 * 0.9495 / 1e5) = 1.0212, p 0.307.
  EXPECT_NEAR(p, 0.307, 0.006);
}

// 10 events, equal times: 2 (C(10,8) + C(10,9) + C(10,10)) / 1024 = 2 * 56 / 1024.
TEST(ConditionalPoisson, TossesACoinForEveryEvent) {
  EXPECT_NEAR(conditional_poisson({8, 10}, {2, 10}), 112.0 / 1024, 1e-14);
  EXPECT_NEAR(conditional_poisson({5, 10}, {5, 10}), 1.0, 1e-14);
  EXPECT_EQ(conditional_poisson({0, 10}, {0, 3}), 1.0);
}

// 3 of 3 events on a third of the base: 1/27 is the least likely of all; 0 of 3 is 8/27.
TEST(ConditionalPoisson, WeighsTheBases) {
  EXPECT_NEAR(conditional_poisson({3, 1}, {0, 2}), 1.0 / 27, 1e-14);
  EXPECT_NEAR(conditional_poisson({2, 1}, {1, 2}), 7.0 / 27, 1e-14);  // 6/27 and 1/27
}

// Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
TEST(DifferenceOfShares, HasTheIntervalsOfNewcombe) {
  const auto expect = [](const Share& one, const Share& other, double lower, double upper) {
    const Difference found = difference_of_shares(one, other);
    EXPECT_NEAR(found.lower, lower, 5.1e-5);
    EXPECT_NEAR(found.upper, upper, 5.1e-5);
  };
  expect({56, 70}, {48, 80}, 0.0524, 0.3339);
  expect({9, 10}, {3, 10}, 0.1705, 0.8090);
  expect({6, 7}, {2, 7}, 0.0582, 0.8062);
  expect({5, 56}, {0, 29}, -0.0381, 0.1926);
  expect({0, 10}, {0, 20}, -0.1611, 0.2775);
  expect({0, 10}, {0, 10}, -0.2775, 0.2775);
  expect({10, 10}, {0, 20}, 0.6791, 1.0000);
  expect({10, 10}, {0, 10}, 0.6075, 1.0000);
}

TEST(DifferenceOfShares, TellsDifferenceAndRatio) {
  const Difference found = difference_of_shares({6, 20}, {3, 20});
  EXPECT_NEAR(found.difference, 0.15, 1e-15);
  EXPECT_DOUBLE_EQ(found.ratio, 2.0);
  EXPECT_TRUE(std::isnan(difference_of_shares({6, 20}, {0, 20}).ratio));
}

// Limits of 20 on 10: Byar 1.2211429 to 3.0889880; of 5 on 5: exact 0.3246973 to 2.3336664
// (PHEindicatormethods). 2 - 1 = 1; 1 - hypot(0.7788571, 1.3336664), 1 + hypot(1.0889880,
// 0.6753027).
TEST(DifferenceOfRates, PutsTheDistancesOfBothLimitsTogether) {
  const Difference found = difference_of_rates({20, 10}, {5, 5});
  EXPECT_NEAR(found.lower, 1 - std::hypot(0.7788571, 1.3336664), 1e-6);
  EXPECT_NEAR(found.upper, 1 + std::hypot(1.0889880, 0.6753027), 1e-6);
}

TEST(Difference, RefusesWhatIsNotCounted) {
  using test::finding_of;
  EXPECT_EQ(finding_of([] { static_cast<void>(fisher_exact({1.5, 4}, {1, 4})); }).place.argument,
            "share");
  EXPECT_EQ(finding_of([] { static_cast<void>(fisher_exact({5, 4}, {1, 4})); }).place.argument,
            "share");
  EXPECT_EQ(finding_of([] { static_cast<void>(fisher_exact({0, 0}, {1, 4})); }).place.argument,
            "share");
  EXPECT_EQ(
      finding_of([] { static_cast<void>(conditional_poisson({1, 0}, {1, 4})); }).place.argument,
      "events");
  EXPECT_NO_THROW(static_cast<void>(conditional_poisson({9, 4.5}, {1, 4})));
}

/// Beyond 1e-300 of the mode's probability products no longer shrink; the walk must end there.
TEST(Difference, EndsWithManyPersons) {
  EXPECT_EQ(fisher_exact({.count = 3e9, .base = 1e10}, {.count = 4e9, .base = 1e10}), 0.0);
  EXPECT_NEAR(fisher_exact({.count = 5e9, .base = 1e10}, {.count = 5e9, .base = 1e10}), 1.0, 1e-12);
  // 1e5 more of 2e10 events, whose spread is 141,421: a normal p of 2 (1 - Phi(0.70711)) = 0.4795.
  EXPECT_NEAR(conditional_poisson({.count = 1e10 + 1e5, .base = 1.0}, {.count = 1e10, .base = 1.0}),
              0.4795, 1e-4);
}

TEST(Difference, RefusesMorePersonsThanThereCanBe) {
  EXPECT_EQ(test::finding_of([] {
              (void)fisher_exact({.count = 1e16, .base = 1e17}, {.count = 1.0, .base = 2.0});
            }).code,
            "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::indicator
