#include "sozialraum/spatial/voronoi.hpp"

#include <geos_c.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

struct OwnPlaces {
  std::vector<core::AreaCode> codes{};
  std::vector<double> x{};
  std::vector<double> y{};

  void add(const std::string& code, double east, double north) {
    codes.push_back(core::AreaCode::parse(code, core::CodeKind::kCustom));
    x.push_back(east);
    y.push_back(north);
  }
  [[nodiscard]] Places view() const { return {.codes = codes, .x = x, .y = y}; }
};

/// Geometry by text, for the tests alone.
class Geos {
 public:
  Geos() : handle_(GEOS_init_r()) {}
  ~Geos() { GEOS_finish_r(handle_); }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  [[nodiscard]] std::string wkb(const char* text) const {
    GEOSGeometry* shape = GEOSGeomFromWKT_r(handle_, text);
    std::size_t size = 0;
    unsigned char* bytes = GEOSGeomToWKB_buf_r(handle_, shape, &size);
    std::string result(reinterpret_cast<const char*>(bytes), size);
    GEOSFree_r(handle_, bytes);
    GEOSGeom_destroy_r(handle_, shape);
    return result;
  }
  [[nodiscard]] double area(const std::string& wkb) const {
    GEOSGeometry* shape = read(wkb);
    double result = 0.0;
    GEOSArea_r(handle_, shape, &result);
    GEOSGeom_destroy_r(handle_, shape);
    return result;
  }
  [[nodiscard]] bool holds(const std::string& wkb, double x, double y) const {
    GEOSGeometry* shape = read(wkb);
    GEOSGeometry* point = GEOSGeom_createPointFromXY_r(handle_, x, y);
    const bool result = GEOSIntersects_r(handle_, shape, point) == 1;
    GEOSGeom_destroy_r(handle_, point);
    GEOSGeom_destroy_r(handle_, shape);
    return result;
  }

 private:
  [[nodiscard]] GEOSGeometry* read(const std::string& wkb) const {
    return GEOSGeomFromWKB_buf_r(handle_, reinterpret_cast<const unsigned char*>(wkb.data()),
                                 wkb.size());
  }
  GEOSContextHandle_t handle_;
};

TEST(Voronoi, TheBorderOfTwoPlacesIsTheLineInTheMiddle) {
  const Geos geos;
  OwnPlaces places;
  places.add("east", 3, 1);
  places.add("west", 1, 1);
  const std::string land = geos.wkb("POLYGON((0 0, 4 0, 4 2, 0 2, 0 0))");
  const VoronoiCells cells = voronoi(places.view(), {.within = land});
  EXPECT_DOUBLE_EQ(geos.area(cells.wkb[0]), 4.0);
  EXPECT_DOUBLE_EQ(geos.area(cells.wkb[1]), 4.0);
  EXPECT_TRUE(geos.holds(cells.wkb[0], 2.1, 0.1));
  EXPECT_FALSE(geos.holds(cells.wkb[1], 2.1, 0.1));
  EXPECT_TRUE(cells.findings.empty());
}

TEST(Voronoi, EveryPointOfTheLandIsInTheCellOfItsNearestPlace) {
  const Geos geos;
  core::RandomStream random(11, "places");
  OwnPlaces places;
  for (int i = 0; i < 40; ++i) {
    places.add("place" + std::to_string(1000 + i), random.uniform() * 100, random.uniform() * 100);
  }
  // an outline with a dent and a hole
  const std::string land = geos.wkb(
      "POLYGON((0 0, 100 0, 100 100, 50 60, 0 100, 0 0), (20 20, 30 20, 30 30, 20 30, 20 20))");
  const VoronoiCells cells = voronoi(places.view(), {.within = land});
  double sum = 0.0;
  for (const std::string& cell : cells.wkb) sum += geos.area(cell);
  EXPECT_NEAR(sum, 10000.0 - 0.5 * 100 * 40 - 100.0, 1e-6);  // square less dent less hole
  for (int i = 0; i < 500; ++i) {
    const double x = random.uniform() * 100;
    const double y = random.uniform() * 100;
    if (!geos.holds(land, x, y)) continue;
    std::size_t nearest = 0;
    const auto far = [&](std::size_t p) { return std::hypot(places.x[p] - x, places.y[p] - y); };
    for (std::size_t p = 1; p < places.x.size(); ++p) nearest = far(p) < far(nearest) ? p : nearest;
    EXPECT_TRUE(geos.holds(cells.wkb[nearest], x, y)) << x << ' ' << y;
  }
}

TEST(Voronoi, OnePlaceOwnsAllLandAndAFarOneNone) {
  const Geos geos;
  const std::string land = geos.wkb("POLYGON((0 0, 4 0, 4 2, 0 2, 0 0))");
  OwnPlaces places;
  places.add("alone", 1, 1);
  EXPECT_DOUBLE_EQ(geos.area(voronoi(places.view(), {.within = land}).wkb[0]), 8.0);
  places.add("far", 1000, 1);
  const VoronoiCells cells = voronoi(places.view(), {.within = land});
  EXPECT_DOUBLE_EQ(geos.area(cells.wkb[0]), 8.0);
  EXPECT_DOUBLE_EQ(geos.area(cells.wkb[1]), 0.0);
  ASSERT_EQ(cells.findings.size(), 1U);
  EXPECT_EQ(cells.findings[0].areas, std::vector<std::string>{"far"});
}

TEST(Voronoi, WithoutAnOutlineTheLandIsTheBoxOfThePlacesAndATenth) {
  const Geos geos;
  OwnPlaces places;
  places.add("a", 0, 0);
  places.add("b", 10, 0);
  places.add("c", 0, 5);
  double sum = 0.0;
  for (const std::string& cell : voronoi(places.view()).wkb) sum += geos.area(cell);
  EXPECT_NEAR(sum, 12.0 * 7.0, 1e-9);
}

TEST(Voronoi, RefusesPlacesThatAreNoneOrOneTwice) {
  OwnPlaces places;
  using test::finding_of;
  EXPECT_EQ(finding_of([&] { (void)voronoi(places.view()); }).code, "no_place");
  places.add("b", 1, 1);
  places.add("a", 1, 1);
  const auto twice = finding_of([&] { (void)voronoi(places.view()); });
  EXPECT_EQ(twice.code, "same_point");
  EXPECT_EQ(twice.areas, (std::vector<std::string>{"a", "b"}));
  places.x[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(finding_of([&] { (void)voronoi(places.view()); }).code, "missing_values");
  places.x[0] = 2;
  EXPECT_EQ(finding_of([&] { (void)voronoi(places.view(), {.within = "no"}); }).code,
            "bad_geometry");
}

}  // namespace
}  // namespace sozialraum::spatial
