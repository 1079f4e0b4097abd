#include "sozialraum/network/geocentric.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace sozialraum::network {
namespace {

TEST(Geocentric, AxesOfTheEllipsoidAreThoseOfWgs84) {
  EXPECT_NEAR(geocentric({0.0, 0.0}).x, 6378137.0, 1e-6);
  EXPECT_NEAR(geocentric({90.0, 0.0}).y, 6378137.0, 1e-6);
  EXPECT_NEAR(geocentric({0.0, 90.0}).z, 6356752.314245, 1e-5);
}

// Geodesics of PROJ 9 (geod +ellps=WGS84, Karney 2013).
TEST(Geocentric, StraightLinesAgreeWithGeodesics) {
  const LonLat hameln{9.3566, 52.1039};
  const LonLat hannover{9.7320, 52.3759};
  const LonLat berlin{13.4050, 52.5200};
  EXPECT_NEAR(straight_line_metres(hameln, hannover) / 39668.8519, 1.0, 1e-6);
  EXPECT_NEAR(straight_line_metres(hameln, berlin) / 279915.5396, 1.0, 1e-5);
  EXPECT_EQ(straight_line_metres(hameln, hameln), 0.0);
  EXPECT_TRUE(std::isnan(straight_line_metres(hameln, {std::nan(""), 52.0})));
}

}  // namespace
}  // namespace sozialraum::network
