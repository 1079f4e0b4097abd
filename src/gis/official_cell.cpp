#include "sozialraum/gis/official_cell.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "sozialraum/core/spelling.hpp"

namespace sozialraum::gis {
namespace {

using core::CellState;

constexpr std::array<std::pair<std::string_view, CellState>, 14> kSigns{{
    {"-", CellState::kNothing},
    {"\xE2\x80\x90", CellState::kNothing},  // hyphen
    {"\xE2\x80\x91", CellState::kNothing},  // hyphen that does not break
    {"\xE2\x80\x92", CellState::kNothing},  // dash as wide as a digit
    {"\xE2\x80\x93", CellState::kNothing},  // en dash, as typeset tables have it
    {"\xE2\x80\x94", CellState::kNothing},  // em dash
    {"\xE2\x80\x95", CellState::kNothing},  // horizontal bar
    {"\xE2\x88\x92", CellState::kNothing},  // minus sign
    {".", CellState::kSecret},
    {"...", CellState::kLater},
    {"\xE2\x80\xA6", CellState::kLater},  // one-letter ellipsis
    {"/", CellState::kUnreliable},
    {"x", CellState::kBlocked},
    {"X", CellState::kBlocked},
}};

constexpr std::array<std::string_view, 5> kBlanks{" ", "\t", "\xC2\xA0", "\xE2\x80\xAF",
                                                  "\xE2\x80\x89"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<CellState> sign_of(std::string_view text) {
  for (const auto& [sign, state] : kSigns) {
    if (text == sign) return state;
  }
  return std::nullopt;
}

/// A number text cut into its parts; marks are as found.
struct NumberText {
  bool negative = false;
  std::string body{};      ///< digits, points and commas only
  std::string exponent{};  ///< "e-5" or empty
  bool grouped = false;    ///< blanks or apostrophes stood between thousands
  CellState state = CellState::kReported;
};

/// Takes brackets and quality flags off: "(12)", "12p", "12 r".
std::string_view strip_quality(std::string_view text, CellState& state) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    state = CellState::kLimited;
    return trim(text.substr(1, text.size() - 2));
  }
  if (text.size() < 2) return text;
  const char flag = text.back();
  if (flag != 'p' && flag != 'r' && flag != 's') return text;
  state = flag == 'p'   ? CellState::kProvisional
          : flag == 'r' ? CellState::kRevised
                        : CellState::kEstimated;
  return trim(text.substr(0, text.size() - 1));
}

std::string_view strip_minus(std::string_view text, bool& negative) {
  for (const std::string_view minus :
       {"-", "\xE2\x88\x92", "\xE2\x80\x93", "\xE2\x80\x90", "\xE2\x80\x91"}) {
    if (text.size() > minus.size() && text.starts_with(minus)) {
      negative = true;
      return text.substr(minus.size());
    }
  }
  return text.size() > 1 && text.front() == '+' ? text.substr(1) : text;
}

std::string_view strip_exponent(std::string_view text, std::string& exponent) {
  const std::size_t at = text.find_first_of("eE");
  if (at == std::string_view::npos || at == 0) return text;
  std::string_view digits = text.substr(at + 1);
  const bool minus = digits.starts_with('-');
  if (minus || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 3) return text;
  for (const char c : digits) {
    if (!is_digit(c)) return text;
  }
  exponent = (minus ? "e-" : "e") + std::string(digits);
  return text.substr(0, at);
}

/// Takes blanks and apostrophes between groups of three digits out; false if they stand elsewhere.
bool take_out_groups(std::string_view text, NumberText& number) {
  std::size_t digits = 0;
  bool marked = false;  // a decimal mark was passed
  for (std::size_t i = 0; i < text.size();) {
    if (is_digit(text[i]) || text[i] == '.' || text[i] == ',') {
      digits = is_digit(text[i]) ? digits + 1 : 0;
      marked = marked || !is_digit(text[i]);
      number.body += text[i++];
      continue;
    }
    std::size_t length = text[i] == '\'' || text[i] == '`' ? 1 : 0;
    for (const std::string_view blank : kBlanks) {
      if (text.substr(i).starts_with(blank)) length = blank.size();
    }
    if (text.substr(i).starts_with("\xE2\x80\x99")) length = 3;  // a typeset apostrophe
    if (text.substr(i).starts_with("\xC2\xB4")) length = 2;      // an accent in its place
    const bool fits = number.grouped ? digits == 3 : digits >= 1 && digits <= 3;
    if (length == 0 || marked || !fits) return false;
    number.grouped = true;
    digits = 0;
    i += length;
  }
  // The last group before a decimal mark must have three digits too.
  const std::size_t whole = number.body.find_first_of(".,");
  return !number.grouped || whole != std::string::npos || digits == 3;
}

std::optional<NumberText> cut(std::string_view text) {
  NumberText number;
  if (text.size() > 1 && text.ends_with('%')) text = trim(text.substr(0, text.size() - 1));
  text = strip_quality(text, number.state);
  text = strip_minus(text, number.negative);
  text = strip_exponent(text, number.exponent);
  if (!take_out_groups(text, number)) return std::nullopt;
  for (const char c : number.body) {
    if (is_digit(c)) return number;
  }
  return std::nullopt;
}

/// True if `mark` stands only between groups of three: 1.234.567
bool groups_of_three(std::string_view body, char mark) {
  std::size_t at = body.find(mark);
  if (at == 0 || at > 3 || body.front() == '0') return false;
  while (at != std::string_view::npos) {
    const std::size_t next = body.find(mark, at + 1);
    const std::size_t end = next == std::string_view::npos ? body.size() : next;
    if (end - at - 1 != 3) return false;
    at = next;
  }
  return true;
}

NumberShape one_kind_of_mark(const NumberText& number, char mark) {
  const std::string_view body = number.body;
  const bool point = mark == '.';
  const NumberShape decimal = point ? NumberShape::kDecimalPoint : NumberShape::kDecimalComma;
  const NumberShape other = point ? NumberShape::kDecimalComma : NumberShape::kDecimalPoint;
  const std::size_t at = body.find(mark);
  if (body.find(mark, at + 1) != std::string_view::npos) {
    return !number.grouped && groups_of_three(body, mark) ? other : NumberShape::kText;
  }
  if (at + 1 == body.size()) return NumberShape::kText;  // "5." numbers a list
  const bool like_group = groups_of_three(body, mark) && number.exponent.empty() && !number.grouped;
  if (!like_group) return decimal;
  return point ? NumberShape::kAmbiguousPoint : NumberShape::kAmbiguousComma;
}

NumberShape both_marks(std::string_view body) {
  const std::size_t point = body.rfind('.');
  const std::size_t comma = body.rfind(',');
  const bool comma_last = comma > point;
  const std::size_t decimal = comma_last ? comma : point;
  const bool once = body.find(comma_last ? ',' : '.') == decimal;
  const bool grouped = groups_of_three(body.substr(0, decimal), comma_last ? '.' : ',');
  if (!once || !grouped || decimal + 1 == body.size()) return NumberShape::kText;
  return comma_last ? NumberShape::kDecimalComma : NumberShape::kDecimalPoint;
}

NumberShape shape_of(const NumberText& number) {
  const std::string& body = number.body;
  const bool point = body.find('.') != std::string::npos;
  const bool comma = body.find(',') != std::string::npos;
  if (point && comma) return number.grouped ? NumberShape::kText : both_marks(body);
  if (point || comma) return one_kind_of_mark(number, point ? '.' : ',');
  // More than 15 digits do not fit into a number: they name something.
  const bool too_long = body.size() > 15;
  const bool key_like = body.size() > 1 && (body.front() == '0' || too_long) && !number.negative &&
                        number.exponent.empty() && !number.grouped;
  return key_like ? NumberShape::kLeadingZero : NumberShape::kPlain;
}

bool readable_with(NumberShape shape, char decimal) {
  switch (shape) {
    case NumberShape::kPlain:
    case NumberShape::kAmbiguousPoint:
    case NumberShape::kAmbiguousComma:
      return true;
    case NumberShape::kDecimalPoint:
      return decimal == '.';
    case NumberShape::kDecimalComma:
      return decimal == ',';
    default:
      return false;
  }
}

std::optional<double> to_double(const NumberText& number, char decimal) {
  std::string plain = number.negative ? "-" : "";
  for (const char c : number.body) {
    if (is_digit(c)) plain += c;
    if (c == decimal) plain += '.';
  }
  plain += number.exponent;
  double value = 0.0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

// ---- most cells are short numbers with at most one mark: no copy needed
// --------------------------

/// -1234,5 cut in two.
struct ShortNumber {
  bool negative = false;
  std::size_t whole = 0;  ///< digits before the mark
  std::size_t after = 0;  ///< digits behind it
  char mark = '\0';
  std::uint64_t digits = 0;  ///< all of them as one number
  bool leading_zero = false;
};

std::optional<ShortNumber> short_number(std::string_view text) {
  ShortNumber number;
  if (text.size() > 16) return std::nullopt;  // at most 15 digits: exact in a double
  number.negative = text.size() > 1 && text.front() == '-';
  if (number.negative) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  number.leading_zero = text.front() == '0';
  for (const char c : text) {
    if (is_digit(c)) {
      number.digits = number.digits * 10 + static_cast<std::uint64_t>(c - '0');
      ++(number.mark == '\0' ? number.whole : number.after);
    } else if ((c == '.' || c == ',') && number.mark == '\0') {
      number.mark = c;
    } else {
      return std::nullopt;
    }
  }
  const bool complete = number.whole > 0 && (number.mark == '\0' || number.after > 0);
  const bool exact = number.whole + number.after <= 15;
  return complete && exact ? std::optional(number) : std::nullopt;
}

NumberShape shape_of(const ShortNumber& number) {
  if (number.mark == '\0') {
    const bool key_like = number.leading_zero && number.whole > 1 && !number.negative;
    return key_like ? NumberShape::kLeadingZero : NumberShape::kPlain;
  }
  const bool point = number.mark == '.';
  if (number.whole <= 3 && number.after == 3 && !number.leading_zero) {
    return point ? NumberShape::kAmbiguousPoint : NumberShape::kAmbiguousComma;
  }
  return point ? NumberShape::kDecimalPoint : NumberShape::kDecimalComma;
}

/// Both the digits and the power of ten are exact, so their quotient is the nearest double.
double value_of(const ShortNumber& number, char decimal) {
  static constexpr std::array<double, 16> kPowers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const auto digits = static_cast<double>(number.digits);
  const double value = number.mark == decimal ? digits / kPowers[number.after] : digits;
  return number.negative ? -value : value;
}

// ---- marks of footnotes
// -----------------------------------------------------------------------------

/// Raised digits and brackets of Unicode.
std::size_t raised_length(std::string_view text) {
  for (const std::string_view two : {"\xC2\xB9", "\xC2\xB2", "\xC2\xB3"}) {
    if (text.ends_with(two)) return 2;
  }
  if (text.size() < 3) return 0;
  const std::string_view three = text.substr(text.size() - 3);
  const bool superscript = three.starts_with("\xE2\x81") &&
                           static_cast<unsigned char>(three[2]) >= 0xB0 &&
                           static_cast<unsigned char>(three[2]) <= 0xBE;
  return superscript ? 3 : 0;
}

/// "1 234¹⁾", "1 234¹)", "1 234 1)": without the mark; empty if there is none.
std::string_view without_footnote(std::string_view text) {
  std::string_view rest = text;
  const bool bracket = rest.ends_with(')');
  if (bracket) rest.remove_suffix(1);
  const std::size_t before = rest.size();
  while (const std::size_t length = raised_length(rest)) rest.remove_suffix(length);
  if (rest.size() < before) return trim(rest);
  if (!bracket) return {};
  std::size_t digits = 0;
  while (!rest.empty() && is_digit(rest.back()) && digits < 2) rest.remove_suffix(1), ++digits;
  return digits > 0 && rest.ends_with(' ') ? trim(rest) : std::string_view();
}

std::optional<OfficialCell> parse_trimmed(std::string_view text, char decimal) {
  if (text.empty()) return OfficialCell{};
  if (const auto number = short_number(text)) {
    if (!readable_with(shape_of(*number), decimal)) return std::nullopt;
    return OfficialCell{value_of(*number, decimal), CellState::kReported};
  }
  if (const auto state = sign_of(text)) {
    return OfficialCell{*state == CellState::kNothing ? 0.0 : std::nan(""), *state};
  }
  const auto number = cut(text);
  if (!number || !readable_with(shape_of(*number), decimal)) return std::nullopt;
  const auto value = to_double(*number, decimal);
  if (!value) return std::nullopt;
  return OfficialCell{*value, number->state};
}

NumberShape shape_of_trimmed(std::string_view text) {
  if (text.empty()) return NumberShape::kEmpty;
  if (const auto number = short_number(text)) return shape_of(*number);
  if (sign_of(text)) return NumberShape::kSign;
  const auto number = cut(text);
  return number ? shape_of(*number) : NumberShape::kText;
}

bool is_printing(char c) { return c > ' ' && c <= '~'; }

}  // namespace

std::string_view trim(std::string_view text) {
  if (!text.empty() && is_printing(text.front()) && is_printing(text.back())) return text;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
    }
  }
  return text;
}

NumberShape number_shape(std::string_view text) {
  text = trim(text);
  const NumberShape shape = shape_of_trimmed(text);
  if (shape != NumberShape::kText) return shape;
  if (core::has_other_spelling(text)) {
    const std::string plain = core::one_spelling(text);
    const NumberShape again = shape_of_trimmed(trim(plain));
    if (again != NumberShape::kText) return again;
  }
  const std::string_view rest = without_footnote(text);
  return rest.empty() ? shape : shape_of_trimmed(rest);
}

std::optional<OfficialCell> parse_official_cell(std::string_view text, char decimal) {
  text = trim(text);
  auto cell = parse_trimmed(text, decimal);
  if (cell) return cell;
  if (core::has_other_spelling(text)) {  // signs of no width, other blanks
    const std::string plain = core::one_spelling(text);
    cell = parse_trimmed(trim(plain), decimal);
    if (cell) return cell;
  }
  const std::string_view rest = without_footnote(text);
  if (!rest.empty()) cell = parse_trimmed(rest, decimal);
  if (cell) cell->footnote = true;
  return cell;
}

}  // namespace sozialraum::gis
