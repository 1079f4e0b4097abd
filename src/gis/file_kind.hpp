#pragma once

#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/gis/table.hpp"

// Which file holds the data, and which reader is it for? Told by its content, not by its name.
namespace sozialraum::gis {

enum class FileKind : std::uint8_t { kText, kSpreadsheet, kLayer };

/// A file with data: the one that was named, or the member of an archive that holds the data.
struct TableFile {
  std::string shown{};  ///< the file as the caller named it
  std::string path{};   ///< as GDAL opens it
  FileKind kind = FileKind::kLayer;
  std::string layer{};                    ///< wanted in it; empty = the only one
  std::vector<core::Finding> findings{};  ///< which member was taken
};

/// Throws InvalidInput: "file_not_found", "empty_file", "not_a_local_file", "several_layers" (which
/// member?), "no_rows" (an archive without data) and "unsupported_format", which names what the
/// file is (old Excel, OpenDocument, a web page) and what to save it as.
[[nodiscard]] TableFile find_table(const std::string& path, const TableOptions& options);

/// The same, but only vector files count.
[[nodiscard]] TableFile find_layer(const std::string& path, const std::string& layer);

/// The same for rasters.
[[nodiscard]] TableFile find_raster(const std::string& path);

}  // namespace sozialraum::gis
