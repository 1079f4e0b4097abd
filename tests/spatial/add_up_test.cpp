#include "sozialraum/spatial/add_up.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

using core::AreaId;
using core::CellState;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::vector<AreaId> units(std::initializer_list<std::uint32_t> numbers) {
  std::vector<AreaId> result;
  for (const std::uint32_t number : numbers) result.push_back(AreaId{number});
  return result;
}

TEST(AddUp, MakesRatesFromSumsAndNotFromRates) {
  // Hafen: 20 of 100 and 20 of 50 children are 40 of 150, not the mean of 20 % and 40 %.
  const std::vector<double> count{20, 20, 5};
  const std::vector<double> base{100, 50, 10};
  const auto unit = units({0, 0, 1});
  const AddedUp sum = add_up({.count = count, .base = base, .unit = unit}, {.units = 2});
  EXPECT_EQ(sum.count, (std::vector<double>{40, 5}));
  EXPECT_EQ(sum.base, (std::vector<double>{150, 10}));
  EXPECT_EQ(sum.known, (std::vector<double>{1, 1}));
  EXPECT_EQ(sum.states, (std::vector{CellState::kReported, CellState::kReported}));
}

TEST(AddUp, ASecretSquareTakesItsBaseWithItAndMarksTheUnit) {
  const std::vector<double> count{20, 20, kNone};
  const std::vector<double> base{100, 50, 30};
  const std::vector states{CellState::kReported, CellState::kReported, CellState::kSecret};
  const auto unit = units({0, 0, 0});
  const AddedUp sum = add_up({.count = {count, states}, .base = base, .unit = unit}, {.units = 1});
  EXPECT_EQ(sum.count[0], 40);
  EXPECT_EQ(sum.base[0], 150);
  EXPECT_DOUBLE_EQ(sum.known[0], 150.0 / 180.0);
  EXPECT_EQ(sum.states[0], CellState::kLimited);
}

TEST(AddUp, AUnitOfWhichLessThanHalfIsKnownHasTheReasonOfTheGreaterUnknownPart) {
  const std::vector<double> count{20, kNone, kNone};
  const std::vector<double> base{40, 30, 31};
  const std::vector states{CellState::kReported, CellState::kSecret, CellState::kSuppressed};
  const auto unit = units({0, 0, 0});
  const Parts parts{.count = {count, states}, .base = base, .unit = unit};
  const AddedUp sum = add_up(parts, {.units = 1});
  EXPECT_TRUE(std::isnan(sum.count[0]));
  EXPECT_EQ(sum.states[0], CellState::kSuppressed);  // 31 people against 30
  EXPECT_EQ(add_up(parts, {.units = 1, .least_known = 0.3}).count[0], 20);
}

TEST(AddUp, WithoutBaseItIsAPlainSumOfTheParts) {
  const std::vector<double> people{7, 9, 4};
  const auto unit = units({1, 1, 4294967295U});
  const AddedUp sum = add_up({.count = people, .unit = unit}, {.units = 3});
  EXPECT_EQ(sum.count[1], 16);
  EXPECT_EQ(sum.states[0], CellState::kUndefined);  // no part at all
  EXPECT_TRUE(std::isnan(sum.count[0]));
  EXPECT_TRUE(std::isnan(sum.known[2]));
}

TEST(AddUp, TheWeakestQualityOfTheKnownPartsIsTheUnits) {
  const std::vector<double> count{1, 2};
  const std::vector states{CellState::kProvisional, CellState::kEstimated};
  const auto unit = units({0, 0});
  const AddedUp sum = add_up({.count = {count, states}, .unit = unit}, {.units = 1});
  EXPECT_EQ(sum.states[0], CellState::kEstimated);
}

TEST(AddUp, APartWithoutBaseIsNamed) {
  const std::vector<double> count{1, 2};
  const std::vector<double> base{kNone, 10};
  const std::vector<std::string> names{"Wald", "Hafen"};
  const auto unit = units({0, 0});
  const AddedUp sum =
      add_up({.count = count, .base = base, .unit = unit, .names = names}, {.units = 1});
  EXPECT_EQ(sum.count[0], 2);
  ASSERT_EQ(sum.findings.size(), 1U);
  EXPECT_EQ(sum.findings[0].code, "part_without_base");
  EXPECT_EQ(sum.findings[0].areas, std::vector<std::string>{"Wald"});
}

TEST(AddUp, TheOrderOfThePartsDoesNotMatter) {
  core::RandomStream random(5, "parts");
  std::vector<double> count;
  std::vector<AreaId> unit;
  for (std::uint32_t i = 0; i < 500; ++i) {
    count.push_back(0.1 * static_cast<double>(random.below(1000)));
    unit.push_back(AreaId{i % 7});
  }
  const AddedUp forward = add_up({.count = count, .unit = unit}, {.units = 7});
  std::ranges::reverse(count);
  std::ranges::reverse(unit);
  EXPECT_EQ(forward.count, add_up({.count = count, .unit = unit}, {.units = 7}).count);
}

TEST(AddUp, RefusesWhatCannotBeAdded) {
  const std::vector<double> two{1, 2};
  const std::vector<double> negative{1, -2};
  const auto unit = units({0, 1});
  const auto one = units({0});
  using test::finding_of;
  EXPECT_EQ(finding_of([&] { (void)add_up({.count = two, .unit = one}, {.units = 1}); }).code,
            "length_mismatch");
  EXPECT_EQ(finding_of([&] { (void)add_up({.count = two, .unit = unit}, {.units = 1}); }).code,
            "invalid_argument");
  EXPECT_EQ(finding_of([&] {
              (void)add_up({.count = two, .base = negative, .unit = unit}, {.units = 2});
            }).code,
            "negative_base");
  EXPECT_EQ(finding_of([&] {
              (void)add_up({.count = two, .unit = unit}, {.units = 2, .least_known = 2});
            }).code,
            "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::spatial
