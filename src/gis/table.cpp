#include "sozialraum/gis/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <set>

#include "gis/gdal_guard.hpp"
#include "gis/raw_table.hpp"
#include "sozialraum/core/grid_cell.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

using core::CellState;

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// ---- keys ---------------------------------------------------------------------------------------

[[noreturn]] void missing_key(const RawTable& table, const TableOptions& options, std::size_t row) {
  core::Finding finding =
      file_trouble("missing_key", table.file, "the row has no key",
                   "fill it in; if notes stand below the table, say skip_footer=");
  finding.place.row = table.lines[row];
  finding.place.column = options.key;
  throw core::InvalidInput(std::move(finding));
}

/// Rethrows a complaint about one key with its place, and with how many keys share the trouble.
[[noreturn]] void bad_key(const RawTable& table, const TableOptions& options, std::size_t row,
                          const core::Finding& complaint) {
  core::Finding finding = complaint;
  finding.place.file = table.file;
  finding.place.row = table.lines[row];
  finding.place.column = options.key;
  if (finding.code == "lost_leading_zero") {
    const std::size_t key = table.find(options.key, "key");
    std::size_t lost = 0;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      if (core::repair_leading_zero(table.text(key, i), options.kind)) ++lost;
    }
    finding.message += fmt::format(" ({} of {} keys are like this)", lost, table.rows());
    finding.details.emplace_back("count", std::to_string(lost));
  }
  throw core::InvalidInput(std::move(finding));
}

void report_repaired(RawTable& table, const TableOptions& options,
                     std::vector<std::string> repaired) {
  if (repaired.empty()) return;
  core::Finding finding =
      file_trouble("leading_zero_repaired", table.file,
                   fmt::format("{} key(s) had lost their leading zero and got it back, as allowed",
                               repaired.size()),
                   "read or export the keys as text");
  finding.place.column = options.key;
  finding.details = {{"count", std::to_string(repaired.size())}};
  finding.areas = std::move(repaired);
  table.findings.push_back(std::move(finding));
}

/// With free keys nothing can be checked, but all-digit keys of 4, 7 or 11 digits look as if a zero
/// were lost.
void warn_of_lost_zeros(RawTable& table, const TableOptions& options,
                        const std::vector<core::AreaCode>& codes) {
  if (options.kind != core::CodeKind::kCustom) return;
  for (const auto kind : {core::CodeKind::kKreis, core::CodeKind::kAgs, core::CodeKind::kArs}) {
    std::vector<std::string> lost;
    const bool all = std::all_of(codes.begin(), codes.end(), [&](const core::AreaCode& code) {
      if (core::guess_code_kind(code.text()) == kind) return true;
      if (!core::repair_leading_zero(code.text(), kind)) return false;
      lost.push_back(code.text());
      return true;
    });
    if (!all || lost.empty()) continue;
    core::Finding finding = file_trouble(
        "lost_leading_zero_suspected", table.file,
        fmt::format("{} of {} keys look like keys of kind {} that have lost their leading zero",
                    lost.size(), codes.size(), core::name(kind)),
        fmt::format("if so, say kind='{}' and repair_ags=True", core::name(kind)));
    finding.place.column = options.key;
    finding.areas = std::move(lost);
    table.findings.push_back(std::move(finding));
  }
}

void require_unique(const RawTable& table, const TableOptions& options,
                    const std::vector<core::AreaCode>& codes) {
  std::map<std::string_view, std::size_t> first_row;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    const auto [first, is_new] = first_row.emplace(codes[row].text(), row);
    if (is_new) continue;
    core::Finding finding = file_trouble(
        "duplicate_key", table.file,
        fmt::format("the key '{}' stands in rows {} and {}; every area may have one row only",
                    codes[row].text(), table.lines[first->second], table.lines[row]),
        "remove or add up the repeated rows");
    finding.place.row = table.lines[row];
    finding.place.column = options.key;
    finding.place.area = codes[row].text();
    finding.details = {{"found", codes[row].text()},
                       {"first_row", std::to_string(table.lines[first->second])},
                       {"second_row", std::to_string(table.lines[row])}};
    finding.areas = {codes[row].text()};
    throw core::InvalidInput(std::move(finding));
  }
}

