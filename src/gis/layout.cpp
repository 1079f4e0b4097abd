#include "sozialraum/gis/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gis/file_kind.hpp"
#include "gis/gdal_guard.hpp"
#include "gis/raw_table.hpp"
#include "gis/workbook.hpp"
#include "sozialraum/gis/delimited.hpp"
#include "sozialraum/gis/encoding.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::size_t kMostHeaderRows = 3;
constexpr std::size_t kShown = 3;

/// A row as text; blank cells are empty.
struct Row {
  std::uint64_t line = 0;
  std::vector<std::string> cells{};

  [[nodiscard]] std::size_t filled() const {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const auto& c) { return !c.empty(); }));
  }
};

enum class RowKind : std::uint8_t { kBlank, kText, kHeading, kData };

std::vector<Row> rows_of_text(const TableFile& file) {
  std::string text = decode_all(read_bytes(file.path, file.shown)).text;
  const char found = detect_separator(text, 1);
  // A title of one cell hides the separator from the first line: the one that cuts most counts.
  char separator = found;
  std::size_t most = 0;
  for (const char candidate : std::string_view(";\t|,")) {
    const auto cuts = static_cast<std::size_t>(std::count(text.begin(), text.end(), candidate));
    if (found == '\0' && cuts > most) {
      separator = candidate;
      most = cuts;
    }
  }
  const Records records = cut_records(text, separator == '\0' ? ';' : separator);
  std::vector<Row> rows;
  for (const CellRow& row : records.rows) {
    Row made{.line = row.line};
    for (std::uint32_t i = 0; i < row.count; ++i) {
      made.cells.emplace_back(trim(records.cells[row.first + i].in(text)));
    }
    rows.push_back(std::move(made));
  }
  return rows;
}

std::vector<Row> rows_of_table(const RawTable& table) {
  std::vector<Row> rows;
  for (std::size_t row = 0; row < table.size(); ++row) {
    Row made{.line = table.line(row)};
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      made.cells.emplace_back(trim(table.text(column, row)));
    }
    rows.push_back(std::move(made));
  }
  return rows;
}

bool is_number(std::string_view cell) {
  const auto made = parse_official_cell(cell, ',');
  const auto other = parse_official_cell(cell, '.');
  return (made && core::has_value(made->state)) || (other && core::has_value(other->state));
}

bool is_sign(std::string_view cell) {
  return !is_number(cell) && parse_official_cell(cell, ',').has_value();
}

/// 1990 to 2100: a name more often than a number.
bool is_year(std::string_view cell) {
  return cell.size() == 4 && (cell.starts_with("19") || cell.starts_with("20")) &&
         std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
}

RowKind kind_of(const Row& row) {
  const std::size_t filled = row.filled();
  if (filled == 0) return RowKind::kBlank;
  if (filled == 1) return RowKind::kHeading;
  std::size_t numbers = 0;
  std::size_t years = 0;
  bool first = true;
  for (const std::string& cell : row.cells) {
    if (cell.empty()) continue;
    if (!first && (is_number(cell) || is_sign(cell))) ++numbers;
    if (!first && is_year(cell)) ++years;
    first = false;
  }
  return 2 * numbers >= filled - 1 && years < numbers ? RowKind::kData : RowKind::kText;
}

/// First and last row of the longest run of data; headings and blank rows may stand in it.
struct Block {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t rows = 0;
};

Block longest_block(const std::vector<RowKind>& kinds) {
  Block best;
  Block now;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] == RowKind::kText) {
      now = {};
      continue;
    }
    if (kinds[i] != RowKind::kData) continue;
    if (now.rows == 0) now.first = i;
    now.last = i;
    ++now.rows;
    if (now.rows > best.rows) best = now;
  }
  return best;
}

std::string joined(const Row& row) {
  std::string text;
  for (const std::string& cell : row.cells) {
    if (!cell.empty()) text += (text.empty() ? "" : " | ") + cell;
  }
  return text;
}

/// The options under which the reader takes exactly the rows of the block.
TableOptions tried(const std::string& path, TableLayout& layout, const std::vector<Row>& rows,
                   const Block& block) {
  TableOptions options{
      .sheet = layout.sheet, .header = layout.header, .header_rows = layout.header_rows};
  const std::uint64_t last = rows[block.last].line;
  const std::uint64_t most = rows.back().line - last;
  for (std::uint64_t footer = rows.size() - 1 - block.last; footer <= most; ++footer) {
    options.skip_footer = footer;
    const RawTable table = read_raw(path, options);
    if (table.line(table.size() - 1) <= last) break;
  }
  layout.skip_footer = options.skip_footer;
  return options;
}

void look_at_columns(TableLayout& layout, const RawTable& table) {
  layout.rows = table.size();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    ColumnLook look{.name = table.columns[i].name};
    std::set<std::string> seen;
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::string cell(trim(table.text(i, row)));
      if (cell.empty()) continue;
      seen.insert(cell);
      if (look.first.size() < kShown) look.first.push_back(cell);
      ++(is_number(cell) ? look.numbers : is_sign(cell) ? look.signs : look.texts);
    }
    look.distinct = seen.size();
    layout.columns.push_back(std::move(look));
  }
}

[[noreturn]] void no_table(const TableFile& file, std::string sheet,
                           const std::vector<SheetEntry>& sheets) {
  const auto first = std::find_if(sheets.begin(), sheets.end(), [](auto& s) { return !s.hidden; });
  if (sheet.empty() && first != sheets.end()) sheet = first->name;
  refuse_empty_sheet(file.shown, sheet, sheets);
  throw core::InvalidInput(
      file_trouble("no_table", file.shown, "no row of this file looks like data",
                   "the table needs a row of names and rows with numbers below it"));
}

}  // namespace

TableLayout layout_of(const std::string& path, const std::string& sheet) {
  const TableOptions whole{.sheet = sheet, .header = 0};
  const TableFile file = find_table(path, whole);
  TableLayout layout{.sheet = sheet};
  std::vector<SheetEntry> sheets;
  if (file.kind == FileKind::kSpreadsheet) sheets = read_workbook(file).sheets;
  for (const SheetEntry& entry : sheets) layout.sheets.push_back(entry.name);
  const std::vector<Row> rows =
      file.kind == FileKind::kText ? rows_of_text(file) : rows_of_table(read_raw(path, whole));
  std::vector<RowKind> kinds;
  for (const Row& row : rows) kinds.push_back(kind_of(row));
  const Block block = longest_block(kinds);
  if (block.rows == 0) no_table(file, sheet, sheets);
  std::size_t names = block.first;
  while (names > 0 && block.first - names < kMostHeaderRows && kinds[names - 1] == RowKind::kText &&
         rows[names].line - rows[names - 1].line == 1) {
    --names;
  }
  if (names == block.first) no_table(file, sheet, sheets);
  layout.header = rows[names].line;
  layout.header_rows = block.first - names;
  for (std::size_t i = 0; i < names; ++i) {
    if (kinds[i] != RowKind::kBlank) layout.title.push_back(joined(rows[i]));
  }
  for (std::size_t i = block.last + 1; i < rows.size(); ++i) {
    if (kinds[i] != RowKind::kBlank) layout.notes.push_back(joined(rows[i]));
  }
  look_at_columns(layout, read_raw(path, tried(path, layout, rows, block)));
  return layout;
}

}  // namespace sozialraum::gis
