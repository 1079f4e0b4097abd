#include "gis/xlsx.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "gis/gdal_guard.hpp"
#include "gis/workbook.hpp"
#include "gis/xml_reader.hpp"
#include "sozialraum/core/limits.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t kMostRows = 1'048'576;  // of a sheet
constexpr std::uint32_t kMostColumns = 16'384;

// ---- which sheet?
// ---------------------------------------------------------------------------------

const SheetEntry& choose_sheet(RawTable& table, const Workbook& book, const std::string& wanted) {
  const std::vector<SheetEntry>& sheets = book.sheets;
  std::vector<std::string> names;
  for (const SheetEntry& sheet : sheets) names.push_back(sheet.name);
  if (!wanted.empty()) {
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end()) {
      core::unknown_name("sheet", wanted, names, {.argument = "sheet", .file = table.file});
    }
    return sheets[static_cast<std::size_t>(found - names.begin())];
  }
  auto first = std::find_if(sheets.begin(), sheets.end(),
                            [](const SheetEntry& s) { return !s.hidden && !s.picture; });
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

// ---- the cells of a sheet as they come
// ------------------------------------------------------------

/// "BC12" is column 54, counted from 0; nothing if there are no letters, or too many.
std::optional<std::uint32_t> column_of(std::string_view reference) {
  std::uint32_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(c - 'A') + 1;
    if (column > kMostColumns) return std::nullopt;
  }
  if (column == 0) return std::nullopt;
  return column - 1;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Programs that indent their XML put lines around the value.
