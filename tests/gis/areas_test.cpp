#include "sozialraum/gis/areas.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "files.hpp"
#include "throws.hpp"

namespace sozialraum::gis {
namespace {

using test::finding_of;

/// A GeoJSON of polygons, written as key and ring.
std::string polygons(const std::vector<std::pair<std::string, std::string>>& rings) {
  std::string features;
  for (const auto& [key, ring] : rings) {
    features += features.empty() ? "" : ",";
    features += R"({"type":"Feature","properties":{"key":")" + key +
                R"("},"geometry":{"type":"Polygon","coordinates":[[)" + ring + "]]}}";
  }
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

const std::string kSquare = "[9,52],[10,52],[10,53],[9,53],[9,52]";
const std::string kBowTie = "[9,52],[10,53],[10,52],[9,53],[9,52]";

class AreasTest : public FilesTest {
 protected:
  core::Finding trouble(const std::string& file, const AreaOptions& options = {.key = "key"}) {
    return finding_of([&] { static_cast<void>(read_areas(file, options)); });
  }
};

TEST_F(AreasTest, ReadsPolygonsWithKeyAndCrs) {
  const auto areas = read_areas(write("a.geojson", polygons({{"A", kSquare}})), {.key = "key"});
  EXPECT_EQ(areas.table.codes()[0].text(), "A");
  EXPECT_EQ(areas.crs, "EPSG:4326");
  // 1 byte order, 4 type, 4 rings, 4 points, 5 points of 16 bytes
  ASSERT_EQ(areas.wkb[0].size(), 13U + 5U * 16U);
  double x = 0.0;
  std::memcpy(&x, areas.wkb[0].data() + 13, sizeof x);
  EXPECT_EQ(x, 9.0);
}

TEST_F(AreasTest, NamesInvalidPolygonsWithReasonAndPlace) {
  const auto file = write("a.geojson", polygons({{"A", kSquare}, {"B", kBowTie}}));
  const auto finding = trouble(file);
  EXPECT_EQ(finding.code, "invalid_polygon");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"B"});
  EXPECT_NE(finding.message.find("Self-intersection at 9.5 52.5"), std::string::npos);
  EXPECT_EQ(detail(finding, "B"), "Der Rand schneidet sich selbst (9.5 52.5)");
  EXPECT_NE(finding.hint.find("make_valid=True"), std::string::npos);
}

TEST_F(AreasTest, MendsOnRequestAndTellsTheChangeOfArea) {
  const auto file = write("a.geojson", polygons({{"B", kBowTie}}));
  const auto areas = read_areas(file, {.key = "key", .make_valid = true});
  const auto finding = finding_with(areas.findings, "polygons_mended");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"B"});
  // The two halves of a bow-tie cancel: area 0 before.
  EXPECT_NE(detail(finding, "B").find("the area was 0 before"), std::string::npos);
}

TEST_F(AreasTest, WantsOneFeatureAKey) {
  const auto finding =
      trouble(write("a.geojson", polygons({{"A", kSquare}, {"B", kSquare}, {"A", kSquare}})));
  EXPECT_EQ(finding.code, "several_features");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"A"});
  EXPECT_NE(finding.message.find("features 1 and 3"), std::string::npos);
}

TEST_F(AreasTest, RefusesPointsAndFeaturesWithoutGeometry) {
  const auto point = write("p.geojson", R"({"type":"Feature","properties":{"key":"A"},
      "geometry":{"type":"Point","coordinates":[9,52]}})");
  EXPECT_EQ(trouble(point).code, "not_polygons");
  const auto none = write("n.geojson", R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"key":"A"},"geometry":null}]})");
  EXPECT_EQ(trouble(none).code, "missing_geometry");
}

TEST_F(AreasTest, AnEastingWithTheZoneInFrontProposesTheRightCode) {
  const auto ring = "[32691412,5780000],[32691500,5780000],[32691500,5780100],[32691412,5780000]";
  const auto file = write("a.geojson", polygons({{"A", ring}}));
  const auto finding = trouble(file, {.key = "key", .crs = "EPSG:25832"});
  EXPECT_EQ(finding.code, "coordinates_with_zone");
  EXPECT_EQ(detail(finding, "nearest"), "EPSG:4647");
  const auto areas = read_areas(file, {.key = "key", .crs = "EPSG:4647"});
  EXPECT_EQ(areas.crs, "EPSG:4647");
  EXPECT_TRUE(has_finding(areas.findings, "crs_overruled"));  // GeoJSON means EPSG:4326
}

TEST_F(AreasTest, MetresThatAreCalledDegreesAreAnError) {
  const auto ring = "[550000,5780000],[550100,5780000],[550100,5780100],[550000,5780000]";
  const auto file = write("a.geojson", polygons({{"A", ring}}));
  EXPECT_EQ(trouble(file).code, "coordinates_outside_crs");
  EXPECT_EQ(read_areas(file, {.key = "key", .crs = "EPSG:25832"}).crs, "EPSG:25832");
}

