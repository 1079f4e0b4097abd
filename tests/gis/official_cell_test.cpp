#include "sozialraum/gis/official_cell.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace sozialraum::gis {
namespace {

using core::CellState;

/// Value and state of a text that must be readable.
OfficialCell cell(const std::string& text, char decimal = ',') {
  const auto read = parse_official_cell(text, decimal);
  EXPECT_TRUE(read.has_value()) << text;
  return read.value_or(OfficialCell{});
}

TEST(OfficialCell, ReadsTheSignsOfGermanTables) {
  EXPECT_EQ(cell("-").state, CellState::kNothing);
  EXPECT_EQ(cell("-").value, 0.0);
  EXPECT_EQ(cell("\xE2\x80\x93").state, CellState::kNothing);
  EXPECT_EQ(cell(".").state, CellState::kSecret);
  EXPECT_EQ(cell("...").state, CellState::kLater);
  EXPECT_EQ(cell("\xE2\x80\xA6").state, CellState::kLater);
  EXPECT_EQ(cell("/").state, CellState::kUnreliable);
  EXPECT_EQ(cell("x").state, CellState::kBlocked);
  EXPECT_EQ(cell(" X ").state, CellState::kBlocked);
  EXPECT_EQ(cell("").state, CellState::kNotReported);
  for (const char* const sign : {".", "...", "/", "x", ""}) {
    EXPECT_TRUE(std::isnan(cell(sign).value)) << sign;
  }
}

TEST(OfficialCell, ReadsQualityFlags) {
  EXPECT_EQ(cell("(12)").state, CellState::kLimited);
  EXPECT_EQ(cell("( 1.234,5 )").value, 1234.5);
  EXPECT_EQ(cell("12p").state, CellState::kProvisional);
  EXPECT_EQ(cell("12,5 r").state, CellState::kRevised);
  EXPECT_EQ(cell("12,5s").state, CellState::kEstimated);
  EXPECT_EQ(cell("12,5s").value, 12.5);
}

TEST(OfficialCell, ReadsGermanAndEnglishNumbers) {
  EXPECT_EQ(cell("1.234.567,25", ',').value, 1234567.25);
  EXPECT_EQ(cell("1,234,567.25", '.').value, 1234567.25);
  EXPECT_EQ(cell("1 234 567,5", ',').value, 1234567.5);
  EXPECT_EQ(cell("1\xE2\x80\xAF"
                 "234",
                 ',')
                .value,
            1234.0);  // narrow no-break space
  EXPECT_EQ(cell("1'234.5", '.').value, 1234.5);
  EXPECT_EQ(cell("-0,5").value, -0.5);
  EXPECT_EQ(cell("\xE2\x88\x92"
                 "3")
                .value,
            -3.0);
  EXPECT_EQ(cell("+3").value, 3.0);
  EXPECT_EQ(cell("1.5E-3", '.').value, 0.0015);
  EXPECT_EQ(cell(".5", '.').value, 0.5);
  EXPECT_EQ(cell("1.234", ',').value, 1234.0);
  EXPECT_EQ(cell("1.234", '.').value, 1.234);
}

TEST(OfficialCell, RefusesWhatIsNoNumber) {
  for (const char* const text : {"abc", "12a", "1.2.3", "12.05.2020", "1,23,456", "5.", "1 23",
                                 "- 5 -", "--", "()", "03252007", "1-2", "#WERT!", "12,5,3"}) {
    EXPECT_FALSE(parse_official_cell(text, '.').has_value()) << text;
    EXPECT_FALSE(parse_official_cell(text, ',').has_value()) << text;
  }
  EXPECT_FALSE(parse_official_cell("12.5", ',').has_value());
  EXPECT_FALSE(parse_official_cell("12,5", '.').has_value());
}

TEST(OfficialCell, TellsWhatANumberSaysAboutTheDecimalMark) {
  EXPECT_EQ(number_shape("1.234"), NumberShape::kAmbiguousPoint);
  EXPECT_EQ(number_shape("1,234"), NumberShape::kAmbiguousComma);
  EXPECT_EQ(number_shape("12,5"), NumberShape::kDecimalComma);
  EXPECT_EQ(number_shape("1.234,5"), NumberShape::kDecimalComma);
  EXPECT_EQ(number_shape("1.234.567"), NumberShape::kDecimalComma);
  EXPECT_EQ(number_shape("0.123"), NumberShape::kDecimalPoint);
  EXPECT_EQ(number_shape("1234.567"), NumberShape::kDecimalPoint);
  EXPECT_EQ(number_shape("1,234,567"), NumberShape::kDecimalPoint);
  EXPECT_EQ(number_shape("1234"), NumberShape::kPlain);
  EXPECT_EQ(number_shape("0"), NumberShape::kPlain);
  EXPECT_EQ(number_shape("03252007"), NumberShape::kLeadingZero);
  EXPECT_EQ(number_shape("-"), NumberShape::kSign);
  EXPECT_EQ(number_shape("  "), NumberShape::kEmpty);
  EXPECT_EQ(number_shape("Hafen"), NumberShape::kText);
}

TEST(OfficialCell, TakesPercentSignsAndFootnotesOff) {
  EXPECT_EQ(parse_official_cell("12,5 %", ',')->value, 12.5);
  EXPECT_EQ(parse_official_cell("8.1%", '.')->value, 8.1);
  EXPECT_EQ(number_shape("12,5 %"), NumberShape::kDecimalComma);
  EXPECT_FALSE(parse_official_cell("%", '.'));
  for (const char* text : {"1234¹", "1234¹⁾", "1234 ²", "1234³)", "1234 1)", "1 234 12)"}) {
    const auto cell = parse_official_cell(text, ',');
    ASSERT_TRUE(cell) << text;
    EXPECT_EQ(cell->value, 1234) << text;
    EXPECT_TRUE(cell->footnote) << text;
  }
  EXPECT_EQ(parse_official_cell("-¹", ',')->state, core::CellState::kNothing);
  EXPECT_FALSE(parse_official_cell("km²", ','));
  EXPECT_FALSE(parse_official_cell("12341)", ',')) << "which digits are the number?";
  EXPECT_FALSE(parse_official_cell("(12)", ',')->footnote);
}

TEST(OfficialCell, ReadsShortNumbersToTheNearestDouble) {
  for (const char* text : {"0", "-0.1", "0.07", "123456789012.345", "99999.99999",
                           "3.14159265358979", "1000000.000001"}) {
    EXPECT_EQ(parse_official_cell(text, '.')->value, std::stod(text)) << text;
  }
  EXPECT_EQ(parse_official_cell("1.234,5", ',')->value, 1234.5);
  EXPECT_EQ(parse_official_cell("1.234", ',')->value, 1234);
  EXPECT_EQ(parse_official_cell("-1,234", ',')->value, -1.234);
  EXPECT_FALSE(parse_official_cell("0123", '.'));
  EXPECT_FALSE(parse_official_cell("1.2.3", '.'));
}

TEST(OfficialCell, SignsOfNoWidthAreNoLetters) {
  EXPECT_EQ(parse_official_cell("12\xC2\xAD"
                                "34",
                                ',')
                ->value,
            1234);                                                 // a soft hyphen
  EXPECT_EQ(parse_official_cell("7\xE2\x80\x8B", ',')->value, 7);  // a blank of no width
  EXPECT_EQ(parse_official_cell("1\xE2\x80\x87"
                                "234",
                                ',')
                ->value,
            1234);  // one of a digit's
  EXPECT_EQ(parse_official_cell("1\xC2\xB4"
                                "234",
                                ',')
                ->value,
            1234);  // an accent
  EXPECT_FALSE(
      parse_official_cell("1\xC2\xB4"
                          "23",
                          ','));
}

TEST(OfficialCell, MoreThan15DigitsAreAName) {
  EXPECT_EQ(number_shape("123456789012345"), NumberShape::kPlain);
  EXPECT_EQ(number_shape("1234567890123456"), NumberShape::kLeadingZero);
  EXPECT_EQ(number_shape("0.1234567890123456"), NumberShape::kDecimalPoint);
}

}  // namespace
}  // namespace sozialraum::gis
