#pragma once

#include <string>
#include <vector>

#include "sozialraum/core/area_table.hpp"
#include "sozialraum/gis/areas.hpp"

namespace sozialraum::gis {

/// How to write a layer.
struct WriteAreasOptions {
  std::string layer = "areas";
  std::string key = "code";  ///< name of the field that holds the keys
  std::vector<std::string>
      order{};              ///< names of the columns in their order; empty = texts, numbers
  std::string style_qml{};  ///< QGIS style, kept in the file so that the layer opens with it
  /// Written as the time of the last change, since the clock would make every file another.
  std::string timestamp = "2000-01-01T00:00:00.000Z";
};

/// Writes areas (or any geometries of one dimension) as GeoPackage.
///
/// Same input, same bytes. Cells without a number are NULL. If one geometry has several parts, all
/// are written as multi-part. Crash-safe; throws InvalidInput "cannot_write" (folder missing, no
/// permission, disk full), "length_mismatch", UnknownName for `order`.
void write_areas(const std::string& path, const AreaPolygons& areas,
                 const WriteAreasOptions& options = {});

/// How to write a table of text. The defaults open right by double click in a German spreadsheet.
struct WriteTableOptions {
  std::string key = "code";  ///< name of the column that holds the keys
  std::vector<std::string>
      order{};  ///< names of the columns in their order; empty = texts, numbers
  char separator = ';';
  char decimal = ',';
  bool bom = true;  ///< byte order mark, by which spreadsheets know UTF-8
  /// Write texts that a spreadsheet would change as ="text": keys with a leading zero or more than
  /// 11 digits, texts like dates or numbers, and texts that begin with = + - @ (formulas).
  bool protect_texts = true;
};

/// Writes a table as CSV in UTF-8, lines ending with \r\n (RFC 4180).
///
/// Numbers in their shortest form that reads back as the same number. Cells without a number carry
/// the sign of their state where there is one ("-" nothing, "." secret or suppressed, "..." later,
/// "/" unreliable, "x" blocked), else they are empty. Crash-safe; throws as write_areas.
void write_table(const std::string& path, const core::AreaTable& table,
                 const WriteTableOptions& options = {});

}  // namespace sozialraum::gis
