#include "gis/table_doubts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "gis/gdal_guard.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

using core::CellState;

/// A finding about columns, the first of which is its place.
core::Finding about_columns(std::string code, const std::string& file, std::string message,
                            std::string hint, const std::vector<std::string>& columns) {
  core::Finding finding = file_trouble(std::move(code), file, std::move(message), std::move(hint));
  finding.place.column = columns.front();
  finding.details = {{"columns", fmt::format("{}", fmt::join(columns, ", "))}};
  return finding;
}

// ---- sums
// -------------------------------------------------------------------------------------------

constexpr std::size_t kMostMembers = 200;  // of a part of the table with a sum of its own

std::string lower_start(std::string_view text) {
  std::string result(text.substr(0, 40));
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

/// "Insgesamt", "Stadt insgesamt", "Summe": what offices call the sum of the rows.
bool is_called_a_sum(std::string_view name) {
  const std::string text = lower_start(name);
  for (const std::string_view start :
       {"insgesamt", "summe", "gesamt", "zusammen", "total", "alle ", "darunter", "davon",
        "durchschnitt", "mittelwert", "\xCE\xA3", "\xC3\x98", "\xE2\x88\x91", "teilergebnis",
        "zwischensumme", "grand total", "sum of", "nachrichtlich"}) {
    if (text.starts_with(start)) return true;
  }
  for (const std::string_view whole : {"ergebnis", "median", "minimum", "maximum"}) {
    if (text == whole) return true;
  }
  if (text.ends_with(" ergebnis")) return true;  // a part of a pivot table
  return text.ends_with(" insgesamt") || text.ends_with(" gesamt") || text.ends_with(" zusammen");
}

/// In how many columns is the number of a row the sum of all others? Of the columns that have a
/// number other than 0 in it.
struct SumCount {
  std::size_t columns = 0;
  std::size_t sums = 0;
  bool large = false;  ///< 100 or more, of at least three others
};

std::vector<SumCount> count_sums(const core::AreaTable& table) {
  std::vector<SumCount> counts(table.size());
  for (const core::Column& column : table.columns()) {
    double total = 0.0;
    bool negative = false;
    for (const double value : column.values()) {
      if (std::isnan(value)) continue;
      total += value;
      negative = negative || value < 0;
    }
    if (negative || total == 0) continue;
    for (std::size_t row = 0; row < counts.size(); ++row) {
      const double value = column.values()[row];
      if (std::isnan(value) || value == 0) continue;
      ++counts[row].columns;
      if (std::abs(2 * value - total) <= 1e-9 * total) ++counts[row].sums;
      counts[row].large = value >= 100 && counts.size() > 3;
    }
  }
  return counts;
}

/// Rounded and secret parts make some sums differ, so most columns are enough; two, since with few
/// rows one number is the sum of the others now and then. One alone if it is large, and there are
/// several others.
bool is_a_sum(const SumCount& count) {
  if (count.columns == 1) return count.sums == 1 && count.large;
  return count.sums >= 2 && count.sums * 2 > count.columns;
}

/// Is the number of a row, in every column that has one, the sum of the rows right below it (or
/// right above)? So stand joint communes among their members.
bool is_subtotal(const core::AreaTable& table, std::size_t row, bool below) {
  std::size_t columns = 0;
  std::size_t rows = 0;
  double largest = 0.0;
  for (const core::Column& column : table.columns()) {
    const double wanted = column.values()[row];
    if (std::isnan(wanted) || wanted <= 0 || wanted != std::floor(wanted)) continue;
    double sum = 0.0;
    std::size_t taken = 0;
    for (std::size_t step = 1; sum < wanted && step <= kMostMembers; ++step) {
      const bool end = below ? row + step >= table.size() : step > row;
      if (end) break;
      const double part = column.values()[below ? row + step : row - step];
      if (std::isnan(part) || part < 0) return false;
      sum += part;
      ++taken;
    }
    if (sum != wanted || taken < 2 || (columns > 0 && taken != rows)) return false;
    rows = taken;
    ++columns;
    largest = std::max(largest, wanted);
  }
  return columns >= 2 && largest >= 50;
}

std::vector<std::string> keys_of_rows(const core::AreaTable& table, auto fits) {
  std::vector<std::string> keys;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (fits(row)) keys.push_back(table.codes()[row].text());
  }
  return keys;
}

std::string shown(const std::vector<std::string>& names) {
  const std::vector<std::string> first(
      names.begin(),
      names.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(names.size(), 5)));
  return fmt::format("{}{}", fmt::join(first, ", "), names.size() > 5 ? ", ..." : "");
}

