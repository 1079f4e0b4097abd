#include "sozialraum/gis/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <regex>
#include <set>
#include <unordered_map>

#include "gis/gdal_guard.hpp"
#include "gis/raw_table.hpp"
#include "gis/table_doubts.hpp"
#include "gis/table_keys.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/spelling.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

using core::CellState;
using Names = std::set<std::string, std::less<>>;

/// What a column of the 2022 census is called that says of each row how good its values are.
constexpr std::string_view kZensusSigns = "werterlaeuternde_zeichen";

Names spelled(const std::vector<std::string>& names) {
  Names result;
  for (const std::string& name : names) result.insert(core::one_spelling(name));
  return result;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

// ---- what the cells of a column look like
// ------------------------------------------------------------

using Row = std::optional<std::size_t>;

/// Shapes of the cells of a column, with the first row of each that matters.
struct Shapes {
  bool numbers = false;
  bool texts = false;
  bool leading_zero = false;
  Row point{};
  Row comma{};
  Row ambiguous{};
};

std::optional<CellState> extra_sign(const TableOptions& options, std::string_view text) {
  if (options.signs.empty()) return std::nullopt;
  const auto found = options.signs.find(core::one_spelling(trim(text)));
  if (found == options.signs.end()) return std::nullopt;
  return found->second;
}

void remember(Row& first, std::size_t row) {
  if (!first) first = row;
}

void take_shape(Shapes& shapes, NumberShape shape, std::size_t row) {
  switch (shape) {
    case NumberShape::kEmpty:
    case NumberShape::kSign:
      return;
    case NumberShape::kText:
      shapes.texts = true;
      return;
    case NumberShape::kLeadingZero:
      shapes.leading_zero = true;
      return;
    case NumberShape::kPlain:
      break;
    case NumberShape::kDecimalPoint:
      remember(shapes.point, row);
      break;
    case NumberShape::kDecimalComma:
      remember(shapes.comma, row);
      break;
    case NumberShape::kAmbiguousPoint:
    case NumberShape::kAmbiguousComma:
      remember(shapes.ambiguous, row);
      break;
  }
  shapes.numbers = true;
}

Shapes shapes_of(const RawTable& table, std::size_t column, const TableOptions& options) {
  Shapes shapes;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table.is_number(column, row)) {
      shapes.numbers = true;
      continue;
    }
    const std::string_view cell = table.cell(column, row);
    if (cell.empty() || extra_sign(options, cell)) continue;
    take_shape(shapes, number_shape(cell), row);
  }
  return shapes;
}

// ---- which columns, and of which type -----------------------------------------------------------

/// One chosen column: is it text?
struct Choice {
  std::size_t column = 0;
  bool text = false;
  Shapes shapes{};
};

std::unordered_map<std::string_view, std::size_t> places_of(const RawTable& table) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < table.columns.size(); ++i) places.emplace(table.columns[i].name, i);
  return places;
}

std::vector<std::size_t> chosen_columns(const RawTable& table, const TableOptions& options,
                                        const Typing& typing) {
  std::vector<std::size_t> chosen;
  for (const std::string& name : options.text_columns) {
    static_cast<void>(table.find(name, "text_columns"));
  }
  if (options.columns.empty()) {
    Names left_out = spelled(typing.but_not);
    if (options.grid.size == 0) left_out.insert(core::one_spelling(options.key));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (!left_out.contains(table.columns[i].name)) chosen.push_back(i);
    }
    return chosen;
  }
  const auto places = places_of(table);
  Names seen;
  const auto take = [&](const std::string& name, const char* argument) {
    const std::string wanted = core::one_spelling(name);
    if (!seen.insert(wanted).second) return;
    const auto place = places.find(wanted);
    chosen.push_back(place == places.end() ? table.find(name, argument) : place->second);
  };
  for (const std::string& name : options.columns) take(name, "columns");
  for (const std::string& name : options.text_columns) take(name, "text_columns");
  return chosen;
}

