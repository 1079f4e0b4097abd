#include "sozialraum/core/spelling.hpp"

#include <gtest/gtest.h>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/join.hpp"

namespace sozialraum::core {
namespace {

TEST(Spelling, JoinsLettersAndTheirMarks) {
  EXPECT_EQ(one_spelling("Ho\xCC\x88"
                         "fingen"),
            "Höfingen");  // o and U+0308
  EXPECT_EQ(one_spelling("C\xCC\x8C"
                         "ernošice"),
            "Černošice");  // C and U+030C
  EXPECT_EQ(one_spelling("A\xCC\x8A"), "Å");
  EXPECT_EQ(one_spelling("x\xCC\x88"), "x\xCC\x88") << "no letter of its own: as it was";
  EXPECT_EQ(one_spelling("\xCC\x88"), "\xCC\x88") << "a mark without a letter";
}

TEST(Spelling, TakesSignsOfNoWidthOut) {
  EXPECT_EQ(one_spelling("\xEF\xBB\xBF"
                         "AGS"),
            "AGS");                                     // byte order mark
  EXPECT_EQ(one_spelling("Ha\xC2\xADmeln"), "Hameln");  // soft hyphen
  EXPECT_EQ(one_spelling("03\xE2\x80\x8B"
                         "252"),
            "03252");  // zero width space
  EXPECT_EQ(one_spelling("\xE2\x80\xAE"
                         "neduf"),
            "neduf");                                          // right-to-left override
  EXPECT_EQ(one_spelling("Bad\xC2\xA0Münder"), "Bad Münder");  // no-break space
  EXPECT_EQ(one_spelling("Ober\xE2\x80\x91Ramstadt"), "Ober-Ramstadt");
}

TEST(Spelling, LeavesEverythingElseAlone) {
  for (const char* text : {"", "Fischbeck", "Höfingen", "km²", "Łódź", "Ελλάδα", "–", "😀"}) {
    EXPECT_EQ(one_spelling(text), text);
    EXPECT_FALSE(has_other_spelling(text));
  }
  EXPECT_TRUE(
      has_other_spelling("Ho\xCC\x88"
                         "fingen"));
  EXPECT_EQ(one_spelling("\xFF\xCC"), "\xFF\xCC") << "bytes that are no text stay";
}

TEST(Spelling, MakesKeysThatLookAlikeTheSame) {
  const AreaCode composed = AreaCode::parse("Höfingen", CodeKind::kCustom);
  EXPECT_EQ(AreaCode::parse("Ho\xCC\x88"
                            "fingen",
                            CodeKind::kCustom),
            composed);
  EXPECT_EQ(AreaCode::parse("\xEF\xBB\xBF"
                            "03252007",
                            CodeKind::kAgs)
                .text(),
            "03252007");
}

}  // namespace
}  // namespace sozialraum::core
