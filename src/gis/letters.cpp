#include "gis/letters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gis/gdal_guard.hpp"
#include "sozialraum/gis/encoding.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kMostCounted = 10'000;  // lost letters; a file of nothing else costs no more

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

std::uint64_t line_of(std::string_view text, std::size_t at) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size()));
  return static_cast<std::uint64_t>(1 + std::count(text.begin(), end, '\n'));
}

/// The letters around a place, up to a blank, a separator or a quote, at most 60 on either side.
std::string_view word_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kEnds{" \t\r\n;,|\"", 9};
  constexpr std::size_t kMost = 60;
  const auto ends = [&](std::size_t i) { return kEnds.find(text[i]) != kNowhere; };
  std::size_t begin = at;
  while (begin > 0 && at - begin < kMost && !ends(begin - 1)) --begin;
  std::size_t end = at;
  while (end < text.size() && end - at < kMost && !ends(end)) ++end;
  while (begin < at && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) ++begin;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return text.substr(begin, end - begin);
}

// ---- bytes that are not UTF-8
// ---------------------------------------------------------------------

/// Length of a letter of UTF-8 that two or three letters of Windows-1252 would hardly make.
std::size_t utf8_letter(std::string_view rest) {
  const auto next = [&](std::size_t i) {
    return i < rest.size() && (static_cast<unsigned char>(rest[i]) & 0xC0U) == 0x80U;
  };
  if (rest.empty()) return 0;
  if ((rest[0] == '\xC2' || rest[0] == '\xC3' || rest[0] == '\xC5') && next(1)) return 2;
  return (rest[0] == '\xE2' || rest[0] == '\xEF') && next(1) && next(2) ? 3 : 0;
}

/// How many letters of a file are UTF-8, how many bytes above ASCII are not, and the first of each.
struct Mixture {
  std::size_t letters = 0;
  std::size_t others = 0;
  std::size_t first_letter = kNowhere;
  std::size_t first_other = kNowhere;
};

Mixture mixture_of(std::string_view bytes) {
  Mixture mixture;
  for (std::size_t i = 0; i < bytes.size();) {
    if (!is_high(bytes[i])) {
      ++i;
      continue;
    }
    const std::size_t length = utf8_letter(bytes.substr(i));
    std::size_t& first = length > 0 ? mixture.first_letter : mixture.first_other;
    ++(length > 0 ? mixture.letters : mixture.others);
    first = std::min(first, i);
    i += std::max<std::size_t>(length, 1);
  }
  return mixture;
}

void require_one_encoding(std::string_view bytes) {
  const Mixture mixture = mixture_of(bytes);
  if (mixture.letters == 0 || mixture.others == 0) return;
  const bool mostly_utf8 = mixture.letters >= mixture.others;
  const std::size_t rare = mostly_utf8 ? mixture.first_other : mixture.first_letter;
  core::invalid_argument(
      "encoding",
      fmt::format(
          "is not the same in all of the file: {} letters are UTF-8 (the first in line {}), "
          "but not {} bytes (the first is 0x{:02X} in line {})",
          mixture.letters, line_of(bytes, mixture.first_letter), mixture.others,
          static_cast<unsigned char>(bytes[mixture.first_other]),
          line_of(bytes, mixture.first_other)),
      fmt::format("correct the rarer ones (the first in line {}: '{}'), or say encoding= for the "
                  "whole file",
                  line_of(bytes, rare), readable(word_at(bytes, rare))));
}

struct Around {
  bool before = false;
  bool after = false;
  bool small = false;  ///< one of both is no capital
};

Around around(std::string_view bytes, std::size_t at) {
  return {.before = at > 0 && is_letter(bytes[at - 1]),
          .after = at + 1 < bytes.size() && is_letter(bytes[at + 1]),
          .small = (at > 0 && is_small(bytes[at - 1])) ||
                   (at + 1 < bytes.size() && is_small(bytes[at + 1]))};
}

/// In Windows-1252 these are free, quotes, signs or rare letters; in words they were umlauts of DOS
/// (code pages 437 and 850).
bool is_umlaut_of_dos(std::string_view bytes, std::size_t at) {
  const auto [before, after, small] = around(bytes, at);
  switch (static_cast<unsigned char>(bytes[at])) {
    case 0x81:  // ü
    case 0x8F:
    case 0x90:
    case 0x9D:
      return true;
    case 0x84:  // ä, a quote that opens
    case 0x94:  // ö, a quote that closes
      return before && after;
    case 0xE1:  // ß, á
      return before;
    case 0x8E:  // Ä, Ž
    case 0x99:  // Ö, the sign of a trade mark
    case 0x9A:  // Ü, š
      return after && !(before && small);
    default:
      return false;
  }
}

