#include "sozialraum/gis/write.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>

#include "files.hpp"
#include "sozialraum/gis/table.hpp"
#include "text_areas.hpp"
#include "throws.hpp"

namespace sozialraum::gis {
namespace {

using core::CellState;
using test::areas;
using test::finding_of;

class WriteTest : public FilesTest {
 protected:
  /// Two communes as the offices key them.
  static core::AreaTable communes() {
    core::AreaTable table = areas("03252007 18429 0.125\n03252006 57434 .");
    table.add_text("name", {"Hessisch Oldendorf", "Hameln"});
    return table;
  }
  AreaPolygons polygons() const {
    const auto file = write("in.geojson", R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"key":"03252007","n":5,"name":"Höfingen"},"geometry":
        {"type":"Polygon","coordinates":[[[9,52],[10,52],[10,53],[9,52]]]}},
      {"type":"Feature","properties":{"key":"03252006","n":null,"name":"B"},"geometry":
        {"type":"MultiPolygon","coordinates":[[[[10,52],[11,52],[11,53],[10,52]]]]}}]})");
    return read_areas(file, {.key = "key"});
  }
};

TEST_F(WriteTest, TheTableOpensRightInAGermanSpreadsheet) {
  write_table(path("a.csv"), communes());
  EXPECT_EQ(read(path("a.csv")),
            "\xEF\xBB\xBF"
            "code;name;1;2\r\n"
            "=\"03252007\";Hessisch Oldendorf;18429;0,125\r\n"
            "=\"03252006\";Hameln;57434;\r\n");
}

TEST_F(WriteTest, ThePlainTableIsForMachines) {
  write_table(path("a.csv"), communes(),
              {.key = "ags",
               .order = {"2", "name"},
               .separator = ',',
               .decimal = '.',
               .bom = false,
               .protect_texts = false});
  EXPECT_EQ(read(path("a.csv")),
            "ags,2,name\r\n03252007,0.125,Hessisch Oldendorf\r\n03252006,,Hameln\r\n");
}

TEST_F(WriteTest, NoTextBecomesADateANumberOrAFormula) {
  core::AreaTable table = areas("a\nb\nc\nd\ne\nf\ng");
  table.add_text("t", {"1-2", "=SUM(A1)", "032520070007", "say \"hi\"; bye", "38100", "+49", "-"});
  write_table(path("a.csv"), table, {.bom = false});
  EXPECT_EQ(read(path("a.csv")),
            "code;t\r\na;=\"1-2\"\r\nb;=\"=SUM(A1)\"\r\nc;=\"032520070007\"\r\n"
            "d;\"say \"\"hi\"\"; bye\"\r\ne;38100\r\nf;=\"+49\"\r\ng;-\r\n");
}

TEST_F(WriteTest, WhatIsWrittenReadsBackWithItsSigns) {
  core::AreaTable table = areas("03252007\n03252006\n03252001");
  table.add(core::Column("x", {std::nan(""), 0.0, 1234.5},
                         {CellState::kSecret, CellState::kNothing, CellState::kReported}));
  table.add_text("t", {"a;b", "=1;2", "1-2"});
  write_table(path("a.csv"), table);
  const auto back = read_table(path("a.csv"), {.key = "code", .kind = core::CodeKind::kAgs});
  EXPECT_EQ(back.table.codes()[0].text(), "03252007");
  EXPECT_EQ(back.table.column("x").states()[0], CellState::kSecret);
  EXPECT_EQ(back.table.column("x").states()[1], CellState::kNothing);
  EXPECT_EQ(back.table.column("x").values()[2], 1234.5);
  EXPECT_EQ(back.table.text("t")[0], "a;b");
  EXPECT_EQ(back.table.text("t")[1], "=1;2");
  EXPECT_EQ(back.table.text("t")[2], "1-2");
}

