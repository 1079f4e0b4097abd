#include "sozialraum/gis/raster.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <vector>

#include "files.hpp"
#include "sozialraum/gis/crs.hpp"
#include "throws.hpp"

namespace sozialraum::gis {
namespace {

/// A GeoTIFF as GDAL writes it.
struct Tiff {
  std::array<double, 6> transform{9.0, 0.1, 0.0, 50.4, 0.0, -0.1};  // cells of 0.1 degrees
  std::string crs = "EPSG:4326";
  double no_data = -9999.0;
  int columns = 4;
  int rows = 4;
  std::vector<float> cells{};

  void write(const std::string& path) const {
    GDALAllRegister();
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALDataset* const data = driver->Create(path.c_str(), columns, rows, 1, GDT_Float32, nullptr);
    if (transform[1] != 0.0) {
      auto copy = transform;
      data->SetGeoTransform(copy.data());
    }
    if (!crs.empty()) {
      OGRSpatialReference system;
      system.SetFromUserInput(crs.c_str());
      system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
      data->SetSpatialRef(&system);
    }
    GDALRasterBand* const band = data->GetRasterBand(1);
    band->SetNoDataValue(no_data);
    auto values = cells;
    EXPECT_EQ(band->RasterIO(GF_Write, 0, 0, columns, rows, values.data(), columns, rows,
                             GDT_Float32, 0, 0, nullptr),
              CE_None);
    GDALClose(data);
  }
};

/// Heights 0, 10, 20, 30 in the first row, 100 more in each row below.
std::vector<float> hill() {
  std::vector<float> cells;
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      cells.push_back(static_cast<float>(100 * row + 10 * column));
    }
  }
  return cells;
}

class RasterTest : public FilesTest {
 protected:
  RasterSamples sample(const Tiff& tiff, const std::vector<double>& lon,
                       const std::vector<double>& lat) {
    tiff.write(path("hill.tif"));
    return sample_raster(path("hill.tif"), lon, lat);
  }
};

TEST_F(RasterTest, InterpolatesBetweenTheMiddlesOfCells) {
  // Middles of the first row lie at 50.35, of the first column at 9.05.
  const auto samples =
      sample({.cells = hill()}, {9.05, 9.10, 9.15, 9.10}, {50.35, 50.35, 50.35, 50.30});
  EXPECT_NEAR(samples.values[0], 0.0, 1e-9);
  EXPECT_NEAR(samples.values[1], 5.0, 1e-9);
  EXPECT_NEAR(samples.values[2], 10.0, 1e-9);
  EXPECT_NEAR(samples.values[3], 55.0, 1e-9);  // (0 + 10 + 100 + 110) / 4
  EXPECT_EQ(samples.crs, "EPSG:4326");
  EXPECT_EQ(samples.outside + samples.without_value, 0U);
}

TEST_F(RasterTest, TakesTheNearestWithinHalfACellOfTheBorderAndNothingBeyond) {
  const auto samples =
      sample({.cells = hill()}, {9.0, 9.4, 8.999, 9.2}, {50.4, 50.0, 50.2, 50.401});
  EXPECT_NEAR(samples.values[0], 0.0, 1e-6);
  EXPECT_NEAR(samples.values[1], 330.0, 1e-6);
  EXPECT_TRUE(std::isnan(samples.values[2]));
  EXPECT_TRUE(std::isnan(samples.values[3]));
  EXPECT_EQ(samples.outside, 2U);
  EXPECT_EQ(detail(finding_with(samples.findings, "outside_raster"), "count"), "2");
}

TEST_F(RasterTest, ACellWithoutDataLeavesItsSurroundingsWithoutValue) {
  Tiff tiff{.cells = hill()};
  tiff.cells[5] = -9999.0F;  // second row, second column: middle at 9.15, 50.25
  const auto samples = sample(tiff, {9.15, 9.20, 9.05, 9.05}, {50.25, 50.25, 50.25, 50.30});
  EXPECT_TRUE(std::isnan(samples.values[0]));
  EXPECT_TRUE(std::isnan(samples.values[1]));
  EXPECT_NEAR(samples.values[2], 100.0, 1e-9);
  EXPECT_NEAR(samples.values[3], 50.0, 1e-9);
  EXPECT_EQ(samples.without_value, 2U);
  EXPECT_TRUE(has_finding(samples.findings, "raster_no_data"));
}