/// The same for old Macs (Mac OS Roman).
bool is_umlaut_of_macs(std::string_view bytes, std::size_t at) {
  const auto [before, after, small] = around(bytes, at);
  switch (static_cast<unsigned char>(bytes[at])) {
    case 0x8A:  // ä, Š
    case 0x9A:  // ö, š
    case 0x9F:  // ü, Ÿ
      return before && (small || !after);
    case 0xA7:  // ß, the sign of a paragraph
      return before && after;
    default:
      return false;
  }
}

bool has_windows_umlaut(std::string_view bytes) {
  constexpr std::string_view kUmlauts = "\xE4\xF6\xFC\xC4\xD6\xDC\xDF";
  for (std::size_t at = bytes.find_first_of(kUmlauts); at != kNowhere;
       at = bytes.find_first_of(kUmlauts, at + 1)) {
    const Around letters = around(bytes, at);
    if (letters.before || letters.after) return true;
  }
  return false;
}

/// How often, and where first.
struct Seen {
  std::size_t count = 0;
  std::size_t first = 0;

  void at(std::size_t place) {
    if (count++ == 0) first = place;
  }
};

// ---- letters of UTF-8
// -----------------------------------------------------------------------------

core::Finding trouble_at(const RawTable& table, std::string code, std::string message,
                         std::string hint) {
  return file_trouble(std::move(code), table.file, std::move(message), std::move(hint));
}

void report(RawTable& table, core::Finding finding, std::string_view text, const Seen& seen) {
  finding.place.row = line_of(text, seen.first);
  finding.details = {{"count", std::to_string(seen.count)},
                     {"found", std::string(word_at(text, seen.first))}};
  table.findings.push_back(std::move(finding));
}

/// "H?fingen", but not an address with a question in it.
bool is_lost_letter(std::string_view text, std::size_t at) {
  const Around letters = around(text, at);
  return letters.before && letters.after && word_at(text, at).find_first_of("=/.@&") == kNowhere;
}

void report_lost(RawTable& table, std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  Seen lost;
  for (std::size_t at = text.find(kReplacement); at != kNowhere;
       at = text.find(kReplacement, at + 1)) {
    lost.at(at);
  }
  for (std::size_t at = text.find('?'); at != kNowhere && lost.count < kMostCounted;
       at = text.find('?', at + 1)) {
    if (is_lost_letter(text, at)) lost.at(at);
  }
  if (lost.count == 0) return;
  report(
      table,
      trouble_at(table, "letters_lost",
                 fmt::format("{} letter(s) were lost before the file was written, the first in "
                             "line {}: '{}'",
                             lost.count, line_of(text, lost.first), word_at(text, lost.first)),
                 "have the file exported again with its umlauts (as UTF-8), or correct the words"),
      text, lost);
}

void report_web_letters(RawTable& table, std::string_view text) {
  Seen seen;
  for (std::size_t at = text.find('&'); at != kNowhere; at = text.find('&', at + 1)) {
    const std::string_view rest = text.substr(at + 1, 10);
    const std::size_t end = rest.find(';');
    if (end == kNowhere || end < 2) continue;
    const std::string_view name = rest.substr(0, end);
    const bool number =
        name.front() == '#' && name.find_first_not_of("0123456789xabcdefABCDEF", 1) == kNowhere;
    if (number || std::all_of(name.begin(), name.end(), is_letter)) seen.at(at);
  }
  if (seen.count == 0) return;
  report(
      table,
      trouble_at(table, "web_letters",
                 fmt::format("{} letter(s) are written as web pages write them, the first in line "
                             "{}: '{}'; they were left so",
                             seen.count, line_of(text, seen.first), text.substr(seen.first, 12)),
                 "have the file exported again as a table, not as a web page"),
      text, seen);
}