void report_sums(TableResult& result, const std::string& file) {
  const core::AreaTable& table = result.table;
  if (table.size() < 3) return;
  const std::vector<SumCount> counts = count_sums(table);
  const std::vector<std::string> texts = table.text_names();
  std::vector<std::string> sums = keys_of_rows(table, [&](std::size_t row) {
    if (is_a_sum(counts[row]) || is_called_a_sum(table.codes()[row].text())) return true;
    if (is_subtotal(table, row, true) || is_subtotal(table, row, false)) return true;
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& name) {
      return is_called_a_sum(table.text(name)[row]);
    });
  });
  if (sums.empty()) return;
  core::Finding finding = file_trouble(
      "sum_among_rows", file,
      fmt::format("{} row(s) look like the sum of others, not like an area: {}", sums.size(),
                  shown(sums)),
      "leave them out with skip_footer= if they are the last ones, or with leave_out=");
  finding.areas = std::move(sums);
  result.findings.push_back(std::move(finding));
}

// ---- headings
// ---------------------------------------------------------------------------------------

/// "Samtgemeinde X" above its villages: a key, and no cell with anything in it besides.
void report_headings(TableResult& result, const std::string& file) {
  const core::AreaTable& table = result.table;
  if (table.columns().empty()) return;
  std::vector<std::string> headings = keys_of_rows(table, [&](std::size_t row) {
    return std::all_of(table.columns().begin(), table.columns().end(), [&](const core::Column& c) {
      return c.states()[row] == CellState::kNotReported;
    });
  });
  if (headings.empty() || headings.size() * 2 > table.size()) return;
  core::Finding finding =
      file_trouble("rows_without_numbers", file,
                   fmt::format("{} row(s) have a key and no number at all: {}", headings.size(),
                               shown(headings)),
                   "if they are headings or notes, leave them out with leave_out= or skip_footer=");
  finding.areas = std::move(headings);
  result.findings.push_back(std::move(finding));
}

// ---- what is left over
// --------------------------------------------------------------------------------

/// Rows for people of no area, and notes that stand among the rows.
bool is_called_a_remainder(std::string_view name) {
  const std::string text = lower_start(name);
  for (const std::string_view start : {"ohne angabe",
                                       "ohne zuordnung",
                                       "keine angabe",
                                       "keine zuordnung",
                                       "unbekannt",
                                       "sonstige",
                                       "nicht zu",
                                       "nicht zugeordnet",
                                       "\xC3\xBC"
                                       "brige",
                                       "au\xC3\x9F"
                                       "erhalb",
                                       "rest ",
                                       "vorjahr",
                                       "ver\xC3\xA4"
                                       "nderung",
                                       "differenz",
                                       "quelle:",
                                       "datenquelle",
                                       "stand:",
                                       "anmerkung",
                                       "hinweis:",
                                       "fu\xC3\x9F"
                                       "note",
                                       "\xC2\xA9"}) {
    if (text.starts_with(start)) return true;
  }
  return text == "rest" || text == "k.a." || text == "k. a." || text.ends_with(" unbekannt") ||
         text.ends_with(" ohne angabe");
}

void report_remainders(TableResult& result, const std::string& file) {
  std::vector<std::string> rest = keys_of_rows(result.table, [&](std::size_t row) {
    return is_called_a_remainder(result.table.codes()[row].text());
  });
  if (rest.empty()) return;
  core::Finding finding = file_trouble(
      "remainder_among_rows", file,
      fmt::format("{} row(s) are called what is no area: {}", rest.size(), shown(rest)),
      "leave them out with leave_out=, and say in the report whom they stand for");
  finding.areas = std::move(rest);
  result.findings.push_back(std::move(finding));
}

// ---- texts
// ------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 28> kBefore{"<",
                                                   ">",
                                                   "\xE2\x89\xA4",
                                                   "\xE2\x89\xA5",
                                                   "\xE2\x89\x88",
                                                   "~",
                                                   "=",
                                                   "\xC2\xB1",
                                                   "\xE2\x82\xAC",
                                                   "EUR",
                                                   "ca.",
                                                   "ca ",
                                                   "rd.",
                                                   "rund ",
                                                   "etwa ",
                                                   "circa ",
                                                   "ungef.",
                                                   "ungef\xC3\xA4hr ",
                                                   "bis zu ",
                                                   "bis ",
                                                   "unter ",
                                                   "\xC3\xBC"
                                                   "ber ",
                                                   "mehr als ",
                                                   "weniger als ",
                                                   "mindestens ",
                                                   "h\xC3\xB6"
                                                   "chstens ",
                                                   "mind.",
                                                   "max."};

/// Takes words off that stand before a number.
bool take_word_before(std::string_view& text) {
  for (const std::string_view word : kBefore) {
    if (!text.starts_with(word)) continue;
    text = trim(text.substr(word.size()));
    return true;
  }
  return false;
}

