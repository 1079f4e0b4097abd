#include "sozialraum/indicator/funnel.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

// Tests of the R package PHEindicatormethods (testdata_funnel_prop_outputs): baseline 80.642448 %.
TEST(FunnelLimits, OfSharesByScoreAreThoseOfPublicHealthEngland) {
  const auto expect = [](double base, double lower, double upper, double far_lower,
                         double far_upper) {
    const Interval near = funnel_limits(base, .80642448, FunnelMethod::kScore, 0.95);
    const Interval far = funnel_limits(base, .80642448, FunnelMethod::kScore, 0.998);
    EXPECT_NEAR(100 * near.lower, lower, 1e-6) << base;
    EXPECT_NEAR(100 * near.upper, upper, 1e-6) << base;
    EXPECT_NEAR(100 * far.lower, far_lower, 1e-6) << base;
    EXPECT_NEAR(100 * far.upper, far_upper, 1e-6) << base;
  };
  expect(1, 3.204264, 100, 0, 100);
  expect(2, 25.885383, 100, 0, 100);
  expect(10, 56.154344, 100, 42.03259, 100);
  expect(50, 69.691035, 91.593861, 63.375595, 97.909301);
  expect(102, 72.974925, 88.309971, 68.553233, 92.731663);
  expect(1008, 78.203374, 83.081521, 76.796814, 84.488082);
  expect(9998, 79.867989, 81.416907, 79.421375, 81.863521);
  expect(110000, 80.408963, 80.875933, 80.274317, 81.010578);
}

// The same package (testdata_funnel_ratio_outputs): at so many expected cases, so many observed
// ones lie just on the limit.
TEST(FunnelLimits, OfCasesAreThoseOfPublicHealthEngland) {
  const auto expect = [](double observed, double level, double expected_lower,
                         double expected_upper) {
    const auto limits = [&](double expected) {
      return funnel_limits(expected, 1.0, FunnelMethod::kPoisson, level);
    };
    EXPECT_NEAR(limits(expected_lower).lower * expected_lower, observed, 1e-5 * observed);
    EXPECT_NEAR(limits(expected_upper).upper * expected_upper, observed, 1e-5 * observed);
  };
  expect(1, 0.95, 5.571644585, 0.025317898);
  expect(2, 0.95, 7.224687515, 0.242209467);
  expect(5, 0.95, 11.6683331, 1.623486324);
  expect(10, 0.95, 18.39035799, 4.795387629);
  expect(20, 0.95, 30.88838097, 12.21651877);
  expect(100, 0.95, 121.6268111, 81.36400699);
  expect(716, 0.95, 770.4222128, 664.5083011);
  expect(1, 0.998, 9.233410143, 0.001000547);
  expect(5, 0.998, 16.45474478, 0.739371928);
  expect(20, 0.998, 38.04188668, 8.958211233);
  expect(100, 0.998, 134.9243187, 71.92139974);
  expect(716, 0.998, 802.60414, 636.1521174);
}

// P(3 or more of 5 | 0.1893) = 0.05 would be one-sided; by hand for two of two: c^2 = tail.
TEST(FunnelLimits, OfFewPersonsAreExact) {
  // n = 2: P(2 | c) = c^2 = 0.025 at c = 0.1581; there two of two lie just on the limit.
  EXPECT_NEAR(funnel_limits(2, std::sqrt(0.025), FunnelMethod::kBinomial).upper, 1.0, 1e-9);
  // n = 2: P(none) = (1 - c)^2 = 0.025 at c = 0.8419; none of two lies just on the limit.
  EXPECT_NEAR(funnel_limits(2, 1 - std::sqrt(0.025), FunnelMethod::kBinomial).lower, 0.0, 1e-9);
  // n = 1: P(1 | 0.5) = 0.5 > 0.025, so nothing lies outside.
  EXPECT_EQ(funnel_limits(1, 0.5, FunnelMethod::kBinomial), (Interval{0.0, 1.0}));
}

