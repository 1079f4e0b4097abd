#include "sozialraum/smallarea/growing_windows.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

using core::AreaId;

const std::vector<double> kCount{3, 0, 14, 4, 9};
const std::vector<double> kBase{120, 80, 400, 60, 340};

/// Five places along a road at 0, 5, 13, 23 and 35 minutes; weights fall with the minutes.
spatial::Weights road() {
  const std::vector<double> minutes{0, 5, 13, 23, 35};
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<spatial::Neighbour>> rows(5);
  for (std::uint32_t i = 0; i < 5; ++i) {
    codes.push_back(
        core::AreaCode::parse(std::string(1, static_cast<char>('a' + i)), core::CodeKind::kCustom));
    for (std::uint32_t j = 0; j < 5; ++j) {
      if (i != j) rows[i].push_back({AreaId{j}, 40 - std::abs(minutes[i] - minutes[j])});
    }
  }
  return {std::move(codes), std::move(rows)};
}

TEST(GrowingWindows, TakeInTheNearestUntilTheBaseIsReached) {
  const auto result = growing_windows({kCount, kBase}, road());
  // a: 120 + 80 + 400; b: 80 + 120 (5 min) + 400 (8 min); c has 400 of its own; d: 60 + 400 (10
  // min); e has 340.
  const std::vector<double> base{600, 600, 400, 460, 340};
  const std::vector<double> count{17, 17, 14, 18, 9};
  const std::vector<std::uint32_t> members{3, 3, 1, 2, 1};
  EXPECT_EQ(result.base, base);
  EXPECT_EQ(result.count, count);
  EXPECT_EQ(result.members, members);
  EXPECT_DOUBLE_EQ(result.rate[0], 17.0 / 600);
  EXPECT_DOUBLE_EQ(result.own_share[3], 60.0 / 460);
  EXPECT_TRUE(result.findings.empty());
  // Gamma(17.5, 600), by scipy.stats.
  EXPECT_NEAR(result.lower[0], .017141147192, 1e-9);
  EXPECT_NEAR(result.upper[0], .044336123785, 1e-9);
}

TEST(GrowingWindows, TakeTheLastRingInPart) {
  const auto result = growing_windows({kCount, kBase}, road(), {.in_part = true});
  // a: 120 + 80 + a quarter of 400, and 3 + 0 + a quarter of 14.
  EXPECT_DOUBLE_EQ(result.base[0], 300);
  EXPECT_DOUBLE_EQ(result.count[0], 6.5);
}

TEST(GrowingWindows, TakeEquallyNearOnesTogether) {
  std::vector<core::AreaCode> codes;
  for (const char* name : {"m", "x", "y"}) {
    codes.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
  }
  const spatial::Weights ring(std::move(codes), {{{AreaId{1}}, {AreaId{2}}}, {{AreaId{0}}}, {}});
  const std::vector<double> count{1, 2, 3};
  const std::vector<double> base{10, 20, 30};
  const auto result = growing_windows({count, base}, ring, {.least_base = 25});
  EXPECT_EQ(result.base[0], 60);
  EXPECT_EQ(result.base[1], 30);
  EXPECT_EQ(result.base[2], 30);
  const auto wide = growing_windows({count, base}, ring, {.least_base = 40});
  ASSERT_EQ(wide.findings.size(), 1U);
  EXPECT_EQ(wide.findings[0].code, "base_not_reached");
  EXPECT_EQ(wide.findings[0].areas, (std::vector<std::string>{"x", "y"}));
}

TEST(GrowingWindows, PassOverWhatIsMissing) {
  std::vector<double> count = kCount;
  count[1] = std::nan("");
  const auto result = growing_windows({count, kBase}, road());
  EXPECT_EQ(result.base[0], 520);
  EXPECT_TRUE(std::isnan(result.rate[1]));
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(growing_windows({kCount, kBase}, road(), {.least_base = 0}));
            }).place.argument,
            "least_base");
}

}  // namespace
}  // namespace sozialraum::smallarea
