#include "sozialraum/typology/typed_numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using Names = std::vector<std::string>;

std::vector<FrozenIndicator> two() {
  return {{.id = "unter18", .bend = Bend::kSqrt, .mean = 4.0, .spread = 0.5},
          {.id = "miete", .bend = Bend::kLog, .mean = 1.75, .spread = 0.25, .weight = 2.0}};
}

TEST(TypedAreas, AreBentAndStandardised) {
  test::OwnPoints raw;
  raw.indicators = {"u", "v"};
  raw.add("a", {1, 0});
  raw.add("b", {9, 2});
  raw.add("c", {kNaN, 4});
  const std::vector<Bend> bends{Bend::kSqrt, Bend::kNone};
  const std::vector<double> weights{4.0, 1.0};
  const auto found = typed_areas(raw.view(), bends, weights);
  // Roots 1 and 3: mean 2, standard deviation 1, times the root of 4.
  EXPECT_DOUBLE_EQ(found.indicators[0].mean, 2.0);
  EXPECT_DOUBLE_EQ(found.indicators[0].spread, 1.0);
  EXPECT_DOUBLE_EQ(found.values[0], -2.0);
  EXPECT_DOUBLE_EQ(found.values[2], 2.0);
  EXPECT_TRUE(std::isnan(found.values[4]));
  EXPECT_DOUBLE_EQ(found.values[1], -2.0 / std::sqrt(8.0 / 3.0));
  const std::vector<double> one{1.0};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(typed_areas(raw.view(), {}, one)); }).code,
            "length_mismatch");
  test::OwnPoints same;
  same.add("a", {3});
  same.add("b", {3});
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(typed_areas(same.view())); }).code,
            "constant_column");
}

TEST(TypedNumbers, AreWhatTheModelMakesOfOtherNumbers) {
  // sqrt: (5 - 4) / 0.5 = 2; log of e^2: (2 - 1.75) / 0.25 * sqrt(2) = sqrt(2)
  const auto indicators = two();
  const std::vector<double> values{25.0, std::exp(2.0), kNaN, std::exp(1.75)};
  const auto found = typed_numbers(indicators, values);
  EXPECT_DOUBLE_EQ(found[0], 2.0);
  EXPECT_NEAR(found[1], std::sqrt(2.0), 1e-12);
  EXPECT_TRUE(std::isnan(found[2]));
  EXPECT_NEAR(found[3], 0.0, 1e-12);
  const std::vector<double> none{25.0, 0.0};  // no logarithm of 0
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(typed_numbers(indicators, none)); }).code,
            "not_transformable");
  const std::vector<double> half{25.0};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(typed_numbers(indicators, half)); }).code,
            "length_mismatch");
}

TEST(TypedNumbers, NameTheAreasThatHaveNoBend) {
  test::OwnPoints values;
  values.indicators = {"unter18", "miete"};
  values.add("a", {25.0, -3.0});
  values.add("b", {25.0, 1.0});
  values.add("c", {25.0, 0.0});
  const auto told =
      test::finding_of([&] { static_cast<void>(typed_numbers(two(), values.view())); });
  EXPECT_EQ(told.code, "not_transformable");
  EXPECT_EQ(told.place.column, "miete");
  EXPECT_EQ(told.areas, (Names{"a", "c"}));
  const std::vector<std::pair<std::string, std::string>> details{{"found", "-3"},
                                                                 {"transform", "log"}};
  EXPECT_EQ(told.details, details);
}

TEST(TypedErrors, GoThroughTheBend) {
  // (sqrt(25) - sqrt(7)) / 2 / 0.5; (log(4) - log(2)) / 2 / 0.25 * sqrt(2)
  const auto found =
      typed_errors(two(), std::vector<double>{16, 3, 16, kNaN}, std::vector<double>{9, 1, 0, 1});
  EXPECT_NEAR(found[0], 5.0 - std::sqrt(7.0), 1e-12);
  EXPECT_NEAR(found[1], std::log(2.0) / 0.5 * std::sqrt(2.0), 1e-12);
  EXPECT_EQ(found[2], 0.0);
  EXPECT_TRUE(std::isnan(found[3]));
}

TEST(TypedErrors, AreThoseOfTheUpperSideWhereTheLowerHasNoNumber) {
  // sqrt(4 + 5) - sqrt(4), as 4 - 5 has no root; log(1 + 1) - log(1), as 0 has no logarithm
  const auto found = typed_errors(two(), std::vector<double>{4, 1}, std::vector<double>{5, 1});
  EXPECT_NEAR(found[0], 1.0 / 0.5, 1e-12);
  EXPECT_NEAR(found[1], std::log(2.0) / 0.25 * std::sqrt(2.0), 1e-12);
}

TEST(TypedErrors, OfABalanceAreThoseOnBothSidesOfNought) {
  // asinh is odd: an error around -5 is that around 5
  const std::vector<FrozenIndicator> balance{{.id = "saldo", .bend = Bend::kAsinh}};
  const auto found = typed_errors(balance, std::vector<double>{-5, 5}, std::vector<double>{2, 2});
  EXPECT_DOUBLE_EQ(found[0], found[1]);
  EXPECT_NEAR(found[0], 0.5 * (std::asinh(7.0) - std::asinh(3.0)), 1e-12);
}

TEST(TypedErrors, RefuseWhatCannotBe) {
  const auto trouble = [](const std::vector<double>& values, const std::vector<double>& errors) {
    return test::finding_of([&] { static_cast<void>(typed_errors(two(), values, errors)); }).code;
  };
  EXPECT_EQ(trouble({4, 1}, {5, -1}), "bad_standard_error");
  EXPECT_EQ(trouble({4, 1}, {5}), "length_mismatch");
  EXPECT_EQ(trouble({4, 0}, {5, 1}), "not_transformable");
}

TEST(UntypedNumbers, AreTheValuesAgain) {
  const std::vector<double> values{25.0, 7.0, 2.25, 0.5, 0.0, 1.0};
  const auto back = untyped_numbers(two(), typed_numbers(two(), values));
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(back[i], values[i], 1e-12);
  // (-9) * 0.5 + 4 is a root below 0
  EXPECT_TRUE(std::isnan(untyped_numbers(two(), std::vector<double>{-9.0, 0.0})[0]));
}

}  // namespace
}  // namespace sozialraum::typology
