#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace sozialraum::gis {

/// One record of a text table, and the line of the file where it starts (from 1).
struct Record {
  std::uint64_t line = 0;
  std::vector<std::string_view> cells{};
};

/// All records of a text table. The cells are views into the text that was given and into
/// `unescaped`.
struct Records {
  std::vector<Record> records{};
  std::deque<std::string> unescaped{};  ///< cells that held doubled quotes
  std::uint64_t open_quote_line = 0;    ///< line of a quote that is never closed; 0 if none
};

/// Cuts a text table into records and cells (RFC 4180: quotes protect separators and line ends, a
/// doubled quote is a quote). Lines end with \n, \r\n or \r. A record of one empty cell is an empty
/// line. `="03252007"`, the form that spreadsheets keep as text, gives 03252007. O(bytes).
///
/// `text` must outlive the result.
[[nodiscard]] Records cut_records(std::string_view text, char separator,
                                  std::size_t limit = static_cast<std::size_t>(-1));

/// Which of ; , tab | separates the cells of this table?
///
/// The one with which the most of the first 100 records have as many cells as the header and that
/// many is more than one; then the one that gives more cells; then the first in the order ; tab | ,
/// (a comma may also be a decimal mark). '\0' if none cuts the header: a table of one column.
///
/// @param header_line  line of the file that holds the column names, from 1
[[nodiscard]] char detect_separator(std::string_view text, std::uint64_t header_line);

}  // namespace sozialraum::gis
