#include "gis/quality_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include "gis/gdal_guard.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

/// What a sign does to the value beside it.
enum class Effect : std::uint8_t {
  kNone,      ///< final
  kBehind,    ///< stands behind the number: 12p
  kBrackets,  ///< of limited value: (12)
  kInstead,   ///< there is no number: the sign stands instead of it
};

struct Sign {
  std::string_view text;
  Effect effect;
  std::string_view written;  ///< as official tables write it in the cell
};

constexpr std::array<Sign, 15> kSigns{{
    {"e", Effect::kNone, ""},
    {"p", Effect::kBehind, "p"},
    {"r", Effect::kBehind, "r"},
    {"s", Effect::kBehind, "s"},
    {"()", Effect::kBrackets, ""},
    {"( )", Effect::kBrackets, ""},
    {"0", Effect::kNone, ""},
    {"-", Effect::kInstead, "-"},
    {"\xE2\x80\x93", Effect::kInstead, "-"},
    {".", Effect::kInstead, "."},
    {"...", Effect::kInstead, "..."},
    {"\xE2\x80\xA6", Effect::kInstead, "..."},
    {"/", Effect::kInstead, "/"},
    {"x", Effect::kInstead, "x"},
    {"X", Effect::kInstead, "x"},
}};

const Sign* sign_of(std::string_view text) {
  const auto* const found =
      std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& s) { return s.text == text; });
  return found == kSigns.end() ? nullptr : found;
}

/// Does the column hold such signs, and nothing else?
bool holds_signs(const RawTable& table, std::size_t column) {
  bool any = false;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table.is_blank(column, row)) continue;
    if (sign_of(table.text(column, row)) == nullptr) return false;
    any = true;
  }
  return any;
}

/// Marks of other things are x or blank; columns of quality say "e" of what is final.
bool says_final(const RawTable& table, std::size_t column) {
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (!table.is_blank(column, row) && table.text(column, row) == "e") return true;
  }
  return false;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

/// The name of the values, if this is the name of a column of signs: "value" of "value_q". Empty if
/// it says only that it is one ("Qualität"); nothing if it does not.
std::optional<std::string> stem_of(const std::string& name) {
  const std::string text = lower(name);
  if (text.starts_with("unnamed_")) return std::string();
  for (const std::string_view end :
       {"_q", " q", "_qual", "_quality", "_qualitaet", "_qualit\xC3\xA4t", " qualit\xC3\xA4t",
        " qualitaet", "_flag", "_flags", "_kennzeichen", "qualitaetskennzeichen",
        "qualit\xC3\xA4tskennzeichen", "obs_flag", "obs_status"}) {
    if (text.ends_with(end)) return name.substr(0, name.size() - end.size());
  }
  const bool said = text == "q" || text == "qual" || text == "flag" || text == "quality" ||
                    text == "qualitaet" || text == "qualit\xC3\xA4t";
  return said ? std::optional<std::string>("") : std::nullopt;
}

/// The column of values of this stem: of that name, or beginning with it ("BEVSTD__..."); else the
/// next one to the left.
std::optional<std::size_t> values_of(const RawTable& table, std::size_t signs,
                                     const std::string& stem) {
  for (std::size_t i = 0; i < table.columns.size() && !stem.empty(); ++i) {
    const std::string& name = table.columns[i].name;
    if (i != signs && (name == stem || name.starts_with(stem + "__"))) return i;
  }
  return signs > 0 ? std::optional(signs - 1) : std::nullopt;
}

/// A column of texts has no values that a sign could be about.
bool holds_numbers_or_signs(const RawTable& table, std::size_t column) {
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table.is_number(column, row) || table.is_blank(column, row)) continue;
    const NumberShape shape = number_shape(table.text(column, row));
    if (shape == NumberShape::kText || shape == NumberShape::kLeadingZero) return false;
  }
  return true;
}

/// How often each sign was heeded, and how often a number other than 0 went.
struct Heeded {
  std::map<std::string, std::size_t> signs{};
  std::size_t numbers_gone = 0;
};

std::string with_sign(const std::string& number, const Sign& sign) {
  if (sign.effect == Effect::kInstead) return std::string(sign.written);
  return sign.effect == Effect::kBrackets ? "(" + number + ")" : number + std::string(sign.written);
}

bool is_zero(std::string_view number) { return number.find_first_of("123456789") == number.npos; }

void heed(Sheet& sheet, std::uint64_t cell, const Sign& sign, Heeded& heeded) {
  const std::string number = cell_text(sheet, cell);
  const bool is_number = !number.empty() && number_shape(number) != NumberShape::kSign;
  if (sign.effect == Effect::kNone || (!is_number && sign.effect != Effect::kInstead)) return;
  if (!is_number && !number.empty()) return;  // the sign stands there already
  if (is_number && sign.effect == Effect::kInstead && !is_zero(number)) ++heeded.numbers_gone;
  ++heeded.signs[std::string(sign.text)];
  sheet.cells[cell] = sheet.add_text(with_sign(number, sign));
  if (!sheet.numbers.empty()) sheet.numbers[cell] = std::nan("");
}

void report(RawTable& table, std::size_t signs, std::size_t values, const Heeded& heeded) {
  std::string shown;
  std::size_t count = 0;
  for (const auto& [sign, times] : heeded.signs) {
    shown += fmt::format("{}'{}' {} times", shown.empty() ? "" : ", ", sign, times);
    count += times;
  }
  const std::string& of = table.columns[values].name;
  core::Finding finding = file_note(
      "quality_column", table.file,
      fmt::format("the column {} says how good the values of {} are: {}", table.columns[signs].name,
                  of, shown.empty() ? "all are final" : shown));
  if (heeded.numbers_gone > 0) {
    finding.severity = core::Severity::kWarning;
    finding.message += fmt::format(
        "; {} of these cells held a number other than 0, which was not read", heeded.numbers_gone);
    finding.hint = "ask the office which of both is right";
  }
  finding.place.column = of;
  finding.details = {{"count", std::to_string(count)}, {"columns", of}};
  table.findings.push_back(std::move(finding));
}

}  // namespace

void name_quality_columns(RawTable& table) {
  for (std::size_t i = 1; i < table.columns.size(); ++i) {
    RawColumn& column = table.columns[i];
    if (column.name == table.columns[i - 1].name && holds_signs(table, i)) column.name += "_q";
  }
}

void apply_quality_columns(RawTable& table) {
  std::shared_ptr<Sheet> changed;
  for (std::size_t signs = 0; signs < table.columns.size(); ++signs) {
    const auto stem = stem_of(table.columns[signs].name);
    if (!stem || !holds_signs(table, signs)) continue;
    const bool unnamed = table.columns[signs].name.starts_with("unnamed_");
    if (unnamed && !says_final(table, signs)) continue;
    const auto values = values_of(table, signs, *stem);
    if (!values || !holds_numbers_or_signs(table, *values) || holds_signs(table, *values)) continue;
    if (!changed) changed = std::make_shared<Sheet>(*table.sheet);
    Heeded heeded;
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.is_blank(signs, row)) continue;
      heed(*changed, table.at(*values, row), *sign_of(table.text(signs, row)), heeded);
    }
    table.columns[signs].quality = true;
    report(table, signs, *values, heeded);
  }
  if (changed) table.sheet = std::move(changed);
}

}  // namespace sozialraum::gis
