#include "sozialraum/indicator/contrast.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sozialraum/indicator/difference.hpp"
#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

const double kNan = std::nan("");

// Registered unemployed 2021 of 15 to 64: the eight communes of Hameln-Pyrmont.
const std::vector<std::string> kNames{"Aerzen",          "Bad Muender",   "Bad Pyrmont",
                                      "Coppenbruegge",   "Emmerthal",     "Hameln",
                                      "Hess. Oldendorf", "Salzhemmendorf"};
const std::vector<double> kCount{245, 466, 767, 154, 245, 2592, 445, 259};
const std::vector<double> kBase{6416, 10773, 11176, 4347, 5985, 34832, 11278, 5732};
const std::vector<std::size_t> kDistrict(8, 0);

TEST(AgainstRegion, TakesTheAreaOutOfItsRegion) {
  const Contrasts found = against_region({kCount, kBase, kNames}, kDistrict);
  // 5173 of 90539 in all: without Hameln 2581 of 55707, not 5.71 %.
  EXPECT_NEAR(found.value[5], 2592.0 / 34832, 1e-15);
  EXPECT_NEAR(found.other[5], 2581.0 / 55707, 1e-15);
  EXPECT_LT(found.p[5], 1e-50);
  EXPECT_EQ(found.p[6], fisher_exact({445, 11278}, {4728, 79261}));
  EXPECT_LT(found.upper[6], 0.0);
  EXPECT_GE(found.p_adjusted[6], found.p[6]);
  EXPECT_TRUE(found.findings.empty());
}

TEST(AgainstRegion, ComparesEveryAreaWithinItsOwnRegion) {
  const std::vector<std::size_t> region{0, 0, 1, 1, 1, 1, 1, 1};
  const Contrasts found = against_region({kCount, kBase, kNames}, region);
  EXPECT_NEAR(found.other[0], 466.0 / 10773, 1e-15);
  EXPECT_NEAR(found.other[1], 245.0 / 6416, 1e-15);
}

TEST(AgainstRegion, SaysWhatCouldNotBeCompared) {
  const std::vector<double> count{1, kNan, 2, 0, 3};
  const std::vector<double> base{10, 10, 10, 0, 10};
  const std::vector<CellState> secret{CellState::kReported, CellState::kSecret,
                                      CellState::kReported, CellState::kNothing,
                                      CellState::kLimited};
  const std::vector<std::string> names{"a", "b", "c", "d", "e"};
  const std::vector<std::size_t> region{0, 0, 1, 2, 2};
  const Contrasts found = against_region({{count, secret}, base, names}, region);
  EXPECT_EQ(found.states,
            (std::vector{CellState::kUndefined, CellState::kSecret, CellState::kUndefined,
                         CellState::kUndefined, CellState::kUndefined}));
  ASSERT_EQ(found.findings.size(), 3U);
  EXPECT_EQ(found.findings[0].code, "alone_in_region");
  EXPECT_EQ(found.findings[0].areas, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(found.findings[1].code, "empty_base");
  EXPECT_EQ(found.findings[1].areas, (std::vector<std::string>{"d", "e"}));
  EXPECT_EQ(found.findings[2].code, "region_incomplete");
  EXPECT_EQ(found.findings[2].areas, std::vector<std::string>{"b"});
}

TEST(Change, ComparesTheYearsRowByRow) {
  // Hess. Oldendorf 2019 404 of 11310, 2021 445 of 11278.
  const std::vector<double> count0{404, 2};
  const std::vector<double> base0{11310, 9};
  const std::vector<double> count1{445, kNan};
  const std::vector<double> base1{11278, 9};
  const Contrasts found = change({count0, base0, {}}, {count1, base1, {}});
  EXPECT_NEAR(found.difference[0], 445.0 / 11278 - 404.0 / 11310, 1e-15);
  EXPECT_EQ(found.p[0], fisher_exact({445, 11278}, {404, 11310}));
  EXPECT_GT(found.p[0], 0.05);
  EXPECT_EQ(found.states[1], CellState::kNotReported);
  EXPECT_TRUE(std::isnan(found.p[1]));
}

TEST(Change, OfEventsMayExceedTheBaseAndTakesPersonYears) {
  const std::vector<double> before{8};
  const std::vector<double> after{2};
  const std::vector<double> base{0.5};
  const Contrasts found =
      change({before, base, {}}, {after, base, {}}, {.test = ContrastTest::kConditional});
  EXPECT_NEAR(found.p[0], 112.0 / 1024, 1e-14);
  EXPECT_DOUBLE_EQ(found.ratio[0], 0.25);
}

TEST(Change, SaysThatRoundedCountsAreNoTest) {
  const std::vector<double> one{10};
  const std::vector<double> base{100};
  const Contrasts found = change({one, base, {}}, {one, base, {}}, {.rounding = 10});
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings[0].code, "rounded_differences");
}

TEST(Contrast, RefusesCountsThatWereAdjusted) {
  const std::vector<double> adjusted{1.5, 2};
  const std::vector<double> base{10, 10};
  const std::vector<std::string> names{"Hafen", "Wald"};
  const std::vector<std::size_t> region{0, 0};
  const core::Finding finding =
      test::finding_of([&] { static_cast<void>(against_region({adjusted, base, names}, region)); });
  EXPECT_EQ(finding.code, "not_whole");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"Hafen"});
  const std::vector<std::size_t> one{0};
  EXPECT_EQ(
      test::finding_of([&] { static_cast<void>(against_region({base, base, names}, one)); }).code,
      "length_mismatch");
  const std::vector<std::size_t> far{0, 7};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(against_region({base, base, names}, far));
            }).place.argument,
            "region");
}

}  // namespace
}  // namespace sozialraum::indicator
