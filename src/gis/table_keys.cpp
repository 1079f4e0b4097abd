#include "gis/table_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <unordered_set>

#include "gis/gdal_guard.hpp"
#include "gis/key_doubts.hpp"
#include "sozialraum/core/grid_cell.hpp"
#include "sozialraum/core/spelling.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

std::string key_name(const TableOptions& options) {
  return options.grid.size == 0 ? options.key : options.grid.east;
}

// ---- missing keys
// -----------------------------------------------------------------------------------

/// A row of units or a second line of names, notes below the table, or a gap: each is mended in
/// another way.
std::string hint_for_missing(const RawTable& table, const TableOptions& options, std::size_t key,
                             std::size_t row) {
  if (table.line(0) == 1 && options.header > 0) return "give this feature its key";
  if (row == 0) {
    std::size_t last = 0;
    while (last + 1 < table.size() && table.is_blank(key, last + 1)) ++last;
    return fmt::format(
        "it stands right below the header: if it holds units or more of the names, say "
        "header=({}, {}); else fill the key in",
        options.header, table.line(last));
  }
  const bool to_the_end = [&] {
    for (std::size_t i = row; i < table.size(); ++i) {
      if (!table.is_blank(key, i)) return false;
    }
    return true;
  }();
  if (to_the_end) {
    return fmt::format("if these are notes or a sum below the table, say skip_footer={}",
                       table.size() - row);
  }
  return "fill it in, or choose the rows of areas with rows= or leave_out=";
}

[[noreturn]] void missing_key(const RawTable& table, const TableOptions& options, std::size_t key,
                              std::size_t row) {
  core::Finding finding = file_trouble("missing_key", table.file, "the row has no key",
                                       hint_for_missing(table, options, key, row));
  finding.place.row = table.line(row);
  finding.place.column = options.key;
  throw core::InvalidInput(std::move(finding));
}

// ---- keys that are none
// -----------------------------------------------------------------------------

/// Rethrows a complaint about one key with its place, and with how many keys share the trouble.
[[noreturn]] void bad_key(const RawTable& table, const TableOptions& options, std::size_t row,
                          const core::Finding& complaint) {
  core::Finding finding = complaint;
  finding.place.file = table.file;
  finding.place.row = table.line(row);
  finding.place.column = options.key;
  if (finding.code == "lost_leading_zero") {
    const std::size_t key = table.find(options.key, "key");
    std::size_t lost = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (core::repair_leading_zero(plain_key(table.text(key, i), options.kind), options.kind)) {
        ++lost;
      }
    }
    finding.message += fmt::format(" ({} of {} keys are like this)", lost, table.size());
    finding.details.emplace_back("count", std::to_string(lost));
  } else if (is_rounded_key(complaint.place.area)) {
    finding.message = fmt::format(
        "'{}' is a rounded number: a spreadsheet has thrown digits of the "
        "key away",
        complaint.place.area);
    finding.hint = "export the keys as text; from this file they cannot be found again";
  } else if (const auto kind = core::guess_code_kind(complaint.place.area);
             row == 0 && kind != core::CodeKind::kCustom) {
    finding.hint =
        fmt::format("it is a key of kind {0}: say kind='{0}', if all keys are", core::name(kind));
  } else if (finding.code == "bad_area_code" && row > 0) {
    finding.hint +=
        "; rows of a sum, a heading or another level are left out with rows= or leave_out=";
  }
  throw core::InvalidInput(std::move(finding));
}

