#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sozialraum/core/area_table.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::gis {

/// Keys for tables of the European grid that have coordinates instead of keys: two columns with the
/// place of a cell (its centre, or any point of it) in metres of EPSG:3035.
struct GridColumns {
  std::string east{};
  std::string north{};
  std::uint32_t size = 0;  ///< side of the cells in metres; 0 = there is no grid
};

/// Which rows: for a column, the texts of which one must stand in it. A `*` at the beginning or end
/// of a text stands for anything: "03252*", "* insgesamt".
using RowFilter = std::map<std::string, std::vector<std::string>>;

/// A table in long form has one row a value: one column says what the value is, one holds it.
struct LongForm {
  std::string names{};   ///< column whose texts become the names of columns
  std::string values{};  ///< column with the values; both empty = the table is not in long form
};

/// How to read a table. The defaults detect and report; whatever is said here overrules.
struct TableOptions {
  std::string key{};  ///< name of the column that holds the keys; required, unless there is a grid
  core::CodeKind kind = core::CodeKind::kCustom;
  GridColumns grid{};     ///< makes the keys instead of a key column
  std::string sheet{};    ///< XLSX: name of the sheet; empty = the first, which is reported
  std::string layer{};    ///< GeoPackage, GML: name of the layer; may be empty if there is one only
  char separator = '\0';  ///< CSV: one of ; , tab |; '\0' = detect
  char decimal = '\0';    ///< '.' or ','; '\0' = detect from unambiguous cells of the whole table
  std::string encoding{};              ///< empty = detect (see decode)
  std::vector<std::string> columns{};  ///< columns to take; empty = all. One that is named here and
                                       ///< not in text_columns must hold numbers.
  std::vector<std::string> text_columns{};            ///< columns that are text
  std::map<double, core::CellState> missing_codes{};  ///< numbers that mean a missing cell
  std::map<std::string, core::CellState> signs{};     ///< further texts with a meaning: "*"
  bool repair_ags = false;                            ///< put lost leading zeros back (reported)
  RowFilter rows{};          ///< rows to take; empty = all. What is left out is counted.
  RowFilter leave_out{};     ///< rows to leave out, after `rows`
  LongForm long_form{};      ///< makes one row an area, one column a name
  std::uint64_t header = 1;  ///< row of the file with the column names, from 1; 0 = there is none
  std::uint64_t header_rows = 1;  ///< names that stand over several rows are joined with a blank
  std::uint64_t skip_footer = 0;  ///< rows at the end that are notes
};

/// What to do with places (facilities, stops) of which several have one key. Of areas it is an
/// error.
enum class Doubled : std::uint8_t {
  kError,
  kNumber,  ///< told apart: "s1", "s1 (2)"
  kMerge,   ///< one place: the first row counts
};

struct TableResult {
  core::AreaTable table;
  std::vector<core::Finding> findings{};
};

/// What does this file say about each area?
///
/// Reads CSV, XLSX, GeoPackage, Shapefile or DBF, GeoJSON and GML into numbers with states and
/// texts; a .zip is looked into, also into its folders. Every cell is taken as text and typed here,
/// so that keys keep their zeros. In the order of the file.
///
/// Numbers and texts: a column named in `text_columns` is text. Otherwise, if no cell of it is a
/// number, or one is all digits with a leading zero, it is text too (finding "text_columns") unless
/// it is named in `columns`. All others are numbers; official signs give states
/// (parse_official_cell). In a column that has a "-" (exactly nothing), "0" means less than half a
/// unit (kBelowHalfUnit).
///
/// Decimal mark: one for the whole table. 12,5 or 1.234,5 prove a comma; 12.5 or 0.123 a point.
/// If both are found, or if nothing but 1.234 is there, this throws and asks.
///
/// A number of a spreadsheet is what its cell shows: 0.125 in the format 0.0% is 12.5, a format of
/// brackets gives kLimited, one that shows a sign or nothing instead of the number gives that.
///
/// Findings tell encoding, separator, decimal mark, dropped rows, empty columns, repaired keys,
/// signs and missing codes by kind. Throws InvalidInput: file_not_found, empty_file, no_rows,
/// row_length, missing_key, duplicate_key, lost_leading_zero, bad_area_code, not_a_number,
/// ambiguous_number, mixed_decimals, formula_without_value, ...; UnknownName for key, column,
/// sheet, layer. O(cells).
[[nodiscard]] TableResult read_table(const std::string& path, const TableOptions& options);

}  // namespace sozialraum::gis
