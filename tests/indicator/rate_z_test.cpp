#include "sozialraum/indicator/rate_z.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

const double kNan = std::nan("");

/// Cases and base of areas.
struct Region {
  std::vector<double> count;
  std::vector<double> base;

  [[nodiscard]] Counts counts() const { return {count, base, {}}; }
};

// The example of the tests of esda (assuncao_rate); the variance left is below 0 there.
TEST(RateZ, GivesTheFiguresOfEsda) {
  const Region region{{30, 25, 25, 15, 33, 21, 30, 20}, {100, 100, 110, 90, 100, 90, 110, 90}};
  const std::vector<double> z = rate_z(region.counts()).z;
  const double expected[]{1.03843594, -.04099089, -.56250375, -1.73061861};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(z[i], expected[i], 5e-9);
}

TEST(RateZ, TellsWhereChanceAloneStandsIn) {
  // Equal rates of .25: s² = 0, A = -.25/55 = -.004545; b/n = .025 and .0025.
  const Region region{{2.5, 25}, {10, 100}};
  EXPECT_EQ(rate_z(region.counts()).by_chance_alone, (std::vector<std::size_t>{1}));
}

TEST(RateZ, IsMissingWhereThereIsNoRate) {
  const Region region{{3, kNan, 0}, {10, 10, 0}};
  const std::vector<double> z = rate_z(region.counts()).z;
  EXPECT_EQ(z[0], 0.0);  // the only rate is the mean
  EXPECT_TRUE(std::isnan(z[1]));
  EXPECT_TRUE(std::isnan(z[2]));
  const Region none{{0}, {10}};
  EXPECT_TRUE(std::isnan(rate_z(none.counts()).z[0]));
}

TEST(RateZ, TellsWhyThereIsNone) {
  using enum core::CellState;
  const std::vector<double> count{3, kNan, 0};
  const std::vector<core::CellState> states{kProvisional, kSecret, kNothing};
  const std::vector<double> base{10, 10, 0};
  EXPECT_EQ(rate_z({.count = {count, states}, .base = base}).states,
            (std::vector{kProvisional, kSecret, kUndefined}));
}

TEST(RateZ, RefusesNegativeCounts) {
  const Region region{{-1, 2}, {10, 10}};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(rate_z(region.counts())); }).code,
            "negative_count");
}

}  // namespace
}  // namespace sozialraum::indicator
