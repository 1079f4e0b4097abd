#include "sozialraum/gis/delimited.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sozialraum::gis {
namespace {

using Cells = std::vector<std::string_view>;

/// A text and what it was cut into.
struct Cut {
  std::string text;
  Records records = cut_records(text, ';');

  [[nodiscard]] Cells row(std::size_t i) const {
    Cells cells;
    for (std::size_t k = 0; k < records.rows[i].count; ++k) {
      cells.push_back(records.cells[records.rows[i].first + k].in(text));
    }
    return cells;
  }
};

TEST(Delimited, CutsQuotedCellsAndCountsLines) {
  const Cut cut{"a;b\r\n\"x;\"\"y\"\"\nz\";2\n3;4"};
  ASSERT_EQ(cut.records.rows.size(), 3U);
  EXPECT_EQ(cut.row(0), (Cells{"a", "b"}));
  EXPECT_EQ(cut.row(1), (Cells{"x;\"y\"\nz", "2"}));
  EXPECT_EQ(cut.row(2), (Cells{"3", "4"}));
  EXPECT_EQ(cut.records.rows[2].line, 4U);  // the quoted cell took a line of its own
}

TEST(Delimited, ReadsTheFormThatSpreadsheetsKeepAsText) {
  const Cut cut{"=\"03252007\";1\n\"=\"\"a;b\"\"\";2"};
  EXPECT_EQ(cut.row(0), (Cells{"03252007", "1"}));
  EXPECT_EQ(cut.row(1), (Cells{"a;b", "2"}));
}

TEST(Delimited, KeepsWhatStandsBehindAClosingQuote) {
  EXPECT_EQ(Cut{"\"a\"\"b\"c;2"}.row(0), (Cells{"a\"bc", "2"}));
  EXPECT_EQ(Cut{"\"a\"b;2"}.row(0), (Cells{"ab", "2"}));
}

TEST(Delimited, NamesTheLineOfAQuoteThatIsNeverClosed) {
  EXPECT_EQ(Cut{"a;b\n1;\"x\n2;y"}.records.open_quote_line, 2U);
  EXPECT_EQ(Cut{"a;b\n1;\"x\"\n"}.records.open_quote_line, 0U);
}

TEST(Delimited, NamesTheLineOfACellThatIsTooLong) {
  EXPECT_EQ(Cut{"a;b\n1;" + std::string(1U << 24U, 'x') + "\n"}.records.long_cell_line, 2U);
  EXPECT_EQ(Cut{"a;b\n1;" + std::string((1U << 24U) - 1, 'x')}.records.long_cell_line, 0U);
}

TEST(Delimited, KeepsEmptyCellsAndEmptyLines) {
  const Cut cut{";a;\n\n1;2;3\n"};
  ASSERT_EQ(cut.records.rows.size(), 3U);
  EXPECT_EQ(cut.row(0), (Cells{"", "a", ""}));
  EXPECT_EQ(cut.row(1), (Cells{""}));
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
