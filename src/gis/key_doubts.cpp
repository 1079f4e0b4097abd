#include "gis/key_doubts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <set>

#include "gis/gdal_guard.hpp"
#include "sozialraum/core/look_alike.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

using core::AreaCode;

constexpr std::size_t kMostCompared = 100'000;
constexpr std::size_t kShown = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_official(core::CodeKind kind) {
  return kind == core::CodeKind::kKreis || kind == core::CodeKind::kAgs ||
         kind == core::CodeKind::kArs;
}

/// "3252007.0", which programs make of a number.
std::string_view without_fraction(std::string_view text) {
  const bool fraction = text.size() > 2 && (text.ends_with(".0") || text.ends_with(",0"));
  const std::string_view whole = fraction ? text.substr(0, text.size() - 2) : text;
  return all_digits(whole) ? whole : text;
}

void warn(RawTable& table, std::string code, const std::string& column, std::string message,
          std::string hint, std::vector<std::string>&& areas) {
  core::Finding finding =
      file_trouble(std::move(code), table.file, std::move(message), std::move(hint));
  finding.place.column = column;
  finding.details = {{"count", std::to_string(areas.size())}};
  finding.areas = std::move(areas);
  table.findings.push_back(std::move(finding));
}

std::string first_of(const std::vector<std::string>& texts) {
  const std::vector<std::string> first(
      texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(std::min(texts.size(), kShown)));
  return fmt::format("{}{}", fmt::join(first, ", "), texts.size() > kShown ? ", ..." : "");
}

std::vector<std::string> keys_that(const std::vector<AreaCode>& codes, auto fits) {
  std::vector<std::string> keys;
  for (const AreaCode& code : codes) {
    if (fits(code.text())) keys.push_back(code.text());
  }
  return keys;
}

/// A number that two keys of one outline have in common.
std::uint64_t number_of_outline(const std::string& key) {
  const bool ascii = std::ranges::all_of(key, [](char c) { return (c & 0x80) == 0; });
  const std::string whole = ascii ? std::string() : core::outline(key);
  std::uint64_t number = 0xCBF29CE484222325;
  bool blank = false;
  bool begun = false;
  const auto take = [&](char c) {
    number = (number ^ static_cast<unsigned char>(c)) * 0x9E3779B97F4A7C15;
    number ^= number >> 32;
  };
  for (const char c : ascii ? key : whole) {
    if (c == ' ' || c == '\t') {
      blank = begun;
      continue;
    }
    if (blank) take(' ');
    take(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    blank = false;
    begun = true;
  }
  return number;
}

/// The first key of each outline, by number; a table of a fixed size, at most half full.
class FirstOfOutline {
 public:
  explicit FirstOfOutline(const std::vector<AreaCode>& codes)
      : codes_(codes), places_(std::bit_ceil(2 * codes.size() + 2)) {}

  /// The row of the first key that looks like that of `row`; `row` itself if it is the first.
  std::size_t of(std::size_t row) {
    const std::string& key = codes_[row].text();
    const std::uint64_t number = number_of_outline(key);
    for (std::size_t at = number & (places_.size() - 1);; at = (at + 1) & (places_.size() - 1)) {
      Place& place = places_[at];
      if (place.row == kNobody) {
        place = {number, row};
        return row;
      }
      if (place.number != number) continue;
      const std::string& other = codes_[place.row].text();
      if (other == key || core::outline(other) == core::outline(key)) return place.row;
    }
  }

 private:
  static constexpr std::size_t kNobody = std::numeric_limits<std::size_t>::max();
  struct Place {
    std::uint64_t number = 0;
    std::size_t row = kNobody;
  };

  const std::vector<AreaCode>& codes_;
  std::vector<Place> places_;
};

void doubt_look_alikes(RawTable& table, const std::string& column,
                       const std::vector<AreaCode>& codes) {
  if (codes.size() > kMostCompared) return;
  FirstOfOutline first(codes);
  std::vector<std::string> keys;
  std::vector<std::string> pairs;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    const std::string& key = codes[row].text();
    if (all_digits(key)) continue;
    const std::string& seen = codes[first.of(row)].text();
    if (seen == key) continue;
    keys.push_back(key);
    pairs.push_back(fmt::format("'{}' and '{}'", seen, key));
  }
  if (keys.empty()) return;
  warn(table, "keys_look_alike", column,
       fmt::format("{} key(s) differ from another one by blanks, capitals, umlauts or letters of "
                   "another script only: {}",
                   keys.size(), first_of(pairs)),
       "if they are one area, spell it in one way", std::move(keys));
}