/// Runs `work` for each choice, on all cores; the first trouble in the order of the columns counts.
void for_each_choice(std::vector<Choice>& choices, const std::function<void(std::size_t)>& work) {
  std::vector<std::exception_ptr> troubles(choices.size());
  core::parallel_for(choices.size(), 1, {}, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      try {
        work(i);
      } catch (...) {
        troubles[i] = std::current_exception();
      }
    }
  });
  for (const std::exception_ptr& trouble : troubles) {
    if (trouble) std::rethrow_exception(trouble);
  }
}

std::vector<Choice> choose(RawTable& table, const TableOptions& options, const Typing& typing) {
  const Names asked = spelled(options.text_columns);
  std::vector<Choice> choices;
  for (const std::size_t i : chosen_columns(table, options, typing)) {
    const bool signs = table.columns[i].quality && options.columns.empty();
    choices.push_back({.column = i, .text = signs || asked.contains(table.columns[i].name)});
  }
  for_each_choice(choices, [&](std::size_t i) {
    if (!choices[i].text) choices[i].shapes = shapes_of(table, choices[i].column, options);
  });
  std::vector<std::string> taken_as_text;
  for (Choice& choice : choices) {
    const Shapes& shapes = choice.shapes;
    const bool like_text = shapes.leading_zero || (shapes.texts && !shapes.numbers);
    if (choice.text || !options.columns.empty() || !like_text) continue;
    choice.text = true;
    taken_as_text.push_back(table.columns[choice.column].name);
  }
  if (!taken_as_text.empty()) {
    core::Finding finding =
        file_note("text_columns", table.file,
                  fmt::format("{} column(s) hold no numbers and were taken as text: {}",
                              taken_as_text.size(), fmt::join(taken_as_text, ", ")));
    finding.details = {{"columns", fmt::format("{}", fmt::join(taken_as_text, ", "))}};
    table.findings.push_back(std::move(finding));
  }
  return choices;
}

// ---- decimal mark -------------------------------------------------------------------------------

/// Where a shape of number was seen first.
struct Witness {
  std::size_t column = 0;
  std::size_t row = 0;
};

std::string shown(const RawTable& table, const Witness& at) {
  return fmt::format("'{}' in row {}, column {}", table.text(at.column, at.row), table.line(at.row),
                     table.columns[at.column].name);
}

struct DecimalEvidence {
  std::optional<Witness> point{};
  std::optional<Witness> comma{};
  std::optional<Witness> ambiguous{};
};

DecimalEvidence gather(const std::vector<Choice>& choices) {
  DecimalEvidence evidence;
  const auto take = [](std::optional<Witness>& witness, std::size_t column, const Row& row) {
    if (row && !witness) witness = Witness{column, *row};
  };
  for (const Choice& choice : choices) {
    if (choice.text) continue;
    take(evidence.point, choice.column, choice.shapes.point);
    take(evidence.comma, choice.column, choice.shapes.comma);
    take(evidence.ambiguous, choice.column, choice.shapes.ambiguous);
  }
  return evidence;
}

[[noreturn]] void ask_for_decimal(const RawTable& table, std::string code, const Witness& at,
                                  std::string message) {
  core::Finding finding = file_trouble(
      std::move(code), table.file, std::move(message),
      "say decimal=',' or decimal='.'; beside decimal points write thousands without a mark");
  finding.place.row = table.line(at.row);
  finding.place.column = table.columns[at.column].name;
  finding.details = {{"found", table.text(at.column, at.row)}};
  throw core::InvalidInput(std::move(finding));
}

char decimal_of(RawTable& table, const std::vector<Choice>& choices, const TableOptions& options) {
  if (options.decimal != '\0') return options.decimal;
  const DecimalEvidence evidence = gather(choices);
  if (evidence.point && evidence.comma) {
    ask_for_decimal(table, "mixed_decimals", *evidence.comma,
                    fmt::format("decimal comma and decimal point are mixed: {}, but {}",
                                shown(table, *evidence.comma), shown(table, *evidence.point)));
  }
  if (!evidence.point && !evidence.comma) {
    if (evidence.ambiguous) {
      ask_for_decimal(table, "ambiguous_number", *evidence.ambiguous,
                      fmt::format("'{}' may be a number with thousands or one with three decimals; "
                                  "no other cell tells which",
                                  table.text(evidence.ambiguous->column, evidence.ambiguous->row)));
    }
    return '.';
  }
  const bool comma = evidence.comma.has_value();
  core::Finding finding = file_note(
      "decimal", table.file,
      fmt::format("the decimal mark is {} (detected from {})", comma ? "a comma" : "a point",
                  shown(table, comma ? *evidence.comma : *evidence.point)));
  finding.details = {{"decimal", comma ? "," : "."}};
  table.findings.push_back(std::move(finding));
  return comma ? ',' : '.';
}

