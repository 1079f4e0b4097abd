#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::gis {

struct RasterOptions {
  int band = 1;  ///< counted from 1
  core::Execution execution{};
};

/// What a raster says at places; in the order of the places.
struct RasterSamples {
  std::vector<double> values{};   ///< NaN where the raster says nothing
  std::size_t outside = 0;        ///< places beyond the raster's border
  std::size_t without_value = 0;  ///< places where it has no data
  std::string crs{};              ///< of the raster
  std::string unit{};             ///< of the values as the file states it, such as "m"; often empty
  std::vector<core::Finding>
      findings{};  ///< "outside_raster", "raster_no_data", the transformation
};

/// What does a raster (heights, noise, temperature) say at these places?
///
/// `lon` and `lat` in degrees (EPSG:4326); the raster may be in any system and of any kind GDAL
/// reads. Bilinear between the middles of the four cells around, within half a cell of the border
/// the nearest; a place has no value if a cell with a share in it has none. Scale and offset of the
/// band are heeded. Reads strips of rows, so memory stays below about 100 MB however large the
/// raster is. O(places log places + cells under them).
///
/// InvalidInput: "file_not_found", "cannot_read", "no_crs", "no_georeference", "unknown_band",
/// "ballpark_transformation", and "invalid_argument" if the lists differ in length.
[[nodiscard]] RasterSamples sample_raster(const std::string& path, std::span<const double> lon,
                                          std::span<const double> lat,
                                          const RasterOptions& options = {});

/// Values on a raster, such as isochrone::MinutesSurface.
struct RasterCells {
  int columns = 0;
  int rows = 0;
  /// GDAL's geotransform: the place of the north-west corner, and the steps of columns and rows.
  std::array<double, 6> to_place{0.0, 1.0, 0.0, 0.0, 0.0, -1.0};
  std::span<const float> values{};  ///< by row, then column; NaN = no data
  std::string crs = "EPSG:4326";
  std::string unit{};  ///< of the values, such as "min"
};

/// Writes a raster as GeoTIFF (one band of 32-bit numbers, compressed).
///
/// Same input, same bytes. Crash-safe. InvalidInput: "cannot_write" (folder missing, no permission,
/// disk full), "invalid_argument" for a raster without cells or with another number of values, and
/// for an unknown system.
void write_raster(const std::string& path, const RasterCells& raster);

}  // namespace sozialraum::gis
