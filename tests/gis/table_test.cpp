#include "sozialraum/gis/table.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "files.hpp"
#include "throws.hpp"

namespace sozialraum::gis {
namespace {

using core::CellState;
using test::finding_of;

class TableTest : public FilesTest {
 protected:
  /// Reads a CSV of this text.
  TableResult csv(std::string_view text, TableOptions options = {.key = "key"}) const {
    return read_table(write("table.csv", text), options);
  }
  core::Finding trouble(std::string_view text, const TableOptions& options = {.key = "key"}) const {
    return finding_of([&] { static_cast<void>(csv(text, options)); });
  }
};

TEST_F(TableTest, ReadsAGermanOfficeFile) {
  const auto result =
      csv("AGS;Name;Einwohner;Quote\r\n"
          "03252007;Hessisch Oldendorf;18.429;12,5\r\n"
          "03252006;Hameln;57.434;.\r\n",
          {.key = "AGS", .kind = core::CodeKind::kAgs});
  EXPECT_EQ(result.table.codes()[0].text(), "03252007");
  EXPECT_EQ(result.table.column("Einwohner").values()[0], 18429.0);
  EXPECT_EQ(result.table.column("Quote").values()[0], 12.5);
  EXPECT_EQ(result.table.column("Quote").states()[1], CellState::kSecret);
  EXPECT_EQ(result.table.text("Name")[1], "Hameln");
  EXPECT_EQ(detail(finding_with(result.findings, "separator"), "separator"), ";");
  EXPECT_EQ(detail(finding_with(result.findings, "decimal"), "decimal"), ",");
  EXPECT_EQ(detail(finding_with(result.findings, "encoding"), "encoding"), "utf-8");
  EXPECT_EQ(detail(finding_with(result.findings, "text_columns"), "columns"), "Name");
  EXPECT_EQ(detail(finding_with(result.findings, "cell_states"), "Quote"), "1");
}

TEST_F(TableTest, ReportsWindowsEncoding) {
  const auto result = csv("key;x\nK\xF6ln;1\n");
  EXPECT_EQ(result.table.codes()[0].text(), "Köln");
  const auto finding = finding_with(result.findings, "encoding");
  EXPECT_EQ(detail(finding, "encoding"), "cp1252");
  EXPECT_EQ(finding.severity, core::Severity::kWarning);
}

TEST_F(TableTest, AsksAboutThousandsInOneColumnBesideDecimalPointsInAnother) {
  const std::string text = "key;people;rate\nA;17.511;3.5\nB;18.458;4.1\n";
  const auto asked = trouble(text);
  EXPECT_EQ(asked.code, "ambiguous_number");
  EXPECT_EQ(asked.place.column, "people");
  EXPECT_EQ(detail(asked, "found"), "17.511");
  const auto answered = csv(text, {.key = "key", .decimal = '.'});
  const auto finding = finding_with(answered.findings, "looks_like_thousands");
  EXPECT_EQ(finding.severity, core::Severity::kWarning);
  EXPECT_EQ(finding.place.column, "people");
}

TEST_F(TableTest, WarnsOfNumbersThatLookLikeThousands) {
  const auto commas = csv("key;size;rate\nA;2,103;3,5\nB;1,958;4,1\n");
  EXPECT_EQ(commas.table.column("size").values()[0], 2.103);
  EXPECT_EQ(detail(finding_with(commas.findings, "looks_like_thousands"), "columns"), "size");
  const auto stated = csv("key;people\nA;17.511\n", {.key = "key", .decimal = '.'});
  EXPECT_EQ(detail(finding_with(stated.findings, "looks_like_thousands"), "columns"), "people");
}

TEST_F(TableTest, FindsNothingDoubtfulInThousandsAndDecimalsOfGermanForm) {
  const auto result = csv("key;people;rate\nA;17.511;3,5\nB;18.458;4,125\n");
  EXPECT_EQ(result.table.column("people").values()[0], 17511.0);
  for (const auto& finding : result.findings) EXPECT_NE(finding.code, "looks_like_thousands");
}

TEST_F(TableTest, AsksInsteadOfGuessingWhat1Point234Means) {
  const auto finding = trouble("key;x\nA;1.234\nB;950\n");
  EXPECT_EQ(finding.code, "ambiguous_number");
  EXPECT_EQ(finding.place.row, 2U);
  EXPECT_EQ(finding.place.column, "x");
  EXPECT_NE(finding.hint.find("decimal=','"), std::string::npos);
  EXPECT_EQ(csv("key;x\nA;1.234\n", {.key = "key", .decimal = ','}).table.column("x").values()[0],
            1234.0);
  EXPECT_EQ(csv("key;x\nA;1.234\n", {.key = "key", .decimal = '.'}).table.column("x").values()[0],
            1.234);
}

TEST_F(TableTest, ATextTableHasNoSheetsAndNoLayers) {
  EXPECT_EQ(trouble("key;x\nA;1\n", {.key = "key", .sheet = "T1"}).place.argument, "sheet");
  EXPECT_EQ(trouble("key;x\nA;1\n", {.key = "key", .layer = "a"}).place.argument, "layer");
}

TEST_F(TableTest, AnotherColumnMayTellTheDecimalMark) {
  const auto result = csv("key;x;y\nA;1.234;0,5\n");
  EXPECT_EQ(result.table.column("x").values()[0], 1234.0);
}

TEST_F(TableTest, RefusesMixedDecimalMarks) {
  const auto finding = trouble("key;x\nA;12,5\nB;12.5\n");
  EXPECT_EQ(finding.code, "mixed_decimals");
  EXPECT_NE(finding.message.find("'12.5' in row 3"), std::string::npos);
}

TEST_F(TableTest, NamesTheTextInANumberColumn) {
  const auto finding = trouble("key;x\nA;1\nB;viele\n");
  EXPECT_EQ(finding.code, "not_a_number");
  EXPECT_EQ(finding.place.file, path("table.csv"));
  EXPECT_EQ(finding.place.row, 3U);
  EXPECT_EQ(finding.place.column, "x");
  EXPECT_EQ(detail(finding, "found"), "viele");
  EXPECT_NE(finding.hint.find("text_columns"), std::string::npos);
}

TEST_F(TableTest, AColumnAskedForByNameMustHoldNumbers) {
  const auto finding = trouble("key;x\nA;gut\nB;schlecht\n", {.key = "key", .columns = {"x"}});
  EXPECT_EQ(finding.code, "not_a_number");
  EXPECT_EQ(csv("key;x;y\nA;gut;1\n", {.key = "key", .columns = {"y"}}).table.text_names().size(),
            0U);
}

TEST_F(TableTest, ADateWhereANumberBelongsNamesTheSpreadsheet) {
  const auto finding = trouble("key;x\nA;1\nB;01.02.2024\n");
  EXPECT_NE(finding.hint.find("dates"), std::string::npos);
}

TEST_F(TableTest, ZeroBesideADashIsLessThanHalfAUnit) {
  const auto result = csv("key;x;y\nA;-;0\nB;0;3\n");
  EXPECT_EQ(result.table.column("x").states()[0], CellState::kNothing);
  EXPECT_EQ(result.table.column("x").states()[1], CellState::kBelowHalfUnit);
  EXPECT_EQ(result.table.column("y").states()[0], CellState::kReported);
}

TEST_F(TableTest, MissingCodesBecomeStatesAndAreCounted) {
  const auto result = csv(
      "key;x;y\nA;-1;-9.0\nB;5;-9999\n",
      {.key = "key",
       .missing_codes = {
           {-1, CellState::kNoValue}, {-9, CellState::kSuppressed}, {-9999, CellState::kNoValue}}});
  EXPECT_EQ(result.table.column("x").states()[0], CellState::kNoValue);
  EXPECT_EQ(result.table.column("y").states()[0], CellState::kSuppressed);
  EXPECT_TRUE(std::isnan(result.table.column("y").values()[1]));
  EXPECT_EQ(detail(finding_with(result.findings, "cell_states"), "state"), "no_value");
  EXPECT_EQ(detail(finding_with(result.findings, "cell_states"), "count"), "2");
  EXPECT_EQ(finding_with(result.findings, "all_missing").place.column, "y");
}

TEST_F(TableTest, SuspectsMissingCodesNobodyNamed) {
  const auto result = csv("key;x;y\nA;-9999;-3\nB;5;2\n");
  EXPECT_EQ(detail(finding_with(result.findings, "missing_code_suspected"), "columns"), "x");
}

TEST_F(TableTest, TextsWithAMeaningCanBeNamed) {
  const auto result =
      csv("key;x\nA;*\nB;7\n", {.key = "key", .signs = {{"*", CellState::kSecret}}});
  EXPECT_EQ(result.table.column("x").states()[0], CellState::kSecret);
  EXPECT_NE(trouble("key;x\nA;*\nB;7\n").hint.find("SECRET"), std::string::npos);
}

TEST_F(TableTest, ALostZeroIsAnErrorWithAnOffer) {
  const TableOptions options{.key = "AGS", .kind = core::CodeKind::kAgs};
  const auto finding = trouble("AGS;x\n3252007;1\n3252006;2\n", options);
  EXPECT_EQ(finding.code, "lost_leading_zero");
  EXPECT_EQ(finding.place.row, 2U);
  EXPECT_EQ(detail(finding, "count"), "2");
  EXPECT_NE(finding.hint.find("repair_ags=True"), std::string::npos);

  TableOptions repairing = options;
  repairing.repair_ags = true;
  const auto result = csv("AGS;x\n3252007;1\n11000000;2\n", repairing);
  EXPECT_EQ(result.table.codes()[0].text(), "03252007");
  EXPECT_EQ(finding_with(result.findings, "leading_zero_repaired").areas,
            std::vector<std::string>{"03252007"});
}

TEST_F(TableTest, SuspectsALostZeroInFreeKeys) {
  const auto result = csv("key;x\n3252007;1\n11000000;2\n");
  EXPECT_EQ(finding_with(result.findings, "lost_leading_zero_suspected").areas,
            std::vector<std::string>{"3252007"});
  EXPECT_FALSE(has_finding(csv("key;x\n17;1\n18;2\n").findings, "lost_leading_zero_suspected"));
}

TEST_F(TableTest, KeysKeepTheirZeros) {
  EXPECT_EQ(csv("key;x\n007;1\n").table.codes()[0].text(), "007");
  EXPECT_EQ(csv("key;plz\nA;03226\nB;31840\n").table.text("plz")[0], "03226");
}

TEST_F(TableTest, NamesBothRowsOfARepeatedKey) {
  const auto finding = trouble("key;x\nA;1\n\nB;2\nA;3\n");
  EXPECT_EQ(finding.code, "duplicate_key");
  EXPECT_EQ(detail(finding, "first_row"), "2");
  EXPECT_EQ(detail(finding, "second_row"), "5");
}

TEST_F(TableTest, ARowWithoutKeyIsAnError) {
  const auto finding = trouble("key;x\nA;1\n;2\n");
  EXPECT_EQ(finding.code, "missing_key");
  EXPECT_EQ(finding.place.row, 3U);
}

TEST_F(TableTest, AnUnknownColumnNamesTheNearest) {
  EXPECT_EQ(trouble("AGS;x\nA;1\n", {.key = "ags"}).hint, "did you mean 'AGS'?");
  EXPECT_EQ(trouble("key;Einwohner\nA;1\n", {.key = "key", .columns = {"Einwoner"}}).hint,
            "did you mean 'Einwohner'?");
  EXPECT_EQ(trouble("key;Name\nA;B\n", {.key = "key", .text_columns = {"Nahme"}}).place.argument,
            "text_columns");
}

TEST_F(TableTest, TitlesAndNotesAreDroppedOnlyWhenAskedAndReported) {
  const std::string text =
      "Bevölkerung am 31.12.2022\n;;\nkey;x;y\nA;1;2\nB;3;4\n____\n(C) Statistisches Bundesamt\n";
  EXPECT_NE(trouble(text).hint.find("header="), std::string::npos);
  EXPECT_EQ(trouble(text, {.key = "key", .header = 3}).code, "row_length");
  const auto result = csv(text, {.key = "key", .header = 3, .skip_footer = 2});
  EXPECT_EQ(result.table.size(), 2U);
  const auto finding = finding_with(result.findings, "rows_dropped");
  EXPECT_EQ(detail(finding, "dropped"), "row 1: Bevölkerung am 31.12.2022");
}

TEST_F(TableTest, HeadsOverTwoRowsAreJoined) {
  const auto result = csv(";Einwohner;;Fläche\nkey;männlich;weiblich;\nA;1;2;3\n",
                          {.key = "key", .header = 1, .header_rows = 2});
  EXPECT_EQ(result.table.column_names(),
            (std::vector<std::string>{"Einwohner männlich", "Einwohner weiblich", "Fläche"}));
}

TEST_F(TableTest, NamesTheRowWithAnotherNumberOfCells) {
  const auto finding = trouble("key;x\nA;1\nB;2;3\n");
  EXPECT_EQ(finding.code, "row_length");
  EXPECT_EQ(finding.place.row, 3U);
}

TEST_F(TableTest, RefusesFilesWithoutData) {
  EXPECT_EQ(trouble("").code, "empty_file");
  EXPECT_EQ(trouble("key;x\n").code, "no_rows");
  EXPECT_EQ(trouble("\n\n").code, "no_rows");
  write("einwohner.csv", "key;x\nA;1\n");
  const auto missing =
      finding_of([&] { static_cast<void>(read_table(path("einwoner.csv"), {.key = "key"})); });
  EXPECT_EQ(missing.code, "file_not_found");
  EXPECT_EQ(missing.hint, "did you mean 'einwohner.csv'?");
  EXPECT_EQ(finding_of([&] { static_cast<void>(read_table(folder_.string(), {.key = "k"})); }).code,
            "not_a_file");
  EXPECT_EQ(trouble("PK\x03\x04rest").code, "not_text");
  EXPECT_EQ(trouble("key;x\nA;\"1\n").code, "open_quote");
  EXPECT_EQ(trouble("key;x;x\nA;1;2\n").code, "duplicate_column");
}

TEST_F(TableTest, AColumnWithoutAnyNumberIsAFinding) {
  const auto result = csv("key;x;y\nA;;1\nB;.;2\n");
  EXPECT_EQ(finding_with(result.findings, "all_missing").place.column, "x");
}

TEST_F(TableTest, OptionsAreChecked) {
  EXPECT_EQ(trouble("key;x\nA;1\n", {}).place.argument, "key");
  EXPECT_EQ(trouble("key;x\nA;1\n", {.key = "key", .separator = '#'}).place.argument, "separator");
  EXPECT_EQ(trouble("key;x\nA;1\n", {.key = "key", .decimal = '#'}).place.argument, "decimal");
  EXPECT_EQ(trouble("key;x\nA;1\n", {.key = "key", .missing_codes = {{-1, CellState::kReported}}})
                .place.argument,
            "missing_codes");
}

TEST_F(TableTest, GridCellsGetTheirKeysFromTheirPlace) {
  const auto result = csv("x;y;n\n4248500;3194500;-1\n4249500;3194500;211\n",
                          {.grid = {.east = "x", .north = "y", .size = 1000}});
  EXPECT_EQ(result.table.codes()[1].text(), "CRS3035RES1000mN3194000E4249000");
  EXPECT_EQ(result.table.column("n").values()[1], 211.0);
}

TEST_F(TableTest, ShuffledRowsGiveTheSameCells) {
  const auto straight = csv("key;x\nA;1,5\nB;1.234\nC;.\n");
  const auto shuffled = csv("key;x\nC;.\nB;1.234\nA;1,5\n");
  for (const auto& code : straight.table.codes()) {
    const auto a = core::index(*straight.table.find(code.text()));
    const auto b = core::index(*shuffled.table.find(code.text()));
    EXPECT_EQ(straight.table.column("x").states()[a], shuffled.table.column("x").states()[b]);
    if (code.text() != "C") {
      EXPECT_EQ(straight.table.column("x").values()[a], shuffled.table.column("x").values()[b]);
    }
  }
}

TEST_F(TableTest, ReadsGeoJsonAndFindsTheZeroThatANumberLost) {
  const auto file = write("a.geojson", R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"ags":"03252007","n":5,"q":"12,5"},"geometry":null},
    {"type":"Feature","properties":{"ags":"03252006","n":null,"q":"."},"geometry":null}]})");
  const auto result = read_table(file, {.key = "ags", .kind = core::CodeKind::kAgs});
  EXPECT_EQ(result.table.column("n").values()[0], 5.0);
  EXPECT_EQ(result.table.column("n").states()[1], CellState::kNotReported);
  EXPECT_EQ(result.table.column("q").states()[1], CellState::kSecret);
  const auto lost = write("b.geojson", R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"ags":3252007},"geometry":null}]})");
  EXPECT_EQ(finding_of([&] {
              static_cast<void>(read_table(lost, {.key = "ags", .kind = core::CodeKind::kAgs}));
            }).code,
            "lost_leading_zero");
}