/// A column in which every marked number looks like 17.511 is doubtful even when the mark is known:
/// thousands may have been written in one column and decimals in another. German offices write
/// thousands with a point, so such a column beside a detected decimal point is asked about; a comma
/// for thousands they never write, so beside a decimal comma, or if the user said the mark, it is
/// only told.
void doubt_thousands_like(RawTable& table, const std::vector<Choice>& choices, char decimal,
                          bool ask) {
  std::vector<std::string> columns;
  std::optional<Witness> first;
  for (const Choice& choice : choices) {
    const Shapes& shapes = choice.shapes;
    if (choice.text || !shapes.ambiguous || shapes.point || shapes.comma) continue;
    const Witness witness{choice.column, *shapes.ambiguous};
    const std::string_view cell = table.cell(witness.column, witness.row);
    const NumberShape as_decimal =
        decimal == ',' ? NumberShape::kAmbiguousComma : NumberShape::kAmbiguousPoint;
    if (number_shape(cell) != as_decimal) continue;
    if (!first) first = witness;
    columns.push_back(table.columns[choice.column].name);
  }
  if (columns.empty()) return;
  if (ask && decimal == '.') {
    ask_for_decimal(table, "ambiguous_number", *first,
                    fmt::format("'{}' may be a number with thousands or one with three decimals, "
                                "and so may all of its column; other columns have decimal points",
                                table.text(first->column, first->row)));
  }
  core::Finding finding = file_trouble(
      "looks_like_thousands", table.file,
      fmt::format("{} column(s) hold only numbers with three digits after the mark, such as {}; "
                  "they were read as decimals: {}",
                  columns.size(), shown(table, *first), fmt::join(columns, ", ")),
      "if they are thousands, write them without the mark");
  finding.place.column = columns.front();
  finding.details = {{"found", table.text(first->column, first->row)},
                     {"columns", fmt::format("{}", fmt::join(columns, ", "))}};
  table.findings.push_back(std::move(finding));
}

// ---- cells --------------------------------------------------------------------------------------

bool is_of_degrees(std::string_view text) { return text.find("\xC2\xB0") != text.npos; }

std::string mend_text(std::string_view text) {
  static const std::regex date(
      R"(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(\d{4}|\d\d)?|)"
      R"(\d{1,2}\. ?(Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez).*)");
  if (std::regex_match(std::string(text), date)) {
    return "spreadsheets make dates of entries such as 1-2; set the column to text and type it "
           "again";
  }
  if (text == "*") return "if it hides small numbers, say signs={'*': CellState.SECRET}";
  if (text.ends_with('-') && text.size() > 1 &&
      text.find_first_not_of("0123456789., -") == text.npos) {
    return "if the minus behind the number is its sign, as some programs write it, put it in front";
  }
  if (is_of_degrees(text)) {
    return "write degrees as decimal numbers, with north and east positive: 9.25 instead of "
           "9\xC2\xB0"
           "15' O";
  }
  if (has_unit(text)) {
    return "take the sign, unit or word out of the cell; if the column is text, name it in "
           "text_columns";
  }
  return fmt::format(
      "correct the cell; if the column is text, name it in text_columns; if the text means a "
      "missing value, name it: signs={{'{}': CellState.NO_VALUE}}",
      text.substr(0, 20));
}

bool no_number_in(const RawTable& table, std::size_t row) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.is_number(i, row)) return false;
    const NumberShape shape = number_shape(table.cell(i, row));
    if (shape != NumberShape::kText && shape != NumberShape::kEmpty) return false;
  }
  return true;
}

