#include "gis/raw_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gis/gdal_guard.hpp"
#include "gis/vector_source.hpp"
#include "gis/xlsx.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/gis/delimited.hpp"
#include "sozialraum/gis/encoding.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

bool is_blank(const GridRow& row) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!trim(row.cells[i]).empty()) return false;
    if (!row.numbers.empty() && !std::isnan(row.numbers[i])) return false;
  }
  return true;
}

std::string cell_text(const GridRow& row, std::size_t i) {
  if (i >= row.cells.size()) return {};
  const bool number = !row.numbers.empty() && !std::isnan(row.numbers[i]);
  return number ? fmt::format("{}", row.numbers[i]) : std::string(trim(row.cells[i]));
}

std::string shown(const GridRow& row) {
  std::string text;
  for (std::size_t i = 0; i < row.cells.size() && text.size() < 80; ++i) {
    const std::string cell = cell_text(row, i);
    if (cell.empty()) continue;
    text += (text.empty() ? "" : " | ") + cell;
  }
  return fmt::format("row {}: {}", row.line, text);
}

/// Tells which rows with content are not part of the table.
void report_dropped(RawTable& table, const std::vector<GridRow>& rows, std::string_view where) {
  std::vector<std::pair<std::string, std::string>> details;
  for (const GridRow& row : rows) {
    if (!is_blank(row)) details.emplace_back("dropped", shown(row));
  }
  if (details.empty()) return;
  core::Finding finding = file_note(
      "rows_dropped", table.file,
      fmt::format("{} row(s) {} the table were dropped, as asked", details.size(), where));
  finding.details = std::move(details);
  table.findings.push_back(std::move(finding));
}

/// Takes the rows before the header off, and the header itself.
std::vector<GridRow> take_header(RawTable& table, std::vector<GridRow>& rows,
                                 const TableOptions& options) {
  if (options.header < 1 || options.header_rows < 1) {
    core::invalid_argument("header", "must be the row of the column names, counted from 1");
  }
  const auto first = std::find_if(rows.begin(), rows.end(), [&](const GridRow& row) {
    return row.line >= options.header && !(options.header == 1 && is_blank(row));
  });
  if (static_cast<std::uint64_t>(rows.end() - first) < options.header_rows) {
    throw core::InvalidInput(
        file_trouble("no_rows", table.file,
                     fmt::format("there is no header in row {}", options.header), "check header="));
  }
  const auto last = first + static_cast<std::ptrdiff_t>(options.header_rows);
  report_dropped(table, {rows.begin(), first}, "above");
  std::vector<GridRow> header(first, last);
  rows.erase(rows.begin(), last);
  return header;
}

/// The names, joined over the header rows. In a header of several rows, a name that spans columns
/// (a merged cell) holds for the empty cells to its right.
std::vector<std::string> names_of(const std::vector<GridRow>& header) {
  std::size_t width = 0;
  for (const GridRow& row : header) width = std::max(width, row.cells.size());
  std::vector<std::string> names(width);
  for (std::size_t r = 0; r < header.size(); ++r) {
    std::string spanning;
    for (std::size_t i = 0; i < width; ++i) {
      std::string part = cell_text(header[r], i);
      const bool spans = r + 1 < header.size();
      if (part.empty() && spans) part = spanning;
      if (spans) spanning = part;
      if (!part.empty()) names[i] += (names[i].empty() ? "" : " ") + part;
    }
  }
  for (std::string& name : names) std::replace(name.begin(), name.end(), '\n', ' ');
  return names;
}

void drop_footer(RawTable& table, std::vector<GridRow>& rows, std::uint64_t footer) {
  while (!rows.empty() && is_blank(rows.back())) rows.pop_back();
  const std::size_t dropped = std::min<std::size_t>(footer, rows.size());
  const auto first = rows.end() - static_cast<std::ptrdiff_t>(dropped);
  report_dropped(table, {first, rows.end()}, "below");
  rows.erase(first, rows.end());
}

void drop_blank_rows(RawTable& table, std::vector<GridRow>& rows) {
  const auto blank = std::erase_if(rows, is_blank);
  if (blank == 0) return;
  table.findings.push_back(
      file_note("blank_rows", table.file, fmt::format("{} empty row(s) were passed over", blank)));
}

