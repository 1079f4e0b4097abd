#include "gis/open_dataset.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>

#include "gis/gdal_guard.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::array<const char*, 6> kVectors{"GPKG", "ESRI Shapefile", "GeoJSON",
                                              "GML",  "FlatGeobuf",     nullptr};
constexpr std::array<const char*, 5> kRasters{"GTiff", "AAIGrid", "XYZ", "SRTMHGT", nullptr};

bool is_gml(const std::string& path) {
  const std::string extension = extension_of(path);
  return extension == "gml" || extension == "xml";
}

CPLStringList vector_options(const std::string& path) {
  CPLStringList options;
  if (is_gml(path)) {
    options.SetNameValue("WRITE_GFS", "NO");
    options.SetNameValue("DOWNLOAD_SCHEMA", "NO");
  }
  const std::string extension = extension_of(path);
  if (extension == "geojson" || extension == "json") options.SetNameValue("DATE_AS_STRING", "YES");
  if (extension == "shp" || extension == "dbf") {
    options.SetNameValue("ENCODING", "");  // raw bytes: they are decoded here
  }
  return options;
}

}  // namespace

GDALDatasetUniquePtr open_vector(const std::string& path, const std::string& shown) {
  register_drivers();
  const GdalErrors errors;
  const CPLStringList options = vector_options(path);
  GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                                 kVectors.data(), options.List(), nullptr));
  if (dataset) return dataset;
  throw core::InvalidInput(file_trouble(
      "cannot_read", shown,
      fmt::format("the file cannot be read as GeoPackage, Shapefile, GeoJSON or GML: {}",
                  errors.text("unknown or damaged format")),
      "check that it is complete, and that all parts of a shapefile (.shp, .shx, .dbf, .prj) are "
      "there"));
}

GDALDatasetUniquePtr open_raster(const std::string& path, const std::string& shown) {
  register_drivers();
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY,
                                                 kRasters.data(), nullptr, nullptr));
  if (dataset) return dataset;
  throw core::InvalidInput(
      file_trouble("cannot_read", shown,
                   fmt::format("the file is no raster that can be read: {}",
                               errors.text("its bytes are of none of the formats that are read")),
                   "give a GeoTIFF, or a grid as .asc, .xyz or .hgt"));
}

}  // namespace sozialraum::gis
