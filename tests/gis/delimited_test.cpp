#include "sozialraum/gis/delimited.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sozialraum::gis {
namespace {

using Cells = std::vector<std::string_view>;

TEST(Delimited, CutsQuotedCellsAndCountsLines) {
  const std::string text = "a;b\r\n\"x;\"\"y\"\"\nz\";2\n3;4";
  const Records cut = cut_records(text, ';');
  ASSERT_EQ(cut.records.size(), 3U);
  EXPECT_EQ(cut.records[0].cells, (Cells{"a", "b"}));
  EXPECT_EQ(cut.records[1].cells, (Cells{"x;\"y\"\nz", "2"}));
  EXPECT_EQ(cut.records[2].cells, (Cells{"3", "4"}));
  EXPECT_EQ(cut.records[2].line, 4U);  // the quoted cell took a line of its own
}

TEST(Delimited, ReadsTheFormThatSpreadsheetsKeepAsText) {
  const std::string text = "=\"03252007\";1\n\"=\"\"a;b\"\"\";2";
  EXPECT_EQ(cut_records(text, ';').records[0].cells, (Cells{"03252007", "1"}));
  const Records quoted = cut_records(text, ';');
  EXPECT_EQ(quoted.records[1].cells, (Cells{"a;b", "2"}));
}

TEST(Delimited, NamesTheLineOfAQuoteThatIsNeverClosed) {
  EXPECT_EQ(cut_records("a;b\n1;\"x\n2;y", ';').open_quote_line, 2U);
  EXPECT_EQ(cut_records("a;b\n1;\"x\"\n", ';').open_quote_line, 0U);
}

TEST(Delimited, KeepsEmptyCellsAndEmptyLines) {
  const Records cut = cut_records(";a;\n\n1;2;3\n", ';');
  ASSERT_EQ(cut.records.size(), 3U);
  EXPECT_EQ(cut.records[0].cells, (Cells{"", "a", ""}));
  EXPECT_EQ(cut.records[1].cells, (Cells{""}));
}

TEST(Delimited, DetectsTheSeparator) {
  EXPECT_EQ(detect_separator("a;b\n1,5;2\n", 1), ';');
  EXPECT_EQ(detect_separator("a,b\n1,2\n", 1), ',');
  EXPECT_EQ(detect_separator("a\tb c\n1\t2\n", 1), '\t');
  EXPECT_EQ(detect_separator("a|b\n1|2\n", 1), '|');
  EXPECT_EQ(detect_separator("a,b\n\"x;y;z\",2\n", 1), ',');
  EXPECT_EQ(detect_separator("key\nA\nB\n", 1), '\0');
  // Decimal commas would also give two cells a row, but not in the header.
  EXPECT_EQ(detect_separator("key;x\nA;1,5\nB;2,5\n", 1), ';');
  EXPECT_EQ(detect_separator("Bevölkerung, Stand 2022\n\na;b;c\n1;2;3\n", 3), ';');
}

}  // namespace
}  // namespace sozialraum::gis
