#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "sozialraum/core/cell_state.hpp"

namespace sozialraum::gis {

/// A cell of an official table: a number, or the reason why there is none.
struct OfficialCell {
  double value = std::numeric_limits<double>::quiet_NaN();
  core::CellState state = core::CellState::kNotReported;
  bool footnote = false;  ///< a mark of a footnote stood behind it: "1 234¹⁾", "1 234 1)"
};

/// What does this text in a number column say?
///
/// Signs of official German tables (Statistische Ämter, DIN 55301): "-" exactly nothing, "."
/// secret,
/// "..." later, "/" unreliable, "x" blocked, "(12)" limited; "12p", "12r", "12s" provisional,
/// revised, estimated; empty = not reported. Numbers take one decimal mark and, in groups of three,
/// the other mark, blanks or apostrophes between thousands. "12,5 %" is 12.5, as it is shown; marks
/// of footnotes behind a number or sign are taken off. Blanks around are ignored. A zero is
/// kReported: whether "0" means "less than half a unit" is the column's to say (see read_table).
///
/// @param decimal  '.' or ','
/// @return nothing if the text is neither a number nor a sign. O(length).
[[nodiscard]] std::optional<OfficialCell> parse_official_cell(std::string_view text, char decimal);

/// What does a text tell about the decimal mark of its table?
enum class NumberShape : std::uint8_t {
  kEmpty,           ///< nothing in it
  kSign,            ///< an official sign without digits
  kPlain,           ///< digits without any mark: 1234
  kDecimalPoint,    ///< can only be read with a decimal point: 12.5, 0.123, 1,234.5, 1,234,567
  kDecimalComma,    ///< can only be read with a decimal comma: 12,5, 1.234,5, 1.234.567
  kAmbiguousPoint,  ///< 1.234: twelve hundred or one and a bit?
  kAmbiguousComma,  ///< 1,234
  kLeadingZero,     ///< 03252007: digits with a zero in front, so a key, not a number
  kText,            ///< none of these
};
[[nodiscard]] NumberShape number_shape(std::string_view text);

/// The text without blanks (also no-break ones) at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace sozialraum::gis
