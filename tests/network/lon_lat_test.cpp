#include "sozialraum/network/lon_lat.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace sozialraum::network {
namespace {

LonLat kept(double lon, double lat) { return FixedLonLat(lon, lat); }

TEST(FixedLonLat, GivesSevenDecimalsBackExactly) {
  EXPECT_EQ(kept(9.3566123, 52.1039876), (LonLat{9.3566123, 52.1039876}));
  EXPECT_EQ(kept(-8.6290001, -0.0000001), (LonLat{-8.6290001, -0.0000001}));
  // Every seventh-decimal number along a stretch that crosses zero and 1, as a reader parses it.
  for (int i = -10'500'000; i <= 10'500'000; i += 977) {
    const std::string text = std::to_string(i) + "e-7";
    const double degrees = std::strtod(text.c_str(), nullptr);
    ASSERT_EQ(kept(degrees, degrees), (LonLat{degrees, degrees})) << text;
  }
}

TEST(FixedLonLat, RoundsMoreDecimalsToTheNearestHalvesAwayFromZero) {
  EXPECT_EQ(kept(1.00000004, 1.00000006), (LonLat{1.0, 1.0000001}));
  EXPECT_EQ(kept(-1.00000004, -1.00000006), (LonLat{-1.0, -1.0000001}));
  // 2^-9 = 0.001953125 has nine decimals; times 1e7 it is 19531.25, and 2^-8 is 39062.5: a half.
  EXPECT_EQ(kept(0.001953125, -0.00390625), (LonLat{0.0019531, -0.0039063}));
}

TEST(FixedLonLat, ReachesThePolesAndTheDateLine) {
  EXPECT_EQ(kept(180.0, 90.0), (LonLat{180.0, 90.0}));
  EXPECT_EQ(kept(-180.0, -90.0), (LonLat{-180.0, -90.0}));
  EXPECT_TRUE(FixedLonLat(-180.0, 90.0).on_globe());
}

TEST(FixedLonLat, WhatLiesBeyondIsNowhere) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  for (const LonLat p : {LonLat{180.0000001, 0.0}, LonLat{0.0, -90.0000001}, LonLat{nan, 0.0},
                         LonLat{0.0, nan}, LonLat{500000.0, 5700000.0}, LonLat{-infinite, 0.0}}) {
    const FixedLonLat fixed(p);
    EXPECT_FALSE(fixed.on_globe()) << p.lon << ' ' << p.lat;
    const LonLat back = fixed;
    EXPECT_TRUE(std::isnan(back.lon) || std::isnan(back.lat));
  }
}

TEST(FixedLonLat, TakesEightBytes) { EXPECT_EQ(sizeof(FixedLonLat), 8U); }

}  // namespace
}  // namespace sozialraum::network
