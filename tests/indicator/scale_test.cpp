#include "sozialraum/indicator/scale.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

const double kNan = std::nan("");
const std::vector<double> kEight{2, 4, 4, 4, 5, 5, 7, 9};  // mean 5, population sd 2

Scale fitted(ScaleMethod method, const std::vector<double>& values) {
  return fit_scale(values, {.method = method});
}

double scaled(const Scale& scale, double x) {
  return apply_scale(scale, std::vector<double>{x}).value.at(0);
}

double error_of(const Scale& scale, double x, double error) {
  return apply_scale(scale, std::vector<double>{x}, std::vector<double>{error})
      .standard_error.at(0);
}

TEST(Scale, OfOneYearGivesNextYearsValueTheSameMeaning) {
  const Scale scale = fitted(ScaleMethod::kZ, kEight);
  EXPECT_EQ(scale.middle, 5.0);
  EXPECT_EQ(scale.unit, 2.0);
  EXPECT_EQ(scaled(scale, 11), 3.0);
  EXPECT_EQ(unscale(scale, std::vector<double>{3.0}).at(0), 11.0);
  EXPECT_EQ(error_of(scale, 11, 1.0), 0.5);
}

TEST(Scale, ZTakesWeightsAndDdof) {
  const std::vector<double> values{0, 10};
  const std::vector<double> weights{1, 3};
  const Scale scale = fit_scale(values, {.ddof = 1, .weights = weights});
  EXPECT_DOUBLE_EQ(scale.middle, 7.5);
  EXPECT_DOUBLE_EQ(scale.unit, 5.0);  // (7.5^2 + 3 * 2.5^2) / (4 - 1) = 25
}

TEST(Scale, RobustZForgetsTheWildOne) {
  const std::vector<double> values{1, 2, 3, 4, 1000};
  const Scale scale = fitted(ScaleMethod::kRobustZ, values);
  EXPECT_EQ(scale.middle, 3.0);
  EXPECT_NEAR(scale.unit, 1.4826, 1e-4);  // distances 2 1 0 1 997: their median is 1
}

TEST(Scale, MinMaxKeepsItsGoalpostsAndSaysWhoIsBeyond) {
  const Scale scale = fit_scale(kEight, {.method = ScaleMethod::kMinMax, .low = 0.0, .high = 10.0});
  const std::vector<double> next{5, 12, kNan};
  const std::vector<std::string> names{"Hafen", "Wald", "Moor"};
  const Scaled made = apply_scale(scale, next, {}, names);
  EXPECT_EQ(made.value[0], 0.5);
  EXPECT_EQ(made.value[1], 1.2);
  EXPECT_EQ(made.states[2], CellState::kNotReported);
  ASSERT_EQ(made.findings.size(), 1U);
  EXPECT_EQ(made.findings[0].code, "beyond_goalposts");
  EXPECT_EQ(made.findings[0].areas, std::vector<std::string>{"Wald"});
}

TEST(Scale, RanksAmongTheAreasOfTheFirstYear) {
  const Scale scale = fitted(ScaleMethod::kRank, {5, 9, 5, 1});
  EXPECT_EQ(scaled(scale, 9), 1.0);
  EXPECT_EQ(scaled(scale, 5), 2.0);
  EXPECT_EQ(scaled(scale, 6), 2.0);
  EXPECT_EQ(scaled(scale, 0), 5.0);
  EXPECT_TRUE(std::isnan(error_of(scale, 5, 1)));
}

TEST(Scale, PercentilesOfBothTypes) {
  const std::vector<double> values{1, 2, 3, 4};
  const Scale seven = fitted(ScaleMethod::kPercentile, values);
  EXPECT_DOUBLE_EQ(scaled(seven, 1.75), 0.25);
  EXPECT_DOUBLE_EQ(unscale(seven, std::vector<double>{0.25}).at(0), 1.75);
  const Scale nine = fit_scale(values, {.method = ScaleMethod::kPercentile, .quantile_type = 9});
  EXPECT_DOUBLE_EQ(scaled(nine, 1.4375), 0.25);
  EXPECT_DOUBLE_EQ(scaled(nine, 0), 0.625 / 4.25);
  EXPECT_EQ(apply_scale(nine, std::vector<double>{0.0}).findings.at(0).code, "beyond_reference");
}

TEST(Scale, EqualValuesShareTheMiddleOfTheirPercentiles) {
  const Scale scale = fitted(ScaleMethod::kPercentile, {1, 2, 2, 2, 3});
  EXPECT_DOUBLE_EQ(scaled(scale, 2), 0.5);
}

TEST(Scale, LogarithmRootAndAsinhCarryTheirErrors) {
  const Scale log = fitted(ScaleMethod::kLog, {1, 10});
  EXPECT_DOUBLE_EQ(scaled(log, std::exp(2.0)), 2.0);
  EXPECT_DOUBLE_EQ(error_of(log, 10, 1), 0.1);
  const Scale root = fitted(ScaleMethod::kSqrt, {0, 9});
  EXPECT_EQ(scaled(root, 9), 3.0);
  EXPECT_DOUBLE_EQ(error_of(root, 9, 6), 1.0);
  EXPECT_TRUE(std::isnan(error_of(root, 0, 1)));
  EXPECT_TRUE(std::isnan(unscale(root, std::vector<double>{-1.0}).at(0)));
  const Scale asinh = fitted(ScaleMethod::kAsinh, {-3, 9});
  EXPECT_DOUBLE_EQ(scaled(asinh, std::sinh(2.0)), 2.0);
  EXPECT_DOUBLE_EQ(error_of(asinh, 0, 1), 1.0);
}