void report_joined_files(RawTable& table, std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  Seen seen;
  for (std::size_t at = text.find(kMark); at != kNowhere; at = text.find(kMark, at + 1)) {
    if (at > 0 && (text[at - 1] == '\n' || text[at - 1] == '\r')) seen.at(at);
  }
  if (seen.count == 0) return;
  report(table,
         trouble_at(table, "files_joined",
                    fmt::format("line {} begins with a byte order mark: several files seem to have "
                                "been joined to one",
                                line_of(text, seen.first)),
                    "look whether all parts have the same columns in the same order"),
         text, seen);
}

bool is_control(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

/// Ends of lines and paragraphs that are no ends of rows: U+0085, U+2028, U+2029.
void blank_other_line_ends(std::string& text) {
  const auto length_at = [&](std::size_t at) -> std::size_t {
    const std::string_view rest = std::string_view(text).substr(at, 3);
    if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") return 3;
    return rest.starts_with("\xC2\x85") ? 2 : 0;
  };
  if (text.find("\xC2\x85") == kNowhere && text.find("\xE2\x80\xA8") == kNowhere &&
      text.find("\xE2\x80\xA9") == kNowhere) {
    return;
  }
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t length = length_at(from);
    text[to++] = length > 0 ? ' ' : text[from];
    from += std::max<std::size_t>(length, 1);
  }
  text.resize(to);
}

void take_out_controls(RawTable& table, std::string& text) {
  const auto control = [](char c) { return is_control(static_cast<unsigned char>(c)); };
  const auto first = std::find_if(text.begin(), text.end(), control);
  if (first == text.end()) return;
  Seen seen;
  seen.first = static_cast<std::size_t>(first - text.begin());
  const std::uint64_t line = line_of(text, seen.first);
  const auto code = static_cast<unsigned>(static_cast<unsigned char>(*first));
  seen.count = static_cast<std::size_t>(std::count_if(first, text.end(), control));
  std::replace_if(first, text.end(), [](char c) { return c == '\v' || c == '\f'; }, ' ');
  std::erase_if(text, control);
  report(table,
         trouble_at(table, "control_characters",
                    fmt::format("{} control character(s), which nobody sees, were taken out, the "
                                "first (U+{:04X}) in line {}",
                                seen.count, code, line),
                    "look at the cells of this line"),
         text, seen);
  table.findings.back().place.row = line;
}

}  // namespace

void require_windows_letters(std::string_view bytes) {
  require_one_encoding(bytes);
  if (has_windows_umlaut(bytes)) return;
  Seen dos;
  Seen macs;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!is_high(bytes[i])) continue;
    if (is_umlaut_of_dos(bytes, i)) dos.at(i);
    if (is_umlaut_of_macs(bytes, i)) macs.at(i);
  }
  if (dos.count == 0 && macs.count == 0) return;
  const bool mac = macs.count > dos.count;
  const Seen& seen = mac ? macs : dos;
  const std::string name = mac ? "macintosh" : "cp850";
  const std::string_view word = word_at(bytes, seen.first);
  core::invalid_argument(
      "encoding",
      fmt::format("is hardly Windows-1252: '{}' in line {} would be '{}' in the letters of {}",
                  decode(word, "cp1252").text, line_of(bytes, seen.first), decode(word, name).text,
                  mac ? "old Macs" : "DOS"),
      fmt::format(
          "say encoding='{}', or encoding='cp1252' if the letters are right so; then look at "
          "the umlauts",
          name));
}

void require_encoded_once(std::string_view text) {
  std::size_t at = text.find("\xC3\x83");
  while (at != kNowhere &&
         (at + 2 >= text.size() ||
          (text[at + 2] != '\xC2' && text[at + 2] != '\xC5' && text[at + 2] != '\xE2'))) {
    at = text.find("\xC3\x83", at + 1);
  }
  if (at == kNowhere) return;
  core::Finding finding = file_trouble(
      "bad_encoding", "",
      fmt::format("letters were encoded twice: '{}' in line {}", word_at(text, at),
                  line_of(text, at)),
      "have the file exported again as UTF-8, or say encoding='utf-8' to take the letters as they "
      "stand");
  finding.place.row = line_of(text, at);
  finding.details = {{"found", std::string(word_at(text, at))}};
  throw core::InvalidInput(std::move(finding));
}

void settle_letters(RawTable& table, std::string& text) {
  report_lost(table, text);
  report_web_letters(table, text);
  report_joined_files(table, text);
  take_out_controls(table, text);
  blank_other_line_ends(text);
}

}  // namespace sozialraum::gis