/// What stands behind a number: a unit, a word, a star; "12a" is a house number, "1. Mai" a date,
/// "3-5" and "3 bis 5" are classes.
bool is_unit(std::string_view rest, bool apart) {
  if (rest.size() > 30 || rest.find_first_of("0123456789:") != rest.npos) return false;
  if (apart) return true;
  const bool sign = rest == "%" || rest == "h" || rest == "m" || rest == "*" || rest == "**";
  return sign || rest == "-" || rest == ",-" || (rest.size() > 1 && rest.front() != '-');
}

/// "12 km", "< 5", "ca. 30", "12 Personen": a number with something before or behind it.
bool begins_with_a_number(std::string_view text) {
  bool before = false;
  while (take_word_before(text)) before = true;
  std::size_t digits = 0;
  while (digits < text.size() && std::string_view("0123456789.,").find(text[digits]) != text.npos) {
    ++digits;
  }
  if (digits == 0 || text.front() < '0' || text.front() > '9') return false;
  if (digits < text.size() && text[digits - 1] == '.') return false;
  const std::string_view behind = text.substr(digits);
  const std::string_view rest = trim(behind);
  return rest.empty() ? before : is_unit(rest, rest.size() < behind.size());
}

bool holds_numbers(std::span<const std::string> cells) {
  std::size_t filled = 0;
  std::size_t numbers = 0;
  for (const std::string& cell : cells) {
    if (cell.empty()) continue;
    ++filled;
    const NumberShape shape = number_shape(cell);
    if (shape == NumberShape::kLeadingZero) return false;
    if (shape == NumberShape::kText && begins_with_a_number(cell)) ++numbers;
  }
  return numbers > 0 && numbers * 2 >= filled;
}

}  // namespace

bool has_unit(std::string_view text) { return begins_with_a_number(trim(text)); }

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
  static const std::set<double> kUsual{-1,    -7,     -8,     -9,     -77,    -88,
                                       -99,   -777,   -888,   -999,   -7777,  -8888,
                                       -9999, -66666, -77777, -88888, -99999, -999999};
  if (!options.missing_codes.empty()) return;
  std::set<double> codes;
  std::vector<std::string> columns;
  for (const core::Column& column : result.table.columns()) {
    std::set<double> negative;
    for (const double value : column.values()) {
      if (value < 0 && negative.size() <= kUsual.size()) negative.insert(value);
    }
    // ESRI writes numbers below -1e38 for what is missing.
    const bool beyond = !negative.empty() && *negative.begin() < -1e37;
    const bool usual = !negative.empty() && std::includes(kUsual.begin(), kUsual.end(),
                                                          negative.begin(), negative.end());
    if (!usual && !beyond) continue;
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

void report_doubtful_dashes(TableResult& result, const std::string& file) {
  std::vector<std::string> columns;
  double least_shown = 0.0;
  for (const core::Column& column : result.table.columns()) {
    if (column.count(CellState::kNothing) == 0) continue;
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    bool fractions = false;
    for (std::size_t row = 0; row < column.size(); ++row) {
      const double value = column.values()[row];
      if (std::isnan(value) || column.states()[row] == CellState::kNothing) continue;
      least = std::min(least, value);
      most = std::max(most, value);
      fractions = fractions || value != std::floor(value);
    }
    if (!fractions || least <= most / 4) continue;
    columns.push_back(column.name());
    least_shown = least;
  }
  if (columns.empty()) return;
  result.findings.push_back(about_columns(
      "dash_read_as_zero", file,
      fmt::format(
          "the sign - was read as exactly nothing, 0, though the next number in {} is {}: {}",
          columns.back(), least_shown, fmt::join(columns, ", ")),
      "if it means that there is no value (as for a mean of nobody), say "
      "signs={'-': CellState.NO_VALUE}, with the dash as it stands in the file",
      columns));
}

void report_rows_that_are_no_areas(TableResult& result, const std::string& file) {
  report_sums(result, file);
  report_remainders(result, file);
  report_headings(result, file);
}

void report_numbers_in_texts(TableResult& result, const std::string& file,
                             const TableOptions& options) {
  std::vector<std::string> columns;
  for (const std::string& name : result.table.text_names()) {
    const bool asked = std::find(options.text_columns.begin(), options.text_columns.end(), name) !=
                       options.text_columns.end();
    if (!asked && holds_numbers(result.table.text(name))) columns.push_back(name);
  }
  if (columns.empty()) return;
  result.findings.push_back(about_columns(
      "numbers_in_texts", file,
      fmt::format("{} column(s) of texts hold numbers with a sign or unit beside them, and were "
                  "taken as text: {}",
                  columns.size(), fmt::join(columns, ", ")),
      "if they are numbers, take the unit out of the cells; if they are texts, name them in "
      "text_columns",
      columns));
}

}  // namespace sozialraum::gis