[[noreturn]] void not_a_number(const RawTable& table, const Witness& at, char decimal) {
  const std::string text = table.text(at.column, at.row);
  std::size_t most = std::min<std::size_t>(text.size(), 200);
  while (most < text.size() && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80) --most;
  const std::string quoted = text.substr(0, most) + (most < text.size() ? "..." : "");
  core::Finding finding = file_trouble(
      "not_a_number", table.file,
      fmt::format("'{}' is not a number (decimal mark '{}')", quoted, decimal), mend_text(text));
  if (number_shape(text) == NumberShape::kLeadingZero) {
    finding.message = fmt::format("'{}' looks like a key, not like a number", text);
    finding.hint = "name the column in text_columns";
  }
  const std::string& name = table.columns[at.column].name;
  if (text == name) {
    finding.message = fmt::format("row {} repeats the names of the columns", table.line(at.row));
    finding.hint = fmt::format("leave it out: leave_out={{'{}': '{}'}}", name, name);
  } else if (at.row == 0 && table.columns.size() > 2 && text != "*" && !has_unit(text) &&
             !is_of_degrees(text) && no_number_in(table, 0)) {
    finding.hint = fmt::format(
        "no cell of this row is a number: if it holds units or more of the names, say the rows of "
        "the header: header=({}, {})",
        std::max<std::uint64_t>(table.line(0), 2) - 1, table.line(0));
  }
  finding.place.row = table.line(at.row);
  finding.place.column = name;
  finding.details = {{"found", text}, {"expected", "a number or an official sign"}};
  throw core::InvalidInput(std::move(finding));
}

/// What is read from the cells of one column.
struct Cells {
  std::vector<double> values{};
  std::vector<CellState> states{};
  std::size_t footnotes = 0;
  std::size_t first_footnote = 0;  ///< row
  std::size_t dashes = 0;          ///< that were read as no value
  bool nothing = false;            ///< a cell in the state kNothing
};

/// How the texts of this table's cells are meant.
struct Meaning {
  char decimal = '.';
  bool dash_is_no_value = false;  ///< as in the grid of the 2022 census
};

OfficialCell cell_of(const RawTable& table, const Witness& at, const Meaning& meaning,
                     const TableOptions& options) {
  if (table.is_number(at.column, at.row)) {
    const auto state = table.sheet->states.find(table.at(at.column, at.row));
    return {table.number(at.column, at.row),
            state == table.sheet->states.end() ? CellState::kReported : state->second};
  }
  const std::string_view text = table.cell(at.column, at.row);
  if (const auto state = extra_sign(options, text)) {
    return {*state == CellState::kNothing ? 0.0 : std::nan(""), *state};
  }
  const auto cell = parse_official_cell(text, meaning.decimal);
  if (!cell || std::isinf(cell->value)) not_a_number(table, at, meaning.decimal);
  return *cell;
}

/// True if the caller said what this text means.
bool stated(const RawTable& table, const Witness& at, const TableOptions& options) {
  return extra_sign(options, table.cell(at.column, at.row)).has_value();
}

void apply_missing_codes(Cells& cells, const TableOptions& options) {
  if (options.missing_codes.empty()) return;
  for (std::size_t row = 0; row < cells.values.size(); ++row) {
    if (std::isnan(cells.values[row])) continue;  // NaN is no code
    const auto code = options.missing_codes.find(cells.values[row]);
    if (code == options.missing_codes.end()) continue;
    cells.values[row] = std::nan("");
    cells.states[row] = code->second;
  }
}

/// Where "-" is exactly nothing, "0" is something: less than half of the unit.
void tell_zeros_apart(Cells& cells) {
  if (!cells.nothing) return;
  for (std::size_t row = 0; row < cells.values.size(); ++row) {
    if (cells.values[row] == 0.0 && cells.states[row] == CellState::kReported) {
      cells.states[row] = CellState::kBelowHalfUnit;
    }
  }
}

