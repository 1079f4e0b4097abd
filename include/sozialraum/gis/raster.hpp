#pragma once

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

}  // namespace sozialraum::gis
