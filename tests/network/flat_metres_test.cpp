#include "sozialraum/network/flat_metres.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sozialraum/network/geocentric.hpp"

namespace sozialraum::network {
namespace {

TEST(FlatMetres, AreThoseOfAMapWithShrunkDegrees) {
  EXPECT_DOUBLE_EQ(flat_metres({9.0, 51.5}, {9.0, 52.5}), 111195.0);
  // At 60 degrees north a degree of longitude is half as long: cos 60 = 0.5.
  EXPECT_NEAR(flat_metres({9.0, 60.0}, {9.01, 60.0}), 555.975, 1e-6);
  // 3 and 4 thousandths of a degree on the equator: a right triangle with the hypotenuse 5.
  EXPECT_NEAR(flat_metres({0.0, -0.002}, {0.003, 0.002}), 5.0 * 111.195, 1e-6);
  EXPECT_EQ(flat_metres({9.0, 52.0}, {9.0, 52.0}), 0.0);
}

TEST(FlatMetres, TakeTheShortWayOverTheDateLine) {
  EXPECT_NEAR(flat_metres({179.995, 0.0}, {-179.995, 0.0}), 1111.95, 1e-6);
  EXPECT_NEAR(flat_metres({-179.995, 0.0}, {179.995, 0.0}), 1111.95, 1e-6);
}

TEST(FlatMetres, AreNearTheStraightLineWhilePlacesAreClose) {
  for (const double lat : {-70.0, -30.0, 0.0, 48.0, 52.0, 70.0}) {
    for (const LonLat step : {LonLat{0.01, 0.0}, LonLat{0.0, 0.5}, LonLat{-0.6, 0.4}}) {
      const LonLat here{9.0, lat};
      const LonLat there{9.0 + step.lon, lat + step.lat};
      const double exact = straight_line_metres(here, there);
      EXPECT_NEAR(flat_metres(here, there), exact, 0.006 * exact) << lat << " " << step.lon;
    }
  }
}

TEST(FlatMetres, OfNowhereAreNone) {
  const double nowhere = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isnan(flat_metres({nowhere, 52.0}, {9.0, 52.0})));
}

}  // namespace
}  // namespace sozialraum::network