Cells read_cells(const RawTable& table, std::size_t column, const Meaning& meaning,
                 const TableOptions& options) {
  Cells cells;
  cells.values.resize(table.size());
  cells.states.resize(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) {
    OfficialCell cell = cell_of(table, {column, row}, meaning, options);
    if (meaning.dash_is_no_value && cell.state == CellState::kNothing &&
        !stated(table, {column, row}, options)) {
      cell = {std::nan(""), CellState::kNoValue};
      ++cells.dashes;
    }
    cells.values[row] = cell.value;
    cells.states[row] = cell.state;
    cells.nothing = cells.nothing || cell.state == CellState::kNothing;
    if (cell.footnote && cells.footnotes++ == 0) cells.first_footnote = row;
  }
  apply_missing_codes(cells, options);
  tell_zeros_apart(cells);
  return cells;
}

std::vector<std::string> text_column(const RawTable& table, std::size_t i) {
  std::vector<std::string> cells;
  cells.reserve(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) cells.push_back(table.text(i, row));
  return cells;
}

// ---- signs of the 2022 census
// -------------------------------------------------------------------------

/// "Werterläuternde Zeichen" is werterlaeuternde_zeichen.
std::string without_umlauts(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view two = text.substr(i, 2);
    const std::string_view plain = two == "\xC3\xA4"   ? "ae"
                                   : two == "\xC3\xB6" ? "oe"
                                   : two == "\xC3\xBC" ? "ue"
                                                       : "";
    if (plain.empty()) {
      result += text[i] == ' ' || text[i] == '-' ? '_' : text[i];
    } else {
      result += plain;
      ++i;
    }
  }
  return result;
}

/// The column that explains the values of its row; nothing if there is none.
std::optional<std::size_t> signs_column(const RawTable& table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (without_umlauts(lower(table.columns[i].name)) == kZensusSigns) return i;
  }
  return std::nullopt;
}

/// In the grid of the census a dash stands for cells without a value, or with one that is kept
/// secret, not for a true zero.
bool dash_is_no_value(const RawTable& table, const TableOptions& options) {
  const bool grid = options.kind == core::CodeKind::kGridCell || options.grid.size != 0;
  return grid || signs_column(table).has_value();
}

/// KLAMMERN: the values of this row are of limited value.
void mark_limited(const RawTable& table, std::vector<Cells>& columns, RawTable& told) {
  const auto signs = signs_column(table);
  if (!signs) return;
  std::size_t rows = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (lower(table.text(*signs, row)) != "klammern") continue;
    ++rows;
    for (Cells& cells : columns) {
      if (!cells.values.empty() && cells.states[row] == CellState::kReported) {
        cells.states[row] = CellState::kLimited;
      }
    }
  }
  core::Finding finding = file_note(
      "signs_of_values", table.file,
      fmt::format("the column {} says KLAMMERN of {} row(s): their values are of limited value",
                  table.columns[*signs].name, rows));
  finding.details = {{"rows", std::to_string(rows)}};
  told.findings.push_back(std::move(finding));
}

void report_dashes(TableResult& result, const std::string& file,
                   const std::vector<Cells>& columns) {
  std::size_t count = 0;
  for (const Cells& cells : columns) count += cells.dashes;
  if (count == 0) return;
  result.findings.push_back(file_trouble(
      "dash_read_as_no_value", file,
      fmt::format("{} cell(s) without a value: in tables of the census grid a dash is no true zero",
                  count),
      "if it is, say signs={'-': CellState.NOTHING}, with the dash as it stands in the file"));
}

void report_footnotes(TableResult& result, const RawTable& table,
                      const std::vector<Choice>& choices, const std::vector<Cells>& columns) {
  std::size_t count = 0;
  std::string first;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].footnotes == 0) continue;
    if (count == 0) first = shown(table, {choices[i].column, columns[i].first_footnote});
    count += columns[i].footnotes;
  }
  if (count == 0) return;
  core::Finding finding = file_trouble(
      "footnote_marks", table.file,
      fmt::format("{} number(s) held a mark of a footnote, which was taken off; the first is {}",
                  count, first),
      "look up what the footnotes say");
  finding.details = {{"count", std::to_string(count)}};
  result.findings.push_back(std::move(finding));
}