/// Land, Regierungsbezirk, Kreis, Gemeinde (with a Verband of 9 digits), ARS.
bool is_key_of_a_level(std::string_view key) {
  static const std::set<std::size_t> kLengths{2, 3, 5, 8, 9, 12};
  return all_digits(key) && kLengths.contains(key.size()) && key.substr(0, 2) >= "01" &&
         key.substr(0, 2) <= "16";
}

/// Keys that are the beginning of others: 03 and 03252 among 03252007; 03252000 among them too.
void doubt_levels(RawTable& table, const std::string& column, const std::vector<AreaCode>& codes) {
  const std::vector<std::string> official =
      keys_that(codes, [](const std::string& key) { return is_key_of_a_level(key); });
  const std::size_t others = codes.size() - official.size();
  if (official.size() < 2 || others * 10 > codes.size() + 10) return;
  const std::set<std::string_view> sorted(official.begin(), official.end());
  std::vector<std::string> upper = keys_that(codes, [&](const std::string& key) {
    if (key == "DG") return true;  // Deutschland, in tables of the statistical offices
    if (!is_key_of_a_level(key)) return false;
    const bool kreis = key.size() == 8 && key.ends_with("000");
    const std::string_view start = kreis ? std::string_view(key).substr(0, 5) : key;
    const auto next = sorted.upper_bound(key);
    return next != sorted.end() && next->starts_with(start);
  });
  if (upper.empty()) return;
  warn(table, "keys_of_several_levels", column,
       fmt::format("{} key(s) stand for areas that contain others of the table: {}", upper.size(),
                   first_of(upper)),
       "take the rows of one level with rows= or leave_out=, or they count twice",
       std::move(upper));
}

/// "03 2 52 007" without its blanks is an official key.
bool is_spaced_key(const std::string& key) {
  std::string digits = key;
  std::erase(digits, ' ');
  return digits.size() < key.size() && all_digits(digits) && is_key_of_a_level(digits);
}

/// Free keys that would be official ones, if said so.
void doubt_blanks(RawTable& table, const std::string& column, const std::vector<AreaCode>& codes) {
  if (codes.empty() || codes[0].kind() != core::CodeKind::kCustom) return;
  std::vector<std::string> spaced = keys_that(codes, is_spaced_key);
  if (spaced.size() < codes.size()) return;
  warn(table, "keys_were_numbers", column,
       fmt::format("all keys have blanks between their digits, as {}", spaced.front()),
       "say which kind of key they are (kind='ags'): then they are read without the blanks",
       std::move(spaced));
}

void doubt_numbers(RawTable& table, const std::string& column, const std::vector<AreaCode>& codes) {
  std::vector<std::string> numbers =
      keys_that(codes, [](const std::string& key) { return without_fraction(key) != key; });
  if (numbers.size() < codes.size() || numbers.empty()) return;
  warn(table, "keys_were_numbers", column,
       fmt::format("all keys end with a fraction, as {}: a program made numbers of them",
                   numbers.front()),
       "say which kind of key they are (kind='ags'), or export them as text", std::move(numbers));
}

/// 4 digits among 5: postal codes of the east without their zero.
void doubt_postal_codes(RawTable& table, const std::string& column,
                        const std::vector<AreaCode>& codes) {
  std::vector<std::string> lost;
  for (const AreaCode& code : codes) {
    const std::string& key = code.text();
    if (!all_digits(key) || key.size() < 4 || key.size() > 5) return;
    if (key.size() == 4) lost.push_back(key);
  }
  const bool known = std::any_of(table.findings.begin(), table.findings.end(), [](const auto& f) {
    return f.code == "lost_leading_zero_suspected";
  });
  if (known || lost.empty() || lost.size() == codes.size()) return;
  warn(
      table, "lost_leading_zero_suspected", column,
      fmt::format("{} of {} keys have 4 digits, the others 5: they seem to have lost their leading "
                  "zero",
                  lost.size(), codes.size()),
      "read or export the keys as text", std::move(lost));
}