// ---- keys from the place of a grid cell
// ------------------------------------------------------------

constexpr const char* kGridKey = "grid_cell";

double metres(const RawTable& table, std::size_t column, std::size_t row) {
  if (table.columns[column].is_number(row)) return table.columns[column].numbers[row];
  const auto cell = parse_official_cell(table.columns[column].cells[row], '.');
  if (cell && core::has_value(cell->state)) return cell->value;
  core::Finding finding =
      file_trouble("not_a_number", table.file,
                   fmt::format("'{}' is not a coordinate in metres", table.text(column, row)),
                   "correct the cell");
  finding.place.row = table.lines[row];
  finding.place.column = table.columns[column].name;
  finding.details = {{"found", table.text(column, row)}};
  throw core::InvalidInput(std::move(finding));
}

/// Adds the column of keys, and gives the options under which it is the key.
TableOptions with_grid_keys(RawTable& table, const TableOptions& options) {
  const std::size_t east = table.find(options.grid.east, "grid");
  const std::size_t north = table.find(options.grid.north, "grid");
  RawColumn keys{.name = kGridKey};
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const core::GridCell cell =
        core::grid_cell_at(metres(table, east, row), metres(table, north, row), options.grid.size);
    keys.cells.push_back(table.pool.emplace_back(core::code(cell).text()));
    if (!table.columns[east].numbers.empty()) keys.numbers.push_back(std::nan(""));
  }
  table.columns.push_back(std::move(keys));
  TableOptions result = options;
  result.key = kGridKey;
  result.kind = core::CodeKind::kGridCell;
  return result;
}

// ---- which columns, and of which type -----------------------------------------------------------

/// One chosen column: is it text?
struct Choice {
  std::size_t column = 0;
  bool text = false;
};

std::vector<std::size_t> chosen_columns(const RawTable& table, const TableOptions& options,
                                        const std::vector<std::string>& but_not) {
  std::vector<std::size_t> chosen;
  for (const std::string& name : options.text_columns) {
    static_cast<void>(table.find(name, "text_columns"));
  }
  if (options.columns.empty()) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::string& name = table.columns[i].name;
      if (name != options.key && !contains(but_not, name)) chosen.push_back(i);
    }
    return chosen;
  }
  std::vector<std::string> names = options.columns;
  for (const std::string& name : options.text_columns) {
    if (!contains(names, name)) names.push_back(name);
  }
  for (const std::string& name : names) chosen.push_back(table.find(name, "columns"));
  return chosen;
}

std::optional<CellState> extra_sign(const TableOptions& options, std::string_view text) {
  if (options.signs.empty()) return std::nullopt;
  const auto found = options.signs.find(std::string(trim(text)));
  if (found == options.signs.end()) return std::nullopt;
  return found->second;
}

/// True if the cells of a column speak for text: not one number, or a key with a leading zero.
bool looks_like_text(const RawColumn& column, const TableOptions& options) {
  bool number = false;
  bool text = false;
  for (std::size_t row = 0; row < column.cells.size(); ++row) {
    if (column.is_number(row)) {
      number = true;
      continue;
    }
    if (extra_sign(options, column.cells[row])) continue;
    switch (number_shape(column.cells[row])) {
      case NumberShape::kLeadingZero:
        return true;
      case NumberShape::kText:
        text = true;
        break;
      case NumberShape::kEmpty:
      case NumberShape::kSign:
        break;
      default:
        number = true;
    }
  }
  return text && !number;
}

