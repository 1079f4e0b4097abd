#include "sozialraum/core/area_table.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "text_areas.hpp"
#include "throws.hpp"

namespace sozialraum::core {
namespace {

using test::areas;
using test::finding_of;

TEST(AreaTable, FindsRowsByCodeAndColumnsByName) {
  const AreaTable table = areas(R"(
      Hafen  30  100
      Wald   10  .   )");
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.find("Wald"), AreaId{1});
  EXPECT_EQ(table.find("Berg"), std::nullopt);
  EXPECT_EQ(table.column("1").values()[1], 10.0);
  EXPECT_EQ(table.column("2").states()[1], CellState::kNotReported);
}

TEST(AreaTable, RefusesAKeyThatStandsTwice) {
  const auto finding = finding_of([] { areas("Hafen 1\nWald 2\nHafen 3"); });
  EXPECT_EQ(finding.code, "duplicate_key");
  EXPECT_NE(finding.message.find("rows 1 and 3"), std::string::npos);
  EXPECT_EQ(finding.areas, std::vector<std::string>{"Hafen"});
}

TEST(AreaTable, RefusesColumnsOfAnotherLengthOrTakenNames) {
  AreaTable table = areas("Hafen 1\nWald 2");
  EXPECT_EQ(finding_of([&] { table.add(Column::from_values("x", {1.0})); }).code,
            "length_mismatch");
  EXPECT_EQ(finding_of([&] { table.add(Column::from_values("1", {1.0, 2.0})); }).code,
            "duplicate_column");
  EXPECT_EQ(finding_of([&] { table.add_text("1", {"a", "b"}); }).code, "duplicate_column");
}

TEST(AreaTable, KeepsNamesAsText) {
  AreaTable table = areas("03252007 1");
  table.add_text("name", {"Hessisch Oldendorf"});
  EXPECT_EQ(table.text("name")[0], "Hessisch Oldendorf");
  EXPECT_EQ(table.text_names(), std::vector<std::string>{"name"});
}

TEST(AreaTable, AnUnknownColumnNamesTheNearest) {
  AreaTable table = areas("Hafen 1");
  table.add(Column::from_values("Einwohner", {3.0}));
  EXPECT_THROW(static_cast<void>(table.column("Einwoner")), UnknownName);
  EXPECT_EQ(finding_of([&] { static_cast<void>(table.column("Einwoner")); }).hint,
            "did you mean 'Einwohner'?");
}

TEST(AreaTable, MayBeEmpty) {
  const AreaTable table({});
  EXPECT_EQ(table.size(), 0U);
  EXPECT_EQ(table.find("x"), std::nullopt);
}

}  // namespace
}  // namespace sozialraum::core
