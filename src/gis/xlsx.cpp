#include "gis/xlsx.hpp"

#include <cpl_minixml.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "gis/gdal_guard.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::gis {
namespace {

// ---- the parts of the archive (ECMA-376)
// ----------------------------------------------------------

[[noreturn]] void damaged(const std::string& path, const std::string& what) {
  throw core::InvalidInput(file_trouble("cannot_read", path,
                                        fmt::format("the spreadsheet cannot be read: {}", what),
                                        "open and save it again as .xlsx, without a password"));
}

std::string part_name(const std::string& path, std::string_view part) {
  return fmt::format("/vsizip/{{{}}}/{}", path, part);
}

bool has_part(const std::string& path, std::string_view part) {
  const GdalErrors quiet;
  VSIStatBufL status{};
  return VSIStatL(part_name(path, part).c_str(), &status) == 0;
}

CPLXMLTreeCloser parse_part(const std::string& path, std::string_view part) {
  if (!has_part(path, part)) damaged(path, fmt::format("it has no part {}", part));
  const GdalErrors errors;
  CPLXMLTreeCloser tree(CPLParseXMLString(read_bytes(part_name(path, part), path).c_str()));
  if (tree.get() == nullptr) damaged(path, errors.text());
  CPLStripXMLNamespace(tree.get(), nullptr, TRUE);
  return tree;
}

/// Calls `visit` for each child element of this name.
template <class Visit>
void for_each(const CPLXMLNode* parent, std::string_view name, Visit visit) {
  if (parent == nullptr) return;
  for (const CPLXMLNode* child = parent->psChild; child != nullptr; child = child->psNext) {
    if (child->eType == CXT_Element && name == child->pszValue) visit(child);
  }
}

const CPLXMLNode* root_of(const CPLXMLTreeCloser& tree, const char* name) {
  return CPLGetXMLNode(const_cast<CPLXMLTreeCloser&>(tree).get(), fmt::format("={}", name).c_str());
}

std::string attribute(const CPLXMLNode* node, const char* name) {
  return CPLGetXMLValue(node, name, "");
}

/// The text of a string item: its own, or that of its runs.
std::string rich_text(const CPLXMLNode* item) {
  std::string text;
  for_each(item, "t", [&](const CPLXMLNode* t) { text += CPLGetXMLValue(t, nullptr, ""); });
  for_each(item, "r", [&](const CPLXMLNode* run) { text += CPLGetXMLValue(run, "t", ""); });
  return text;
}

std::vector<std::string> shared_strings(const std::string& path) {
  std::vector<std::string> strings;
  if (!has_part(path, "xl/sharedStrings.xml")) return strings;
  const CPLXMLTreeCloser tree = parse_part(path, "xl/sharedStrings.xml");
  for_each(root_of(tree, "sst"), "si",
           [&](const CPLXMLNode* item) { strings.push_back(rich_text(item)); });
  return strings;
}

// ---- which numbers are dates?
// ---------------------------------------------------------------------

bool is_date_format(std::string_view code) {
  bool quoted = false;
  int brackets = 0;
  for (const char c : code) {
    if (c == '"') quoted = !quoted;
    if (c == '[') ++brackets;
    if (c == ']') --brackets;
    if (!quoted && brackets == 0 && std::string_view("dmyhsDMYHS").find(c) != code.npos)
      return true;
  }
  return false;
}

/// The number formats that are dates: those built in (ECMA-376, 18.8.30) and those of the file.
std::set<int> date_formats(const CPLXMLNode* style_sheet) {
  std::set<int> dates{14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47};
  for_each(CPLGetXMLNode(const_cast<CPLXMLNode*>(style_sheet), "numFmts"), "numFmt",
           [&](const CPLXMLNode* format) {
             if (is_date_format(attribute(format, "formatCode"))) {
               dates.insert(std::atoi(attribute(format, "numFmtId").c_str()));
             }
           });
  return dates;
}

/// For each cell style: is it a date?
std::vector<bool> date_styles(const std::string& path) {
  std::vector<bool> styles;
  if (!has_part(path, "xl/styles.xml")) return styles;
  const CPLXMLTreeCloser tree = parse_part(path, "xl/styles.xml");
  const CPLXMLNode* const sheet = root_of(tree, "styleSheet");
  if (sheet == nullptr) return styles;
  const std::set<int> dates = date_formats(sheet);
  for_each(CPLGetXMLNode(const_cast<CPLXMLNode*>(sheet), "cellXfs"), "xf",
           [&](const CPLXMLNode* xf) {
             styles.push_back(dates.contains(std::atoi(attribute(xf, "numFmtId").c_str())));
           });
  return styles;
}

/// Days since 1899-12-30, as spreadsheets count them from March 1900 on.
std::string iso_date(double serial) {
  using namespace std::chrono;
  const sys_days day = sys_days{year{1899} / December / 30} + days(static_cast<int>(serial));
  const year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// ---- which sheet?
// ---------------------------------------------------------------------------------

struct Sheet {
  std::string name{};
  std::string relation{};
  bool hidden = false;
};

std::vector<Sheet> sheets_of(const std::string& path) {
  std::vector<Sheet> sheets;
  const CPLXMLTreeCloser tree = parse_part(path, "xl/workbook.xml");
  for_each(CPLGetXMLNode(const_cast<CPLXMLNode*>(root_of(tree, "workbook")), "sheets"), "sheet",
           [&](const CPLXMLNode* sheet) {
             const std::string state = attribute(sheet, "state");
             sheets.push_back({.name = attribute(sheet, "name"),
                               .relation = attribute(sheet, "id"),
                               .hidden = !state.empty() && state != "visible"});
           });
  if (sheets.empty()) damaged(path, "it has no sheet");
  return sheets;
}

Sheet choose_sheet(RawTable& table, const std::string& wanted) {
  const std::vector<Sheet> sheets = sheets_of(table.file);
  std::vector<std::string> names;
  for (const Sheet& sheet : sheets) names.push_back(sheet.name);
  if (!wanted.empty()) {
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end()) {
      core::unknown_name("sheet", wanted, names, {.argument = "sheet", .file = table.file});
    }
    return sheets[static_cast<std::size_t>(found - names.begin())];
  }
  auto first = std::find_if(sheets.begin(), sheets.end(), [](const Sheet& s) { return !s.hidden; });
  if (first == sheets.end()) first = sheets.begin();
  if (sheets.size() > 1) {
    core::Finding finding = file_note("sheet", table.file,
                                      fmt::format("the sheet '{}' was read; the file has: {}",
                                                  first->name, fmt::join(names, ", ")));
    finding.hint = "say sheet= for another one";
    finding.details = {{"sheet", first->name}};
    table.findings.push_back(std::move(finding));
  }
  return *first;
}

std::string part_of(const std::string& path, const Sheet& sheet) {
  const CPLXMLTreeCloser tree = parse_part(path, "xl/_rels/workbook.xml.rels");
  std::string part;
  for_each(root_of(tree, "Relationships"), "Relationship", [&](const CPLXMLNode* relation) {
    if (attribute(relation, "Id") == sheet.relation) part = attribute(relation, "Target");
  });
  if (part.empty()) damaged(path, fmt::format("the sheet '{}' is missing", sheet.name));
  return part.starts_with('/') ? part.substr(1) : "xl/" + part;
}

// ---- cells
// ----------------------------------------------------------------------------------------

/// What the cells of a sheet refer to.
struct Book {
  std::vector<std::string> strings{};
  std::vector<bool> dates{};
};

/// "BC12" is column 54, counted from 0; nothing if there are no letters.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  if (column == 0 || column > 16384) return std::nullopt;
  return column - 1;
}

