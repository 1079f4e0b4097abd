#include "sozialraum/gis/encoding.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::gis {
namespace {

using test::finding_of;

TEST(Encoding, ReadsUtf8WithAndWithoutMark) {
  EXPECT_EQ(decode("Köln").encoding, "utf-8");
  const auto marked = decode("\xEF\xBB\xBFKöln");
  EXPECT_EQ(marked.text, "Köln");
  EXPECT_TRUE(marked.detected);
}

TEST(Encoding, TakesWhatIsNotUtf8ForWindows1252) {
  const auto text = decode("K\xF6ln kostet 5 \x80");
  EXPECT_EQ(text.encoding, "cp1252");
  EXPECT_EQ(text.text, "Köln kostet 5 €");
}

TEST(Encoding, TheCallerOverrulesTheDetection) {
  // 0x94 is ö in the DOS code page 850, a quotation mark in Windows-1252.
  EXPECT_EQ(decode("K\x94ln", "cp850").text, "Köln");
  EXPECT_EQ(decode("K\xF6ln", "latin-1").text, "Köln");
  EXPECT_FALSE(decode("K\xF6ln", "latin-1").detected);
}

TEST(Encoding, ReadsUtf16WithMark) {
  const std::string little("\xFF\xFEK\0\xF6\0", 6);
  EXPECT_EQ(decode(little).text, "Kö");
  const std::string pair("\xFE\xFF\xD8\x3C\xDF\x33", 6);  // U+1F333 in UTF-16, big endian
  EXPECT_EQ(decode(pair).text, "\xF0\x9F\x8C\xB3");
}

TEST(Encoding, TellsLettersOfTwoAndFourBytesByTheirZeros) {
  const std::string little("K\0\xF6\0l\0n\0", 8);
  EXPECT_EQ(decode(little).encoding, "utf-16le");
  EXPECT_EQ(decode(little).text, "Köln");
  const std::string big("\0K\0\xF6\0l\0n", 8);
  EXPECT_EQ(decode_all(big).text, "Köln");
  const std::string four("K\0\0\0\xF6\0\0\0", 8);
  EXPECT_EQ(decode(four).encoding, "utf-32le");
  EXPECT_EQ(decode(four).text, "Kö");
  const std::string marked("\0\0\xFE\xFF\0\1\xF3\x33", 8);  // U+1F333, big endian
  EXPECT_EQ(decode(marked).text, "\xF0\x9F\x8C\xB3");
  EXPECT_EQ(decode(little, "utf-16").text, "Köln");
  EXPECT_EQ(wide_encoding("Hameln"), "");
  EXPECT_EQ(wide_encoding(""), "");
}

TEST(Encoding, RefusesHalvesOfLetters) {
  const std::string cut("\xFF\xFEK\0\xF6", 5);
  const std::string half(
      "\xFF\xFEK\0\n\0\x3C\xD8"
      "a\0",
      10);                                                // one of a pair
  const std::string beyond("\0\0\xFE\xFF\0\x11\0\0", 8);  // U+110000
  for (const std::string& bytes : {cut, half, beyond}) {
    EXPECT_EQ(finding_of([&] { static_cast<void>(decode(bytes)); }).code, "bad_encoding");
  }
  EXPECT_EQ(finding_of([&] { static_cast<void>(decode(half)); }).place.row, 2U);
}

TEST(Encoding, NamesTheLineThatIsNotUtf8) {
  const auto finding = finding_of([] { static_cast<void>(decode("a\nb\nK\xF6ln", "utf-8")); });
  EXPECT_EQ(finding.code, "bad_encoding");
  EXPECT_EQ(finding.place.row, 3U);
}

TEST(Encoding, RefusesAnUnknownName) {
  EXPECT_EQ(finding_of([] { static_cast<void>(decode("K\xF6ln", "klingon")); }).code,
            "unknown_encoding");
}

TEST(Encoding, RefusesAnUnknownNameWhateverTheBytes) {
  for (const char* const bytes : {"", "Hameln", "Köln"}) {
    const auto finding = finding_of([&] { static_cast<void>(decode(bytes, "klingon")); });
    EXPECT_EQ(finding.code, "unknown_encoding");
    EXPECT_EQ(finding.place.argument, "encoding");
    EXPECT_NE(finding.message.find("klingon"), std::string::npos);
  }
  EXPECT_EQ(decode("Hameln", "cp850").text, "Hameln");
}

TEST(Encoding, AsciiHasNoUmlauts) {
  EXPECT_EQ(decode("Hameln", "ascii").text, "Hameln");
  const auto finding = finding_of([] { static_cast<void>(decode("a\nKöln", "ascii")); });
  EXPECT_EQ(finding.code, "bad_encoding");
  EXPECT_EQ(finding.place.row, 2U);
}

TEST(Encoding, FindsMalformedUtf8) {
  EXPECT_EQ(first_invalid_utf8("aö€🌳"), std::string_view::npos);
  EXPECT_EQ(first_invalid_utf8("a\xC0\xAF"), 1U);          // overlong
  EXPECT_EQ(first_invalid_utf8("a\xED\xA0\x80"), 1U);      // surrogate
  EXPECT_EQ(first_invalid_utf8("a\xF4\x90\x80\x80"), 1U);  // above U+10FFFF
  EXPECT_EQ(first_invalid_utf8("a\xE2\x82"), 1U);          // cut off
}

TEST(Encoding, TakesSeveralByteOrderMarksForOne) {
  EXPECT_EQ(decode("\xEF\xBB\xBF\xEF\xBB\xBFKöln").text, "Köln");
  EXPECT_EQ(decode_all("\xEF\xBB\xBF\xEF\xBB\xBFKöln").text, "Köln");
  EXPECT_EQ(decode_all("K\xF6ln").encoding, "cp1252");
  EXPECT_EQ(decode_all("Köln", "utf-8").detected, false);
}

TEST(Encoding, FindsABadByteBehindManyGoodOnes) {
  const std::string good(1000, 'a');
  for (std::size_t at : {0U, 1U, 7U, 8U, 9U, 999U}) {
    std::string bytes = good;
    bytes[at] = '\xFF';
    EXPECT_EQ(first_invalid_utf8(bytes), at);
  }
  EXPECT_EQ(first_invalid_utf8(good + "ö" + good), std::string::npos);
}

}  // namespace
}  // namespace sozialraum::gis