TEST(FunnelLimits, OfManyPersonsMeetTheScore) {
  const Interval exact = funnel_limits(1e6, 0.2, FunnelMethod::kBinomial);
  const Interval score = funnel_limits(1e6, 0.2, FunnelMethod::kScore);
  EXPECT_NEAR(exact.lower, score.lower, 2e-6);
  EXPECT_NEAR(exact.upper, score.upper, 2e-6);
}

TEST(Funnel, PlacesTheCommunesOfHamelnPyrmont) {
  const std::vector<double> count{245, 466, 767, 154, 245, 2592, 445, 259};
  const std::vector<double> base{6416, 10773, 11176, 4347, 5985, 34832, 11278, 5732};
  const Funnel found = funnel({count, base, {}});
  EXPECT_NEAR(found.centre, 5173.0 / 90539, 1e-15);
  EXPECT_EQ(found.places[5], FunnelPlace::kVeryHigh);
  EXPECT_EQ(found.places[6], FunnelPlace::kVeryLow);
  ASSERT_EQ(found.findings.size(), 1U);  // the communes truly differ: 8 of 8 lie outside
  EXPECT_EQ(found.findings[0].code, "overdispersed");
}

TEST(Funnel, LeavesOutWhatHasNoValueAndTakesACentre) {
  const std::vector<double> count{10, std::nan(""), 0};
  const std::vector<double> base{100, 100, 0};
  const Funnel found = funnel({count, base, {}}, {.centre = 0.1});
  EXPECT_EQ(found.places,
            (std::vector{FunnelPlace::kInside, FunnelPlace::kNowhere, FunnelPlace::kNowhere}));
  EXPECT_EQ(found.states,
            (std::vector{CellState::kReported, CellState::kNotReported, CellState::kUndefined}));
  EXPECT_EQ(found.findings.at(0).code, "empty_base");
}

TEST(Funnel, WithoutAnyCaseHasNobodyOutside) {
  const std::vector<double> none{0, 0};
  const std::vector<double> base{100, 10};
  const Funnel found = funnel({none, base, {}});
  EXPECT_EQ(found.places, (std::vector{FunnelPlace::kInside, FunnelPlace::kInside}));
}

// Where hardly any case is expected, one is far outside: expected^y = tail at y = ln tail / ln
// expected.
TEST(FunnelLimits, WhereHardlyAnyCaseIsExpectedOneIsOutside) {
  const Interval limits = funnel_limits(1.0, 1e-200, FunnelMethod::kPoisson);
  EXPECT_EQ(limits.lower, 0.0);
  EXPECT_NEAR(limits.upper, std::log(0.025) / std::log(1e-200), 1e-15);
  const Interval near = funnel_limits(1.0, 1e-99, FunnelMethod::kPoisson);
  EXPECT_NEAR(near.upper, std::log(0.025) / std::log(1e-99), 2e-4);
  EXPECT_NO_THROW(static_cast<void>(funnel_limits(1.0, 5e-324, FunnelMethod::kPoisson)));
  EXPECT_NO_THROW(static_cast<void>(funnel_limits(80.0, 5e-324, FunnelMethod::kBinomial)));
}

TEST(Funnel, RefusesACentreThatCannotBe) {
  using test::finding_of;
  const std::vector<double> one{1};
  EXPECT_EQ(finding_of([&] {
              static_cast<void>(funnel({one, one, {}}, {.centre = 1.0}));
            }).place.argument,
            "centre");
  EXPECT_EQ(finding_of([] {
              static_cast<void>(funnel_limits(0, 0.5, FunnelMethod::kScore));
            }).place.argument,
            "base");
  EXPECT_NO_THROW(
      static_cast<void>(funnel({one, one, {}}, {.method = FunnelMethod::kPoisson, .centre = 2.0})));
}

TEST(FunnelPlace, HasAName) { EXPECT_EQ(name(FunnelPlace::kVeryLow), "very_low"); }

}  // namespace
}  // namespace sozialraum::indicator