std::optional<double> number_in(const std::string& text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

[[noreturn]] void formula_without_value(const RawTable& table, std::uint64_t row,
                                        const std::string& reference) {
  core::Finding finding =
      file_trouble("formula_without_value", table.file,
                   fmt::format("the cell {} holds a formula, but not its result", reference),
                   "open the file in a spreadsheet program and save it, so that it is calculated");
  finding.place.row = row;
  finding.place.column = reference;
  throw core::InvalidInput(std::move(finding));
}

void put(GridRow& row, std::size_t column, std::string_view text, double number) {
  if (row.cells.size() <= column) {
    row.cells.resize(column + 1);
    row.numbers.resize(column + 1, std::numeric_limits<double>::quiet_NaN());
  }
  row.cells[column] = text;
  row.numbers[column] = number;
}

void read_cell(RawTable& table, const Book& book, const CPLXMLNode* cell, GridRow& row) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const std::string reference = attribute(cell, "r");
  const std::size_t column = column_of(reference).value_or(row.cells.size());
  const std::string type = attribute(cell, "t");
  const std::string value = attribute(cell, "v");
  const bool formula = CPLGetXMLNode(const_cast<CPLXMLNode*>(cell), "f") != nullptr;
  if (formula && value.empty() && type != "str") formula_without_value(table, row.line, reference);
  if (type == "inlineStr") {
    const CPLXMLNode* const text = CPLGetXMLNode(const_cast<CPLXMLNode*>(cell), "is");
    return put(row, column, table.pool.emplace_back(rich_text(text)), none);
  }
  if (value.empty()) return put(row, column, {}, none);
  const std::optional<double> number = number_in(value);
  if (type == "s" && number && *number < static_cast<double>(book.strings.size())) {
    const std::string& text = book.strings[static_cast<std::size_t>(*number)];
    return put(row, column, table.pool.emplace_back(text), none);
  }
  if (!number || type == "str" || type == "e" || type == "d") {
    return put(row, column, table.pool.emplace_back(value), none);
  }
  const auto style = static_cast<std::size_t>(std::max(0, std::atoi(attribute(cell, "s").c_str())));
  const bool is_date = type != "b" && style < book.dates.size() && book.dates[style];
  if (is_date) return put(row, column, table.pool.emplace_back(iso_date(*number)), none);
  put(row, column, {}, *number);
}