std::vector<Choice> choose(RawTable& table, const TableOptions& options,
                           const std::vector<std::string>& but_not) {
  std::vector<Choice> choices;
  std::vector<std::string> taken_as_text;
  for (const std::size_t i : chosen_columns(table, options, but_not)) {
    const RawColumn& column = table.columns[i];
    const bool asked = contains(options.text_columns, column.name);
    const bool found = !asked && options.columns.empty() && looks_like_text(column, options);
    if (found) taken_as_text.push_back(column.name);
    choices.push_back({.column = i, .text = asked || found});
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
  return fmt::format("'{}' in row {}, column {}", table.text(at.column, at.row),
                     table.lines[at.row], table.columns[at.column].name);
}

struct DecimalEvidence {
  std::optional<Witness> point{};
  std::optional<Witness> comma{};
  std::optional<Witness> ambiguous{};
};

DecimalEvidence gather(const RawTable& table, const std::vector<Choice>& choices) {
  DecimalEvidence evidence;
  for (const Choice& choice : choices) {
    if (choice.text) continue;
    const RawColumn& column = table.columns[choice.column];
    for (std::size_t row = 0; row < column.cells.size(); ++row) {
      if (column.is_number(row)) continue;
      const NumberShape shape = number_shape(column.cells[row]);
      const Witness here{choice.column, row};
      if (shape == NumberShape::kDecimalPoint && !evidence.point) evidence.point = here;
      if (shape == NumberShape::kDecimalComma && !evidence.comma) evidence.comma = here;
      const bool unclear =
          shape == NumberShape::kAmbiguousPoint || shape == NumberShape::kAmbiguousComma;
      if (unclear && !evidence.ambiguous) evidence.ambiguous = here;
    }
  }
  return evidence;
}

[[noreturn]] void ask_for_decimal(const RawTable& table, std::string code, const Witness& at,
                                  std::string message) {
  core::Finding finding = file_trouble(
      std::move(code), table.file, std::move(message),
      "say decimal=',' or decimal='.'; beside decimal points write thousands without a mark");
  finding.place.row = table.lines[at.row];
  finding.place.column = table.columns[at.column].name;
  finding.details = {{"found", table.text(at.column, at.row)}};
  throw core::InvalidInput(std::move(finding));
}

char decimal_of(RawTable& table, const std::vector<Choice>& choices, const TableOptions& options) {
  if (options.decimal != '\0') return options.decimal;
  const DecimalEvidence evidence = gather(table, choices);
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
    const DecimalEvidence evidence = gather(table, {choice});
    if (!evidence.ambiguous || evidence.point || evidence.comma) continue;
    const std::string_view cell = table.columns[choice.column].cells[evidence.ambiguous->row];
    const NumberShape as_decimal =
        decimal == ',' ? NumberShape::kAmbiguousComma : NumberShape::kAmbiguousPoint;
    if (number_shape(cell) != as_decimal) continue;
    if (!first) first = evidence.ambiguous;
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

std::string mend_text(std::string_view text) {
  static const std::regex date(
      R"(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(\d{4}|\d\d)?|)"
      R"(\d{1,2}\. ?(Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez).*)");
  if (std::regex_match(std::string(text), date)) {
    return "spreadsheets make dates of entries such as 1-2; set the column to text and type it "
           "again";
  }
  if (text == "*") return "if it hides small numbers, say signs={'*': CellState.SECRET}";
  return "correct the cell; if the column is text, name it in text_columns; if the text means a "
         "missing value, name it in signs";
}

[[noreturn]] void not_a_number(const RawTable& table, const Witness& at, char decimal) {
  const std::string text = table.text(at.column, at.row);
  core::Finding finding = file_trouble(
      "not_a_number", table.file,
      fmt::format("'{}' is not a number (decimal mark '{}')", text, decimal), mend_text(text));
  if (number_shape(text) == NumberShape::kLeadingZero) {
    finding.message = fmt::format("'{}' looks like a key, not like a number", text);
    finding.hint = "name the column in text_columns";
  }
  finding.place.row = table.lines[at.row];
  finding.place.column = table.columns[at.column].name;
  finding.details = {{"found", text}, {"expected", "a number or an official sign"}};
  throw core::InvalidInput(std::move(finding));
}

OfficialCell cell_of(const RawTable& table, const Witness& at, char decimal,
                     const TableOptions& options) {
  const RawColumn& column = table.columns[at.column];
  if (column.is_number(at.row)) return {column.numbers[at.row], CellState::kReported};
  const std::string_view text = column.cells[at.row];
  if (const auto state = extra_sign(options, text)) {
    return {*state == CellState::kNothing ? 0.0 : std::nan(""), *state};
  }
  const auto cell = parse_official_cell(text, decimal);
  if (!cell || std::isinf(cell->value)) not_a_number(table, at, decimal);
  return *cell;
}

void apply_missing_codes(std::vector<OfficialCell>& cells, const TableOptions& options) {
  if (options.missing_codes.empty()) return;
  for (OfficialCell& cell : cells) {
    const auto code = options.missing_codes.find(cell.value);  // NaN finds nothing
    if (std::isnan(cell.value) || code == options.missing_codes.end()) continue;
    cell = {std::nan(""), code->second};
  }
}

/// Where "-" is exactly nothing, "0" is something: less than half of the unit.
void tell_zeros_apart(std::vector<OfficialCell>& cells) {
  const bool has_nothing = std::any_of(cells.begin(), cells.end(), [](const OfficialCell& cell) {
    return cell.state == CellState::kNothing;
  });
  if (!has_nothing) return;
  for (OfficialCell& cell : cells) {
    if (cell.value == 0.0 && cell.state == CellState::kReported) {
      cell.state = CellState::kBelowHalfUnit;
    }
  }
}

core::Column number_column(const RawTable& table, std::size_t i, char decimal,
                           const TableOptions& options) {
  std::vector<OfficialCell> cells;
  cells.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    cells.push_back(cell_of(table, {i, row}, decimal, options));
  }
  apply_missing_codes(cells, options);
  tell_zeros_apart(cells);
  std::vector<double> values;
  std::vector<CellState> states;
  for (const OfficialCell& cell : cells) {
    values.push_back(cell.value);
    states.push_back(cell.state);
  }
  return core::Column(table.columns[i].name, std::move(values), std::move(states));
}

std::vector<std::string> text_column(const RawTable& table, std::size_t i) {
  std::vector<std::string> cells;
  cells.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) cells.push_back(table.text(i, row));
  return cells;
}

