#include "sozialraum/core/look_alike.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "sozialraum/core/spelling.hpp"

namespace sozialraum::core {
namespace {

struct Outline {
  char32_t letter;
  std::string_view seen;
};

/// German letters as they are written without umlauts, and letters of other scripts that look like
/// Latin ones (Unicode Technical Standard 39, confusables, those of one letter; capitals as small).
constexpr std::array<Outline, 64> kOutlines{{
    {0x00C4, "ae"}, {0x00D6, "oe"}, {0x00DC, "ue"}, {0x00DF, "ss"}, {0x00E4, "ae"}, {0x00F6, "oe"},
    {0x00FC, "ue"}, {0x0131, "i"},  {0x0391, "a"},  {0x0392, "b"},  {0x0395, "e"},  {0x0396, "z"},
    {0x0397, "h"},  {0x0399, "i"},  {0x039A, "k"},  {0x039C, "m"},  {0x039D, "n"},  {0x039F, "o"},
    {0x03A1, "p"},  {0x03A4, "t"},  {0x03A5, "y"},  {0x03A7, "x"},  {0x03BF, "o"},  {0x03C1, "p"},
    {0x0405, "s"},  {0x0406, "i"},  {0x0408, "j"},  {0x0410, "a"},  {0x0412, "b"},  {0x0415, "e"},
    {0x041A, "k"},  {0x041C, "m"},  {0x041D, "h"},  {0x041E, "o"},  {0x0420, "p"},  {0x0421, "c"},
    {0x0422, "t"},  {0x0423, "y"},  {0x0425, "x"},  {0x0430, "a"},  {0x0432, "b"},  {0x0435, "e"},
    {0x043A, "k"},  {0x043C, "m"},  {0x043D, "h"},  {0x043E, "o"},  {0x0440, "p"},  {0x0441, "c"},
    {0x0442, "t"},  {0x0443, "y"},  {0x0445, "x"},  {0x0455, "s"},  {0x0456, "i"},  {0x0458, "j"},
    {0x04BB, "h"},  {0x0501, "d"},  {0x051B, "q"},  {0x051D, "w"},  {0x1E9E, "ss"}, {0x2010, "-"},
    {0x2013, "-"},  {0x2014, "-"},  {0x2019, "'"},  {0x2212, "-"},
}};
static_assert(std::is_sorted(kOutlines.begin(), kOutlines.end(),
                             [](const Outline& a, const Outline& b) {
                               return a.letter < b.letter;
                             }));

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// The letter that starts here and how many bytes it takes; the text is valid UTF-8.
char32_t letter_at(std::string_view text, std::size_t at, std::size_t& length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned first = byte(0);
  length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
  if (length == 1 || at + length > text.size()) {
    length = 1;
    return first;
  }
  char32_t point = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (byte(i) & 0x3FU);
  return point;
}

void append_blank(std::string& text) {
  if (!text.empty() && text.back() != ' ') text += ' ';
}

}  // namespace

std::string outline(std::string_view utf8) {
  const std::string text = one_spelling(utf8);
  std::string result;
  std::size_t length = 1;
  for (std::size_t at = 0; at < text.size(); at += length) {
    const char32_t point = letter_at(text, at, length);
    const auto* const found =
        std::lower_bound(kOutlines.begin(), kOutlines.end(), point,
                         [](const Outline& a, char32_t b) { return a.letter < b; });
    if (point == ' ' || point == '\t') {
      append_blank(result);
    } else if (length == 1) {
      result += small(text[at]);
    } else if (found != kOutlines.end() && found->letter == point) {
      result += found->seen;
    } else if (point > 0xFF00 && point < 0xFF5F) {
      result += small(static_cast<char>(point - 0xFF00 + 0x20));
    } else {
      result += text.substr(at, length);
    }
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

}  // namespace sozialraum::core
