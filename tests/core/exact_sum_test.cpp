#include "sozialraum/core/exact_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
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

/// Whole numbers of 2^unit, whose sum 64 bits hold: the sum that there is.
TEST(ExactSum, IsTheSumOfManyWholeNumbers) {
  std::mt19937_64 dice(2);
  std::uniform_int_distribution<std::int64_t> mantissa(-(1LL << 53), 1LL << 53);
  for (const int unit : {-1074, -1030, -20, 0, 900}) {
    for (const int count : {64, 65, 100, 999, 1000, 1001, 5000}) {
      ExactSum sum;
      std::int64_t whole = 0;
      for (int i = 0; i < count; ++i) {
        const std::int64_t m = mantissa(dice) >> (i % 40);
        if (std::abs(whole + m) > (1LL << 62)) continue;
        whole += m;
        sum.add(std::ldexp(static_cast<double>(m), unit));
      }
      // The conversion of a whole number rounds half to even, as the sum must.
      EXPECT_EQ(sum.value(), std::ldexp(static_cast<double>(whole), unit)) << unit << " " << count;
    }
  }
}

/// Numbers that cancel each other, so that those added by hand are alone.
ExactSum many_that_cancel(int pairs) {
  ExactSum sum;
  for (int i = 0; i < pairs; ++i) {
    sum.add(std::ldexp(1.5, i % 600 - 300));
    sum.add(std::ldexp(-1.5, (i + 7 * pairs) % pairs % 600 - 300));
  }
  return sum;
}

TEST(ExactSum, RoundsAHalfToEvenAmongManyNumbers) {
  const auto with = [](std::vector<double> few) {
    ExactSum sum = many_that_cancel(2000);
    for (const double x : few) sum.add(x);
    return sum.value();
  };
  EXPECT_EQ(with({}), 0.0);
  EXPECT_EQ(with({1.0, 0x1p-53}), 1.0);                      // a half: to the even one
  EXPECT_EQ(with({1.0 + 0x1p-52, 0x1p-53}), 1.0 + 0x1p-51);  // a half: to the even one above
  EXPECT_EQ(with({1.0, 0x1p-53, 0x1p-1074}), 1.0 + 0x1p-52);
  EXPECT_EQ(with({1.0, 0x1p-53, -0x1p-1074}), 1.0);
  EXPECT_EQ(with({-1.0, -0x1p-53, -0x1p-1074}), -1.0 - 0x1p-52);
  EXPECT_EQ(with({-0x1p-1074}), -0x1p-1074);
  EXPECT_EQ(with({0x1.fffffffffffffp1023}), 0x1.fffffffffffffp1023);
  EXPECT_EQ(with({0x1p1023, 0x1p1023, -0x1p1023}), 0x1p1023);  // a plain loop gives infinity
}

TEST(ExactSum, MergesFewAndManyInEveryOrder) {
  std::mt19937 dice(3);
  std::normal_distribution<double> normal;
  std::vector<double> values(3000);
  for (double& x : values) x = std::exp(20.0 * normal(dice)) * normal(dice);
  const double expected = exact_sum(values);
  for (const std::size_t cut : {0U, 1U, 64U, 65U, 1500U, 2935U, 2999U, 3000U}) {
    ExactSum left;
    ExactSum right;
    for (std::size_t i = 0; i < values.size(); ++i) (i < cut ? left : right).add(values[i]);
    ExactSum both = left;
    both.merge(right);
    EXPECT_EQ(both.value(), expected) << cut;
    right.merge(left);
    EXPECT_EQ(right.value(), expected) << cut;
    right.add(-expected);
    EXPECT_LT(std::abs(right.value()), std::abs(expected) * 0x1p-52);
  }
}

TEST(ExactSum, NeverLosesWhatIsNoNumber) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  // Few numbers and many go different ways, and the odd one may come first, last or between.
  for (const std::size_t count : {1U, 63U, 64U, 65U, 1000U, 2500U}) {
    for (const std::size_t at : {std::size_t{0}, count / 2, count}) {
      const auto sum_with = [&](std::vector<double> odd) {
        std::vector<double> values(count, 1.0);
        values.insert(values.begin() + static_cast<std::ptrdiff_t>(at), odd.begin(), odd.end());
        return exact_sum(values);
      };
      EXPECT_TRUE(std::isnan(sum_with({kNan}))) << count << " " << at;
      EXPECT_EQ(sum_with({kInfinity}), kInfinity) << count << " " << at;
      EXPECT_EQ(sum_with({-kInfinity, -kInfinity}), -kInfinity) << count << " " << at;
      EXPECT_TRUE(std::isnan(sum_with({kInfinity, -kInfinity}))) << count << " " << at;
      EXPECT_TRUE(std::isnan(sum_with({kInfinity, kNan}))) << count << " " << at;
      EXPECT_EQ(sum_with({}), static_cast<double>(count));
    }
  }
}

TEST(ExactSum, TakesWhatIsNoNumberAlongWhenMerged) {
  for (const int pairs : {3, 300}) {
    ExactSum clean = many_that_cancel(pairs);
    ExactSum gap = many_that_cancel(pairs);
    gap.add(std::numeric_limits<double>::quiet_NaN());
    ExactSum both = clean;
    both.merge(gap);
    EXPECT_TRUE(std::isnan(both.value())) << pairs;
    gap.merge(clean);
    EXPECT_TRUE(std::isnan(gap.value())) << pairs;
    EXPECT_EQ(clean.value(), 0.0) << pairs;
  }
}

TEST(ExactSum, OutgrowsADoubleOnlyAtTheEnd) {
  EXPECT_EQ(exact_sum(std::vector{0x1p1023, 0x1p1023, -0x1p1023}), 0x1p1023);
  EXPECT_EQ(exact_sum(std::vector{1.0, 0x1p1023, 0x1p1023, -0x1p1023, -0x1p1023}), 1.0);
  EXPECT_EQ(exact_sum(std::vector{0x1p1023, 0x1p1023}), std::numeric_limits<double>::infinity());
  // The largest number and half of its last unit: a tie, and the even neighbour is infinity.
  EXPECT_EQ(exact_sum(std::vector{0x1.fffffffffffffp1023, 0x1p970}),
            std::numeric_limits<double>::infinity());
  EXPECT_EQ(exact_sum(std::vector{0x1.fffffffffffffp1023, 0x1p970, -0x1p-1074}),
            0x1.fffffffffffffp1023);
}

}  // namespace
}  // namespace sozialraum::core