/// "Afferde 1)", "Afferde¹".
bool ends_with_footnote(std::string_view key) {
  for (const std::string_view raised : {"\xC2\xB9", "\xC2\xB2", "\xC2\xB3"}) {
    if (key.ends_with(raised)) return true;
  }
  if (key.ends_with('*') && key.size() > 1) return true;
  if (!key.ends_with(')')) return false;
  key.remove_suffix(1);
  std::size_t digits = 0;
  while (!key.empty() && is_digit(key.back())) key.remove_suffix(1), ++digits;
  return digits > 0 && digits < 3 && (key.ends_with(' ') || !key.empty()) && !key.ends_with('(');
}

void doubt_footnotes(RawTable& table, const std::string& column,
                     const std::vector<AreaCode>& codes) {
  std::vector<std::string> marked =
      keys_that(codes, [](const std::string& key) { return ends_with_footnote(key); });
  if (marked.empty() || marked.size() * 2 > codes.size()) return;
  warn(
      table, "keys_with_footnotes", column,
      fmt::format("{} key(s) end with the mark of a footnote: {}", marked.size(), first_of(marked)),
      "take the marks out of the file: with them these keys are in no other table",
      std::move(marked));
}

/// Indented names are parts of the row above them that is not.
void doubt_indents(RawTable& table, const std::string& column, const std::vector<AreaCode>& codes) {
  const std::size_t key = table.find(column, "key");
  std::vector<std::string> outer;
  std::size_t indented = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::string_view cell = table.cell(key, row);
    const bool blank =
        cell.starts_with(' ') || cell.starts_with("\xC2\xA0") || cell.starts_with('\t');
    if (blank) {
      ++indented;
    } else {
      outer.push_back(codes[row].text());
    }
  }
  if (indented == 0 || outer.empty() || outer.size() > indented) return;
  warn(table, "indented_keys", column,
       fmt::format("{} key(s) are indented, {} are not: the latter may be the sums of those below "
                   "them: {}",
                   indented, outer.size(), first_of(outer)),
       "if so, take the rows of one level with rows= or leave_out=", std::move(outer));
}

}  // namespace

std::string plain_key(const std::string& text, core::CodeKind kind) {
  if (!is_official(kind) || all_digits(text)) return text;
  std::string_view rest = text;
  if (rest.starts_with('\'')) rest.remove_prefix(1);
  rest = without_fraction(rest);
  std::string digits;
  std::size_t group = 3;
  const bool points = std::count(rest.begin(), rest.end(), '.') > 1;
  for (const char c : rest) {
    if (is_digit(c)) {
      digits += c;
      ++group;
    } else if (c == '.' && points && (group == 3 || digits.size() < 4)) {
      group = 0;
    } else if (c != ' ') {
      return text;
    }
  }
  return digits.empty() ? text : digits;
}

bool is_rounded_key(std::string_view text) {
  const std::size_t at = text.find_first_of("eE");
  if (at == 0 || at == std::string_view::npos || text.find_first_of(".,") > at) return false;
  std::string_view exponent = text.substr(at + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  const NumberShape shape = number_shape(text);
  return all_digits(exponent) && shape != NumberShape::kText;
}

void doubt_keys(RawTable& table, const std::string& column, const std::vector<AreaCode>& codes) {
  doubt_look_alikes(table, column, codes);
  doubt_levels(table, column, codes);
  doubt_numbers(table, column, codes);
  doubt_blanks(table, column, codes);
  doubt_postal_codes(table, column, codes);
  doubt_footnotes(table, column, codes);
  doubt_indents(table, column, codes);
}

}  // namespace sozialraum::gis
