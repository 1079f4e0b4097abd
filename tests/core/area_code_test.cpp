#include "sozialraum/core/area_code.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

using test::finding_of;

TEST(AreaCode, KeepsTheLeadingZeroOfHessischOldendorf) {
  const AreaCode code = AreaCode::parse("03252007", CodeKind::kAgs);
  EXPECT_EQ(code.text(), "03252007");
  EXPECT_EQ(code.kind(), CodeKind::kAgs);
}

TEST(AreaCode, SaysThatALeadingZeroWasLostAndHowToMendIt) {
  const auto finding =
      finding_of([] { static_cast<void>(AreaCode::parse("3252007", CodeKind::kAgs)); });
  EXPECT_EQ(finding.code, "lost_leading_zero");
  EXPECT_NE(finding.message.find("'03252007'"), std::string::npos);
  EXPECT_NE(finding.hint.find("repair_ags"), std::string::npos);
}

TEST(AreaCode, RefusesAWrongLengthALetterAndAnUnknownLand) {
  for (const char* text : {"", "0325200", "032520071", "0325200x", "17252007", "00252007"}) {
    EXPECT_EQ(finding_of([&] { static_cast<void>(AreaCode::parse(text, CodeKind::kAgs)); }).code,
              "bad_area_code")
        << text;
  }
}

TEST(AreaCode, KnowsKreisAndArsByTheirLength) {
  EXPECT_EQ(AreaCode::parse("03252", CodeKind::kKreis).text(), "03252");
  EXPECT_EQ(AreaCode::parse("032520007007", CodeKind::kArs).text(), "032520007007");
  EXPECT_EQ(guess_code_kind("03252"), CodeKind::kKreis);
  EXPECT_EQ(guess_code_kind("03252007"), CodeKind::kAgs);
  EXPECT_EQ(guess_code_kind("032520007007"), CodeKind::kArs);
  EXPECT_EQ(guess_code_kind("1kmN2974E4420"), CodeKind::kGridCell);
  EXPECT_EQ(guess_code_kind("Weibeck"), CodeKind::kCustom);
}

TEST(AreaCode, AGridCellHasOneSpelling) {
  EXPECT_EQ(AreaCode::parse("1kmN2974E4420", CodeKind::kGridCell).text(),
            "CRS3035RES1000mN2974000E4420000");
}

TEST(AreaCode, AVillageNameIsACodeButBlanksAreNot) {
  EXPECT_EQ(AreaCode::parse("Großenwieden", CodeKind::kCustom).text(), "Großenwieden");
  for (const char* text : {"", " Rohden", "Rohden ", "Roh\nden"}) {
    EXPECT_EQ(finding_of([&] { static_cast<void>(AreaCode::parse(text, CodeKind::kCustom)); }).code,
              "bad_area_code");
  }
}

TEST(AreaCode, SortsByText) {
  EXPECT_LT(AreaCode::parse("03252007", CodeKind::kAgs),
            AreaCode::parse("03252008", CodeKind::kAgs));
}

TEST(RepairLeadingZero, MendsOnlyWhatBecomesAValidKey) {
  EXPECT_EQ(repair_leading_zero("3252007", CodeKind::kAgs), "03252007");
  EXPECT_EQ(repair_leading_zero("3252", CodeKind::kKreis), "03252");
  EXPECT_EQ(repair_leading_zero("03252007", CodeKind::kAgs), std::nullopt);
  EXPECT_EQ(repair_leading_zero("0252007", CodeKind::kAgs), std::nullopt);  // Land 00
  EXPECT_EQ(repair_leading_zero("252007", CodeKind::kAgs), std::nullopt);
  EXPECT_EQ(repair_leading_zero("Weibeck", CodeKind::kCustom), std::nullopt);
}

TEST(CodeKind, HasANameThatLeadsBack) {
  EXPECT_EQ(code_kind_from_name("ars"), CodeKind::kArs);
  EXPECT_EQ(name(CodeKind::kGridCell), "grid_cell");
  EXPECT_EQ(code_kind_from_name("plz"), std::nullopt);
}

}  // namespace
}  // namespace sozialraum::core
