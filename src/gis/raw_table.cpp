#include "gis/raw_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "gis/csv_file.hpp"
#include "gis/file_kind.hpp"
#include "gis/gdal_guard.hpp"
#include "gis/header_doubts.hpp"
#include "gis/quality_columns.hpp"
#include "gis/vector_source.hpp"
#include "gis/xlsx.hpp"
#include "sozialraum/core/limits.hpp"
#include "sozialraum/core/look_alike.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/core/spelling.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

// ---- rows of cells
// ----------------------------------------------------------------------------------

bool is_blank_cell(const Sheet& sheet, std::uint64_t cell) {
  if (!sheet.numbers.empty() && !std::isnan(sheet.numbers[cell])) return false;
  return trim(sheet.cells[cell].in(sheet.text)).empty();
}

bool is_blank(const Sheet& sheet, const CellRow& row) {
  for (std::uint32_t i = 0; i < row.count; ++i) {
    if (!is_blank_cell(sheet, row.first + i)) return false;
  }
  return true;
}

std::string cell_text(const Sheet& sheet, const CellRow& row, std::size_t i) {
  return i < row.count ? cell_text(sheet, row.first + i) : std::string();
}

/// Tells which rows with content are not part of the table.
void report_dropped(RawTable& table, std::span<const CellRow> rows, std::string_view where) {
  std::vector<std::pair<std::string, std::string>> details;
  for (const CellRow& row : rows) {
    if (!is_blank(*table.sheet, row)) details.emplace_back("dropped", shown_row(*table.sheet, row));
  }
  if (details.empty()) return;
  core::Finding finding = file_note(
      "rows_dropped", table.file,
      fmt::format("{} row(s) {} the table were dropped, as asked", details.size(), where));
  finding.details = std::move(details);
  table.findings.push_back(std::move(finding));
}

// ---- the header
// -------------------------------------------------------------------------------------

/// Takes the rows before the header off, and the header itself.
std::vector<CellRow> take_header(RawTable& table, std::vector<CellRow>& rows,
                                 const TableOptions& options) {
  if (options.header_rows < 1) {
    core::invalid_argument("header", "must be the row of the column names, counted from 1");
  }
  const auto first = std::find_if(rows.begin(), rows.end(), [&](const CellRow& row) {
    return row.line >= options.header && !(options.header == 1 && is_blank(*table.sheet, row));
  });
  if (static_cast<std::uint64_t>(rows.end() - first) < options.header_rows) {
    throw core::InvalidInput(
        file_trouble("no_rows", table.file,
                     fmt::format("there is no header in row {}", options.header), "check header="));
  }
  const auto last = first + static_cast<std::ptrdiff_t>(options.header_rows);
  report_dropped(table, {rows.begin(), first}, "above");
  std::vector<CellRow> header(first, last);
  rows.erase(rows.begin(), last);
  return header;
}

/// Lines end as blanks: a name is one line.
std::string on_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  const auto doubled = [](char a, char b) { return a == ' ' && b == ' '; };
  text.erase(std::unique(text.begin(), text.end(), doubled), text.end());
  return text;
}

/// The names, joined over the header rows. In a header of several rows, a name that spans columns
/// (a merged cell) holds for the empty cells to its right.
std::vector<std::string> names_of(const Sheet& sheet, const std::vector<CellRow>& header) {
  std::size_t width = 0;
  for (const CellRow& row : header) width = std::max<std::size_t>(width, row.count);
  std::vector<std::string> names(width);
  for (std::size_t r = 0; r < header.size(); ++r) {
    std::string spanning;
    for (std::size_t i = 0; i < width; ++i) {
      std::string part = cell_text(sheet, header[r], i);
      const bool spans = r + 1 < header.size() && !sheet.header_spans_told;
      if (part.empty() && spans) part = spanning;
      if (spans) spanning = part;
      if (!part.empty()) names[i] += (names[i].empty() ? "" : " ") + part;
    }
  }
  for (std::string& name : names) name = on_one_line(std::move(name));
  return names;
}

/// "column_1", ... for a table that has no header line.
std::vector<std::string> numbered_names(const std::vector<CellRow>& rows) {
  std::vector<std::string> names;
  for (std::uint32_t i = 1; !rows.empty() && i <= rows.front().count; ++i) {
    names.push_back(fmt::format("column_{}", i));
  }
  return names;
}

// ---- rows that are no data
// ---------------------------------------------------------------------------

