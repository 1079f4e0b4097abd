#include "sozialraum/core/exact_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace sozialraum::core {
namespace {

TEST(ExactSum, LosesNothingToCancellation) {
  EXPECT_EQ(exact_sum(std::vector{1e100, 1.0, -1e100}), 1.0);
  EXPECT_EQ(exact_sum(std::vector<double>(10, 0.1)), 1.0);  // a plain loop gives 0.9999999999999999
  EXPECT_EQ(exact_sum({}), 0.0);
}

TEST(ExactSum, RoundsAHalfToEvenByWhatLiesBeyond) {
  // 1 + 2^-53 lies halfway between 1 and its successor; the last bit tips it up or down.
  EXPECT_EQ(exact_sum(std::vector{1.0, 0x1p-53, 0x1p-106}), 1.0 + 0x1p-52);
  EXPECT_EQ(exact_sum(std::vector{1.0, 0x1p-53, -0x1p-106}), 1.0);
}

TEST(ExactSum, IsTheSameForAnyOrderAndChunking) {
  std::mt19937 dice(1);
  std::uniform_real_distribution<double> mantissa(-1.0, 1.0);
  std::uniform_int_distribution<int> exponent(-300, 300);
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back(std::ldexp(mantissa(dice), exponent(dice)));
  const double expected = exact_sum(values);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(values.begin(), values.end(), dice);
    EXPECT_EQ(exact_sum(values), expected);
    ExactSum left;
    ExactSum right;
    for (std::size_t i = 0; i < values.size(); ++i) (i % 3 == 0 ? left : right).add(values[i]);
    left.merge(right);
    EXPECT_EQ(left.value(), expected);
  }
}

}  // namespace
}  // namespace sozialraum::core
