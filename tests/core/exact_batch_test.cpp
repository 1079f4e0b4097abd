#include "sozialraum/core/exact_batch.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace sozialraum::core {
namespace {

double one_by_one(const std::vector<double>& values) {
  ExactSum sum;
  for (const double x : values) sum.add(x);
  return sum.value();
}

double at_once(const std::vector<double>& values) {
  ExactSum sum;
  add_all(sum, values);
  return sum.value();
}

TEST(ExactBatch, LosesNothingToCancellation) {
  std::vector<double> values(100, 0.1);  // ten times, and what cancels
  values.insert(values.end(), {1e100, 1.0, -1e100, 0x1p-1074});
  EXPECT_EQ(at_once(values), 11.0);
}

TEST(ExactBatch, IsTheSumOfManyWholeNumbers) {
  // 1 + 2 + ... + n, in units from the smallest double to large ones; the sum fits into 53 bits.
  for (const int unit : {-1074, -1060, -1022, -20, 0, 800, 870, 960}) {
    for (const int n : {47, 48, 63, 64, 1023, 1024, 1025, 10'000}) {
      std::vector<double> values;
      for (int i = 1; i <= n; ++i) values.push_back(std::ldexp(i, unit));
      EXPECT_EQ(at_once(values), std::ldexp(0.5 * n * (n + 1), unit)) << unit << " " << n;
    }
  }
}

TEST(ExactBatch, RoundsAHalfToEvenByWhatLiesBeyond) {
  std::vector<double> values(200, 0.0);
  values[3] = 1.0;
  values[150] = 0x1p-53;
  EXPECT_EQ(at_once(values), 1.0);
  values[77] = 0x1p-1000;
  EXPECT_EQ(at_once(values), 1.0 + 0x1p-52);
  values[77] = -0x1p-1000;
  EXPECT_EQ(at_once(values), 1.0);
}

TEST(ExactBatch, IsTheSumOneByOne) {
  std::mt19937 dice(1);
  std::uniform_real_distribution<double> mantissa(-1.0, 1.0);
  for (const int spread : {0, 3, 40, 300, 1020}) {
    std::uniform_int_distribution<int> exponent(-spread, spread);
    for (const std::size_t n : {48U, 100U, 1024U, 3000U}) {
      std::vector<double> values;
      while (values.size() < n) values.push_back(std::ldexp(mantissa(dice), exponent(dice)));
      EXPECT_EQ(at_once(values), one_by_one(values)) << spread << " " << n;
    }
  }
}

TEST(ExactBatch, PassesOnWhatIsNoNumber) {
  std::vector<double> values(500, 1.0);
  values[400] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(at_once(values), std::numeric_limits<double>::infinity());
  values[20] = -values[400];
  EXPECT_TRUE(std::isnan(at_once(values)));
  values[20] = std::nan("");
  EXPECT_TRUE(std::isnan(at_once(values)));
}

TEST(ExactBatch, LargeNumbersThatCancelComeBack) {
  std::vector<double> values(300, 1.0);
  values[10] = values[20] = 1e308;
  values[290] = values[280] = -1e308;
  EXPECT_EQ(at_once(values), 296.0);
}

}  // namespace
}  // namespace sozialraum::core