void drop_footer(RawTable& table, std::vector<CellRow>& rows, std::uint64_t footer) {
  while (!rows.empty() && is_blank(*table.sheet, rows.back())) rows.pop_back();
  const std::size_t dropped = std::min<std::size_t>(footer, rows.size());
  const auto first = rows.end() - static_cast<std::ptrdiff_t>(dropped);
  report_dropped(table, {first, rows.end()}, "below");
  rows.erase(first, rows.end());
}

void drop_blank_rows(RawTable& table, std::vector<CellRow>& rows) {
  std::vector<std::uint64_t> lines;
  std::erase_if(rows, [&](const CellRow& row) {
    const bool blank = is_blank(*table.sheet, row);
    if (blank) lines.push_back(row.line);
    return blank;
  });
  if (lines.empty()) return;
  core::Finding finding = file_note("blank_rows", table.file,
                                    fmt::format("{} empty row(s) were passed over", lines.size()));
  finding.details = {{"lines", fmt::format("{}", fmt::join(lines, ","))}};
  table.findings.push_back(std::move(finding));
}

void require_rows(const RawTable& table, const std::vector<CellRow>& rows) {
  if (!rows.empty()) return;
  throw core::InvalidInput(file_trouble("no_rows", table.file,
                                        "there is a header, but no row of data below it",
                                        "check the export, and header= and skip_footer="));
}

/// Some exports end rows with separators, but not the header: blank cells beyond it are nothing.
void cut_blank_ends(const Sheet& sheet, std::vector<CellRow>& rows, std::size_t width) {
  for (CellRow& row : rows) {
    while (row.count > width && is_blank_cell(sheet, row.first + row.count - 1)) --row.count;
  }
}

void report_hidden(RawTable& table) {
  std::string lines;
  std::size_t hidden = 0;
  for (const CellRow& row : table.rows) {
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

// ---- columns
// ----------------------------------------------------------------------------------------

void put_columns(RawTable& table, std::vector<std::string> names) {
  core::require_at_most(names.size(), core::kLimits.columns, "columns", table.file);
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    table.columns.push_back({.name = std::move(names[i]), .position = i, .file_position = i + 1});
  }
}

/// Which of the unnamed columns have content? One walk over the rows for all of them.
std::vector<bool> unnamed_with_content(const RawTable& table) {
  std::vector<bool> content(table.columns.size(), false);
  std::vector<std::size_t> waiting;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name.empty()) waiting.push_back(i);
  }
  for (std::size_t row = 0; row < table.size() && !waiting.empty(); ++row) {
    std::erase_if(waiting, [&](std::size_t i) {
      if (table.is_blank(i, row)) return false;
      content[i] = true;
      return true;
    });
  }
  return content;
}

