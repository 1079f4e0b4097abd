#include "sozialraum/core/look_alike.hpp"

#include <gtest/gtest.h>

namespace sozialraum::core {
namespace {

TEST(LookAlike, SpellingsOfOneNameHaveOneOutline) {
  for (const char* const name : {"Bad Münder", "Bad  Münder ", "BAD MÜNDER", "Bad Muender",
                                 "Bad Mu\xCC\x88nder",  // u and a separate mark
                                 "\xD0\x92"
                                 "ad Münder"}) {  // Cyrillic V, which looks like B
    EXPECT_EQ(outline(name), "bad muender") << name;
  }
  EXPECT_EQ(outline("Groß"), outline("GROSS"));
  EXPECT_EQ(outline("\xEF\xBC\xA1\xEF\xBC\x91"), "a1");  // full-width A and 1
}

TEST(LookAlike, DifferentNamesKeepTheirOutlines) {
  EXPECT_NE(outline("Au"), outline("Aü"));
  EXPECT_NE(outline("Afferde 1"), outline("Afferde 2"));
  EXPECT_EQ(outline("Łódź"), "Łódź");  // has no double: stays
  EXPECT_EQ(outline(""), "");
}

}  // namespace
}  // namespace sozialraum::core
