#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/gis/delimited.hpp"
#include "sozialraum/gis/table.hpp"

// A table as its file has it, before cells become numbers and states.
namespace sozialraum::gis {

/// The cells of a file one row after the other, and the text they point into.
struct Sheet {
  std::string text{};
  std::vector<TextPiece> cells{};
  /// Only of files that type their cells: one a cell, NaN where it is empty or a text.
  std::vector<double> numbers{};
  /// Cells whose number the office calls limited or provisional by the format of the cell.
  std::unordered_map<std::uint64_t, core::CellState> states{};
  /// Of a spreadsheet: the column of the file, from 0, of each cell of a row; empty = the same.
  std::vector<std::uint32_t> file_positions{};
  /// Columns of the file, from 0, that the spreadsheet does not show.
  std::set<std::uint32_t> hidden_columns{};
  /// A spreadsheet that merges cells says over which columns a name stands.
  bool header_spans_told = false;

  TextPiece add_text(std::string_view piece);
  void add(std::string_view cell) { cells.push_back(add_text(cell)); }
};

/// A column as the file has it.
struct RawColumn {
  std::string name{};
  std::uint32_t position = 0;       ///< among the cells of a row
  std::uint32_t file_position = 0;  ///< in the file, from 1, for messages
  bool numeric = false;             ///< the file itself says that it holds numbers
  bool quality = false;             ///< it holds signs about the values of another column
};

/// A table as the file has it: names and rows, and the sheet with their cells. Copies share it.
struct RawTable {
  std::string file{};
  std::vector<RawColumn> columns{};
  std::vector<CellRow> rows{};
  std::vector<core::Finding> findings{};
  std::shared_ptr<const Sheet> sheet{};

  [[nodiscard]] std::size_t size() const { return rows.size(); }
  [[nodiscard]] std::uint64_t line(std::size_t row) const { return rows[row].line; }
  [[nodiscard]] std::uint64_t at(std::size_t column, std::size_t row) const {
    return rows[row].first + columns[column].position;
  }
  [[nodiscard]] std::string_view cell(std::size_t column, std::size_t row) const {
    return sheet->cells[at(column, row)].in(sheet->text);
  }
  [[nodiscard]] bool typed() const { return !sheet->numbers.empty(); }
  [[nodiscard]] bool is_number(std::size_t column, std::size_t row) const {
    return typed() && !std::isnan(sheet->numbers[at(column, row)]);
  }
  [[nodiscard]] double number(std::size_t column, std::size_t row) const {
    return sheet->numbers[at(column, row)];
  }
  [[nodiscard]] bool is_blank(std::size_t column, std::size_t row) const;
  /// The cell as text in one spelling; a typed number in its shortest form, whole ones without a
  /// point.
  [[nodiscard]] std::string text(std::size_t column, std::size_t row) const;

  [[nodiscard]] std::vector<std::string> names() const;
  /// Throws UnknownName with the nearest; or, if the name stands in a row below the header, with
  /// that row.
  [[nodiscard]] std::size_t find(std::string_view name, std::string_view argument) const;
};

/// A note about a file.
[[nodiscard]] core::Finding file_note(std::string code, std::string_view path, std::string message);

/// What a cell holds as text, for a message or a name.
[[nodiscard]] std::string cell_text(const Sheet& sheet, std::uint64_t cell);

/// A row in a message: "row 3: Aerzen | 5".
[[nodiscard]] std::string shown_row(const Sheet& sheet, const CellRow& row);

/// Header, data and what is dropped: the same for CSV and spreadsheet. Takes the rows of
/// `table.sheet`, fills columns, rows and findings.
void arrange(RawTable& table, std::vector<CellRow> rows, const TableOptions& options);

/// Keeps the rows that `options.rows` names, heeds columns of quality signs, and makes long tables
/// wide.
void shape_rows(RawTable& table, const TableOptions& options);

/// Reads a table, whatever its file is. Throws InvalidInput that names the file.
[[nodiscard]] RawTable read_raw(const std::string& path, const TableOptions& options);

/// What to do with a column of numbers like 17.511 beside decimal points in others.
enum class ThousandsLike : std::uint8_t {
  kAsk,   ///< which are they: thousands or decimals?
  kTell,  ///< coordinates have no thousands: read as decimals, with a warning
};

/// What the rows of a table are: places are neither sums nor headings of areas.
enum class RowsAre : std::uint8_t { kAreas, kPlaces };

/// How `type_table` reads, beyond the options of the caller.
struct Typing {
  std::vector<std::string> but_not{};  ///< columns that are read elsewhere
  ThousandsLike thousands = ThousandsLike::kAsk;
  RowsAre rows = RowsAre::kAreas;
};

/// Typed columns of the given names (all but the key and `but_not` if `options.columns` is empty),
/// for rows of these keys.
[[nodiscard]] TableResult type_table(RawTable table, const TableOptions& options,
                                     std::vector<core::AreaCode> codes, const Typing& typing = {});

}  // namespace sozialraum::gis
