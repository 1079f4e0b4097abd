#include "sozialraum/gis/crs.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>

#include "files.hpp"
#include "throws.hpp"

namespace sozialraum::gis {
namespace {

using test::finding_of;

constexpr std::array<double, 1> kLongitude{9.0};
constexpr std::array<double, 1> kLatitude{52.0};

TEST(Crs, KnowsCodesAndEquivalentTexts) {
  const auto utm = describe_crs("EPSG:25832");
  EXPECT_EQ(utm.name, "ETRS89 / UTM zone 32N");
  EXPECT_FALSE(utm.geographic);
  EXPECT_TRUE(describe_crs("EPSG:4326").geographic);
  EXPECT_EQ(describe_crs("urn:ogc:def:crs:EPSG::3035").id, "EPSG:3035");
  EXPECT_EQ(finding_of([] { static_cast<void>(describe_crs("UTM32")); }).code, "unknown_crs");
}

TEST(Crs, TransformsWithAStatedOperationAndAccuracy) {
  const auto moved = gis::transform(kLongitude, kLatitude, "EPSG:4326", "EPSG:25832");
  // On the central meridian of zone 32 the easting is 500 000 by definition; the northing is
  // 0.9996 times the meridian arc of GRS80 to 52 degrees, 5 763 343.55 m.
  EXPECT_NEAR(moved.x[0], 500000.0, 1e-6);
  EXPECT_NEAR(moved.y[0], 0.9996 * 5763343.55, 0.01);
  EXPECT_EQ(moved.operation.to, "EPSG:25832");
  ASSERT_TRUE(moved.operation.accuracy.has_value());
  EXPECT_EQ(*moved.operation.accuracy, 1.0);  // EPSG:1149, ETRS89 to WGS 84 (1)
  EXPECT_TRUE(has_finding(moved.findings, "crs_operation"));
}

TEST(Crs, AxesAreAlwaysEastBeforeNorth) {
  // EPSG:31467 is defined with the northing first; here the easting of zone 3 begins with a 3.
  const auto moved = gis::transform(kLongitude, kLatitude, "EPSG:4326", "EPSG:31467");
  EXPECT_NEAR(moved.x[0], 3500000.0, 200.0);
  EXPECT_NEAR(moved.y[0], 5763343.0, 600.0);
}

TEST(Crs, GaussKruegerIsNeverMovedByABallpark) {
  constexpr std::array<double, 1> east{3523000.0};
  constexpr std::array<double, 1> north{5783000.0};
  const auto moved = gis::transform(east, north, "EPSG:31467", "EPSG:25832");
  ASSERT_TRUE(moved.operation.accuracy.has_value());
  EXPECT_LE(*moved.operation.accuracy, 5.0);
  EXPECT_EQ(moved.operation.name.find("allpark"), std::string::npos);
}

TEST(Crs, FailsIfOnlyABallparkIsThere) {
  // Bessel's ellipsoid without any datum: nobody knows where it lies.
  const auto finding = finding_of([] {
    static_cast<void>(gis::transform(kLongitude, kLatitude, "+proj=longlat +ellps=bessel +no_defs",
                                     "EPSG:25832"));
  });
  EXPECT_EQ(finding.code, "ballpark_transformation");
}

TEST(Crs, SameSystemIsTheSamePlace) {
  const auto moved = gis::transform(kLongitude, kLatitude, "EPSG:4326", "EPSG:4326");
  EXPECT_EQ(moved.x[0], 9.0);
  EXPECT_EQ(moved.y[0], 52.0);
}

TEST(Crs, NamesTheSystemThatWouldFit) {
  // 9.25 E 52.17 N in EPSG:3857 (pyproj).
  const Extent web{1029705, 6830922, 1029705, 6830922};
  const auto finding =
      finding_of([&] { static_cast<void>(check_coordinates(web, "EPSG:25832", "f")); });
  EXPECT_EQ(finding.code, "coordinates_outside_crs");
  EXPECT_EQ(detail(finding, "nearest"), "EPSG:3857");
  EXPECT_TRUE(check_coordinates(web, "EPSG:3857", "f").empty());
  const Extent grid{3229180, 4269688, 3229180, 4269688};  // the same in EPSG:3035, north first
  EXPECT_EQ(check_coordinates(grid, "EPSG:3035", "f").at(0).code, "axes_may_be_swapped");
}

TEST(Crs, NoPointsAreNoTrouble) {
  EXPECT_TRUE(gis::transform({}, {}, "EPSG:4326", "EPSG:25832").x.empty());
}

TEST(Crs, ThereAndBackIsTheSamePlace) {
  const auto there = gis::transform(kLongitude, kLatitude, "EPSG:4326", "EPSG:3035");
  const auto back = gis::transform(there.x, there.y, "EPSG:3035", "EPSG:4326");
  EXPECT_NEAR(back.x[0], 9.0, 1e-8);  // a millimetre
  EXPECT_NEAR(back.y[0], 52.0, 1e-8);
}

TEST(Crs, APointWithoutAnAnswerIsAnError) {
  constexpr std::array<double, 1> x{9.0};
  constexpr std::array<double, 1> y{95.0};
  const auto finding =
      finding_of([&] { static_cast<void>(gis::transform(x, y, "EPSG:4326", "EPSG:25832")); });
  EXPECT_EQ(finding.code, "transformation_failed");
}

TEST(Crs, TransformsEveryVertexOfPolygons) {
  const auto areas = read_areas(data_file("boundaries/gemeinden_weserbergland_2022.geojson"),
                                {.key = "ags", .make_valid = true});
  CrsOperation operation;
  const auto moved = gis::transform(areas, "EPSG:25832", &operation);
  EXPECT_EQ(moved.crs, "EPSG:25832");
  EXPECT_EQ(moved.wkb.size(), areas.wkb.size());
  EXPECT_EQ(moved.wkb[0].size(), areas.wkb[0].size());
  EXPECT_FALSE(operation.name.empty());
}

}  // namespace
}  // namespace sozialraum::gis
