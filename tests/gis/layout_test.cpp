#include "sozialraum/gis/layout.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "sozialraum/gis/table.hpp"
#include "throws.hpp"

namespace sozialraum::gis {
namespace {

/// A file of its own for each test.
class Layout : public testing::Test {
 protected:
  std::string file(const std::string& text) {
    const auto name = std::string(testing::UnitTest::GetInstance()->current_test_info()->name());
    path_ = std::filesystem::temp_directory_path() / ("layout_" + name + ".csv");
    std::ofstream(path_, std::ios::binary) << text;
    return path_.string();
  }
  void TearDown() override { std::filesystem::remove(path_); }

 private:
  std::filesystem::path path_;
};

TEST_F(Layout, FindsNamesBetweenTitleAndDataAndNotesBelow) {
  const std::string path = file(
      "Bestand am 31.12.2024;;;\n"
      ";;;\n"
      ";Menschen;;Wohnungen\n"
      "Ort;insgesamt;unter 18;leer\n"
      "Au;1.204;180;12\n"
      "Berg;310;41;-\n"
      "Cham;96;.;3\n"
      "Insgesamt;1.610;221;15\n"
      ";;;\n"
      ". = geheim;;;\n");
  const TableLayout layout = layout_of(path);
  EXPECT_EQ(layout.header, 3U);
  EXPECT_EQ(layout.header_rows, 2U);
  EXPECT_EQ(layout.rows, 4U);
  EXPECT_EQ(layout.title, std::vector<std::string>{"Bestand am 31.12.2024"});
  EXPECT_EQ(layout.notes, std::vector<std::string>{". = geheim"});
  ASSERT_EQ(layout.columns.size(), 4U);
  EXPECT_EQ(layout.columns[0].texts, 4U);
  EXPECT_EQ(layout.columns[2].name, "Menschen unter 18");
  EXPECT_EQ(layout.columns[2].numbers, 3U);
  EXPECT_EQ(layout.columns[2].signs, 1U);
  // the reader agrees
  const auto read = read_table(path, {.key = layout.columns[0].name,
                                      .decimal = ',',
                                      .header = layout.header,
                                      .header_rows = layout.header_rows,
                                      .skip_footer = layout.skip_footer});
  EXPECT_EQ(read.table.size(), 4U);
}

TEST_F(Layout, APlainTableHasItsNamesInTheFirstRow) {
  const TableLayout layout = layout_of(file("name,lat,lon\nAu,52.1,9.1\nBerg,52.2,9.2\n"));
  EXPECT_EQ(layout.header, 1U);
  EXPECT_EQ(layout.header_rows, 1U);
  EXPECT_EQ(layout.skip_footer, 0U);
  EXPECT_EQ(layout.columns[0].distinct, 2U);
  EXPECT_EQ(layout.columns[0].first, (std::vector<std::string>{"Au", "Berg"}));
}

TEST_F(Layout, ARowOfYearsNamesTheColumns) {
  const TableLayout layout = layout_of(file("Ort;2022;2023\nAu;10;11\nBerg;20;19\n"));
  EXPECT_EQ(layout.header, 1U);
  EXPECT_EQ(layout.rows, 2U);
  EXPECT_EQ(layout.columns[1].name, "2022");
}

TEST_F(Layout, WithoutDataThereIsNoTable) {
  EXPECT_EQ(
      test::finding_of([&] { (void)layout_of(file("Ein Brief;an;alle\nohne;jede;Zahl\n")); }).code,
      "no_table");
}

}  // namespace
}  // namespace sozialraum::gis