TEST_F(RasterTest, TheRasterMayBeInMetres) {
  // A plane in UTM: height = east / 100 above 600 km, cells of 1 km.
  Tiff tiff{.transform = {600000.0, 1000.0, 0.0, 5700000.0, 0.0, -1000.0},
            .crs = "EPSG:25832",
            .columns = 50,
            .rows = 50};
  for (int i = 0; i < 2500; ++i) tiff.cells.push_back(static_cast<float>(i % 50 * 10 + 5));
  const std::vector<double> x{610000.0, 633333.0};
  const std::vector<double> y{5690000.0, 5660001.0};
  const Transformed degrees = gis::transform(x, y, "EPSG:25832", "EPSG:4326");
  const auto samples = sample(tiff, degrees.x, degrees.y);
  EXPECT_NEAR(samples.values[0], 100.0, 0.02);
  EXPECT_NEAR(samples.values[1], 333.33, 0.02);
}

TEST_F(RasterTest, SaysWhatIsWrongWithAFile) {
  const std::vector<double> one{9.1};
  const auto code = [&](const std::string& file, const RasterOptions& options = {}) {
    return test::finding_of([&] { (void)sample_raster(file, one, one, options); }).code;
  };
  EXPECT_EQ(code(path("none.tif")), "file_not_found");
  EXPECT_EQ(code(write("text.tif", "not a raster")), "cannot_read");
  Tiff{.crs = "", .cells = hill()}.write(path("crs.tif"));
  EXPECT_EQ(code(path("crs.tif")), "no_crs");
  Tiff{.transform = {}, .cells = hill()}.write(path("place.tif"));
  EXPECT_EQ(code(path("place.tif")), "no_georeference");
  Tiff{.cells = hill()}.write(path("good.tif"));
  EXPECT_EQ(code(path("good.tif"), {.band = 2}), "unknown_band");
  const std::vector<double> two{50.0, 50.0};
  EXPECT_EQ(
      test::finding_of([&] { (void)sample_raster(path("good.tif"), one, two); }).place.argument,
      "lat");
}

TEST_F(RasterTest, NoPlacesGiveNoValues) {
  EXPECT_TRUE(sample({.cells = hill()}, {}, {}).values.empty());
}

TEST_F(RasterTest, WritesWhatItReads) {
  const auto nothing = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> values{1.5F, 2.5F, 3.5F, nothing, 12.25F, 0.0F};
  const RasterCells raster{.columns = 3,
                           .rows = 2,
                           .to_place = {9.0, 0.1, 0.0, 50.4, 0.0, -0.1},
                           .values = values,
                           .unit = "min"};
  write_raster(path("minutes.tif"), raster);
  const auto samples = sample_raster(path("minutes.tif"), std::vector{9.05, 9.15, 9.25, 9.05, 9.15},
                                     std::vector{50.35, 50.35, 50.35, 50.25, 50.25});
  EXPECT_EQ(samples.crs, "EPSG:4326");
  EXPECT_EQ(samples.unit, "min");
  for (const std::size_t i : {0U, 1U, 2U, 4U}) EXPECT_NEAR(samples.values[i], values[i], 1e-6);
  EXPECT_TRUE(std::isnan(samples.values[3]));
  write_raster(path("again.tif"), raster);
  EXPECT_EQ(read(path("again.tif")), read(path("minutes.tif")));
}

TEST_F(RasterTest, RefusesToWriteWhatIsNoRasterOrNowhere) {
  const std::vector<float> values{1.0F, 2.0F};
  const auto argument = [&](const RasterCells& raster) {
    return test::finding_of([&] { write_raster(path("x.tif"), raster); }).place.argument;
  };
  EXPECT_EQ(argument({}), "raster");
  EXPECT_EQ(argument({.columns = 3, .rows = 1, .values = values}), "values");
  EXPECT_EQ(argument({.columns = 2, .rows = 1, .values = values, .crs = "EPSG:no"}), "crs");
  EXPECT_EQ(test::finding_of([&] {
              write_raster(path("no/such/folder/x.tif"),
                           {.columns = 2, .rows = 1, .values = values});
            }).code,
            "cannot_write");
  EXPECT_FALSE(std::filesystem::exists(path("x.tif")));
}

}  // namespace
}  // namespace sozialraum::gis
