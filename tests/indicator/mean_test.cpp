#include "sozialraum/indicator/mean.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

const double kNan = std::nan("");

// 2 4 4 4 5 5 7 9: mean 5, squares 32, sd sqrt(32/7) = 2.13809; t(0.975, 7) = 2.364624 (tables).
TEST(TInterval, IsTheTableValueTimesTheErrorOfTheMean) {
  const Interval interval = t_interval({5, std::sqrt(32.0 / 7), 8});
  const double half = 2.364624 * std::sqrt(32.0 / 7 / 8);
  EXPECT_NEAR(interval.lower, 5 - half, 1e-6);
  EXPECT_NEAR(interval.upper, 5 + half, 1e-6);
}

// With one degree of freedom t is Cauchy: its 0.975 quantile is tan(0.475 pi) = 12.7062.
TEST(TInterval, OfTwoPersonsIsVeryWide) {
  EXPECT_NEAR(t_interval({0, std::sqrt(2.0), 2}).upper, std::tan(0.475 * M_PI), 1e-9);
}

TEST(TInterval, RefusesOnePerson) {
  EXPECT_EQ(test::finding_of([] { static_cast<void>(t_interval({5, 0, 1})); }).place.argument,
            "sample");
  EXPECT_EQ(test::finding_of([] { static_cast<void>(t_interval({5, -1, 4})); }).place.argument,
            "sample");
  EXPECT_EQ(test::finding_of([] { static_cast<void>(t_interval({5, 1, 4}, 95)); }).place.argument,
            "level");
}

TEST(Samples, AreMadeOfTheValuesOfPersonsInAnyOrder) {
  const std::vector<double> values{9, 2, 1, 4, 4, 4, kNan, 5, 5, 7};
  const std::vector<std::size_t> area{0, 0, 1, 0, 0, 0, 2, 0, 0, 0};
  const std::vector<Sample> samples = samples_of(values, area, 3);
  EXPECT_EQ(samples[0].mean, 5.0);
  EXPECT_NEAR(samples[0].sd, std::sqrt(32.0 / 7), 1e-14);
  EXPECT_EQ(samples[0].size, 8.0);
  EXPECT_EQ(samples[1].mean, 1.0);
  EXPECT_TRUE(std::isnan(samples[1].sd));
  EXPECT_EQ(samples[2].size, 0.0);
  EXPECT_TRUE(std::isnan(samples[2].mean));
  EXPECT_EQ(
      test::finding_of([&] { static_cast<void>(samples_of(values, area, 2)); }).place.argument,
      "area");
}

TEST(Means, SayWhyAnAreaHasNone) {
  const std::vector<double> mean{5, 1, kNan, kNan};
  const std::vector<double> sd{2, kNan, kNan, 1};
  const std::vector<double> size{8, 1, 0, 9};
  const std::vector<CellState> states{CellState::kReported, CellState::kReported,
                                      CellState::kNoValue, CellState::kSecret};
  const std::vector<std::string> names{"Hafen", "Wald", "Moor", "Hof"};
  const Rates made = means({{mean, states}, sd, size, names});
  EXPECT_EQ(made.states, (std::vector{CellState::kReported, CellState::kReported,
                                      CellState::kUndefined, CellState::kSecret}));
  EXPECT_NEAR(made.upper[0] - made.lower[0], 2 * 2.364624 * 2 / std::sqrt(8.0), 1e-5);
  EXPECT_EQ(made.value[1], 1.0);
  EXPECT_TRUE(std::isnan(made.lower[1]));
  ASSERT_EQ(made.findings.size(), 2U);
  EXPECT_EQ(made.findings[0].code, "empty_base");
  EXPECT_EQ(made.findings[0].areas, std::vector<std::string>{"Moor"});
  EXPECT_EQ(made.findings[1].code, "one_person");
  EXPECT_EQ(made.findings[1].areas, std::vector<std::string>{"Wald"});
}

TEST(Means, RefuseListsOfOtherLengthsAndNegativeSpread) {
  const std::vector<double> two{1, 2};
  const std::vector<double> one{1};
  const std::vector<double> negative{1, -1};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(means({two, one, two, {}})); }).code,
            "length_mismatch");
  EXPECT_EQ(
      test::finding_of([&] { static_cast<void>(means({two, negative, two, {}})); }).place.argument,
      "sd");
}

}  // namespace
}  // namespace sozialraum::indicator
