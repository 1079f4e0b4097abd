#include "sozialraum/gis/points.hpp"

#include <gtest/gtest.h>

#include "files.hpp"
#include "throws.hpp"

namespace sozialraum::gis {
namespace {

using test::finding_of;

class PointsTest : public FilesTest {
 protected:
  PointOptions options_{.x = "lon", .y = "lat", .crs = "EPSG:4326", .table = {.key = "id"}};

  Points points(std::string_view text) const { return read_points(write("p.csv", text), options_); }
  core::Finding trouble(std::string_view text) const {
    return finding_of([&] { static_cast<void>(points(text)); });
  }
};

TEST_F(PointsTest, KeepsIdsAsTextAndCoordinatesAsNumbers) {
  const auto result = points("id;lon;lat;places;name\n007;9,25;52,17;40;Kita\n");
  EXPECT_EQ(result.table.codes()[0].text(), "007");
  EXPECT_EQ(result.x[0], 9.25);
  EXPECT_EQ(result.y[0], 52.17);
  EXPECT_EQ(result.table.column_names(), std::vector<std::string>{"places"});
  EXPECT_EQ(result.table.text("name")[0], "Kita");
  EXPECT_EQ(result.crs, "EPSG:4326");
}

TEST_F(PointsTest, CoordinatesTellTheDecimalMarkOfTheRest) {
  EXPECT_EQ(points("id;lon;lat;x\nA;9.251;52.17;1.234\n").table.column("x").values()[0], 1.234);
}

TEST_F(PointsTest, APlaceWithoutCoordinatesIsAnErrorUnlessAllowed) {
  const auto finding = trouble("id;lon;lat\nA;9.25;52.17\nB;;52.2\n");
  EXPECT_EQ(finding.code, "missing_coordinate");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"B"});
  EXPECT_EQ(finding.place.row, 3U);
  options_.skip_missing = true;
  const auto result = points("id;lon;lat;n\nB;;52.2;1\nA;9.25;52.17;2\n");
  EXPECT_EQ(result.table.size(), 1U);
  EXPECT_EQ(result.table.column("n").values()[0], 2.0);
  EXPECT_EQ(finding_with(result.findings, "missing_coordinate").areas,
            std::vector<std::string>{"B"});
}

TEST_F(PointsTest, NeedsACrs) {
  options_.crs = "";
  EXPECT_EQ(trouble("id;lon;lat\nA;9.25;52.17\n").code, "no_crs");
}

TEST_F(PointsTest, WarnsOfSwappedAxes) {
  options_.x = "lat";
  options_.y = "lon";
  EXPECT_TRUE(has_finding(points("id;lon;lat\nA;9.25;52.17\n").findings, "axes_may_be_swapped"));
}

TEST_F(PointsTest, RefusesCoordinatesOutsideTheirSystem) {
  EXPECT_EQ(trouble("id;lon;lat\nA;550000;5780000\n").code, "coordinates_outside_crs");
}

TEST(RealPoints, ReadsStopsAndSchools) {
  const PointOptions options{.x = "lon", .y = "lat", .crs = "EPSG:4326"};
  PointOptions stops = options;
  stops.table.key = "eva_id";
  EXPECT_EQ(read_points(data_file("facilities/stops_weserbergland_db_hafas.csv"), stops).x.size(),
            2142U);
  PointOptions schools = options;
  schools.table.key = "school_id";
  EXPECT_EQ(read_points(data_file("facilities/schulen_weserbergland_jedeschule_2017.csv"), schools)
                .x.size(),
            186U);
}

}  // namespace
}  // namespace sozialraum::gis
