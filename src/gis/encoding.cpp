#include "sozialraum/gis/encoding.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include "gis/gdal_guard.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";
constexpr std::string_view kUtf32LittleMark{"\xFF\xFE\0\0", 4};
constexpr std::string_view kUtf32BigMark{"\0\0\xFE\xFF", 4};

/// Windows-1252, bytes 0x80 to 0x9F. The five bytes that it leaves free keep their ISO 8859-1
/// meaning (control characters), as browsers do (WHATWG Encoding, index windows-1252).
constexpr std::array<std::uint16_t, 32> kWindows1252{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

/// One spelling for the names that people use.
std::string canonical(std::string_view encoding) {
  const std::string name = lower(encoding);
  if (name == "utf8" || name == "utf-8" || name == "utf-8-sig" || name == "65001") return "utf-8";
  if (name == "ascii" || name == "us-ascii") return "ascii";
  if (name == "cp1252" || name == "windows-1252" || name == "1252" || name == "ansi" ||
      name == "ansi 1252") {
    return "cp1252";
  }
  if (name == "utf16" || name == "utf-16") return "utf-16";
  if (name == "utf32" || name == "utf-32") return "utf-32";
  if (name == "utf-16-le" || name == "utf-16-be")
    return name == "utf-16-le" ? "utf-16le" : "utf-16be";
  if (name == "utf-32-le" || name == "utf-32-be")
    return name == "utf-32-le" ? "utf-32le" : "utf-32be";
  if (name == "mac" || name == "macroman" || name == "mac_roman" || name == "mac-roman" ||
      name == "x-mac-roman") {
    return "macintosh";
  }
  if (name == "latin-1" || name == "latin1" || name == "iso-8859-1" || name == "iso8859-1" ||
      name == "iso88591" || name == "8859_1" || name == "iso-88591") {
    return "latin-1";
  }
  return name;
}

void append_utf8(std::string& text, std::uint32_t point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | (point >> 6));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0 | (point >> 12));
    text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (point >> 18));
    text += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  }
}

std::string from_single_bytes(std::string_view bytes, bool windows) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool special = windows && byte >= 0x80 && byte < 0xA0;
    append_utf8(text, special ? kWindows1252[byte - 0x80U] : byte);
  }
  return text;
}

[[noreturn]] void unknown_encoding(std::string_view encoding) {
  throw core::InvalidInput({.code = "unknown_encoding",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("the encoding '{}' is not known", encoding),
                            .place = {.argument = "encoding"},
                            .hint = "use 'utf-8', 'cp1252', 'latin-1' or 'cp850'",
                            .details = {{"found", std::string(encoding)}}});
}

[[noreturn]] void bad_encoding(std::string_view bytes, std::size_t at, std::string_view encoding) {
  const auto row = static_cast<std::uint64_t>(
      1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  throw core::InvalidInput(
      {.code = "bad_encoding",
       .severity = core::Severity::kWarning,
       .message = fmt::format("byte 0x{:02X} at position {} is not {}",
                              static_cast<unsigned char>(bytes[at]), at + 1, encoding),
       .place = {.argument = "encoding", .row = row},
       .hint = "leave encoding out to have it detected, or say encoding='cp1252'"});
}

/// The converter hands texts back as they are if they are plain ASCII or if it does not know the
/// encoding. 0xFF alone is never UTF-8, so getting it back tells that nothing was converted.
void require_known(const std::string& encoding) {
  const GdalErrors errors;
  char* const converted = CPLRecode("\xFF", encoding.c_str(), CPL_ENC_UTF8);
  const bool unknown = std::string_view(converted) == "\xFF";
  CPLFree(converted);
  if (unknown) unknown_encoding(encoding);
}

/// Any other encoding, by the system's converter (iconv in GDAL).
std::string convert(std::string_view bytes, const std::string& encoding) {
  require_known(encoding);
  const GdalErrors errors;
  char* const converted = CPLRecode(std::string(bytes).c_str(), encoding.c_str(), CPL_ENC_UTF8);
  std::string text(converted);
  CPLFree(converted);
  if (!errors.empty() || first_invalid_utf8(text) != std::string::npos) unknown_encoding(encoding);
  return text;
}

// ---- letters of two and four bytes
// ----------------------------------------------------------------

[[noreturn]] void bad_wide(const std::string& text, const std::string& encoding,
                           std::string_view what) {
  throw core::InvalidInput(
      {.code = "bad_encoding",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the text is {}, but {}", encoding, what),
       .place = {.argument = "encoding",
                 .row = static_cast<std::uint64_t>(1 + std::count(text.begin(), text.end(), '\n'))},
       .hint = "the file is damaged or was cut off: fetch or export it again"});
}

std::string from_utf16(std::string_view bytes, const std::string& encoding) {
  std::string text;
  const bool little = encoding == "utf-16le";
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<std::uint32_t>(little ? a | b << 8 : a << 8 | b);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const std::uint32_t first = unit(i);
    if (first < 0xD800 || first > 0xDFFF) {
      append_utf8(text, first);
      continue;
    }
    const std::uint32_t second = first < 0xDC00 && i + 3 < bytes.size() ? unit(i + 2) : 0;
    if (second < 0xDC00 || second > 0xDFFF)
      bad_wide(text, encoding, "half of a letter stands alone");
    append_utf8(text, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
    i += 2;
  }
  if (bytes.size() % 2 != 0) bad_wide(text, encoding, "ends in the middle of a letter");
  return text;
}

std::string from_utf32(std::string_view bytes, const std::string& encoding) {
  std::string text;
  const bool little = encoding == "utf-32le";
  for (std::size_t i = 0; i + 3 < bytes.size(); i += 4) {
    std::uint32_t point = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const auto byte = static_cast<unsigned char>(bytes[i + (little ? 3 - k : k)]);
      point = point << 8 | byte;
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
      bad_wide(text, encoding, fmt::format("0x{:X} is no letter", point));
    }
    append_utf8(text, point);
  }
  if (bytes.size() % 4 != 0) bad_wide(text, encoding, "ends in the middle of a letter");
  return text;
}

