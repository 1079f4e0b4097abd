#include "sozialraum/core/spelling.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>

namespace sozialraum::core {
namespace {

/// A letter, a mark that follows it, and the one letter that both are.
struct Composition {
  char letter;
  char32_t mark;
  char32_t composed;
};

/// Unicode 15, UnicodeData.txt: canonical decompositions of U+00C0 to U+017F and U+0218 to U+021B,
/// by letter and mark.
constexpr std::array<Composition, 165> kCompositions{{
    {'A', 0x300, 0x0C0}, {'A', 0x301, 0x0C1}, {'A', 0x302, 0x0C2}, {'A', 0x303, 0x0C3},
    {'A', 0x304, 0x100}, {'A', 0x306, 0x102}, {'A', 0x308, 0x0C4}, {'A', 0x30A, 0x0C5},
    {'A', 0x328, 0x104}, {'C', 0x301, 0x106}, {'C', 0x302, 0x108}, {'C', 0x307, 0x10A},
    {'C', 0x30C, 0x10C}, {'C', 0x327, 0x0C7}, {'D', 0x30C, 0x10E}, {'E', 0x300, 0x0C8},
    {'E', 0x301, 0x0C9}, {'E', 0x302, 0x0CA}, {'E', 0x304, 0x112}, {'E', 0x306, 0x114},
    {'E', 0x307, 0x116}, {'E', 0x308, 0x0CB}, {'E', 0x30C, 0x11A}, {'E', 0x328, 0x118},
    {'G', 0x302, 0x11C}, {'G', 0x306, 0x11E}, {'G', 0x307, 0x120}, {'G', 0x327, 0x122},
    {'H', 0x302, 0x124}, {'I', 0x300, 0x0CC}, {'I', 0x301, 0x0CD}, {'I', 0x302, 0x0CE},
    {'I', 0x303, 0x128}, {'I', 0x304, 0x12A}, {'I', 0x306, 0x12C}, {'I', 0x307, 0x130},
    {'I', 0x308, 0x0CF}, {'I', 0x328, 0x12E}, {'J', 0x302, 0x134}, {'K', 0x327, 0x136},
    {'L', 0x301, 0x139}, {'L', 0x30C, 0x13D}, {'L', 0x327, 0x13B}, {'N', 0x301, 0x143},
    {'N', 0x303, 0x0D1}, {'N', 0x30C, 0x147}, {'N', 0x327, 0x145}, {'O', 0x300, 0x0D2},
    {'O', 0x301, 0x0D3}, {'O', 0x302, 0x0D4}, {'O', 0x303, 0x0D5}, {'O', 0x304, 0x14C},
    {'O', 0x306, 0x14E}, {'O', 0x308, 0x0D6}, {'O', 0x30B, 0x150}, {'R', 0x301, 0x154},
    {'R', 0x30C, 0x158}, {'R', 0x327, 0x156}, {'S', 0x301, 0x15A}, {'S', 0x302, 0x15C},
    {'S', 0x30C, 0x160}, {'S', 0x326, 0x218}, {'S', 0x327, 0x15E}, {'T', 0x30C, 0x164},
    {'T', 0x326, 0x21A}, {'T', 0x327, 0x162}, {'U', 0x300, 0x0D9}, {'U', 0x301, 0x0DA},
    {'U', 0x302, 0x0DB}, {'U', 0x303, 0x168}, {'U', 0x304, 0x16A}, {'U', 0x306, 0x16C},
    {'U', 0x308, 0x0DC}, {'U', 0x30A, 0x16E}, {'U', 0x30B, 0x170}, {'U', 0x328, 0x172},
    {'W', 0x302, 0x174}, {'Y', 0x301, 0x0DD}, {'Y', 0x302, 0x176}, {'Y', 0x308, 0x178},
    {'Z', 0x301, 0x179}, {'Z', 0x307, 0x17B}, {'Z', 0x30C, 0x17D}, {'a', 0x300, 0x0E0},
    {'a', 0x301, 0x0E1}, {'a', 0x302, 0x0E2}, {'a', 0x303, 0x0E3}, {'a', 0x304, 0x101},
    {'a', 0x306, 0x103}, {'a', 0x308, 0x0E4}, {'a', 0x30A, 0x0E5}, {'a', 0x328, 0x105},
    {'c', 0x301, 0x107}, {'c', 0x302, 0x109}, {'c', 0x307, 0x10B}, {'c', 0x30C, 0x10D},
    {'c', 0x327, 0x0E7}, {'d', 0x30C, 0x10F}, {'e', 0x300, 0x0E8}, {'e', 0x301, 0x0E9},
    {'e', 0x302, 0x0EA}, {'e', 0x304, 0x113}, {'e', 0x306, 0x115}, {'e', 0x307, 0x117},
    {'e', 0x308, 0x0EB}, {'e', 0x30C, 0x11B}, {'e', 0x328, 0x119}, {'g', 0x302, 0x11D},
    {'g', 0x306, 0x11F}, {'g', 0x307, 0x121}, {'g', 0x327, 0x123}, {'h', 0x302, 0x125},
    {'i', 0x300, 0x0EC}, {'i', 0x301, 0x0ED}, {'i', 0x302, 0x0EE}, {'i', 0x303, 0x129},
    {'i', 0x304, 0x12B}, {'i', 0x306, 0x12D}, {'i', 0x308, 0x0EF}, {'i', 0x328, 0x12F},
    {'j', 0x302, 0x135}, {'k', 0x327, 0x137}, {'l', 0x301, 0x13A}, {'l', 0x30C, 0x13E},
    {'l', 0x327, 0x13C}, {'n', 0x301, 0x144}, {'n', 0x303, 0x0F1}, {'n', 0x30C, 0x148},
    {'n', 0x327, 0x146}, {'o', 0x300, 0x0F2}, {'o', 0x301, 0x0F3}, {'o', 0x302, 0x0F4},
    {'o', 0x303, 0x0F5}, {'o', 0x304, 0x14D}, {'o', 0x306, 0x14F}, {'o', 0x308, 0x0F6},
    {'o', 0x30B, 0x151}, {'r', 0x301, 0x155}, {'r', 0x30C, 0x159}, {'r', 0x327, 0x157},
    {'s', 0x301, 0x15B}, {'s', 0x302, 0x15D}, {'s', 0x30C, 0x161}, {'s', 0x326, 0x219},
    {'s', 0x327, 0x15F}, {'t', 0x30C, 0x165}, {'t', 0x326, 0x21B}, {'t', 0x327, 0x163},
    {'u', 0x300, 0x0F9}, {'u', 0x301, 0x0FA}, {'u', 0x302, 0x0FB}, {'u', 0x303, 0x169},
    {'u', 0x304, 0x16B}, {'u', 0x306, 0x16D}, {'u', 0x308, 0x0FC}, {'u', 0x30A, 0x16F},
    {'u', 0x30B, 0x171}, {'u', 0x328, 0x173}, {'w', 0x302, 0x175}, {'y', 0x301, 0x0FD},
    {'y', 0x302, 0x177}, {'y', 0x308, 0x0FF}, {'z', 0x301, 0x17A}, {'z', 0x307, 0x17C},
    {'z', 0x30C, 0x17E},
}};

constexpr bool by_letter_and_mark(const Composition& a, const Composition& b) {
  return std::tie(a.letter, a.mark) < std::tie(b.letter, b.mark);
}
static_assert(std::is_sorted(kCompositions.begin(), kCompositions.end(), by_letter_and_mark));

bool is_mark(char32_t point) { return point >= 0x300 && point <= 0x36F; }

/// Signs of no width and of the direction of writing, the soft hyphen, the byte order mark.
bool is_invisible(char32_t point) {
  return point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
         (point >= 0x202A && point <= 0x202E) || point == 0x2060 ||
         (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
}

/// Blanks of other widths and those that do not break a line.
bool is_blank(char32_t point) {
  return point == 0xA0 || point == 0x2007 || point == 0x2009 || point == 0x202F;
}

bool is_hyphen(char32_t point) { return point == 0x2010 || point == 0x2011; }

/// One letter of UTF-8 and how many bytes it takes. Bytes that are no UTF-8 stand for themselves.
struct Letter {
  char32_t point = 0;
  std::size_t length = 1;
};

Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned first = byte(0);
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
  if (length == 1 || at + length > text.size()) return {first, 1};
  char32_t point = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (byte(i) & 0x3FU);
  return {point, length};
}

void append(std::string& text, char32_t point) {  // below U+0800 only
  text += static_cast<char>(0xC0 | (point >> 6));
  text += static_cast<char>(0x80 | (point & 0x3F));
}

/// 0 if there is no such letter.
char32_t compose(char letter, char32_t mark) {
  const Composition wanted{letter, mark, 0};
  const auto* const found =
      std::lower_bound(kCompositions.begin(), kCompositions.end(), wanted, by_letter_and_mark);
  const bool same = found != kCompositions.end() && found->letter == letter && found->mark == mark;
  return same ? found->composed : 0;
}

}  // namespace

std::string one_spelling(std::string_view utf8) {
  std::string text;
  text.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [point, length] = letter_at(utf8, at);
    const std::string_view bytes = utf8.substr(at, length);
    at += length;
    if (length == 1 || is_invisible(point)) {
      if (length == 1) text += bytes;
      continue;
    }
    const char32_t composed =
        is_mark(point) && !text.empty() ? compose(text.back(), point) : char32_t{0};
    if (composed != 0) {
      text.pop_back();
      append(text, composed);
    } else if (is_blank(point) || is_hyphen(point)) {
      text += is_blank(point) ? ' ' : '-';
    } else {
      text += bytes;
    }
  }
  return text;
}

bool has_other_spelling(std::string_view utf8) {
  const bool ascii = std::all_of(utf8.begin(), utf8.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return !ascii && one_spelling(utf8) != utf8;
}

}  // namespace sozialraum::core