TEST(RealTables, ReadsTheCommunesOfLowerSaxony) {
  const auto result = read_table(data_file("gemeinde_indicators/niedersachsen_gemeinden.csv"),
                                 {.key = "ags", .kind = core::CodeKind::kAgs});
  EXPECT_EQ(result.table.size(), 941U);
  const auto row = core::index(*result.table.find("03101000"));
  EXPECT_EQ(result.table.column("pop").values()[row], 252066.0);
  EXPECT_EQ(result.table.text("name")[row], "Braunschweig, Stadt");
  EXPECT_EQ(result.table.text("ars")[row], "031010000000");
}

TEST(RealTables, CountsTheMissingCellsOfTheZensusGrid) {
  const auto result =
      read_table(data_file("zensus_grid/zensus2011_1km_weserbergland.csv"),
                 {.grid = {.east = "x_mp_1km", .north = "y_mp_1km", .size = 1000},
                  .missing_codes = {{-1, CellState::kNoValue}, {-9, CellState::kSuppressed}}});
  EXPECT_EQ(result.table.size(), 3584U);
  EXPECT_EQ(result.table.column("Wohnfl_Whg_D").states()[1], CellState::kSuppressed);
  // awk -F, '$3 == -1' counts 1260; of AGS 03252007 there are 81 inhabited cells, 18429 people.
  const auto& people = result.table.column("Einwohner");
  EXPECT_EQ(people.count(CellState::kNoValue), 1260U);
  double oldendorf = 0.0;
  for (std::size_t i = 0; i < result.table.size(); ++i) {
    const bool inside = result.table.text("ags_vg250s")[i] == "03252007";
    if (inside && core::has_value(people.states()[i])) oldendorf += people.values()[i];
  }
  EXPECT_EQ(oldendorf, 18429.0);
}

}  // namespace
}  // namespace sozialraum::gis
