#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::gis {

/// What stands in the column of a table, before it is read.
struct ColumnLook {
  std::string name{};                ///< as read_table will call it
  std::size_t numbers = 0;           ///< cells that are numbers
  std::size_t signs = 0;             ///< official signs for a missing number: - . ... / x
  std::size_t texts = 0;             ///< anything else
  std::size_t distinct = 0;          ///< different texts among all cells that are not blank
  std::vector<std::string> first{};  ///< the first three cells that are not blank
};

/// Where in its file a table stands.
struct TableLayout {
  std::vector<std::string> sheets{};  ///< of a spreadsheet, hidden ones too
  std::string sheet{};                ///< the one that was looked at
  std::vector<std::string> title{};   ///< rows above the names, cells joined
  std::vector<std::string> notes{};   ///< rows below the data
  std::uint64_t header = 1;           ///< as TableOptions: first row of the names, from 1
  std::uint64_t header_rows = 1;
  std::uint64_t skip_footer = 0;
  std::size_t rows = 0;  ///< of data
  std::vector<ColumnLook> columns{};
};

/// In which rows do names, data and notes of this file stand?
///
/// For a tool that asks before it reads: a guess that a person confirms, never a step of reading
/// itself. A row is data if most of its cells behind the first filled one are numbers or official
/// signs; a row of years alone is not. The data are the longest run of such rows, in which rows of
/// one text (headings) and empty rows may stand; up to three rows of at least two texts directly
/// above are the names; what is above them is title, what is below the data notes.
///
/// The options it gives make read_table read these names and rows; that is tried before it returns.
/// O(cells).
///
/// Throws InvalidInput "no_table" if no row looks like data, and what read_table throws of files
/// and sheets.
[[nodiscard]] TableLayout layout_of(const std::string& path, const std::string& sheet = "");

}  // namespace sozialraum::gis