// ---- findings about the result ------------------------------------------------------------------

/// One note a state: how many cells of which columns are in it.
void report_states(TableResult& result, const std::string& file) {
  for (std::size_t s = 1; s < core::kCellStateCount; ++s) {
    const auto state = static_cast<CellState>(s);
    std::size_t total = 0;
    std::vector<std::pair<std::string, std::string>> details;
    for (const core::Column& column : result.table.columns()) {
      const std::size_t count = column.count(state);
      if (count > 0) details.emplace_back(column.name(), std::to_string(count));
      total += count;
    }
    if (total == 0) continue;
    core::Finding finding =
        file_note("cell_states", file,
                  fmt::format("{} cell(s) in {} column(s) are in the state '{}'", total,
                              details.size(), core::name(state)));
    finding.details = {{"state", std::string(core::name(state))}, {"count", std::to_string(total)}};
    finding.details.insert(finding.details.end(), details.begin(), details.end());
    result.findings.push_back(std::move(finding));
  }
}

void report_empty_columns(TableResult& result, const std::string& file) {
  for (const core::Column& column : result.table.columns()) {
    if (column.count_values() > 0) continue;
    core::Finding finding = file_trouble("all_missing", file, "the column holds no number at all",
                                         "leave it out, or check the export");
    finding.place.column = column.name();
    result.findings.push_back(std::move(finding));
  }
}