void require_sound_options(const TableOptions& options) {
  if (options.key.empty() && options.grid.size == 0) {
    core::invalid_argument("key", "is missing: which column holds the keys of the areas?",
                           "name it, or say with grid= how the cells of a grid are named");
  }
  if (!options.key.empty() && options.grid.size != 0) {
    core::invalid_argument("key", "stands beside a grid; the cells of a grid have their own keys",
                           "leave one of them out");
  }
  if (options.decimal != '\0' && options.decimal != '.' && options.decimal != ',') {
    core::invalid_argument("decimal", fmt::format("is '{}'", options.decimal), "use '.' or ','");
  }
  if (std::string_view("\0;,\t|", 5).find(options.separator) == std::string_view::npos) {
    core::invalid_argument("separator", fmt::format("is '{}'", options.separator),
                           "use one of ; , tab |");
  }
  if (options.long_form.names.empty() != options.long_form.values.empty()) {
    core::invalid_argument("long_form", "needs two columns: the names and the values");
  }
  if (!options.long_form.names.empty() && options.grid.size != 0) {
    core::invalid_argument("long_form", "needs a key column", "name it with key=");
  }
  const bool no_number = std::any_of(options.missing_codes.begin(), options.missing_codes.end(),
                                     [](const auto& code) { return std::isnan(code.first); });
  if (no_number) {
    core::invalid_argument("missing_codes", "names NaN, which is no number of a table",
                           "leave it out: empty cells are missing anyway");
  }
  const auto missing = [](const auto& codes) {
    return std::all_of(codes.begin(), codes.end(),
                       [](const auto& entry) { return !core::has_value(entry.second); });
  };
  if (!missing(options.missing_codes)) {
    core::invalid_argument("missing_codes", "names a state that carries a number",
                           "use a state without value, such as NO_VALUE or SUPPRESSED");
  }
  for (const auto& [sign, state] : options.signs) {
    if (core::has_value(state) && state != CellState::kNothing) {
      core::invalid_argument("signs", fmt::format("gives '{}' a state that carries a number", sign),
                             "use NOTHING or a state without value");
    }
  }
}

/// Numbers and states of all chosen columns that are no text.
std::vector<Cells> read_all(const RawTable& table, std::vector<Choice>& choices,
                            const Meaning& meaning, const TableOptions& options) {
  std::vector<Cells> columns(choices.size());
  for_each_choice(choices, [&](std::size_t i) {
    if (!choices[i].text) columns[i] = read_cells(table, choices[i].column, meaning, options);
  });
  return columns;
}

void report_all(TableResult& result, const std::string& file, const TableOptions& options,
                const Typing& typing) {
  report_states(result, file);
  report_empty_columns(result, file);
  report_suspected_codes(result, file, options);
  report_numbers_in_texts(result, file, options);
  report_doubtful_dashes(result, file);
  if (typing.rows == RowsAre::kAreas) report_rows_that_are_no_areas(result, file);
}

}  // namespace

TableResult type_table(RawTable table, const TableOptions& options,
                       std::vector<core::AreaCode> codes, const Typing& typing) {
  std::vector<Choice> choices = choose(table, options, typing);
  const Meaning meaning{.decimal = decimal_of(table, choices, options),
                        .dash_is_no_value = dash_is_no_value(table, options)};
  const bool ask = options.decimal == '\0' && typing.thousands == ThousandsLike::kAsk;
  doubt_thousands_like(table, choices, meaning.decimal, ask);
  std::vector<Cells> columns = read_all(table, choices, meaning, options);
  mark_limited(table, columns, table);
  TableResult result{.table = core::AreaTable(std::move(codes))};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string& name = table.columns[choices[i].column].name;
    if (choices[i].text) {
      result.table.add_text(name, text_column(table, choices[i].column));
    } else {
      result.table.add(
          core::Column(name, std::move(columns[i].values), std::move(columns[i].states)));
    }
  }
  result.findings = std::move(table.findings);
  report_footnotes(result, table, choices, columns);
  report_dashes(result, table.file, columns);
  report_all(result, table.file, options, typing);
  return result;
}

TableResult read_table(const std::string& path, const TableOptions& options) {
  require_sound_options(options);
  RawTable raw = read_raw(path, options);
  std::vector<core::AreaCode> codes = keys_of(raw, options);
  require_unique(raw, options, codes, RowsAre::kAreas);
  return type_table(std::move(raw), options, std::move(codes));
}

}  // namespace sozialraum::gis
