#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sozialraum::gis {

/// Where a cell stands in the text of its table: half the size of a view, and it stays right when
/// the text moves.
struct TextPiece {
  std::uint64_t start : 40 = 0;
  std::uint64_t length : 24 = 0;

  /// `size` is at most Limits::cell_bytes.
  [[nodiscard]] static TextPiece of(std::size_t begin, std::size_t size) {
    return {.start = begin & ((std::uint64_t{1} << 40U) - 1),
            .length = size & ((std::uint64_t{1} << 24U) - 1)};
  }

  [[nodiscard]] std::string_view in(const std::string& text) const {
    return {text.data() + start, length};
  }
};

/// A row of cells: where it starts in the file, and which cells it has.
struct CellRow {
  std::uint64_t line = 0;   ///< of the file, from 1
  std::uint64_t first = 0;  ///< its first cell among all cells
  std::uint32_t count = 0;  ///< its number of cells
  bool hidden = false;      ///< only in spreadsheets
};

/// All records of a text table: their cells one after the other.
struct Records {
  std::vector<TextPiece> cells{};
  std::vector<CellRow> rows{};
  std::uint64_t open_quote_line = 0;  ///< line of a quote that is never closed; 0 if none
  std::uint64_t long_cell_line = 0;   ///< line of a cell above Limits::cell_bytes; 0 if none
};

/// Cuts a text table into records and cells (RFC 4180: quotes protect separators and line ends, a
/// doubled quote is a quote). Lines end with \n, \r\n or \r. A record of one empty cell is an empty
/// line. `="03252007"`, the form that spreadsheets keep as text, gives 03252007. O(bytes).
///
/// Doubled quotes are made single in `text` itself, so that no cell needs a copy.
[[nodiscard]] Records cut_records(std::string& text, char separator);

/// Which of ; , tab | separates the cells of this table?
///
/// The one with which the most of the first 100 records have as many cells as the header and that
/// many is more than one; then the one that gives more cells; then the first in the order ; tab | ,
/// (a comma may also be a decimal mark). '\0' if none cuts the header: a table of one column.
///
/// @param header_line  line of the file that holds the column names, from 1
[[nodiscard]] char detect_separator(std::string_view text, std::uint64_t header_line);

}  // namespace sozialraum::gis