/// Share of the bytes at each of four places that are zero, in the first 4096.
std::array<double, 4> zeros_of(std::string_view bytes) {
  std::array<double, 4> zeros{};
  const std::size_t fours = std::min<std::size_t>(bytes.size(), 4096) / 4;
  for (std::size_t i = 0; i < 4 * fours; ++i) zeros[i % 4] += bytes[i] == '\0' ? 1.0 : 0.0;
  for (double& share : zeros) share /= static_cast<double>(std::max<std::size_t>(fours, 1));
  return zeros;
}

/// A German text has hardly a letter above U+00FF: the upper bytes are zero.
std::string wide_by_zeros(std::string_view bytes) {
  constexpr double kMost = 0.8;
  const auto [a, b, c, d] = zeros_of(bytes);
  if (b > kMost && c > kMost && d > kMost && a == 0.0) return "utf-32le";
  if (a > kMost && b > kMost && c > kMost && d == 0.0) return "utf-32be";
  if (b > kMost && d > kMost && a == 0.0 && c == 0.0) return "utf-16le";
  if (a > kMost && c > kMost && b == 0.0 && d == 0.0) return "utf-16be";
  return {};
}

std::string_view mark_of(std::string_view encoding) {
  return encoding == "utf-32le"   ? kUtf32LittleMark
         : encoding == "utf-32be" ? kUtf32BigMark
         : encoding == "utf-16le" ? kUtf16LittleMark
                                  : kUtf16BigMark;
}

std::string from_wide(std::string_view bytes, const std::string& encoding) {
  const std::string_view mark = mark_of(encoding);
  const std::string_view body = bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes;
  return encoding.starts_with("utf-16") ? from_utf16(body, encoding) : from_utf32(body, encoding);
}

/// "utf-16" and "utf-32" leave the order of the bytes to the mark, or to the zeros among them.
std::string with_order(std::string_view bytes, const std::string& encoding) {
  if (encoding != "utf-16" && encoding != "utf-32") return encoding;
  const std::string found = wide_encoding(bytes);
  return found.starts_with(encoding) ? found : encoding + "le";
}

std::string decode_as(std::string_view bytes, const std::string& encoding) {
  if (encoding == "cp1252" || encoding == "latin-1") {
    return from_single_bytes(bytes, encoding == "cp1252");
  }
  if (encoding == "ascii") {
    const auto bad = std::find_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (bad != bytes.end()) {
      bad_encoding(bytes, static_cast<std::size_t>(bad - bytes.begin()), encoding);
    }
    return std::string(bytes);
  }
  if (encoding.starts_with("utf-16") || encoding.starts_with("utf-32")) {
    return from_wide(bytes, encoding);
  }
  if (encoding != "utf-8") return convert(bytes, encoding);
  const std::size_t bad = first_invalid_utf8(bytes);
  if (bad != std::string_view::npos) bad_encoding(bytes, bad, encoding);
  return std::string(bytes);
}

/// Length of the sequence that starts here, 0 if it is malformed (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF).
std::size_t sequence_length(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || rest.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || beyond ? 0 : length;
}

/// Eight bytes at once: most of a file is ASCII.
bool eight_ascii(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, 8);
  return (word & 0x8080808080808080U) == 0;
}

/// Programs that add a mark to a file that has one leave two.
std::size_t marks_length(std::string_view bytes) {
  std::size_t length = 0;
  while (bytes.substr(length).starts_with(kUtf8Mark)) length += kUtf8Mark.size();
  return length;
}

}  // namespace

std::string wide_encoding(std::string_view bytes) {
  for (const char* const name : {"utf-32le", "utf-32be", "utf-16le", "utf-16be"}) {
    if (bytes.starts_with(mark_of(name))) return name;
  }
  return wide_by_zeros(bytes);
}

std::size_t first_invalid_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    if (i + 8 <= bytes.size() && eight_ascii(bytes.data() + i)) {
      i += 8;
      continue;
    }
    const std::size_t length = sequence_length(bytes.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

DecodedText decode(std::string_view bytes, std::string_view encoding) {
  const std::string_view body = bytes.substr(marks_length(bytes));
  if (!encoding.empty()) {
    const std::string name = with_order(bytes, canonical(encoding));
    return {.text = decode_as(name == "utf-8" ? body : bytes, name),
            .encoding = name,
            .detected = false};
  }
  if (const std::string wide = wide_encoding(bytes); !wide.empty()) {
    return {.text = from_wide(bytes, wide), .encoding = wide};
  }
  const bool utf8 = first_invalid_utf8(body) == std::string_view::npos;
  const std::string name = utf8 ? "utf-8" : "cp1252";
  return {.text = utf8 ? std::string(body) : decode_as(body, name), .encoding = name};
}

DecodedText decode_all(std::string bytes, std::string_view encoding) {
  const bool wide = encoding.empty() && !wide_encoding(bytes).empty();
  const bool may_be_utf8 = !wide && (encoding.empty() || canonical(encoding) == "utf-8");
  if (!may_be_utf8 || first_invalid_utf8(bytes) != std::string_view::npos) {
    return decode(bytes, encoding);
  }
  bytes.erase(0, marks_length(bytes));
  return {.text = std::move(bytes), .encoding = "utf-8", .detected = encoding.empty()};
}

}  // namespace sozialraum::gis
