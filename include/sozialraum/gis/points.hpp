#pragma once

#include <string>
#include <vector>

#include "sozialraum/core/area_table.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/gis/table.hpp"

namespace sozialraum::gis {

/// How to read places with coordinates: facilities, stops, settlement points.
struct PointOptions {
  std::string x{};    ///< column of the easting or longitude; x and y empty = a layer of points
  std::string y{};    ///< column of the northing or latitude
  std::string crs{};  ///< of the coordinates, such as "EPSG:4326"; required for a table, overrules
                      ///< what a layer says
  bool skip_missing =
      false;  ///< leave rows without coordinates out (reported), instead of an error
  Doubled doubled = Doubled::kError;  ///< what to do with several places of one id
  TableOptions table{};  ///< how to read the rest; table.key names the column of the ids
};

/// Places with their ids, coordinates and attributes. x, y and the rows of `table` run in parallel.
struct Points {
  core::AreaTable table;  ///< ids as text, attributes as numbers and texts
  std::vector<double> x{};
  std::vector<double> y{};
  std::string crs{};
  std::vector<core::Finding> findings{};
};

/// Where are the facilities?
///
/// A table as in read_table with two columns of coordinates, or, if no columns are named, a layer
/// of points (GeoPackage, GeoJSON, Shapefile, GML, FlatGeobuf). Throws what read_table throws, and
/// no_crs, unknown_crs, missing_coordinate, not_points, doubled_place, coordinates_outside_crs,
/// coordinates_with_zone.
[[nodiscard]] Points read_points(const std::string& path, const PointOptions& options);

}  // namespace sozialraum::gis
