#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sozialraum/core/area_table.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::gis {

/// A geometry as well-known binary (2D, little endian, ISO 13249-3).
using Wkb = std::vector<std::byte>;

/// How to read polygons.
struct AreaOptions {
  std::string key{};  ///< name of the attribute that holds the keys; required
  core::CodeKind kind = core::CodeKind::kCustom;
  std::string layer{};      ///< may be empty if the file has one layer only
  std::string crs{};        ///< "EPSG:25832" if the file does not say it; overrules it otherwise
  std::string encoding{};   ///< shapefile: empty = detect
  bool make_valid = false;  ///< mend invalid polygons (reported with the change of area)
  bool repair_ags = false;  ///< put lost leading zeros back (reported)
};

/// The polygons of all areas of one level, and what the file says about them besides.
struct AreaPolygons {
  core::AreaTable table;   ///< keys in the order of the file; attributes as numbers and texts
  std::vector<Wkb> wkb{};  ///< one polygon or multipolygon a row
  std::string crs{};       ///< "EPSG:25832", or WKT 2 if no such code fits; axes are always x, y
  std::vector<core::Finding> findings{};
};

/// Where are the areas?
///
/// Reads GeoPackage, Shapefile, GeoJSON or GML; a .zip is looked into. Nothing is mended unless
/// asked for. GML fields are read as text and no file is left beside the input.
///
/// Attributes are typed as in read_table, but a mix of numbers and texts is text here.
///
/// Throws InvalidInput: no_crs, coordinates_with_zone (8-digit easting under a UTM code),
/// coordinates_outside_crs, invalid_polygon (all of them with key, reason and place), not_polygons,
/// missing_geometry, several_features (more than one feature with one key), and what read_table
/// throws for files and keys. O(vertices log vertices) for the check.
[[nodiscard]] AreaPolygons read_areas(const std::string& path, const AreaOptions& options);

}  // namespace sozialraum::gis
