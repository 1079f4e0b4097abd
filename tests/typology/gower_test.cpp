#include "sozialraum/typology/gower.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::typology {
namespace {

TEST(Gower, IsTheMeanOfSharesAndOfDifferentCategories) {
  const std::vector<double> people{100, 300, 500};
  const std::vector<double> place{0, 0, 1};  // by the river, by the river, on the hill
  const std::vector<MixedColumn> columns{{.name = "people", .values = people},
                                         {.name = "place", .values = place, .category = true}};
  const auto far = gower(columns);
  EXPECT_EQ(far, (std::vector<double>{0, 0.25, 1, 0.25, 0, 0.75, 1, 0.75, 0}));
  const std::vector<MixedColumn> weighted{{.name = "people", .values = people, .weight = 3.0},
                                          {.name = "place", .values = place, .category = true}};
  EXPECT_DOUBLE_EQ(gower(weighted)[1], 3.0 * 0.5 / 4.0);
}

TEST(Gower, WhatEitherLacksIsLeftOut) {
  const double gone = std::nan("");
  const std::vector<double> people{100, gone, 500};
  const std::vector<double> place{0, 1, gone};
  const std::vector<MixedColumn> columns{{.name = "people", .values = people},
                                         {.name = "place", .values = place, .category = true}};
  const auto far = gower(columns);
  EXPECT_EQ(far[1], 1.0);           // the place alone
  EXPECT_EQ(far[2], 1.0);           // the people alone
  EXPECT_TRUE(std::isnan(far[5]));  // nothing in common
}

TEST(Gower, RefusesColumnsThatSayNothing) {
  const std::vector<double> same{1, 1, 1};
  const std::vector<double> two{1, 2};
  const auto code = [](const std::vector<MixedColumn>& columns) {
    return test::finding_of([&] { static_cast<void>(gower(columns)); }).code;
  };
  EXPECT_EQ(code({}), "no_indicators");
  EXPECT_EQ(code({{.name = "x", .values = same}}), "constant_column");
  EXPECT_EQ(code({{.name = "x", .values = two}, {.name = "y", .values = same}}), "length_mismatch");
  EXPECT_EQ(code({{.name = "x", .values = two}, {.name = "x", .values = two}}), "duplicate_column");
  EXPECT_EQ(code({{.name = "x", .values = two, .weight = 0.0}}), "negative_weight");
}

}  // namespace
}  // namespace sozialraum::typology
