#include "sozialraum/spatial/spread_out.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

using core::AreaId;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TEST(SpreadOut, PeopleGoWhereTheDwellingsAre) {
  const std::vector<double> people{30, 12};
  const std::vector<AreaId> of{AreaId{0}, AreaId{0}, AreaId{1}, AreaId{0}};
  const std::vector<double> dwellings{4, 1, 3, 0};
  const SpreadOut spread = spread_out({.total = people}, {.of = of, .weight = dwellings});
  EXPECT_EQ(spread.amount, (std::vector<double>{24, 6, 12, 0}));
  EXPECT_EQ(spread.left_over, 0);
  EXPECT_TRUE(spread.findings.empty());
}

TEST(SpreadOut, WhatHasNoDwellingsIsNamedAndNotLost) {
  const std::vector<double> people{30, 12, kNone};
  const std::vector<std::string> names{"Hof", "Dorf", "Wald"};
  const std::vector<AreaId> of{AreaId{0}, AreaId{1}, AreaId{2}};
  const std::vector<double> dwellings{kNone, 3, 2};
  const SpreadOut spread =
      spread_out({.total = people, .names = names}, {.of = of, .weight = dwellings});
  EXPECT_EQ(spread.amount, (std::vector<double>{0, 12, 0}));
  EXPECT_EQ(spread.left_over, 30);
  ASSERT_EQ(spread.findings.size(), 1U);
  EXPECT_EQ(spread.findings[0].code, "total_without_parts");
  EXPECT_EQ(spread.findings[0].areas, std::vector<std::string>{"Hof"});
}

TEST(SpreadOut, RefusesWhatIsNoTotalAndNoWeight) {
  const std::vector<double> people{30};
  const std::vector<double> negative{-1};
  const std::vector<AreaId> of{AreaId{0}};
  const std::vector<AreaId> nowhere{AreaId{4}};
  using test::finding_of;
  EXPECT_EQ(
      finding_of([&] { (void)spread_out({.total = negative}, {.of = of, .weight = people}); }).code,
      "negative_count");
  EXPECT_EQ(
      finding_of([&] { (void)spread_out({.total = people}, {.of = of, .weight = negative}); }).code,
      "negative_count");
  EXPECT_EQ(finding_of([&] {
              (void)spread_out({.total = people}, {.of = nowhere, .weight = people});
            }).code,
            "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::spatial