/// An empty name over empty cells is no column; over content it gets a name, which is reported.
void name_the_unnamed(RawTable& table) {
  const std::vector<bool> content = unnamed_with_content(table);
  std::size_t i = 0;
  std::erase_if(table.columns, [&](RawColumn& column) {
    const bool has_content = content[i++];
    if (!column.name.empty()) return false;
    if (!has_content) return true;
    column.name = fmt::format("unnamed_{}", column.file_position);
    table.findings.push_back(file_note("unnamed_column", table.file,
                                       fmt::format("column {} has no name; it is called '{}'",
                                                   column.file_position, column.name)));
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

/// In a spreadsheet the names may stand above any of the columns that have cells.
void tell_file_positions(RawTable& table, std::span<const std::uint32_t> positions) {
  for (RawColumn& column : table.columns) {
    if (column.position < positions.size()) column.file_position = positions[column.position] + 1;
  }
}

// ---- which rows?
// -------------------------------------------------------------------------------------

/// "03252*" and "* insgesamt": a star at either end stands for anything.
bool fits(std::string_view text, std::string_view pattern) {
  const bool open_start = pattern.size() > 1 && pattern.starts_with('*');
  if (open_start) pattern.remove_prefix(1);
  const bool open_end = pattern.ends_with('*');
  if (open_end) pattern.remove_suffix(1);
  if (open_start && open_end) return text.find(pattern) != std::string_view::npos;
  if (open_start) return text.ends_with(pattern);
  return open_end ? text.starts_with(pattern) : text == pattern;
}

/// For each row: does each of the filtered columns hold one of its texts (`all`), or any of them?
std::vector<bool> rows_that_fit(const RawTable& table, const RowFilter& filter,
                                std::string_view argument, bool all) {
  std::vector<bool> fit(table.size(), all);
  for (const auto& [name, patterns] : filter) {
    const std::size_t column = table.find(name, argument);
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::string text = table.text(column, row);
      const bool one = std::any_of(
          patterns.begin(), patterns.end(),
          [&](const std::string& pattern) { return fits(text, core::one_spelling(pattern)); });
      fit[row] = all ? fit[row] && one : fit[row] || one;
    }
  }
  return fit;
}

void keep_rows(RawTable& table, const std::vector<bool>& keep, std::string_view argument) {
  std::size_t row = 0;
  const std::size_t before = table.size();
  std::erase_if(table.rows, [&](const CellRow&) { return !keep[row++]; });
  if (table.rows.empty()) {
    core::Finding finding = file_trouble(
        "no_rows", table.file, fmt::format("none of the {} rows is left by {}=", before, argument),
        "check the names of the columns and the texts; * stands for anything");
    finding.place.argument = std::string(argument);
    throw core::InvalidInput(std::move(finding));
  }
  core::Finding finding = file_note(
      "rows_filtered", table.file,
      fmt::format("{} of {} rows were taken, as asked by {}=", table.size(), before, argument));
  finding.details = {{"taken", std::to_string(table.size())}, {"of", std::to_string(before)}};
  table.findings.push_back(std::move(finding));
}

// ---- long form
// ---------------------------------------------------------------------------------------

/// Where a value of an area goes.
struct Wide {
  std::map<std::string, std::size_t> areas{};  ///< key to row
  std::map<std::string, std::size_t> names{};  ///< text of the naming column to new column
  std::vector<std::size_t> first_rows{};       ///< of each area
  std::vector<std::string> new_names{};
};

std::size_t number_of(std::map<std::string, std::size_t>& known, const std::string& name,
                      auto when_new) {
  const auto [found, is_new] = known.emplace(name, known.size());
  if (is_new) when_new();
  return found->second;
}

[[noreturn]] void value_twice(const RawTable& table, const TableOptions& options, std::size_t row,
                              const std::string& key, const std::string& name) {
  core::Finding finding = file_trouble(
      "value_twice", table.file, fmt::format("'{}' stands more than once for '{}'", name, key),
      fmt::format("another column tells these rows apart (a year, a sex): choose with rows="));
  finding.place.row = table.line(row);
  finding.place.column = options.long_form.names;
  finding.place.area = key;
  finding.details = {{"found", name}};
  finding.areas = {key};
  throw core::InvalidInput(std::move(finding));
}

/// Columns that say the same in all rows of each area stay.
std::vector<std::size_t> constant_columns(const RawTable& table,
                                          const std::vector<std::size_t>& area, const Wide& wide,
                                          const TableOptions& options) {
  std::vector<std::size_t> constant;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& name = table.columns[i].name;
    if (name == options.long_form.names || name == options.long_form.values) continue;
    bool same = true;
    for (std::size_t row = 0; row < table.size() && same; ++row) {
      same = table.text(i, row) == table.text(i, wide.first_rows[area[row]]);
    }
    if (same) constant.push_back(i);
  }
  return constant;
}

void put_cell(Sheet& to, std::uint64_t at, const RawTable& from, std::size_t column,
              std::size_t row) {
  const std::uint64_t cell = from.at(column, row);
  to.cells[at] = from.sheet->cells[cell];
  if (from.typed()) to.numbers[at] = from.sheet->numbers[cell];
  const auto state = from.sheet->states.find(cell);
  if (state != from.sheet->states.end()) to.states.emplace(at, state->second);
}

/// One row an area, one column a name, in the order in which they come first.
void make_wide(RawTable& table, const TableOptions& options) {
  const std::size_t key = table.find(options.key, "key");
  const std::size_t names = table.find(options.long_form.names, "long_form");
  const std::size_t values = table.find(options.long_form.values, "long_form");
  Wide wide;
  std::vector<std::size_t> area(table.size());
  std::vector<std::size_t> name(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::string label = on_one_line(table.text(names, row));
    area[row] =
        number_of(wide.areas, table.text(key, row), [&] { wide.first_rows.push_back(row); });
    name[row] = number_of(wide.names, label, [&] { wide.new_names.push_back(label); });
  }
  core::require_at_most(wide.new_names.size(), core::kLimits.columns, "columns", table.file);
  const std::vector<std::size_t> kept = constant_columns(table, area, wide, options);
  const std::size_t width = kept.size() + wide.new_names.size();
  core::require_at_most(width * wide.areas.size(), core::kLimits.cells, "cells", table.file);
  Sheet sheet{.text = table.sheet->text};
  sheet.cells.resize(width * wide.areas.size());
  if (table.typed()) sheet.numbers.assign(sheet.cells.size(), std::nan(""));
  std::vector<bool> filled(sheet.cells.size(), false);
  RawTable result{.file = table.file, .findings = table.findings};
  for (const std::size_t column : kept) result.columns.push_back({table.columns[column].name});
  for (const std::string& label : wide.new_names) result.columns.push_back({label});
  for (std::uint32_t i = 0; i < width; ++i) {
    result.columns[i].position = i;
    result.columns[i].file_position = i + 1;
  }
  for (const std::size_t row : wide.first_rows) {
    const std::uint64_t first = result.rows.size() * width;
    result.rows.push_back(
        {.line = table.line(row), .first = first, .count = static_cast<std::uint32_t>(width)});
    for (std::size_t i = 0; i < kept.size(); ++i) put_cell(sheet, first + i, table, kept[i], row);
  }
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::uint64_t at = area[row] * width + kept.size() + name[row];
    if (filled[at]) {
      value_twice(table, options, row, table.text(key, row), wide.new_names[name[row]]);
    }
    filled[at] = true;
    put_cell(sheet, at, table, values, row);
  }
  result.sheet = std::make_shared<const Sheet>(std::move(sheet));
  require_unique_names(result);
  result.findings.push_back(
      file_note("long_form", table.file,
                fmt::format("{} rows became {} rows with the columns {}", table.size(),
                            result.size(), fmt::join(wide.new_names, ", "))));
  table = std::move(result);
}

