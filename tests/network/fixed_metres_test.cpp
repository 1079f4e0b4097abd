#include "sozialraum/network/fixed_metres.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace sozialraum::network {
namespace {

TEST(FixedMetres, GivesThreeDecimalsBackExactly) {
  for (const double metres : {0.0, 0.001, 0.1, 684.2, 12.345, 99999.999, 4294967.294}) {
    EXPECT_EQ(FixedMetres(metres), metres);
  }
}

TEST(FixedMetres, RoundsMoreDecimalsToTheNearest) {
  EXPECT_EQ(FixedMetres(1.00049), 1.0);
  EXPECT_EQ(FixedMetres(1.00051), 1.001);
  EXPECT_EQ(FixedMetres(0.0625), 0.063);  // 62.5 mm, a half: up
  EXPECT_EQ(FixedMetres(0.0004), 0.0);
}

TEST(FixedMetres, WhatIsNoLengthReadsAsNone) {
  for (const double metres : {-0.001, -1e300, 4294967.295, 1e300,
                              std::numeric_limits<double>::infinity(), std::nan("")}) {
    EXPECT_TRUE(std::isnan(FixedMetres(metres))) << metres;
  }
}

TEST(FixedMetres, TakesFourBytes) { EXPECT_EQ(sizeof(FixedMetres), 4U); }

}  // namespace
}  // namespace sozialraum::network
