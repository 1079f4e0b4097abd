#include "gis/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace sozialraum::gis {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Length of the letter of UTF-8 that starts here.
std::size_t letter_length(std::string_view text) {
  std::size_t length = std::min<std::size_t>(1, text.size());
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80) {
    ++length;
  }
  return length;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// ¹ ² ¹⁾ 1) 12) * **: what refers to a note below the table.
bool is_mark(std::string_view text) {
  constexpr std::string_view kRaised = "\xC2\xB9 \xC2\xB2 \xC2\xB3 \xE2\x81\xB4 \xE2\x81\xBE";
  if (text.empty() || text.size() > 12) return false;
  if (text.find_first_not_of('*') == std::string_view::npos) return true;
  const bool closed = text.size() > 1 && text.ends_with(')') && !text.starts_with('(');
  if (closed) return text.find_first_not_of("0123456789") == text.size() - 1;
  while (!text.empty()) {
    const std::size_t length = letter_length(text);
    if (kRaised.find(text.substr(0, length)) == std::string_view::npos) return false;
    text.remove_prefix(length);
  }
  return true;
}

/// Reads one part of a format from left to right.
class SectionReader {
 public:
  explicit SectionReader(std::string_view code) : rest_(code) {}

  FormatSection read() {
    while (!rest_.empty()) step();
    const bool letters = section_.date || section_.time || month_or_minute_ || era_;
    if (letters && !section_.digits) {
      section_.date = section_.date || era_ || (month_or_minute_ && !section_.time);
    } else {
      section_.date = section_.time = section_.elapsed = false;
    }
    section_.brackets = opened_ && closed_;
    scaled_ += commas_;
    section_.scale = section_.digits ? scaled_ : std::uint8_t{0};
    read_marks();
    if (only_zeros_ && zeros_ > 1 && section_.digits) section_.padded = zeros_;
    return section_;
  }

 private:
  std::string_view take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  bool take_word(std::string_view word) {
    if (rest_.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (lower(rest_[i]) != word[i]) return false;
    }
    take(word.size());
    return true;
  }

  void step() {
    if (take_word("general") || take_word("standard")) {
      only_zeros_ = false;
      return show_digits(true);
    }
    if (take_word("am/pm") || take_word("a/p")) return show_time();
    const std::string_view letter = take(letter_length(rest_));
    switch (letter.front()) {
      case '"':
        add_literal(take(std::min(rest_.find('"'), rest_.size())));
        take(1);
        return;
      case '\\':
        return add_literal(take(letter_length(rest_)));
      case '_':
      case '*':
        take(letter_length(rest_));
        return;
      case '[':
        bracket(take(std::min(rest_.find(']'), rest_.size())));
        take(1);
        return;
      default:
        return code(letter);
    }
  }

  void code(std::string_view letter) {
    const char c = lower(letter.front());
    const bool fraction_of_second = c == '0' && seconds_ && (last_ == '.' || last_ == '0');
    if (fraction_of_second) {
      last_ = '0';
      return;
    }
    // Commas between digits group them, those behind the last one leave thousands out.
    const bool digit = c == '0' || c == '#' || c == '?';
    if (c == ',' && (section_.digits || commas_ > 0) && commas_ < 4) ++commas_;
    if (c == '.') scaled_ += commas_;
    if (digit || c == '.') commas_ = 0;
    last_ = c;
    if (c == '0' && zeros_ < 20) ++zeros_;
    if (std::string_view("#?@.,%e").find(c) != std::string_view::npos) only_zeros_ = false;
    const bool fraction = c == '/' && section_.digits && !rest_.empty() &&
                          std::string_view("?#0123456789").find(rest_[0]) != std::string_view::npos;
    if (fraction) return show_digits(true);
    if (c == '0' || c == '#' || c == '?' || c == '@') return show_digits(c == '0' || c == '@');
    if (c == 'e' && (rest_.starts_with('+') || rest_.starts_with('-'))) return;  // 1.2E+05
    if (c == 'y' || c == 'd') section_.date = true;
    if (c == 'h' || c == 's') show_time();
    if (c == 's') seconds_ = true;
    if (c == 'm') month_or_minute_ = true;
    if (c == 'e' || c == 'g' || c == 'b') era_ = true;
    if (c == '%') section_.percent = true;
    if (std::string_view("ydhsmegb%,").find(c) == std::string_view::npos) add_literal(letter);
  }

  /// What stands before and behind the digits.
  void read_marks() {
    if (!section_.digits) return;
    const std::string_view before = trimmed(before_);
    const std::string_view behind = trimmed(behind_);
    section_.bound =
        before == "<" || before == ">" || before == "\xE2\x89\xA4" || before == "\xE2\x89\xA5";
    if (behind == "p" || behind == "r" || behind == "s") section_.flag = behind[0];
    section_.footnote = !section_.brackets && is_mark(behind);
    // An amount of nothing in the accounts of a spreadsheet: "- €".
    if (!section_.zero && (before.starts_with('-') || before.starts_with("\xE2\x80\x93"))) {
      section_.literal = before.substr(0, letter_length(before));
    }
  }

  void show_digits(bool zero) {
    section_.digits = true;
    behind_.clear();  // it stands behind the last digit
    section_.zero = section_.zero || zero;
  }

  void show_time() { section_.time = true; }

  void add_literal(std::string_view text) {
    if (text.ends_with('(') && !section_.digits) opened_ = true;
    if (text.starts_with(')') && section_.digits) closed_ = true;
    section_.literal += text;
    (section_.digits ? behind_ : before_) += text;
  }