// ---- names that are not there
// -------------------------------------------------------------------------

/// The row below the header in which the wanted name stands: the header is further down.
std::uint64_t row_with(const RawTable& table, std::string_view name) {
  for (std::size_t row = 0; row < std::min<std::size_t>(table.size(), 30); ++row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.text(i, row) == name) return table.line(row);
    }
  }
  return 0;
}

/// 'name' and „name“: quotes that no reader of tables takes for such.
std::string_view without_false_quotes(std::string_view name) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"'", "'"},
                                    {"\xE2\x80\x9E", "\xE2\x80\x9C"},
                                    {"\xE2\x80\x9C", "\xE2\x80\x9D"},
                                    {"\xC2\xBB", "\xC2\xAB"}}) {
    const bool quoted =
        name.size() > open.size() + close.size() && name.starts_with(open) && name.ends_with(close);
    if (quoted) return name.substr(open.size(), name.size() - open.size() - close.size());
  }
  return name;
}

/// The column that looks like the wanted one, though it is spelled with other letters.
const RawColumn* look_alike(const RawTable& table, std::string_view name) {
  const std::string wanted = core::outline(name);
  for (const RawColumn& column : table.columns) {
    const std::string_view seen = without_false_quotes(column.name);
    if (core::outline(seen) == wanted) return &column;
  }
  return nullptr;
}

/// Why a name is not there, if there is a better reason than that it was typed wrongly.
std::string hint_for_name(const RawTable& table, const std::string& wanted) {
  if (const std::uint64_t row = row_with(table, wanted); row != 0) {
    return fmt::format(
        "'{}' stands in row {}: if the names of the columns are there, say header={}", wanted, row,
        row);
  }
  if (table.columns.size() == 1 && table.columns[0].name.find(wanted) != std::string::npos) {
    return fmt::format(
        "the table has one column, '{}': its cells are separated by something else than ; , tab or "
        "|; "
        "have it exported again with ; between the cells",
        table.columns[0].name);
  }
  const RawColumn* const found = look_alike(table, wanted);
  if (found == nullptr) return {};
  if (without_false_quotes(found->name) != found->name) {
    return "names and cells stand in single or typeset quotes: have it exported with double ones, "
           "or "
           "none";
  }
  const bool letters =
      !std::equal(found->name.begin(), found->name.end(), wanted.begin(), wanted.end(),
                  [](char a, char b) { return std::tolower(a) == std::tolower(b); });
  if (!letters) return {};
  return fmt::format(
      "column {} is called '{}', which looks alike but holds other letters, as of "
      "another script or spelling: call it by its usual letters in the file",
      found->file_position, found->name);
}

}  // namespace

