#pragma once

#include <optional>
#include <string>

#include "gis/file_kind.hpp"

// Which coordinate reference system does a GeoJSON file name?
namespace sozialraum::gis {

/// What the member "crs" (GeoJSON of 2008, which offices still write) or "coordRefSys" (JSON-FG)
/// says, of the file or of its first feature that has one.
struct DeclaredCrs {
  std::string text{};  ///< as in the file, for messages
  std::string id{};    ///< as describe_crs gives it; empty if nobody knows what is meant
};

/// Nothing if the file has no such member: then its coordinates are degrees (RFC 7946). GDAL takes
/// degrees also where it does not know the system that is named. O(bytes), block by block.
[[nodiscard]] std::optional<DeclaredCrs> geojson_crs(const TableFile& file);

}  // namespace sozialraum::gis