TEST(Scale, BoxCoxAndYeoJohnsonGoThereAndBack) {
  Scale scale{.method = ScaleMethod::kBoxCox, .lambda = 2.0};
  EXPECT_DOUBLE_EQ(scaled(scale, 3), 4.0);  // (9 - 1) / 2
  EXPECT_DOUBLE_EQ(error_of(scale, 3, 1), 3.0);
  scale.lambda = 0.0;
  EXPECT_DOUBLE_EQ(scaled(scale, std::exp(1.5)), 1.5);
  scale = {.method = ScaleMethod::kYeoJohnson, .lambda = 2.0};
  EXPECT_DOUBLE_EQ(scaled(scale, 2), 4.0);              // (3^2 - 1) / 2
  EXPECT_DOUBLE_EQ(scaled(scale, -1), -std::log(2.0));  // 2 - lambda = 0
  for (const double lambda : {-1.0, 0.0, 0.7, 2.0, 3.0}) {
    scale.lambda = lambda;
    for (const double x : {-2.5, 0.0, 0.3, 4.0}) {
      EXPECT_NEAR(unscale(scale, std::vector<double>{scaled(scale, x)}).at(0), x, 1e-12);
      const double step = 1e-6;
      const double slope = (scaled(scale, x + step) - scaled(scale, x - step)) / (2 * step);
      EXPECT_NEAR(error_of(scale, x, 1.0), slope, 1e-6);
    }
  }
}

// exp of equally spaced, mirrored numbers is made normal by the logarithm: lambda 0.
TEST(Scale, FindsTheLambdaThatMakesAColumnStraight) {
  std::vector<double> values;
  for (int i = -20; i <= 20; ++i) values.push_back(std::exp(i / 10.0));
  EXPECT_NEAR(fitted(ScaleMethod::kBoxCox, values).lambda, 0.0, 1e-6);
}

// The example of COINr's documentation: 1 to 10, 30, 100; skewness 3.063241, kurtosis 9.741391
// (published there); one point is moved, and 30 and 30 remain.
TEST(Scale, WinsorisesAfterTheRuleOfCoinr) {
  const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100};
  const Scale scale = fitted(ScaleMethod::kWinsorise, values);
  EXPECT_EQ(scale.ceiling, 30.0);
  EXPECT_TRUE(std::isinf(scale.floor));
  EXPECT_EQ(scaled(scale, 100), 30.0);
  EXPECT_EQ(error_of(scale, 100, 2.0), 2.0);
  ASSERT_EQ(scale.findings.size(), 1U);
  EXPECT_EQ(scale.findings[0].details.at(0).second, "1");
  // just above the published figures nothing is wild
  const ScaleOptions above{
      .method = ScaleMethod::kWinsorise, .most_skew = 3.063242, .most_kurtosis = 9.741392};
  EXPECT_TRUE(fit_scale(values, above).findings.empty());
  const ScaleOptions below{
      .method = ScaleMethod::kWinsorise, .most_skew = 3.063241, .most_kurtosis = 9.741390};
  EXPECT_EQ(fit_scale(values, below).findings.size(), 1U);
}

TEST(Scale, SaysThatAColumnStaysSkew) {
  const std::vector<double> values{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100};
  const Scale scale = fit_scale(values, {.method = ScaleMethod::kWinsorise, .most_points = 0});
  EXPECT_EQ(scale.findings.at(0).code, "still_skew");
}

TEST(Scale, OfAConstantColumnGivesNoValue) {
  for (const auto method : {ScaleMethod::kZ, ScaleMethod::kRobustZ, ScaleMethod::kMinMax,
                            ScaleMethod::kBoxCox, ScaleMethod::kYeoJohnson}) {
    const Scale scale = fitted(method, {3, 3, 3});
    EXPECT_EQ(scale.findings.at(0).code, "constant_column");
    const Scaled made = apply_scale(scale, std::vector<double>{3, 4});
    EXPECT_TRUE(std::isnan(made.value[1])) << name(method);
    EXPECT_EQ(made.states[1], CellState::kUndefined);
  }
}

TEST(Scale, RefusesWhatCannotBeScaled) {
  using test::finding_of;
  const std::vector<double> none{kNan};
  const std::vector<double> zero{0, 1};
  EXPECT_EQ(finding_of([&] { static_cast<void>(fit_scale(none)); }).code, "all_missing");
  EXPECT_EQ(finding_of([&] {
              static_cast<void>(fit_scale(zero, {.method = ScaleMethod::kBoxCox}));
            }).code,
            "not_transformable");
  EXPECT_EQ(finding_of([&] {
              static_cast<void>(
                  fit_scale(zero, {.method = ScaleMethod::kMinMax, .low = 2.0, .high = 1.0}));
            }).place.argument,
            "low");
  EXPECT_EQ(
      finding_of([&] { static_cast<void>(unscale(fitted(ScaleMethod::kRank, zero), zero)); }).code,
      "not_invertible");
  EXPECT_EQ(
      finding_of([&] { static_cast<void>(apply_scale({}, zero, std::vector<double>{1.0})); }).code,
      "length_mismatch");
}

TEST(ScaleMethod, HasANameThatLeadsBackToIt) {
  EXPECT_EQ(name(ScaleMethod::kYeoJohnson), "yeo_johnson");
  EXPECT_EQ(scale_method_from_name("robust_z"), ScaleMethod::kRobustZ);
  EXPECT_EQ(scale_method_from_name("Z"), std::nullopt);
}

}  // namespace
}  // namespace sozialraum::indicator
