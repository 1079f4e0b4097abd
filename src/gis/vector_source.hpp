#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gis/raw_table.hpp"
#include "sozialraum/gis/areas.hpp"

namespace sozialraum::gis {

/// A layer of a vector file: its attributes untyped, and its geometries as two-dimensional WKB.
struct RawLayer {
  RawTable table{};
  std::vector<Wkb> wkb{};  ///< empty where a feature has no geometry
  std::string crs_wkt{};   ///< empty if the file does not say
};

/// Reads one layer with GDAL. Shapefile texts are decoded as in `decode`, whatever the .cpg says;
/// GML fields are read as text; nothing is left beside the input.
[[nodiscard]] RawLayer read_layer(const std::string& path, const TableOptions& options,
                                  bool with_geometry);

/// The attributes alone.
[[nodiscard]] RawTable read_raw_layer(const std::string& path, const TableOptions& options);

}  // namespace sozialraum::gis
