#include "sozialraum/core/finding.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

TEST(Finding, ReadsAsPlaceThenTroubleThenHint) {
  Finding finding;
  finding.code = "not_a_number";
  finding.message = "not a number: 'abc'";
  finding.place.file = "x.csv";
  finding.place.row = 3;
  finding.place.column = "Alter";
  finding.hint = "write 12,5";
  EXPECT_EQ(describe(finding),
            "file x.csv, row 3, column Alter: not a number: 'abc'. Hint: write 12,5");
}

TEST(InvalidInput, CarriesTheFindingAndItsText) {
  const auto finding = test::finding_of([] { invalid_argument("k", "is 1", "choose k = 2"); });
  EXPECT_EQ(finding.place.argument, "k");
  EXPECT_EQ(InvalidInput(finding).what(), std::string("argument k: is 1. Hint: choose k = 2"));
}

}  // namespace
}  // namespace sozialraum::core
