#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gis/file_kind.hpp"
#include "gis/raw_table.hpp"
#include "sozialraum/gis/areas.hpp"

namespace sozialraum::gis {

/// A layer of a vector file: its attributes untyped, and its geometries as two-dimensional WKB.
struct RawLayer {
  RawTable table{};
  std::vector<Wkb> wkb{};     ///< empty where a feature has no geometry
  std::string crs_wkt{};      ///< empty if the file does not say
  std::string unknown_crs{};  ///< what the file says, if nobody knows what it means
};

/// Reads one layer with GDAL. Shapefile texts are decoded as in `decode`, whatever the .cpg says;
/// GML fields are read as text; nothing is left beside the input.
[[nodiscard]] RawLayer read_layer(const TableFile& file, const TableOptions& options,
                                  bool with_geometry);

/// The system of a layer's coordinates: what the caller said (`asked`), or the file. Throws
/// InvalidInput "no_crs", or "unknown_crs" if the file names one that is not known; reports if both
/// differ.
[[nodiscard]] std::string crs_of(RawLayer& layer, const std::string& asked);

}  // namespace sozialraum::gis