void report_keys(RawTable& table, const TableOptions& options, std::string code,
                 std::string message, std::string hint, std::vector<std::string> keys) {
  core::Finding finding =
      file_trouble(std::move(code), table.file, std::move(message), std::move(hint));
  finding.place.column = options.key;
  finding.details = {{"count", std::to_string(keys.size())}};
  finding.areas = std::move(keys);
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

// ---- keys from the place of a grid cell
// ------------------------------------------------------------

double metres(const RawTable& table, std::size_t column, std::size_t row) {
  if (table.is_number(column, row)) return table.number(column, row);
  const auto cell = parse_official_cell(table.cell(column, row), '.');
  if (cell && core::has_value(cell->state)) return cell->value;
  core::Finding finding =
      file_trouble("not_a_number", table.file,
                   fmt::format("'{}' is not a coordinate in metres", table.text(column, row)),
                   "correct the cell");
  finding.place.row = table.line(row);
  finding.place.column = table.columns[column].name;
  finding.details = {{"found", table.text(column, row)}};
  throw core::InvalidInput(std::move(finding));
}

std::vector<core::AreaCode> grid_keys(const RawTable& table, const GridColumns& grid) {
  const std::size_t east = table.find(grid.east, "grid");
  const std::size_t north = table.find(grid.north, "grid");
  std::vector<core::AreaCode> codes;
  codes.reserve(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) {
    codes.push_back(core::code(
        core::grid_cell_at(metres(table, east, row), metres(table, north, row), grid.size)));
  }
  return codes;
}

// ---- doubled keys
// -----------------------------------------------------------------------------------

std::string duplicate_hint(const std::vector<core::AreaCode>& codes, RowsAre rows) {
  if (rows == RowsAre::kPlaces) {
    return "say doubled='number' to tell them apart, or doubled='merge' if they are one place";
  }
  std::unordered_set<std::string_view> distinct;
  for (const core::AreaCode& code : codes) distinct.insert(code.text());
  if (distinct.size() * 2 <= codes.size()) {
    return fmt::format(
        "there are {} rows for {} areas: if every row holds one value (long form), say "
        "long_form=(column of the names, column of the values); if a year or a sex tells the rows "
        "apart, choose with rows=",
        codes.size(), distinct.size());
  }
  return "correct the key, or choose the right row with rows= or leave_out=";
}

/// For each row, the first row with its key. A table of row numbers by the hash of their key, at
/// most half of it taken: one look-up a row, nothing to allocate for each.
std::vector<std::size_t> first_of_each(const std::vector<core::AreaCode>& codes) {
  constexpr std::uint32_t kFree = 0xFFFFFFFF;
  std::vector<std::uint32_t> slots(std::bit_ceil(2 * codes.size() + 1), kFree);
  std::vector<std::size_t> result(codes.size());
  for (std::uint32_t row = 0; row < codes.size(); ++row) {
    const std::string& key = codes[row].text();
    std::size_t at = std::hash<std::string_view>()(key) & (slots.size() - 1);
    while (slots[at] != kFree && codes[slots[at]].text() != key) at = (at + 1) & (slots.size() - 1);
    if (slots[at] == kFree) slots[at] = row;
    result[row] = slots[at];
  }
  return result;
}

/// "s1 (2)", the first number that is free.
core::AreaCode numbered(const std::string& key, std::unordered_set<std::string>& taken) {
  for (std::size_t number = 2;; ++number) {
    std::string name = fmt::format("{} ({})", key, number);
    if (taken.insert(name).second) return core::AreaCode::parse(name, core::CodeKind::kCustom);
  }
}

void report_doubled(RawTable& table, std::vector<std::string> keys, std::size_t rows,
                    Doubled doubled) {
  if (keys.empty()) return;
  const bool merged = doubled == Doubled::kMerge;
  core::Finding finding = file_trouble(
      merged ? "places_merged" : "places_numbered", table.file,
      merged
          ? fmt::format("{} place(s) stand in more than one row; of each the first row was taken, "
                        "{} row(s) were left out, as asked",
                        keys.size(), rows)
          : fmt::format("{} key(s) stand at more than one place; {} row(s) got a number behind "
                        "their key, as asked",
                        keys.size(), rows),
      "look whether they are the same place");
  finding.details = {{"count", std::to_string(rows)}};
  finding.areas = std::move(keys);
  table.findings.push_back(std::move(finding));
}

}  // namespace