TEST_F(WriteTest, TheGeoPackageReadsBack) {
  write_areas(path("a.gpkg"), polygons(), {.key = "ags"});
  const auto back = read_areas(path("a.gpkg"), {.key = "ags", .kind = core::CodeKind::kAgs});
  EXPECT_EQ(back.table.codes()[0].text(), "03252007");
  EXPECT_EQ(back.table.column("n").values()[0], 5.0);
  EXPECT_EQ(back.table.column("n").states()[1], CellState::kNotReported);
  EXPECT_EQ(back.table.text("name")[0], "Höfingen");
  EXPECT_EQ(back.crs, "EPSG:4326");
  EXPECT_EQ(back.wkb[0][1], std::byte{6});  // the single polygon became a multipolygon too
}

TEST_F(WriteTest, TheSameAreasGiveTheSameBytes) {
  const AreaPolygons same = polygons();
  const WriteAreasOptions options{.style_qml = "<qgis>it's</qgis>"};
  write_areas(path("a.gpkg"), same, options);
  write_areas(path("b.gpkg"), same, options);
  EXPECT_EQ(read(path("a.gpkg")), read(path("b.gpkg")));
  EXPECT_EQ(names_in_folder(), (std::vector<std::string>{"a.gpkg", "b.gpkg", "in.geojson"}));
}

TEST_F(WriteTest, TheStyleIsInTheFileAndNoLayerOfContent) {
  write_areas(path("a.gpkg"), polygons(), {.layer = "types", .style_qml = "<qgis>it's</qgis>"});
  EXPECT_NE(read(path("a.gpkg")).find("<qgis>it's</qgis>"), std::string::npos);
  EXPECT_EQ(read_areas(path("a.gpkg"), {.key = "code"}).table.size(), 2U);  // one layer to choose
}

TEST_F(WriteTest, SeveralLayersMustBeChosenFrom) {
  const auto file = data_file("classic/guerry/Guerry.shp");
  const auto finding =
      finding_of([&] { static_cast<void>(read_areas(file, {.key = "CODE_DE", .layer = "x"})); });
  EXPECT_EQ(finding.code, "unknown_layer");
}

TEST_F(WriteTest, AnUnknownColumnOrMissingCrsIsAnError) {
  EXPECT_THROW(write_table(path("a.csv"), communes(), {.order = {"nam"}}), core::UnknownName);
  AreaPolygons nowhere = polygons();
  nowhere.crs = "";
  EXPECT_EQ(finding_of([&] { write_areas(path("a.gpkg"), nowhere); }).place.argument, "crs");
  nowhere = polygons();
  nowhere.wkb.pop_back();
  EXPECT_EQ(finding_of([&] { write_areas(path("a.gpkg"), nowhere); }).code, "length_mismatch");
  EXPECT_EQ(names_in_folder(), std::vector<std::string>{"in.geojson"});
}

TEST_F(WriteTest, NamesTheFolderThatIsNotThere) {
  const auto file = path("no/a.csv");
  const auto finding = finding_of([&] { write_table(file, communes()); });
  EXPECT_EQ(finding.code, "cannot_write");
  EXPECT_EQ(finding.place.file, file);
  EXPECT_EQ(finding_of([&] { write_areas(path("no/a.gpkg"), polygons()); }).code, "cannot_write");
}

/// A limit of the file size stands for a full disk: the write stops in the middle.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit little{1000, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

TEST_F(WriteTest, AFullDiskLeavesTheOldFileAndNoHalfOne) {
  const AreaPolygons some = polygons();
  write("a.gpkg", "old");
  const auto finding = [&] {
    const FullDisk full;
    return finding_of([&] { write_areas(path("a.gpkg"), some); });
  }();
  EXPECT_EQ(finding.code, "cannot_write");
  EXPECT_EQ(read(path("a.gpkg")), "old");
  EXPECT_EQ(names_in_folder(), (std::vector<std::string>{"a.gpkg", "in.geojson"}));
}

}  // namespace
}  // namespace sozialraum::gis