std::string_view without_white(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

std::optional<double> number_in(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// The row in "BC12"; 0 if there is none.
std::uint64_t row_of_cell(std::string_view reference) {
  const std::size_t digits = std::min(reference.find_first_of("0123456789"), reference.size());
  return whole_number(reference.substr(digits)).value_or(0);
}

/// A range of cells that look like one, from 0; rows are lines of the file.
struct Merge {
  std::uint64_t first_row = 0;
  std::uint64_t last_row = 0;
  std::uint32_t first_column = 0;
  std::uint32_t last_column = 0;
};

std::optional<Merge> merge_of(std::string_view reference) {
  const std::size_t colon = reference.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view from = reference.substr(0, colon);
  const std::string_view to = reference.substr(colon + 1);
  const auto row = [](std::string_view cell) {
    return whole_number(cell.substr(std::min(cell.find_first_of("0123456789"), cell.size())));
  };
  const auto first_column = column_of(from);
  const auto last_column = column_of(to);
  const auto first_row = row(from);
  const auto last_row = row(to);
  if (!first_column || !last_column || !first_row || !last_row) return std::nullopt;
  return Merge{*first_row, *last_row, *first_column, *last_column};
}

/// A cell that holds something, as the sheet tells it.
struct FoundCell {
  TextPiece piece{};
  double number = kNone;
  std::uint32_t column = 0;
  core::CellState state = core::CellState::kReported;  ///< as the format tells it
};

/// How many cells of which kind were told by their format, and where the first one is.
struct Counted {
  std::size_t count = 0;
  std::string first{};
};

/// All cells with content, row by row.
struct FoundCells {
  std::vector<FoundCell> cells{};
  std::vector<CellRow> rows{};  ///< first and count among `cells`
  std::vector<Merge> merges{};
  Counted footnotes{};
  Counted hidden_numbers{};
  Counted scaled_numbers{};
  Counted error_values{};
  std::vector<std::size_t> percents{};  ///< percent cells of each column
};

/// Takes the elements of a sheet in their order.
class SheetReader {
 public:
  SheetReader(const TableFile& file, const Workbook& book, Sheet& sheet)
      : file_(file), book_(book), sheet_(sheet) {
    for (const SharedText& shared : book.strings) pieces_.push_back(sheet.add_text(shared.text));
  }

  FoundCells read(const std::string& part) {
    const std::string path = member_path(file_.path, part);
    if (part.empty() || !exists(path)) damaged_spreadsheet(file_.shown, "the sheet is missing");
    read_xml(path, file_.shown,
             {.open = [&](std::string_view name, const XmlAttributes& a) { open(name, a); },
              .close = [&](std::string_view name) { close(name); },
              .text =
                  [&](std::string_view piece) {
                    if (in_value_ || in_text_) value_ += piece;
                  }});
    return std::move(found_);
  }

 private:
  void open(std::string_view name, const XmlAttributes& attributes) {
    if (name == "sheetData") in_data_ = true;
    if (name == "c" && in_data_) return open_cell(attributes);
    if (name == "row" && in_data_) return open_row(attributes);
    if (name == "col") return open_columns(attributes);
    if (name == "mergeCell") {
      if (const auto merge = merge_of(attributes["ref"])) found_.merges.push_back(*merge);
      return;
    }
    if (!in_cell_) return;
    if (name == "extLst") in_extension_ = true;
    if (in_extension_) return;
    if (name == "v") open_value();
    if (name == "f") formula_ = true;
    if (name == "t") in_text_ = true;
    if (name == "r") raised_ = false;
    if (name == "vertAlign") raised_ = attributes["val"] == "superscript";
    if (name == "rPh") in_reading_ = true;
  }

  void close(std::string_view name) {
    if (name == "sheetData") in_data_ = false;
    if (name == "extLst") in_extension_ = false;
    if (!in_cell_ || in_extension_) return;
    if (name == "v") in_value_ = false;
    if (name == "rPh") in_reading_ = false;
    if (name == "t") {
      if (!in_reading_) rich_.add(value_, raised_);
      value_.clear();
      in_text_ = false;
    }
    if (name == "c") close_cell();
  }

  void open_value() {
    if (has_value_)
      damaged_spreadsheet(file_.shown, fmt::format("the cell {} has two values", here()));
    in_value_ = has_value_ = true;
  }

  void open_columns(const XmlAttributes& attributes) {
    if (!is_true(attributes["hidden"])) return;
    const auto first = whole_number(attributes["min"]);
    const auto last = whole_number(attributes["max"]);
    if (!first || !last || *first == 0) return;
    for (std::uint64_t c = *first; c <= std::min<std::uint64_t>(*last, kMostColumns); ++c) {
      sheet_.hidden_columns.insert(static_cast<std::uint32_t>(c - 1));
    }
  }

  void open_row(const XmlAttributes& attributes) {
    const std::uint64_t previous = found_.rows.empty() ? 0 : found_.rows.back().line;
    const std::string_view stated = attributes["r"];
    const std::uint64_t line = stated.empty() ? previous + 1 : whole_number(stated).value_or(0);
    if (line <= previous || line > kMostRows) {
      damaged_spreadsheet(file_.shown, fmt::format("row {} follows row {}", stated, previous));
    }
    found_.rows.push_back(
        {.line = line, .first = found_.cells.size(), .hidden = is_true(attributes["hidden"])});
    next_column_ = 0;
  }

  void open_cell(const XmlAttributes& attributes) {
    if (found_.rows.empty()) damaged_spreadsheet(file_.shown, "a cell stands outside of all rows");
    if (in_cell_) {
      damaged_spreadsheet(file_.shown, fmt::format("a cell stands within the cell {}", here()));
    }
    reference_ = attributes["r"];
    type_ = attributes["t"];
    style_ = style_of(attributes["s"]);
    const auto column = reference_.empty() ? std::optional(next_column_) : column_of(reference_);
    const bool misplaced =
        !reference_.empty() && row_of_cell(reference_) != found_.rows.back().line;
    if (!column || *column < next_column_ || *column >= kMostColumns || misplaced) {
      damaged_spreadsheet(file_.shown, fmt::format("the cell {} is not in its place", reference_));
    }
    next_column_ = *column + 1;
    in_cell_ = true;
    formula_ = false;
    raised_ = false;
    has_value_ = false;
    value_.clear();
    rich_ = {};
  }

  /// A style that the file does not have may be that of a date or a percentage.
  std::uint64_t style_of(std::string_view style) const {
    if (style.empty()) return 0;
    const auto number = whole_number(style);
    if (!number || (*number > 0 && *number >= book_.styles.size())) {
      damaged_spreadsheet(file_.shown, fmt::format("the cell {} has the style {} of {}", here(),
                                                   style.substr(0, 20), book_.styles.size()));
    }
    return *number;
  }

  void close_cell() {
    in_cell_ = false;
    if (formula_ && value_.empty() && type_ != "str") formula_without_value();
    // Programs that cannot calculate write 0 for every result, and ask that it be calculated.
    if (formula_ && value_ == "0" && type_ != "s" && book_.to_be_calculated)
      formula_without_value();
    if (type_ == "inlineStr") return put_rich(rich_.finish());
    if (value_.empty()) return;
    if (type_ == "s") return put_shared();
    if (type_ == "str") return put_text(without_escapes(value_));
    if (type_ == "e") count(found_.error_values);
    if (type_ == "e" || type_ == "d") return put_text(value_);
    if (type_ == "b") return put_text(value_ == "1" ? "true" : "false");
    if (type_.empty() || type_ == "n") return put_number();
    damaged_spreadsheet(file_.shown, fmt::format("the cell {} is of the kind '{}', which is none",
                                                 here(), type_.substr(0, 20)));
  }

  [[nodiscard]] std::string here() const {
    return reference_.empty() ? fmt::format("{} of row {}", next_column_, found_.rows.back().line)
                              : reference_;
  }

  FoundCell& put(TextPiece piece, double number) {
    ++found_.rows.back().count;
    return found_.cells.emplace_back(
        FoundCell{.piece = piece, .number = number, .column = next_column_ - 1});
  }

  void put_text(std::string_view text) {
    if (!text.empty()) put(sheet_.add_text(text), kNone);
  }

  void count(Counted& counted) const {
    if (counted.count++ == 0) counted.first = here();
  }

  void put_rich(const SharedText& text) {
    if (text.footnote) count(found_.footnotes);
    put_text(text.text);
  }

  void put_shared() {
    const auto index = whole_number(value_);
    if (!index || *index >= pieces_.size()) {
      damaged_spreadsheet(
          file_.shown,
          book_.has_strings
              ? fmt::format("the cell {} refers to text {} of {}", here(), value_, pieces_.size())
              : fmt::format("the part with the texts of its cells (cell {}) is missing", here()));
    }
    if (book_.strings[*index].footnote) count(found_.footnotes);
    if (pieces_[*index].length > 0) put(pieces_[*index], kNone);
  }

  void put_number() {
    const auto number = number_in(without_white(value_));
    if (!number) {
      damaged_spreadsheet(file_.shown, fmt::format("the cell {} is called a number, but holds '{}'",
                                                   here(), value_.substr(0, 40)));
    }
    const bool styled = style_ < book_.styles.size() && book_.styles[style_] != Workbook::kGeneral;
    if (!styled) {
      put({}, *number);
      return;
    }
    const ShownNumber shown = book_.formats[book_.styles[style_]].show(*number);
    switch (shown.as) {
      case ShownNumber::As::kDate:
        return put_date(*number, *shown.section);
      case ShownNumber::As::kText:
        return put_text(trim(shown.section->literal));
      case ShownNumber::As::kHidden:
        return count(found_.hidden_numbers);
      case ShownNumber::As::kNumber:
        return put_shown(*number, *shown.section);
    }
  }

  /// The number as it is shown: times 100 if it is a percentage, without a rounding error.
  void put_shown(double number, const FormatSection& section) {
    if (section.percent) {
      // The shortest text that reads back as the number, with its point moved: 0.07 gives 7.
      const std::string shortest = fmt::format("{}", number);
      const bool plain = shortest.find('e') == std::string::npos;
      number = (plain ? number_in(shortest + "e2") : std::nullopt).value_or(number * 100);
      if (found_.percents.size() < next_column_) found_.percents.resize(next_column_, 0);
      ++found_.percents[next_column_ - 1];
    }
    const bool whole = number >= 0 && number < 1e15 && number == std::floor(number);
    if (section.padded > 0 && whole) {  // a key: 3226 that is shown as 03226
      const std::string shown = fmt::format("{:0{}.0f}", number, section.padded);
      if (shown.starts_with('0') && shown.size() > 1) return put_text(shown);
    }
    if (section.bound) return put_text(fmt::format("{} {}", trim(section.literal), number));
    if (section.scale > 0 && number != 0) count(found_.scaled_numbers);
    if (section.footnote) count(found_.footnotes);
    put({}, number).state = state_of(section, number);
  }

  static core::CellState state_of(const FormatSection& section, double number) {
    using core::CellState;
    switch (section.flag) {
      case 'p':
        return CellState::kProvisional;
      case 'r':
        return CellState::kRevised;
      case 's':
        return CellState::kEstimated;
      default:
        return section.brackets && number >= 0 ? CellState::kLimited : CellState::kReported;
    }
  }

  void put_date(double number, const FormatSection& section) {
    const auto text = date_text(number, book_.from_1904, section);
    if (text) return put_text(*text);
    core::Finding finding =
        file_trouble("bad_date", file_.shown,
                     fmt::format("the cell {} has the format of a date, but {} is none", here(),
                                 value_.substr(0, 40)),
                     "give the cell the format of a number, or correct it");
    finding.place.row = found_.rows.back().line;
    finding.place.column = reference_;
    throw core::InvalidInput(std::move(finding));
  }

  [[noreturn]] void formula_without_value() const {
    core::Finding finding = file_trouble(
        "formula_without_value", file_.shown,
        fmt::format("the cell {} holds a formula, but not its result", here()),
        "open the file in a spreadsheet program and save it, so that it is calculated");
    finding.place.row = found_.rows.back().line;
    finding.place.column = reference_;
    throw core::InvalidInput(std::move(finding));
  }

  const TableFile& file_;
  const Workbook& book_;
  Sheet& sheet_;
  std::vector<TextPiece> pieces_{};
  FoundCells found_{};
  std::string reference_{};
  std::string type_{};
  std::string value_{};
  RichText rich_{};
  std::uint64_t style_ = 0;
  std::uint32_t next_column_ = 0;
  bool in_data_ = false;
  bool in_cell_ = false;
  bool in_extension_ = false;
  bool in_value_ = false;
  bool has_value_ = false;
  bool in_text_ = false;
  bool in_reading_ = false;
  bool formula_ = false;
  bool raised_ = false;
};

// ---- one grid of cells
// ----------------------------------------------------------------------------

/// For each column of the sheet, its place among those that hold anything.
struct UsedColumns {
  std::vector<std::uint32_t> place{};  ///< kUnused if empty
  std::vector<std::uint32_t> used{};   ///< the columns, in order
  static constexpr std::uint32_t kUnused = 0xFFFFFFFF;
};

UsedColumns used_columns(const FoundCells& found) {
  UsedColumns columns{.place = std::vector(kMostColumns, UsedColumns::kUnused)};
  for (const FoundCell& cell : found.cells) columns.place[cell.column] = 0;
  for (std::uint32_t i = 0; i < kMostColumns; ++i) {
    if (columns.place[i] == UsedColumns::kUnused) continue;
    columns.place[i] = static_cast<std::uint32_t>(columns.used.size());
    columns.used.push_back(i);
  }
  return columns;
}

/// Every row gets a cell for each used column.
std::vector<CellRow> lay_out(const FoundCells& found, const UsedColumns& columns,
                             const std::string& shown, Sheet& sheet) {
  const std::uint64_t width = columns.used.size();
  const std::uint64_t total = width * found.rows.size();
  const std::uint64_t small = 1'000'000;
  core::require_at_most(total,
                        std::max(small, found.cells.size() * core::kLimits.empty_cells_per_cell),
                        "empty cells between its cells", shown);
  sheet.cells.resize(total);
  sheet.numbers.assign(total, kNone);
  sheet.file_positions = columns.used;
  std::vector<CellRow> rows = found.rows;
  for (std::uint64_t r = 0; r < rows.size(); ++r) {
    rows[r].first = r * width;
    rows[r].count = static_cast<std::uint32_t>(width);
    for (std::uint64_t k = 0; k < found.rows[r].count; ++k) {
      const FoundCell& cell = found.cells[found.rows[r].first + k];
      const std::uint64_t at = r * width + columns.place[cell.column];
      sheet.cells[at] = cell.piece;
      sheet.numbers[at] = cell.number;
      if (cell.state != core::CellState::kReported) sheet.states.emplace(at, cell.state);
    }
  }
  return rows;
}

/// The last row of the header: with header=1 the first rows may be empty.
std::uint64_t last_header_line(const std::vector<CellRow>& rows, const TableOptions& options) {
  if (options.header == 0) return 0;
  const auto first = std::find_if(rows.begin(), rows.end(), [&](const CellRow& row) {
    return row.line >= options.header && (options.header > 1 || row.count > 0);
  });
  return first == rows.end() ? 0 : first->line + options.header_rows - 1;
}

bool is_text(const Sheet& sheet, std::uint64_t cell) {
  return std::isnan(sheet.numbers[cell]) && sheet.cells[cell].length > 0;
}

/// Cells that are merged look like one, but only the first holds the text. A name that is merged
/// over columns holds for all of them; below the header, a text that is merged over rows holds for
/// all of them. A number does not: it may be the sum of the rows.
class MergeFiller {
 public:
  MergeFiller(RawTable& table, Sheet& sheet, const std::vector<CellRow>& rows,
              const UsedColumns& columns)
      : table_(table), sheet_(sheet), rows_(rows), columns_(columns) {}

  void fill(const std::vector<Merge>& merges, std::uint64_t last_header) {
    for (const Merge& merge : merges) {
      const auto row = row_of(merge.first_row);
      if (row == rows_.end() || row->line != merge.first_row) continue;
      if (columns_.place[merge.first_column] == UsedColumns::kUnused) continue;
      if (merge.first_row <= last_header) {
        sheet_.header_spans_told = true;
        across(*row, merge);
      } else if (merge.last_row > merge.first_row) {
        down(row, merge);
      }
    }
    report_numbers();
  }

 private:
  using Row = std::vector<CellRow>::const_iterator;

  [[nodiscard]] Row row_of(std::uint64_t line) const {
    return std::lower_bound(rows_.begin(), rows_.end(), line,
                            [](const CellRow& row, std::uint64_t l) { return row.line < l; });
  }

  [[nodiscard]] std::uint64_t at(const CellRow& row, std::uint32_t column) const {
    return row.first + columns_.place[column];
  }

  void copy(std::uint64_t from, std::uint64_t to) {
    if (std::isnan(sheet_.numbers[to]) && sheet_.cells[to].length == 0) {
      sheet_.cells[to] = sheet_.cells[from];
    }
  }

  void across(const CellRow& row, const Merge& merge) {
    const std::uint64_t from = at(row, merge.first_column);
    if (!is_text(sheet_, from)) return;
    for (std::uint32_t c = merge.first_column + 1; c <= merge.last_column; ++c) {
      if (columns_.place[c] != UsedColumns::kUnused) copy(from, at(row, c));
    }
  }

  void down(Row row, const Merge& merge) {
    const std::uint64_t from = at(*row, merge.first_column);
    if (!is_text(sheet_, from)) {
      if (!std::isnan(sheet_.numbers[from])) lines_.push_back(row->line);
      return;
    }
    for (++row; row != rows_.end() && row->line <= merge.last_row; ++row) {
      copy(from, at(*row, merge.first_column));
    }
  }

  void report_numbers() {
    if (lines_.empty()) return;
    core::Finding finding = file_trouble(
        "merged_numbers", table_.file,
        fmt::format("{} number(s) are merged over several rows, the first in row {}; they were "
                    "read for their first row only",
                    lines_.size(), lines_.front()),
        "split the cells, and say what each row has");
    finding.place.row = lines_.front();
    table_.findings.push_back(std::move(finding));
  }

  RawTable& table_;
  Sheet& sheet_;
  const std::vector<CellRow>& rows_;
  const UsedColumns& columns_;
  std::vector<std::uint64_t> lines_{};
};

/// Cells may share one long text, merged ones too: the file is small, the table is not.
void require_modest_texts(const Sheet& sheet, const std::string& shown) {
  std::uint64_t bytes = 0;
  for (const TextPiece& piece : sheet.cells) bytes += piece.length;
  const std::uint64_t small = 64ULL << 20;
  core::require_at_most(bytes, std::max(small, sheet.cells.size() * core::kLimits.text_per_cell),
                        "bytes of text in its cells", shown);
}

// ---- what was made of the formats
// -----------------------------------------------------------------

void report_counted(RawTable& table, const Counted& counted, std::string code, std::string message,
                    std::string hint) {
  if (counted.count == 0) return;
  core::Finding finding = file_trouble(
      std::move(code), table.file,
      fmt::format("{} cell(s), the first is {}, {}", counted.count, counted.first, message),
      std::move(hint));
  finding.details = {{"count", std::to_string(counted.count)}, {"first", counted.first}};
  table.findings.push_back(std::move(finding));
}

/// Percentages are read as they are shown. A column of some percentages and some plain numbers is
/// doubtful: 12.5 % beside 0.125.
void report_percents(RawTable& table, const FoundCells& found) {
  std::vector<std::string> all;
  std::vector<std::string> some;
  for (const RawColumn& column : table.columns) {
    const std::uint32_t place = column.file_position - 1;
    if (place >= found.percents.size() || found.percents[place] == 0) continue;
    std::size_t numbers = 0;
    for (const CellRow& row : table.rows) {
      if (!std::isnan(table.sheet->numbers[row.first + column.position])) ++numbers;
    }
    (found.percents[place] < numbers ? some : all).push_back(column.name);
  }
  const auto tell = [&](const std::vector<std::string>& columns, core::Severity severity,
                        std::string_view message, std::string hint) {
    if (columns.empty()) return;
    core::Finding finding = file_note("percent_format", table.file,
                                      fmt::format("{}: {}", message, fmt::join(columns, ", ")));
    finding.severity = severity;
    finding.hint = std::move(hint);
    finding.place.column = columns.front();
    finding.details = {{"columns", fmt::format("{}", fmt::join(columns, ", "))}};
    table.findings.push_back(std::move(finding));
  };
  tell(all, core::Severity::kNote, "cells shown as percent were read as shown, 12.5 for 12.5 %",
       "");
  tell(some, core::Severity::kWarning,
       "only some numbers of the column are shown as percent; these were read as shown, 12.5 for "
       "12.5 %, the others as they are",
       "give the whole column one format");
}

void report_hidden_columns(RawTable& table) {
  std::vector<std::string> hidden;
  for (const RawColumn& column : table.columns) {
    if (table.sheet->hidden_columns.contains(column.file_position - 1)) {
      hidden.push_back(column.name);
    }
  }
  if (hidden.empty()) return;
  core::Finding finding = file_trouble(
      "hidden_columns", table.file,
      fmt::format("{} column(s) are hidden in the sheet, and were read as all others: {}",
                  hidden.size(), fmt::join(hidden, ", ")),
      "show them in the spreadsheet and check whether they belong to the table");
  finding.place.column = hidden.front();
  finding.details = {{"columns", fmt::format("{}", fmt::join(hidden, ", "))}};
  table.findings.push_back(std::move(finding));
}

}  // namespace

RawTable read_raw_xlsx(const TableFile& file, const TableOptions& options) {
  RawTable table{.file = file.shown};
  const Workbook book = read_workbook(file);
  const SheetEntry& entry = choose_sheet(table, book, options.sheet);
  auto sheet = std::make_shared<Sheet>();
  FoundCells found = SheetReader(file, book, *sheet).read(entry.part);
  const UsedColumns columns = used_columns(found);
  const std::uint64_t last_header = last_header_line(found.rows, options);
  std::vector<CellRow> rows = lay_out(found, columns, file.shown, *sheet);
  found.cells = {};
  MergeFiller(table, *sheet, rows, columns).fill(found.merges, last_header);
  require_modest_texts(*sheet, file.shown);
  table.sheet = sheet;
  if (columns.used.empty()) {
    rows.clear();
    refuse_empty_sheet(file.shown, entry.name, book.sheets);
  }
  arrange(table, std::move(rows), options);
  report_counted(table, found.footnotes, "footnote_marks",
                 "held a raised mark of a footnote, which was taken off",
                 "look up what the footnotes say");
  report_counted(table, found.hidden_numbers, "hidden_numbers",
                 "hold a number that their format does not show; they were read as empty",
                 "ask the office what is meant, or give the cells the format of a number");
  report_counted(table, found.scaled_numbers, "scaled_numbers",
                 "leave out thousands or millions of what they hold; the whole number was read",
                 "check that the name of the column does not say 'in thousands'");
  report_counted(table, found.error_values, "error_values",
                 "hold the error of a formula, such as #N/A or #DIV/0!, instead of a result",
                 "correct the formula, or say what it means with signs=");
  report_percents(table, found);
  report_hidden_columns(table);
  return table;
}

}  // namespace sozialraum::gis