  /// [h] [mm] are elapsed time, [>=5] conditions; colours, currencies and languages say nothing.
  void bracket(std::string_view content) {
    if (content.empty()) return;
    const bool elapsed = std::all_of(content.begin(), content.end(), [&](char c) {
      return lower(c) == lower(content[0]) &&
             std::string_view("hms").find(lower(c)) != std::string_view::npos;
    });
    if (elapsed) {
      section_.elapsed = section_.time = true;
      seconds_ = seconds_ || lower(content[0]) == 's';
    }
    if (std::string_view("<>=").find(content[0]) == std::string_view::npos) return;
    const bool two =
        content.size() > 1 && std::string_view("=>").find(content[1]) != std::string_view::npos;
    const std::string_view number = content.substr(two ? 2 : 1);
    double limit = 0.0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), limit);
    if (error != std::errc() || end != number.data() + number.size()) return;
    section_.limit = limit;
    section_.condition = !two                ? content[0]
                         : content[1] == '>' ? 'n'
                         : content[0] == '<' ? 'l'
                                             : 'g';
  }

  std::string_view rest_;
  FormatSection section_{};
  char last_ = '\0';
  bool month_or_minute_ = false;
  bool seconds_ = false;
  bool era_ = false;
  bool only_zeros_ = true;
  std::uint8_t zeros_ = 0;
  std::uint8_t commas_ = 0;  // since the last digit
  std::uint8_t scaled_ = 0;
  std::string before_{};
  std::string behind_{};
  bool opened_ = false;
  bool closed_ = false;
};

/// The parts between semicolons that stand neither in quotes nor in brackets nor behind \ _ *.
std::vector<std::string_view> parts_of(std::string_view code) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  char until = '\0';
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (until != '\0') {
      if (c == until) until = '\0';
    } else if (c == '"') {
      until = '"';
    } else if (c == '[') {
      until = ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == ';') {
      parts.push_back(code.substr(start, i - start));
      start = i + 1;
    }
  }
  parts.push_back(code.substr(start));
  return parts;
}

bool holds(const FormatSection& section, double number) {
  switch (section.condition) {
    case '<':
      return number < section.limit;
    case '>':
      return number > section.limit;
    case '=':
      return number == section.limit;
    case 'l':
      return number <= section.limit;
    case 'g':
      return number >= section.limit;
    case 'n':
      return number != section.limit;
    default:
      return true;
  }
}

constexpr double kLastDay1900 = 2958465;  // 9999-12-31
constexpr double kLastDay1904 = kLastDay1900 - 1462;

std::string day_text(int day, bool from_1904) {
  using namespace std::chrono;
  if (!from_1904 && day == 60) return "1900-02-29";
  if (!from_1904 && day == 0) return "1900-01-00";
  const sys_days first = from_1904  ? sys_days{year{1904} / January / 1}
                         : day < 60 ? sys_days{year{1899} / December / 31}
                                    : sys_days{year{1899} / December / 30};
  const year_month_day date(first + days(day));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string clock_text(long long seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

NumberFormat::NumberFormat(std::string_view code) {
  std::vector<std::string_view> parts = parts_of(code);
  if (parts.size() > 3) parts.resize(3);  // the fourth is for texts
  for (const std::string_view part : parts) sections_.push_back(SectionReader(part).read());
  // In the part for negative numbers brackets stand for the minus sign.
  const bool by_sign = sections_.size() > 1 && !by_conditions();
  if (by_sign) sections_[1].brackets = false;
}

bool NumberFormat::by_conditions() const {
  return std::any_of(sections_.begin(), sections_.end(),
                     [](const FormatSection& s) { return s.condition != '\0'; });
}

const FormatSection& NumberFormat::section_for(double number) const {
  if (by_conditions()) {
    const auto found = std::find_if(sections_.begin(), sections_.end(),
                                    [&](const FormatSection& s) { return holds(s, number); });
    return found == sections_.end() ? sections_.front() : *found;
  }
  if (sections_.size() > 1 && number < 0) return sections_[1];
  if (sections_.size() > 2 && number == 0) return sections_[2];
  return sections_.front();
}

ShownNumber NumberFormat::show(double number) const {
  using As = ShownNumber::As;
  const FormatSection& section = section_for(number);
  if (section.date || section.time) return {As::kDate, &section};
  const bool text = !trimmed(section.literal).empty();
  if (!section.digits) return {text ? As::kText : As::kHidden, &section};
  if (number == 0 && !section.zero && text) return {As::kText, &section};
  return {As::kNumber, &section};
}

std::string_view built_in_format(int id) {
  switch (id) {
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 14:
      return "mm-dd-yy";
    case 15:
      return "d-mmm-yy";
    case 16:
      return "d-mmm";
    case 17:
      return "mmm-yy";
    case 18:
    case 19:
      return "h:mm:ss AM/PM";
    case 20:
    case 21:
      return "h:mm:ss";
    case 22:
      return "m/d/yy h:mm";
    case 45:
      return "mm:ss";
    case 46:
      return "[h]:mm:ss";
    case 47:
      return "mm:ss.0";
    default:
      return {};
  }
}

std::optional<std::string> date_text(double number, bool from_1904, const FormatSection& section) {
  const double last = from_1904 ? kLastDay1904 : kLastDay1900;
  if (!(number >= 0) || !(number < last + 1)) return std::nullopt;
  const long long seconds = std::llround(number * 86400);
  if (section.elapsed) return clock_text(seconds);
  const std::string clock = clock_text(seconds % 86400);
  if (!section.date) return clock;
  // A date that is shown without the time is the day it lies in, not the nearest one.
  const long long day = section.time ? seconds / 86400 : static_cast<long long>(number);
  std::string date = day_text(static_cast<int>(day), from_1904);
  return section.time && seconds % 86400 != 0 ? date + "T" + clock : date;
}

}  // namespace sozialraum::gis
