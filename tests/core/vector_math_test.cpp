#include "sozialraum/core/vector_math.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace sozialraum::core {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> exponentials_of(std::vector<double> x) {
  exponentials(x);
  return x;
}

std::vector<double> logarithms_of(std::vector<double> x) {
  logarithms(x);
  return x;
}

/// Distance in units of the last place of the wanted number.
double places(double found, double wanted) {
  return std::abs(found - wanted) /
         (std::nextafter(std::abs(wanted), kInfinity) - std::abs(wanted));
}

TEST(VectorMath, ExponentialsAreThoseOfTheStandardLibraryToTwoPlaces) {
  std::vector<double> x;
  for (double at = -708.0; at < 709.0; at += 0.137) x.push_back(at);
  for (double at = -1e-3; at < 1e-3; at += 7.7e-6) x.push_back(at);
  const std::vector<double> found = exponentials_of(x);
  for (std::size_t i = 0; i < x.size(); ++i)
    ASSERT_LE(places(found[i], std::exp(x[i])), 2.0) << x[i];
}

TEST(VectorMath, LogarithmsAreThoseOfTheStandardLibraryToTwoPlaces) {
  std::vector<double> x;
  for (double at = 1e-300; at < 1e300; at *= 1.73) x.push_back(at);
  for (double at = 0.5; at < 2.0; at += 1.1e-3) x.push_back(at);
  for (double at = 1e-16; at < 0.1; at *= 1.31) x.insert(x.end(), {1.0 - at, 1.0 + at});
  const std::vector<double> found = logarithms_of(x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::log(x[i]) == 0.0) continue;
    ASSERT_LE(places(found[i], std::log(x[i])), 2.0) << x[i];
  }
}

TEST(VectorMath, KnowsTheEdges) {
  const std::vector<double> e = exponentials_of({0.0, -800.0, 800.0, -kInfinity, kInfinity, kNan});
  EXPECT_EQ(e[0], 1.0);
  EXPECT_EQ(e[1], 0.0);
  EXPECT_EQ(e[2], kInfinity);
  EXPECT_EQ(e[3], 0.0);
  EXPECT_EQ(e[4], kInfinity);
  EXPECT_TRUE(std::isnan(e[5]));
  const std::vector<double> l = logarithms_of({1.0, 0.0, -1.0, kInfinity, kNan, 0x1p-1070});
  EXPECT_EQ(l[0], 0.0);
  EXPECT_EQ(l[1], -kInfinity);
  EXPECT_TRUE(std::isnan(l[2]));
  EXPECT_EQ(l[3], kInfinity);
  EXPECT_TRUE(std::isnan(l[4]));
  EXPECT_NEAR(l[5], -1070.0 * std::log(2.0), 1e-12);
}

TEST(VectorMath, TreatsEachNumberByItself) {
  std::vector<double> all(37);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = 0.3 * static_cast<double>(i) + 0.1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(exponentials_of({all[i]})[0], exponentials_of(all)[i]);
    EXPECT_EQ(logarithms_of({all[i]})[0], logarithms_of(all)[i]);
  }
  EXPECT_TRUE(exponentials_of({}).empty());
}

}  // namespace
}  // namespace sozialraum::core
