#include "gis/header_doubts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

#include "gis/gdal_guard.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::size_t kLookedAt = 100;  // rows below a header

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string text_at(const Sheet& sheet, const CellRow& row, std::size_t i) {
  return i < row.count ? cell_text(sheet, row.first + i) : std::string();
}

bool is_number(NumberShape shape) {
  return shape != NumberShape::kText && shape != NumberShape::kEmpty && shape != NumberShape::kSign;
}

// ---- a header that is data
// ------------------------------------------------------------------------

/// A text that names nothing: 12,5 or 03252.
bool is_data(NumberShape shape) {
  return shape == NumberShape::kDecimalComma || shape == NumberShape::kDecimalPoint ||
         shape == NumberShape::kLeadingZero;
}

/// Whole numbers are names of columns too: years, ages, classes.
std::optional<std::uint64_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 9 || !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  std::uint64_t number = 0;
  for (const char c : text) number = 10 * number + static_cast<std::uint64_t>(c - '0');
  return number;
}

bool may_be_a_name(std::uint64_t number) {
  return number <= 120 || (number >= 1900 && number <= 2100);
}

/// "05151/1234" is 9/9, "Hauptstr. 12" is a 9: runs of digits and of letters as one sign each.
std::string pattern_of(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    const char sign = is_digit(c) ? '9' : is_letter(c) || c == '.' || c == '-' ? 'a' : c;
    if (pattern.empty() || pattern.back() != sign || !(is_digit(c) || is_letter(c)))
      pattern += sign;
  }
  pattern.erase(std::unique(pattern.begin(), pattern.end(),
                            [](char a, char b) { return a == 'a' && b == 'a'; }),
                pattern.end());
  return pattern;
}

/// How surely a name is a cell: 2 beyond doubt, 1 perhaps, 0 not.
int doubt_of(const Sheet& sheet, const CellRow& header, const std::vector<CellRow>& rows,
             std::size_t i) {
  const std::string name = text_at(sheet, header, i);
  if (name.empty()) return 0;
  const NumberShape shape = number_shape(name);
  const std::string below = text_at(sheet, rows.front(), i);
  if (is_data(shape)) {
    const bool key = shape == NumberShape::kLeadingZero && name.size() >= 5;
    const bool same = shape == number_shape(below) && (!key || name.size() == below.size());
    return same ? (key ? 3 : 2) : 0;
  }
  if (const auto number = whole_number(name)) {
    const bool same = whole_number(below) && below.size() == name.size();
    return may_be_a_name(*number) ? 0 : same ? 2 : is_number(number_shape(below)) ? 1 : 0;
  }
  const std::string pattern = pattern_of(name);
  const bool telling = pattern.find('9') != std::string::npos && pattern != "a9" && pattern != "9";
  std::size_t alike = 0;
  std::size_t filled = 0;
  std::size_t same = 0;
  for (std::size_t row = 0; row < std::min(rows.size(), kLookedAt); ++row) {
    const std::string cell = text_at(sheet, rows[row], i);
    if (cell.empty()) continue;
    ++filled;
    if (cell == name) ++same;
    if (telling && pattern_of(cell) == pattern) ++alike;
  }
  // A column of marks repeats its name in some rows: "Krippe" where there is one.
  const bool marks = same == filled && filled < std::min(rows.size(), kLookedAt);
  if (same > 0) return marks ? 0 : 1;
  return telling && alike > 0 && 2 * alike >= filled ? 2 : 0;
}

// ---- rows of another length
// -----------------------------------------------------------------------

std::size_t filled_of(const Sheet& sheet, const CellRow& row) {
  std::size_t filled = 0;
  for (std::size_t i = 0; i < row.count; ++i) filled += text_at(sheet, row, i).empty() ? 0U : 1U;
  return filled;
}

/// At least two cells, half of them texts, and none of them a number that cannot be a name.
bool looks_like_names(const Sheet& sheet, const CellRow& row) {
  const std::size_t filled = filled_of(sheet, row);
  if (filled < 2) return false;
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < row.count; ++i) {
    const std::string cell = text_at(sheet, row, i);
    const auto number = whole_number(cell);
    if (!is_number(number_shape(cell))) continue;
    if (!number || !may_be_a_name(*number)) return false;
    ++numbers;
  }
  return 2 * numbers <= filled;
}