TEST_F(AreasTest, TheSystemThatAFileNamesIsTakenOrRefused) {
  const auto ring = "[550000,5780000],[550100,5780000],[550100,5780100],[550000,5780000]";
  const auto naming = [&](const std::string& crs) {
    std::string text = polygons({{"A", ring}});
    text.insert(1, R"("crs":)" + crs + ",");
    return write("a.geojson", text);
  };
  const std::string name = R"({"type":"name","properties":{"name":")";
  EXPECT_EQ(read_areas(naming(name + "ETRS89 / UTM zone 32N\"}}"), {.key = "key"}).crs,
            "EPSG:25832");
  EXPECT_EQ(trouble(naming(name + "LOCAL:42\"}}")).code, "unknown_crs");
  EXPECT_EQ(trouble(naming("null")).code, "unknown_crs");
  EXPECT_EQ(read_areas(naming("null"), {.key = "key", .crs = "EPSG:25832"}).crs, "EPSG:25832");
}

TEST_F(AreasTest, NorthingBeforeEastingIsAnError) {
  const auto ring = "[5780000,550000],[5780100,550000],[5780100,550100],[5780000,550000]";
  const auto file = write("a.geojson", polygons({{"A", ring}}));
  EXPECT_EQ(trouble(file, {.key = "key", .crs = "EPSG:25832"}).code, "coordinates_outside_crs");
}

TEST_F(AreasTest, RefusesBrokenFilesAndUnknownNames) {
  EXPECT_EQ(trouble(write("broken.geojson", "{\"type\":\"Featu")).code, "cannot_read");
  const auto file = write("a.geojson", polygons({{"A", kSquare}}));
  EXPECT_EQ(trouble(file, {.key = "kee"}).hint, "did you mean 'key'?");
  EXPECT_EQ(trouble(file, {.key = "key", .layer = "b"}).code, "unknown_layer");
  EXPECT_EQ(trouble(file, {.key = "key", .crs = "EPSG:1"}).code, "unknown_crs");
}

/// A WFS answer as the traps of the offices have it: all-digit keys.
const char* const kGml = R"(<?xml version="1.0"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0"
    xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:app="http://example.org/app">
 <wfs:member><app:gem gml:id="g.1"><app:ags>01051044</app:ags><app:plz>03226</app:plz>
  <app:geom><gml:Polygon gml:id="p.1" srsName="urn:ogc:def:crs:EPSG::25832"><gml:exterior>
   <gml:LinearRing><gml:posList>500000 6000000 501000 6000000 501000 6001000 500000 6000000
   </gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></app:geom></app:gem></wfs:member>
</wfs:FeatureCollection>)";

TEST_F(AreasTest, GmlKeysKeepTheirZerosAndNothingIsLeftBesideTheInput) {
  const auto file = write("a.gml", kGml);
  const auto areas = read_areas(file, {.key = "ags", .kind = core::CodeKind::kAgs});
  EXPECT_EQ(areas.table.codes()[0].text(), "01051044");
  EXPECT_EQ(areas.table.text("plz")[0], "03226");
  EXPECT_EQ(areas.crs, "EPSG:25832");
  EXPECT_EQ(names_in_folder(), std::vector<std::string>{"a.gml"});
}

TEST_F(AreasTest, AGfsBesideTheGmlCannotMakeNumbersOfKeys) {
  const auto file = write("a.gml", kGml);
  write("a.gfs", R"(<GMLFeatureClassList><GMLFeatureClass><Name>gem</Name>
    <ElementPath>gem</ElementPath><GeometryName>geom</GeometryName>
    <GeometryElementPath>geom</GeometryElementPath><GeometryType>3</GeometryType>
    <PropertyDefn><Name>ags</Name><ElementPath>ags</ElementPath><Type>Integer</Type></PropertyDefn>
    </GMLFeatureClass></GMLFeatureClassList>)");
  const auto areas = read_areas(file, {.key = "ags", .kind = core::CodeKind::kAgs});
  EXPECT_EQ(areas.table.codes()[0].text(), "01051044");
  EXPECT_EQ(names_in_folder(), (std::vector<std::string>{"a.gfs", "a.gml"}));
}

TEST(RealAreas, Finds37InvalidRingsInTheSimplifiedCommunesOfGermany) {
  const auto file = data_file("boundaries/vg250_gem_2022_simplified4pct_de.zip");
  const AreaOptions options{.key = "ARS", .kind = core::CodeKind::kArs};
  const auto finding = finding_of([&] { static_cast<void>(read_areas(file, options)); });
  EXPECT_EQ(finding.code, "invalid_polygon");
  EXPECT_EQ(finding.areas.size(), 37U);  // data/README.md
  AreaOptions mending = options;
  mending.make_valid = true;
  const auto areas = read_areas(file, mending);
  EXPECT_EQ(areas.table.size(), 10990U);
  EXPECT_EQ(areas.crs, "EPSG:25832");
}

TEST(RealAreas, AShapefileWithoutPrjAsksForItsCrs) {
  const auto file = data_file("classic/sids2/sids2.shp");
  const auto finding = finding_of([&] { static_cast<void>(read_areas(file, {.key = "FIPS"})); });
  EXPECT_EQ(finding.code, "no_crs");
  EXPECT_EQ(finding.place.argument, "crs");
  EXPECT_EQ(read_areas(file, {.key = "FIPS", .crs = "EPSG:4267"}).table.size(), 100U);
}

TEST(RealAreas, ReadsShapefileAndGeoPackage) {
  EXPECT_EQ(read_areas(data_file("classic/guerry/Guerry.shp"), {.key = "CODE_DE"}).table.size(),
            85U);
  EXPECT_EQ(read_areas(data_file("classic/scotland_lip_cancer/scotland.gpkg"),
                       {.key = "county.names", .make_valid = true})
                .table.size(),
            56U);
}

}  // namespace
}  // namespace sozialraum::gis
