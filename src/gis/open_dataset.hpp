#pragma once

#include <gdal_priv.h>

#include <string>

// The only place where a file is handed to GDAL for reading.
namespace sozialraum::gis {

/// What may be opened: files whose bytes are of one of these formats, whatever they are called.
/// Formats that name other files or addresses in their text (VRT, WMS, WFS, ...) are none of them.
///
/// GeoPackage, Shapefile with its DBF, GeoJSON, GML, FlatGeobuf; GeoTIFF, the grids of ESRI, XYZ
/// and SRTM. Views and virtual tables of a GeoPackage are refused: they may run for ever.
///
/// Throws InvalidInput "cannot_read" with the reason.
[[nodiscard]] GDALDatasetUniquePtr open_vector(const std::string& path, const std::string& shown);
[[nodiscard]] GDALDatasetUniquePtr open_raster(const std::string& path, const std::string& shown);

}  // namespace sozialraum::gis
