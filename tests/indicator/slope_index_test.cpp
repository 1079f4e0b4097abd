#include "sozialraum/indicator/slope_index.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

const std::vector<double> kThree{10, 12, 17};
const std::vector<double> kHundreds{100, 100, 100};
const std::vector<double> kRanks{1, 2, 3};

// Life expectancy by tenths of deprivation, invented data of the R package PHEindicatormethods
// (examples of phe_sii, Area1).
const std::vector<double> kPeople{7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534};
const std::vector<double> kYears{75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3};
const std::vector<double> kErrors{1.64, 1.58, 1.51, 1.78, 1.7, 1.56, 1.37, 1.4, 2.43, 1.57};
const std::vector<double> kTenths{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

TEST(SlopeIndex, IsTheLineFromTheWorstToTheBestOff) {
  // At 1/6, 1/2, 5/6: slope (17 - 10) / (4/6) = 10.5 around the mean 13.
  const SlopeIndex line = slope_index({.value = kThree, .people = kHundreds, .rank = kRanks});
  EXPECT_NEAR(line.slope, 10.5, 1e-12);
  EXPECT_NEAR(line.worst_off, 7.75, 1e-12);
  EXPECT_NEAR(line.best_off, 18.25, 1e-12);
  EXPECT_NEAR(line.ratio, 18.25 / 7.75, 1e-12);
  EXPECT_TRUE(std::isnan(line.slope_interval.lower));
}

TEST(SlopeIndex, HasTheFiguresOfR) {
  // lm(value ~ rank, weights = people), its coefficients' variances from the given errors, and the
  // 2.5 and 97.5 % points of the ratio solved for, all in R 4.2; a million normal simulations gave
  // 3.160 to 10.855 and 1.0396 to 1.1425.
  const SlopeIndex line =
      slope_index({.value = kYears, .people = kPeople, .rank = kTenths, .error = kErrors});
  EXPECT_NEAR(line.slope, 7.00023476008, 5e-11);
  EXPECT_NEAR(line.slope_interval.lower, 3.15342889545, 5e-11);
  EXPECT_NEAR(line.slope_interval.upper, 10.8470406247, 5e-10);
  EXPECT_NEAR(line.ratio, 1.08970970491, 5e-12);
  EXPECT_NEAR(line.ratio_interval.lower, 1.03948007551, 5e-11);
  EXPECT_NEAR(line.ratio_interval.upper, 1.14239347338, 5e-11);
}

TEST(SlopeIndex, DoesNotAskForTheOrderOfRowsAndTakesEqualRanksTogether) {
  const std::vector<double> value{17, 10, 12, 12};
  const std::vector<double> people{100, 100, 30, 70};
  const std::vector<double> rank{9, -2, 4, 4};
  const SlopeIndex line = slope_index({.value = value, .people = people, .rank = rank});
  EXPECT_NEAR(line.slope, 10.5, 1e-12);
}

TEST(SlopeIndex, HasNoRatioWhereTheLowerEndMayBeNothing) {
  const std::vector<double> value{0, 1, 2};
  const std::vector<double> error{1, 1, 1};
  const SlopeIndex line =
      slope_index({.value = value, .people = kHundreds, .rank = kRanks, .error = error});
  EXPECT_NEAR(line.slope, 3.0, 1e-12);  // from -0.5 to 2.5
  EXPECT_TRUE(std::isnan(line.ratio));
  EXPECT_TRUE(std::isnan(line.ratio_interval.upper));
  EXPECT_FALSE(std::isnan(line.slope_interval.upper));
}

TEST(SlopeIndex, RefusesWhatIsNoLine) {
  const auto finding = [](const RankedGroups& groups) {
    return test::finding_of([&] { static_cast<void>(slope_index(groups)); });
  };
  const std::vector<double> nobody{100, 0, 0};
  const std::vector<double> less{-1, 2, 3};
  const std::vector<double> gap{1, std::nan(""), 3};
  EXPECT_EQ(finding({.value = kThree, .people = nobody, .rank = kRanks}).code,
            "fewer_areas_than_needed");
  EXPECT_EQ(finding({}).code, "fewer_areas_than_needed");
  EXPECT_EQ(finding({.value = kThree, .people = less, .rank = kRanks}).code, "negative_count");
  EXPECT_EQ(finding({.value = gap, .people = kHundreds, .rank = kRanks}).code, "not_finite");
  EXPECT_EQ(finding({.value = kThree, .people = kHundreds, .rank = {}}).place.argument, "rank_by");
}

}  // namespace
}  // namespace sozialraum::indicator