/// The first row of names that has as many cells as most of the next hundred; 0 if there is none.
std::uint64_t likely_header(const Sheet& sheet, const std::vector<CellRow>& rows,
                            std::size_t width) {
  std::map<std::uint32_t, std::size_t> counts;
  const std::size_t looked_at = std::min(rows.size(), kLookedAt);
  for (std::size_t i = 0; i < looked_at; ++i) ++counts[rows[i].count];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most->first <= width) return 0;
  for (std::size_t i = 0; i < looked_at; ++i) {
    if (rows[i].count == most->first && looks_like_names(sheet, rows[i])) return rows[i].line;
  }
  return 0;
}

/// Two whole numbers side by side in a row that is too long: one with a decimal comma?
bool may_be_cut_decimals(const Sheet& sheet, const CellRow& row) {
  for (std::size_t i = 1; i < row.count; ++i) {
    if (whole_number(text_at(sheet, row, i - 1)) && whole_number(text_at(sheet, row, i)))
      return true;
  }
  return false;
}

/// "H&ouml;fingen" cut behind "&ouml".
bool is_cut_letter(const Sheet& sheet, const CellRow& row) {
  for (std::size_t i = 0; i < row.count; ++i) {
    const std::string cell = text_at(sheet, row, i);
    const std::size_t at = cell.rfind('&');
    if (at == std::string::npos || cell.size() - at < 3 || cell.size() - at > 9) continue;
    if (std::all_of(cell.begin() + static_cast<std::ptrdiff_t>(at) + 1, cell.end(),
                    [](char c) { return is_letter(c) || is_digit(c) || c == '#'; })) {
      return true;
    }
  }
  return false;
}

std::string hint_for_length(const Sheet& sheet, const std::vector<CellRow>& rows, std::size_t at,
                            std::size_t width) {
  const CellRow& row = rows[at];
  const std::uint64_t to_the_end = rows.back().line - row.line + 1;
  if (is_cut_letter(sheet, row)) {
    return "letters are written as web pages write them (&ouml;), and their ; cuts the cell: have "
           "the "
           "file exported again as a table";
  }
  if (at > 0 && row.line > rows[at - 1].line + 1 && looks_like_names(sheet, row)) {
    return fmt::format(
        "a second table seems to begin there: put it into a file of its own, and read "
        "the first one with skip_footer={}",
        to_the_end);
  }
  const bool notes =
      at > 0 && std::all_of(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(),
                            [&](const CellRow& r) { return r.count < width; });
  if (notes)
    return fmt::format("if these are notes below the table, say skip_footer={}", to_the_end);
  if (const std::uint64_t header = likely_header(sheet, rows, width); header != 0) {
    return fmt::format(
        "a title seems to stand above the table: say header={}, if the names of the "
        "columns stand there",
        header);
  }
  if (row.count > width && may_be_cut_decimals(sheet, row)) {
    return "if the comma is both the decimal mark and the separator, have the file exported with ; "
           "between the cells, or with quotes around the numbers";
  }
  return "if the table has a title above or notes below it, say header= or skip_footer= "
         "(gis.layout proposes them); if a cell holds the separator, it must stand in quotes";
}

}  // namespace