std::vector<GridRow> rows_of(RawTable& table, const Book& book, const CPLXMLNode* worksheet) {
  std::vector<GridRow> rows;
  std::size_t width = 0;
  for_each(CPLGetXMLNode(const_cast<CPLXMLNode*>(worksheet), "sheetData"), "row",
           [&](const CPLXMLNode* node) {
             const auto line = static_cast<std::uint64_t>(std::atoll(attribute(node, "r").c_str()));
             GridRow row{.line = line > 0 ? line : (rows.empty() ? 1 : rows.back().line + 1),
                         .hidden = attribute(node, "hidden") == "1"};
             for_each(node, "c",
                      [&](const CPLXMLNode* cell) { read_cell(table, book, cell, row); });
             width = std::max(width, row.cells.size());
             rows.push_back(std::move(row));
           });
  for (GridRow& row : rows) {
    if (width > row.cells.size()) {
      put(row, width - 1, {}, std::numeric_limits<double>::quiet_NaN());
    }
  }
  return rows;
}

}  // namespace

RawTable read_raw_xlsx(const std::string& path, const TableOptions& options) {
  RawTable table{.file = path};
  const Sheet sheet = choose_sheet(table, options.sheet);
  const Book book{.strings = shared_strings(path), .dates = date_styles(path)};
  const CPLXMLTreeCloser tree = parse_part(path, part_of(path, sheet));
  arrange(table, rows_of(table, book, root_of(tree, "worksheet")), options);
  return table;
}

}  // namespace sozialraum::gis