void require_rows(const RawTable& table, const std::vector<GridRow>& rows) {
  if (!rows.empty()) return;
  throw core::InvalidInput(file_trouble("no_rows", table.file,
                                        "there is a header, but no row of data below it",
                                        "check the export, and header= and skip_footer="));
}

void require_equal_length(const RawTable& table, const std::vector<GridRow>& rows,
                          std::size_t width) {
  for (const GridRow& row : rows) {
    if (row.cells.size() == width) continue;
    core::Finding finding = file_trouble(
        "row_length", table.file,
        fmt::format("the row has {} cell(s), the header {}", row.cells.size(), width),
        "if the table has a title above or notes below it, say header= or skip_footer=; if a cell "
        "holds the separator, it must stand in quotes");
    finding.place.row = row.line;
    finding.details = {{"found", std::to_string(row.cells.size())},
                       {"expected", std::to_string(width)}};
    throw core::InvalidInput(std::move(finding));
  }
}

void report_hidden(RawTable& table, const std::vector<GridRow>& rows) {
  std::string lines;
  std::size_t hidden = 0;
  for (const GridRow& row : rows) {
    if (!row.hidden) continue;
    lines += (hidden++ == 0 ? "" : ", ") + std::to_string(row.line);
  }
  if (hidden == 0) return;
  core::Finding finding = file_trouble("hidden_rows", table.file,
                                       fmt::format("{} row(s) are hidden in the sheet, and were "
                                                   "read as all others: {}",
                                                   hidden, lines),
                                       "show them in the spreadsheet and check whether they belong "
                                       "to the table");
  finding.details = {{"rows", lines}};
  table.findings.push_back(std::move(finding));
}

/// An empty name over empty cells is no column; over content it gets a name, which is reported.
void name_the_unnamed(RawTable& table) {
  std::size_t position = 0;
  std::erase_if(table.columns, [&](RawColumn& column) {
    ++position;
    if (!column.name.empty()) return false;
    bool content = false;
    for (std::size_t row = 0; row < table.rows() && !content; ++row) {
      content = column.is_number(row) || !trim(column.cells[row]).empty();
    }
    if (!content) return true;
    column.name = fmt::format("unnamed_{}", position);
    table.findings.push_back(
        file_note("unnamed_column", table.file,
                  fmt::format("column {} has no name; it is called '{}'", position, column.name)));
    return false;
  });
}

void require_unique_names(const RawTable& table) {
  std::set<std::string_view> seen;
  for (const RawColumn& column : table.columns) {
    if (seen.insert(column.name).second) continue;
    core::Finding finding = file_trouble(
        "duplicate_column", table.file, fmt::format("two columns are called '{}'", column.name),
        "give every column a name of its own; for a header over several rows, say all of "
        "them: header=(2, 3)");
    finding.place.column = column.name;
    throw core::InvalidInput(std::move(finding));
  }
}

void transpose(RawTable& table, const std::vector<GridRow>& rows,
               const std::vector<std::string>& names) {
  const bool typed = std::any_of(rows.begin(), rows.end(),
                                 [](const GridRow& row) { return !row.numbers.empty(); });
  for (const GridRow& row : rows) table.lines.push_back(row.line);
  for (std::size_t i = 0; i < names.size(); ++i) {
    RawColumn column{.name = names[i]};
    column.cells.reserve(rows.size());
    for (const GridRow& row : rows) {
      column.cells.push_back(row.cells[i]);
      if (typed) column.numbers.push_back(row.numbers[i]);
    }
    table.columns.push_back(std::move(column));
  }
}

std::string shown_separator(char separator) {
  return separator == '\t' ? "tab" : std::string(1, separator);
}

std::string decoded(RawTable& table, std::string_view bytes, const TableOptions& options) {
  try {
    DecodedText text = decode(bytes, options.encoding);
    core::Finding finding = file_note("encoding", table.file,
                                      fmt::format("the text was read as {} ({})", text.encoding,
                                                  text.detected ? "detected" : "as asked"));
    if (text.encoding == "cp1252" && text.detected) {
      finding.severity = core::Severity::kWarning;
      finding.message =
          "the text is not UTF-8; it was read as cp1252, the encoding of Windows offices";
      finding.hint = "look at the umlauts; if they are wrong, say encoding=";
    }
    finding.details = {{"encoding", text.encoding}};
    table.findings.push_back(std::move(finding));
    return std::move(text.text);
  } catch (const core::InvalidInput& error) {
    core::Finding finding = error.finding();
    finding.place.file = table.file;
    throw core::InvalidInput(std::move(finding));
  }
}