/// -9999 and its like in a column without other negative numbers is hardly a measurement.
void report_suspected_codes(TableResult& result, const std::string& file,
                            const TableOptions& options) {
  static const std::set<double> kUsual{-1, -9, -99, -999, -9999, -99999};
  if (!options.missing_codes.empty()) return;
  std::set<double> codes;
  std::vector<std::string> columns;
  for (const core::Column& column : result.table.columns()) {
    std::set<double> negative;
    for (const double value : column.values()) {
      if (value < 0) negative.insert(value);
    }
    const bool suspect = !negative.empty() && std::includes(kUsual.begin(), kUsual.end(),
                                                            negative.begin(), negative.end());
    if (!suspect) continue;
    codes.insert(negative.begin(), negative.end());
    columns.push_back(column.name());
  }
  if (columns.empty()) return;
  core::Finding finding = file_trouble(
      "missing_code_suspected", file,
      fmt::format("the only negative numbers in {} column(s) are {}: codes for a missing value?",
                  columns.size(), fmt::join(codes, ", ")),
      "if so, say missing_codes={-1: CellState.NO_VALUE, -9: CellState.SUPPRESSED}");
  finding.details = {{"columns", fmt::format("{}", fmt::join(columns, ", "))}};
  result.findings.push_back(std::move(finding));
}

void require_sound_options(const TableOptions& options) {
  if (options.key.empty() == (options.grid.size == 0)) {
    core::invalid_argument("key", "either a key column or a grid is needed, not both",
                           "name the column of the keys");
  }
  if (options.decimal != '\0' && options.decimal != '.' && options.decimal != ',') {
    core::invalid_argument("decimal", fmt::format("is '{}'", options.decimal), "use '.' or ','");
  }
  if (std::string_view("\0;,\t|", 5).find(options.separator) == std::string_view::npos) {
    core::invalid_argument("separator", fmt::format("is '{}'", options.separator),
                           "use one of ; , tab |");
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

}  // namespace

std::vector<core::AreaCode> keys_of(RawTable& table, const TableOptions& options) {
  const std::size_t key = table.find(options.key, "key");
  std::vector<core::AreaCode> codes;
  std::vector<std::string> repaired;
  codes.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string text = table.text(key, row);
    if (text.empty()) missing_key(table, options, row);
    if (options.repair_ags) {
      if (auto mended = core::repair_leading_zero(text, options.kind)) {
        repaired.push_back(*mended);
        text = std::move(*mended);
      }
    }
    try {
      codes.push_back(core::AreaCode::parse(text, options.kind));
    } catch (const core::InvalidInput& error) {
      bad_key(table, options, row, error.finding());
    }
  }
  report_repaired(table, options, std::move(repaired));
  warn_of_lost_zeros(table, options, codes);
  return codes;
}

TableResult type_table(RawTable table, const TableOptions& options,
                       const std::vector<std::string>& but_not, ThousandsLike thousands) {
  std::vector<core::AreaCode> codes = keys_of(table, options);
  require_unique(table, options, codes);
  const std::vector<Choice> choices = choose(table, options, but_not);
  const char decimal = decimal_of(table, choices, options);
  const bool ask = options.decimal == '\0' && thousands == ThousandsLike::kAsk;
  doubt_thousands_like(table, choices, decimal, ask);
  TableResult result{.table = core::AreaTable(std::move(codes))};
  for (const Choice& choice : choices) {
    if (choice.text) {
      result.table.add_text(table.columns[choice.column].name, text_column(table, choice.column));
    } else {
      result.table.add(number_column(table, choice.column, decimal, options));
    }
  }
  result.findings = std::move(table.findings);
  report_states(result, table.file);
  report_empty_columns(result, table.file);
  report_suspected_codes(result, table.file, options);
  return result;
}

TableResult read_table(const std::string& path, const TableOptions& options) {
  require_sound_options(options);
  RawTable raw = read_raw(path, options);
  if (options.grid.size == 0) return type_table(std::move(raw), options);
  const TableOptions with_keys = with_grid_keys(raw, options);
  return type_table(std::move(raw), with_keys);
}

}  // namespace sozialraum::gis