TextPiece Sheet::add_text(std::string_view piece) {
  core::require_at_most(piece.size(), core::kLimits.cell_bytes, "bytes in one cell", {});
  const TextPiece added = TextPiece::of(text.size(), piece.size());
  text += piece;
  return added;
}

bool RawTable::is_blank(std::size_t column, std::size_t row) const {
  return is_blank_cell(*sheet, at(column, row));
}

std::vector<std::string> RawTable::names() const {
  std::vector<std::string> result;
  for (const RawColumn& column : columns) result.push_back(column.name);
  return result;
}

std::size_t RawTable::find(std::string_view name, std::string_view argument) const {
  const std::string wanted = core::one_spelling(name);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == wanted) return i;
  }
  try {
    core::unknown_name("column", wanted, names(),
                       {.argument = std::string(argument), .file = file});
  } catch (const core::UnknownName& error) {
    core::Finding finding = error.finding();
    const std::string hint = hint_for_name(*this, wanted);
    if (!hint.empty()) finding.hint = hint;
    throw core::UnknownName(std::move(finding));
  }
}

std::string RawTable::text(std::size_t column, std::size_t row) const {
  return cell_text(*sheet, at(column, row));
}

core::Finding file_note(std::string code, std::string_view path, std::string message) {
  return {
      .code = std::move(code), .message = std::move(message), .place = {.file = std::string(path)}};
}

std::string cell_text(const Sheet& sheet, std::uint64_t cell) {
  const bool is_number = !sheet.numbers.empty() && !std::isnan(sheet.numbers[cell]);
  if (!is_number) {
    const std::string_view text = trim(sheet.cells[cell].in(sheet.text));
    return core::has_other_spelling(text) ? std::string(trim(core::one_spelling(text)))
                                          : std::string(text);
  }
  const double number = sheet.numbers[cell];
  const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
  return whole ? fmt::format("{:.0f}", number) : fmt::format("{}", number);
}

std::string shown_row(const Sheet& sheet, const CellRow& row) {
  std::string text;
  for (std::size_t i = 0; i < row.count && text.size() < 80; ++i) {
    const std::string cell = cell_text(sheet, row, i);
    if (cell.empty()) continue;
    text += (text.empty() ? "" : " | ") + cell;
  }
  return fmt::format("row {}: {}", row.line, text);
}

void arrange(RawTable& table, std::vector<CellRow> rows, const TableOptions& options) {
  std::vector<std::string> names;
  if (options.header == 0) {
    drop_blank_rows(table, rows);
    names = numbered_names(rows);
  } else {
    const std::vector<CellRow> header = take_header(table, rows, options);
    require_a_header(table, header, rows);
    names = names_of(*table.sheet, header);
  }
  drop_footer(table, rows, options.skip_footer);
  drop_blank_rows(table, rows);
  if (options.header > 0) drop_column_numbers(table, rows);
  require_rows(table, rows);
  core::require_at_most(rows.size(), core::kLimits.rows, "rows", table.file);
  cut_blank_ends(*table.sheet, rows, names.size());
  require_equal_length(table, rows, names.size());
  table.rows = std::move(rows);
  report_hidden(table);
  put_columns(table, std::move(names));
  tell_file_positions(table, table.sheet->file_positions);
  name_the_unnamed(table);
  name_quality_columns(table);
  require_unique_names(table);
}

void shape_rows(RawTable& table, const TableOptions& options) {
  if (!options.rows.empty()) {
    keep_rows(table, rows_that_fit(table, options.rows, "rows", true), "rows");
  }
  if (!options.leave_out.empty()) {
    std::vector<bool> keep = rows_that_fit(table, options.leave_out, "leave_out", false);
    keep.flip();
    keep_rows(table, keep, "leave_out");
  }
  require_one_header(table);
  apply_quality_columns(table);
  if (!options.long_form.names.empty()) make_wide(table, options);
}

RawTable read_raw(const std::string& path, const TableOptions& options) {
  const TableFile file = find_table(path, options);
  RawTable table = file.kind == FileKind::kText          ? read_raw_csv(file, options)
                   : file.kind == FileKind::kSpreadsheet ? read_raw_xlsx(file, options)
                                                         : read_layer(file, options, false).table;
  table.findings.insert(table.findings.begin(), file.findings.begin(), file.findings.end());
  shape_rows(table, options);
  return table;
}

}  // namespace sozialraum::gis
