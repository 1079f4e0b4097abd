#include "sozialraum/indicator/standardise.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

const double kNan = std::nan("");

TEST(Standardise, MeasuresInStandardDeviationsOfThePopulation) {
  // mean 5, squares 9 1 1 1 0 0 4 16 sum to 32, over 8 areas: sd 2
  const Standardised result = standardise(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
  EXPECT_EQ(result.mean, 5.0);
  EXPECT_EQ(result.sd, 2.0);
  EXPECT_EQ(result.z, (std::vector<double>{-1.5, -.5, -.5, -.5, 0, 0, 1, 2}));
}

TEST(Standardise, DividesByOneLessForTheSampleStandardDeviation) {
  const Standardised result = standardise(std::vector<double>{1, 3}, {.ddof = 1});
  EXPECT_EQ(result.sd, std::sqrt(2.0));
}

TEST(Standardise, LeavesMissingCellsOutAndMissing) {
  const Standardised result = standardise(std::vector<double>{1, kNan, 3});
  EXPECT_EQ(result.mean, 2.0);
  EXPECT_EQ(result.z[0], -1.0);
  EXPECT_TRUE(std::isnan(result.z[1]));
}

TEST(Standardise, AWeightOfThreeCountsLikeThreeRows) {
  const std::vector<double> weights{3, 1, 0, 2};
  const std::vector<double> values{.1, 2.5, 100, 7};
  const std::vector<double> repeated{.1, .1, .1, 2.5, 7, 7};
  for (const int ddof : {0, 1}) {
    const Standardised a = standardise(values, {.ddof = ddof, .weights = weights});
    const Standardised b = standardise(repeated, {.ddof = ddof});
    EXPECT_DOUBLE_EQ(a.mean, b.mean);
    EXPECT_DOUBLE_EQ(a.sd, b.sd);
    EXPECT_DOUBLE_EQ(a.z[0], b.z[0]);
    EXPECT_NEAR(a.z[2], (100 - b.mean) / b.sd, 1e-12);  // no weight, but still a place
  }
}

TEST(Standardise, SaysThatAConstantColumnHasNoZ) {
  // 0.1 cannot be written in binary: the sum of ten of them over ten may differ from 0.1.
  const Standardised result =
      standardise(std::vector<double>(10, 0.1), {.name = "Leerstandsquote"});
  EXPECT_EQ(result.sd, 0.0);
  EXPECT_TRUE(std::isnan(result.z[0]));
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "constant_column");
  EXPECT_EQ(result.findings[0].place.column, "Leerstandsquote");
}

TEST(Standardise, OfNumbersThatDifferInTheLastBitsHasNoZ) {
  // 0.1 + 0.2 is 0.30000000000000004, and ten times 0.1 is not always 1.
  const Standardised sum = standardise(std::vector<double>{0.3, 0.1 + 0.2, 0.3});
  EXPECT_EQ(sum.findings.at(0).code, "constant_column");
  EXPECT_TRUE(std::isnan(sum.z[1]));
  EXPECT_EQ(sum.sd, 0.0);
  const double once = 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1;
  EXPECT_EQ(standardise(std::vector<double>{1e6 * once, 1e6}).findings.at(0).code,
            "constant_column");
  // A millionth of a millionth is a difference.
  EXPECT_TRUE(standardise(std::vector<double>{1.0, 1.0 + 1e-12}).findings.empty());
}

TEST(Standardise, SaysThatAColumnIsEmpty) {
  EXPECT_EQ(standardise(std::vector<double>{kNan, kNan}).findings.at(0).code, "all_missing");
  EXPECT_TRUE(std::isnan(standardise(std::vector<double>{kNan}).mean));
  EXPECT_TRUE(standardise({}).z.empty());
  EXPECT_EQ(standardise(std::vector<double>{3}).findings.at(0).code, "constant_column");
}

TEST(Standardise, IsTheSameBytesForAnyOrderOfRows) {
  std::mt19937 dice(2);
  std::vector<double> values(1000);
  for (double& x : values)
    x = std::ldexp(static_cast<double>(dice()), static_cast<int>(dice() % 40));
  const Standardised expected = standardise(values);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(values.begin(), values.end(), dice);
    const Standardised shuffled = standardise(values);
    EXPECT_EQ(shuffled.mean, expected.mean);
    EXPECT_EQ(shuffled.sd, expected.sd);
  }
}

TEST(Standardise, DoesNotCareAboutTheUnit) {
  const std::vector<double> metres{120, 80, 400, 60};
  std::vector<double> kilometres;
  for (const double x : metres) kilometres.push_back(x / 1000.0 + 7.0);
  const Standardised a = standardise(metres);
  const Standardised b = standardise(kilometres);
  for (std::size_t i = 0; i < a.z.size(); ++i) EXPECT_NEAR(a.z[i], b.z[i], 1e-12);
}

TEST(Standardise, RefusesNumbersWhoseSquaresHaveNoNumber) {
  const std::vector<double> huge{-1e300, 1e300};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(standardise(huge)); }).code, "not_finite");
}

TEST(Standardise, RefusesInfinityBadWeightsAndOtherDdof) {
  const std::vector<double> values{1, 2};
  const auto argument = [&](const std::vector<double>& x, const StandardiseOptions& options) {
    return test::finding_of([&] { static_cast<void>(standardise(x, options)); }).place.argument;
  };
  EXPECT_EQ(argument({1, std::numeric_limits<double>::infinity()}, {}), "values");
  EXPECT_EQ(argument(values, {.ddof = 2}), "ddof");
  EXPECT_EQ(argument(values, {.weights = std::vector<double>{1}}), "weights");
  EXPECT_EQ(argument(values, {.weights = std::vector<double>{1, -1}}), "weights");
  EXPECT_EQ(argument(values, {.weights = std::vector<double>{1, kNan}}), "weights");
  EXPECT_EQ(argument(values, {.ddof = 1, .weights = std::vector<double>{.5, .5}}), "weights");
}

TEST(Standardise, OfPartsIsThatOfTheWhole) {
  const std::vector<double> whole{2, 4, 4, 4, 5, 5, 7, 9};
  const std::span<const double> parts[]{std::span(whole).first(3), std::span(whole).subspan(3)};
  MeanSums sums;
  for (const auto part : parts) {
    MeanSums own;
    for (const double x : part) own.add(x);
    sums.merge(own);
  }
  SpreadSums spread(sums.finish());
  for (const auto part : parts) {
    SpreadSums own(sums.finish());
    for (const double x : part) own.add(x);
    spread.merge(own);
  }
  const std::vector<double> expected = standardise(whole).z;
  std::vector<double> found;
  for (const auto part : parts) {
    const Standardised z = standardise_by(spread.finish(), part);
    EXPECT_EQ(z.sd, 2.0);
    found.insert(found.end(), z.z.begin(), z.z.end());
  }
  EXPECT_EQ(found, expected);
}

TEST(Standardise, KeepsTheReasonsOfTheCells) {
  using enum core::CellState;
  const std::vector<double> values{0, 2, std::nan("")};
  const std::vector<core::CellState> states{kNothing, kLimited, kUnreliable};
  EXPECT_EQ(standardise({values, states}).states, (std::vector{kReported, kLimited, kUnreliable}));
  const std::vector<double> constant{2, 2, std::nan("")};
  EXPECT_EQ(standardise({constant, states}).states,
            (std::vector{kUndefined, kUndefined, kUnreliable}));
}

}  // namespace
}  // namespace sozialraum::indicator