std::vector<core::AreaCode> keys_of(RawTable& table, const TableOptions& options) {
  if (options.grid.size != 0) return grid_keys(table, options.grid);
  const std::size_t key = table.find(options.key, "key");
  std::vector<core::AreaCode> codes;
  std::vector<std::string> repaired;
  std::vector<std::string> respelled;
  std::size_t rounded = 0;
  codes.reserve(table.size());
  for (std::size_t row = 0; row < table.size(); ++row) {
    std::string text = table.text(key, row);
    if (text.empty()) missing_key(table, options, key, row);
    std::string digits = plain_key(text, options.kind);
    const bool plain = digits != text;
    text = std::move(digits);
    if (options.repair_ags) {
      if (auto mended = core::repair_leading_zero(text, options.kind)) {
        repaired.push_back(*mended);
        text = std::move(*mended);
      }
    }
    if (is_rounded_key(text) && options.kind == core::CodeKind::kCustom) ++rounded;
    if (core::has_other_spelling(table.cell(key, row)) || plain) respelled.push_back(text);
    try {
      codes.push_back(core::AreaCode::parse(text, options.kind));
    } catch (const core::InvalidInput& error) {
      bad_key(table, options, row, error.finding());
    }
  }
  if (rounded == codes.size() && rounded > 0) {
    core::Finding rounded_keys;
    rounded_keys.code = "bad_area_code";
    rounded_keys.severity = core::Severity::kWarning;
    rounded_keys.place.area = codes.front().text();
    bad_key(table, options, 0, rounded_keys);
  }
  if (const std::size_t count = repaired.size(); count > 0) {
    report_keys(
        table, options, "leading_zero_repaired",
        fmt::format("{} key(s) had lost their leading zero and got it back, as allowed", count),
        "read or export the keys as text", std::move(repaired));
  }
  if (const std::size_t count = respelled.size(); count > 0) {
    report_keys(
        table, options, "keys_respelled",
        fmt::format("{} key(s) held signs that look like others (letters with separate marks, "
                    "signs of no width), or blanks and marks between their digits; they are "
                    "spelled in the usual way (Unicode NFC, digits alone)",
                    count),
        "spell them so in other files too", std::move(respelled));
  }
  warn_of_lost_zeros(table, options, codes);
  doubt_keys(table, options.key, codes);
  return codes;
}

void require_unique(const RawTable& table, const TableOptions& options,
                    const std::vector<core::AreaCode>& codes, RowsAre rows) {
  const std::vector<std::size_t> first = first_of_each(codes);
  for (std::size_t row = 0; row < codes.size(); ++row) {
    if (first[row] == row) continue;
    const std::string& key = codes[row].text();
    core::Finding finding = file_trouble(
        rows == RowsAre::kPlaces ? "doubled_place" : "duplicate_key", table.file,
        fmt::format("the key '{}' stands in rows {} and {}; every {} may have one row only", key,
                    table.line(first[row]), table.line(row),
                    rows == RowsAre::kPlaces ? "place" : "area"),
        duplicate_hint(codes, rows));
    finding.place.row = table.line(row);
    finding.place.column = key_name(options);
    finding.place.area = key;
    finding.details = {{"found", key},
                       {"first_row", std::to_string(table.line(first[row]))},
                       {"second_row", std::to_string(table.line(row))}};
    finding.areas = {key};
    throw core::InvalidInput(std::move(finding));
  }
}

void settle_doubled(RawTable& table, std::vector<core::AreaCode>& codes, Doubled doubled) {
  if (doubled == Doubled::kError) return;
  const std::vector<std::size_t> first = first_of_each(codes);
  std::unordered_set<std::string> taken;
  for (const core::AreaCode& code : codes) taken.insert(code.text());
  std::vector<std::string> keys;
  std::unordered_set<std::string> told;
  std::vector<core::AreaCode> kept;
  std::vector<CellRow> rows;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    const bool again = first[row] != row;
    const std::string& key = codes[row].text();
    if (again && told.insert(key).second) keys.push_back(key);
    if (again && doubled == Doubled::kMerge) continue;
    rows.push_back(table.rows[row]);
    kept.push_back(again ? numbered(key, taken) : codes[row]);
  }
  report_doubled(
      table, std::move(keys),
      doubled == Doubled::kMerge
          ? codes.size() - rows.size()
          : static_cast<std::size_t>(std::count_if(
                first.begin(), first.end(),
                [&, row = std::size_t{0}](std::size_t f) mutable { return f != row++; })),
      doubled);
  table.rows = std::move(rows);
  codes = std::move(kept);
}

}  // namespace sozialraum::gis