void require_text(const RawTable& table, std::string_view bytes) {
  const bool archive = bytes.starts_with("PK\x03\x04");
  const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (!archive && (utf16 || bytes.find('\0') == std::string_view::npos)) return;
  throw core::InvalidInput(
      file_trouble("not_text", table.file, "this is not a text table",
                   archive ? "it looks like a spreadsheet or an archive: give it its right ending, "
                             ".xlsx or .zip"
                           : "export it again as CSV"));
}

char separator_of(RawTable& table, std::string_view text, const TableOptions& options) {
  if (options.separator != '\0') return options.separator;
  const char found = detect_separator(text, options.header);
  core::Finding finding = file_note(
      "separator", table.file,
      found == '\0' ? "no separator was found: the table has one column"
                    : fmt::format("the separator is {} (detected)", shown_separator(found)));
  finding.details = {{"separator", found == '\0' ? "" : shown_separator(found)}};
  table.findings.push_back(std::move(finding));
  return found == '\0' ? ';' : found;
}

RawTable read_raw_csv(const std::string& path, const TableOptions& options) {
  RawTable table{.file = path};
  const std::string bytes = read_bytes(path, path);
  require_text(table, bytes);
  *table.buffer = decoded(table, bytes, options);
  const char separator = separator_of(table, *table.buffer, options);
  Records cut = cut_records(*table.buffer, separator);
  if (cut.open_quote_line != 0) {
    core::Finding finding = file_trouble("open_quote", path, "a quote is opened and never closed",
                                         "close it, or double it if it is meant as a quote");
    finding.place.row = cut.open_quote_line;
    throw core::InvalidInput(std::move(finding));
  }
  table.pool = std::move(cut.unescaped);
  std::vector<GridRow> rows;
  rows.reserve(cut.records.size());
  for (Record& record : cut.records) {
    rows.push_back({.line = record.line, .cells = std::move(record.cells)});
  }
  arrange(table, std::move(rows), options);
  return table;
}

}  // namespace

std::vector<std::string> RawTable::names() const {
  std::vector<std::string> result;
  for (const RawColumn& column : columns) result.push_back(column.name);
  return result;
}

std::size_t RawTable::find(std::string_view name, std::string_view argument) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return i;
  }
  core::unknown_name("column", name, names(), {.argument = std::string(argument), .file = file});
}

std::string RawTable::text(std::size_t column, std::size_t row) const {
  const RawColumn& from = columns[column];
  if (!from.is_number(row)) return std::string(trim(from.cells[row]));
  const double number = from.numbers[row];
  const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
  return whole ? fmt::format("{:.0f}", number) : fmt::format("{}", number);
}

core::Finding file_note(std::string code, std::string_view path, std::string message) {
  return {
      .code = std::move(code), .message = std::move(message), .place = {.file = std::string(path)}};
}

void arrange(RawTable& table, std::vector<GridRow> rows, const TableOptions& options) {
  const std::vector<GridRow> header = take_header(table, rows, options);
  const std::vector<std::string> names = names_of(header);
  drop_footer(table, rows, options.skip_footer);
  drop_blank_rows(table, rows);
  require_rows(table, rows);
  require_equal_length(table, rows, names.size());
  report_hidden(table, rows);
  transpose(table, rows, names);
  name_the_unnamed(table);
  require_unique_names(table);
}

RawTable read_raw(const std::string& path, const TableOptions& options) {
  require_file(path);
  const std::string extension = extension_of(path);
  const bool text = extension == "csv" || extension == "txt" || extension == "tsv";
  if (text && !options.sheet.empty()) {
    core::invalid_argument("sheet", "is given, but a text table has no sheets", "leave it out");
  }
  if (text && !options.layer.empty()) {
    core::invalid_argument("layer", "is given, but a text table has no layers", "leave it out");
  }
  if (text) {
    return read_raw_csv(path, options);
  }
  if (extension == "xlsx" || extension == "xlsm") return read_raw_xlsx(path, options);
  return read_raw_layer(path, options);
}

}  // namespace sozialraum::gis
