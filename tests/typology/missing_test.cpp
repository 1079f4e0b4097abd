#include "sozialraum/typology/missing.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

TEST(MissingDoubts, NameColumnsThatMoreThanAFifthOfTheAreasLack) {
  const auto points = test::villages();  // five areas, two columns
  // Two of five lack the first, one of five (exactly a fifth) the second.
  const std::vector<std::uint8_t> missing{1, 0, 0, 1, 0, 0, 0, 0, 1, 0};
  const auto findings = missing_doubts(points.view(), missing);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "mostly_missing");
  EXPECT_EQ(findings[0].severity, core::Severity::kWarning);
  EXPECT_EQ(findings[0].place.column, "1");
  EXPECT_EQ(findings[0].areas, (std::vector<std::string>{"Au", "Esch"}));
  EXPECT_NE(findings[0].message.find("2 of 5 areas (40 %)"), std::string::npos);
  EXPECT_EQ(missing_doubts(points.view(), missing, 0.1).size(), 2U);
  EXPECT_TRUE(missing_doubts(points.view(), missing, 0.4).empty());
}

TEST(MissingDoubts, RefuseWhatIsNoTableOfTheAreas) {
  const auto points = test::villages();
  const std::vector<std::uint8_t> missing(9);
  EXPECT_EQ(
      test::finding_of([&] { static_cast<void>(missing_doubts(points.view(), missing)); }).code,
      "length_mismatch");
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(missing_doubts(points.view(), std::vector<std::uint8_t>(10), 20.0));
            }).code,
            "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::typology
