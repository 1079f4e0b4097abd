#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a spreadsheet shows for a number (ECMA-376, 18.8.30 and 18.8.31).
namespace sozialraum::gis {

/// How a part of a number format shows a number.
struct FormatSection {
  bool date = false;        ///< year, month or day are shown
  bool time = false;        ///< hours, minutes or seconds are shown
  bool elapsed = false;     ///< [h]: hours may be more than 24
  bool digits = false;      ///< the number itself is shown
  bool zero = false;        ///< 0 too: a format of # and ? alone leaves it out
  bool percent = false;     ///< times 100
  std::uint8_t padded = 0;  ///< 00000 alone: zeros stand before a shorter number
  bool brackets = false;    ///< (12): the office calls the number of limited value
  std::string literal{};    ///< the text around it
  bool bound = false;       ///< "<"0, ">"0: the number is a limit, not a value
  bool footnote = false;    ///< 0"¹", 0" 2)", 0"*": the mark of a footnote stands behind it
  char flag = '\0';         ///< 0"p", 0"r", 0"s": provisional, revised, estimated
  std::uint8_t scale = 0;   ///< 0.0,, shows millions: thousands that are not shown
  char condition = '\0';    ///< < > = l (<=) g (>=) n (<>); '\0' = none
  double limit = 0.0;       ///< of the condition
};

/// What a cell shows: the number, or something else.
struct ShownNumber {
  enum class As : std::uint8_t { kNumber, kDate, kText, kHidden };
  As as = As::kNumber;
  const FormatSection* section = nullptr;
};

/// A number format: up to three parts, for numbers above, below and at zero or by conditions.
class NumberFormat {
 public:
  /// @param code  such as `#,##0.0;-#,##0.0;"-"`; letters in quotes, after \ _ * and in brackets
  ///              are no date codes
  explicit NumberFormat(std::string_view code);

  /// `this` must outlive the result.
  [[nodiscard]] ShownNumber show(double number) const;

 private:
  [[nodiscard]] bool by_conditions() const;
  [[nodiscard]] const FormatSection& section_for(double number) const;

  std::vector<FormatSection> sections_{};
};

/// The code of a format that is built in; empty if the number is not.
[[nodiscard]] std::string_view built_in_format(int id);

/// A date number as text: "2022-12-31", "2022-12-31T14:30:00", "14:30:00", "36:30:00".
///
/// Days are counted from 1904-01-01 or, with the leap day that 1900 did not have (number 60), from
/// 1899-12-31. Nothing if the number is no date that a spreadsheet can show.
[[nodiscard]] std::optional<std::string> date_text(double number, bool from_1904,
                                                   const FormatSection& section);

}  // namespace sozialraum::gis
