#include "sozialraum/indicator/pool.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

const double kNan = std::nan("");

// Two villages, three years of school entrants: 1 of 60, 3 of 62, 2 of 58 are 6 of 180.
const std::vector<double> kCount[]{{1, 0}, {3, kNan}, {2, 1}};
const std::vector<double> kBase[]{{60, 5}, {62, 6}, {58, 4}};
const std::vector<CellState> kSecret{CellState::kReported, CellState::kSecret};
const std::vector<std::string> kNames{"Hafen", "Wald"};

std::vector<Counts> years() {
  return {{kCount[0], kBase[0], kNames},
          {{kCount[1], kSecret}, kBase[1], kNames},
          {kCount[2], kBase[2], kNames}};
}

TEST(Pool, AddsCasesAndPersonYears) {
  const Pooled pooled = pool(years());
  EXPECT_EQ(pooled.count[0], 6.0);
  EXPECT_EQ(pooled.base[0], 180.0);
  EXPECT_EQ(pooled.years[0], 3U);
}

TEST(Pool, ASecretYearMakesThePoolSecret) {
  const Pooled pooled = pool(years());
  EXPECT_EQ(pooled.states[1], CellState::kSecret);
  EXPECT_TRUE(std::isnan(pooled.count[1]));
  EXPECT_TRUE(pooled.findings.empty());
}

TEST(Pool, TakesTheOtherYearsOnRequestAndSaysSo) {
  const Pooled pooled = pool(years(), MissingYear::kTheOthers);
  EXPECT_EQ(pooled.states[1], CellState::kReported);
  EXPECT_EQ(pooled.count[1], 1.0);
  EXPECT_EQ(pooled.base[1], 9.0);
  EXPECT_EQ(pooled.years[1], 2U);
  ASSERT_EQ(pooled.findings.size(), 1U);
  EXPECT_EQ(pooled.findings[0].code, "fewer_years");
  EXPECT_EQ(pooled.findings[0].areas, std::vector<std::string>{"Wald"});
}

TEST(Pool, RefusesYearsOfOtherAreas) {
  const std::vector<double> one{1};
  const std::vector<Counts> uneven{{kCount[0], kBase[0], {}}, {one, one, {}}};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(pool(uneven)); }).code, "length_mismatch");
  EXPECT_EQ(test::finding_of([] { static_cast<void>(pool({})); }).place.argument, "years");
}

}  // namespace
}  // namespace sozialraum::indicator