void require_a_header(RawTable& table, const std::vector<CellRow>& header,
                      const std::vector<CellRow>& rows) {
  if (header.size() != 1 || rows.empty() || table.typed()) return;
  std::vector<std::string> doubtful;
  int doubts = 0;
  bool sure = false;
  for (std::uint32_t i = 0; i < header[0].count; ++i) {
    const int doubt = doubt_of(*table.sheet, header[0], rows, i);
    if (doubt == 0) continue;
    doubtful.push_back(text_at(*table.sheet, header[0], i));
    sure = sure || doubt >= 2;
    doubts += doubt;
  }
  if (doubtful.empty()) return;
  const bool none = sure && doubts >= 3;
  core::Finding finding = file_trouble(
      none ? "no_header" : "header_looks_like_data", table.file,
      none ? fmt::format("row {} does not name the columns: it looks like the rows below it ({})",
                         header[0].line, shown_row(*table.sheet, header[0]))
           : fmt::format("names of columns look like the cells below them: {}",
                         fmt::join(doubtful, ", ")),
      "if the file has no header line, say header=0: its columns are then called column_1, "
      "column_2, ...; else say in which row the names stand");
  finding.place.row = header[0].line;
  finding.details = {{"columns", fmt::format("{}", fmt::join(doubtful, ", "))}};
  if (none) throw core::InvalidInput(std::move(finding));
  table.findings.push_back(std::move(finding));
}

void drop_column_numbers(RawTable& table, std::vector<CellRow>& rows) {
  if (rows.size() < 2 || rows.front().count < 3) return;
  const Sheet& sheet = *table.sheet;
  const auto number_in = [&](const CellRow& row, std::size_t i) {
    std::string cell = text_at(sheet, row, i);
    if (cell.starts_with('(') && cell.ends_with(')')) cell = cell.substr(1, cell.size() - 2);
    return whole_number(cell);
  };
  const auto first = number_in(rows[0], 0);
  if (!first || *first > 1) return;
  for (std::size_t i = 1; i < rows[0].count; ++i) {
    const auto number = number_in(rows[0], i);
    if (!number || *number != *first + i) return;
  }
  // Keys that count the rows themselves, 1, 2, 3: then this is an area.
  const auto next = number_in(rows[1], 0);
  if (next && *next == *first + 1) return;
  core::Finding finding =
      file_trouble("column_numbers", table.file,
                   fmt::format("row {} numbers the columns ({}) and was left out", rows[0].line,
                               shown_row(sheet, rows[0])),
                   "if it is a row of data, give its area a key that is no number");
  finding.place.row = rows[0].line;
  table.findings.push_back(std::move(finding));
  rows.erase(rows.begin());
}

void require_equal_length(const RawTable& table, const std::vector<CellRow>& rows,
                          std::size_t width) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CellRow& row = rows[i];
    if (row.count == width) continue;
    core::Finding finding =
        file_trouble("row_length", table.file,
                     fmt::format("the row has {} cell(s), the header {}", row.count, width),
                     hint_for_length(*table.sheet, rows, i, width));
    finding.place.row = row.line;
    finding.details = {{"found", std::to_string(row.count)}, {"expected", std::to_string(width)}};
    throw core::InvalidInput(std::move(finding));
  }
}

void require_one_header(const RawTable& table) {
  if (table.columns.size() < 2) return;
  const std::string& first = table.columns.front().name;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table.is_number(0, row) || table.is_blank(0, row) || table.text(0, row) != first) continue;
    std::size_t same = 0;
    std::size_t filled = 0;
    bool number = false;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.is_blank(i, row)) continue;
      const std::string cell = table.text(i, row);
      ++filled;
      if (cell == table.columns[i].name) ++same;
      number = number || (is_number(number_shape(cell)) && cell != table.columns[i].name);
    }
    const bool repeated = same == filled && same > 1;
    if (!repeated && (number || filled < 2)) continue;
    core::Finding finding =
        repeated
            ? file_trouble("not_a_number", table.file,
                           fmt::format("row {} repeats the names of the columns", table.line(row)),
                           fmt::format("leave it out: leave_out={{'{}': '{}'}}", first, first))
            : file_trouble("second_table", table.file,
                           fmt::format("row {} begins with '{}' and names other columns: a second "
                                       "table seems to begin there",
                                       table.line(row), first),
                           fmt::format("put it into a file of its own, and read the first one with "
                                       "skip_footer={}",
                                       table.rows.back().line - table.line(row) + 1));
    finding.place.row = table.line(row);
    finding.place.column = first;
    finding.details = {{"found", first}, {"expected", "a row of data"}};
    throw core::InvalidInput(std::move(finding));
  }
}

}  // namespace sozialraum::gis
