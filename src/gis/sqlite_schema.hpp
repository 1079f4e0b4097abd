#pragma once

#include <set>
#include <string>

// What does a GeoPackage compute when it is read?
namespace sozialraum::gis {

/// The layers of a GeoPackage that are no stored tables but views or virtual tables: reading one
/// runs a program of the file's author, which may never end. Empty for files of other formats.
///
/// Throws InvalidInput "cannot_read" if one of the tables that describe the file is such a one.
[[nodiscard]] std::set<std::string> computed_layers(const std::string& path,
                                                    const std::string& shown);

}  // namespace sozialraum::gis
