#include "sozialraum/indicator/catalogue.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sozialraum/indicator/interval.hpp"
#include "text_areas.hpp"
#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

const double kNan = std::nan("");

Definition share(std::string id, std::vector<std::string> numerator) {
  return {.id = std::move(id),
          .numerator = std::move(numerator),
          .denominator = {"1"},
          .unit = "%",
          .scale = 100};
}

Definition percentage(std::string column) {
  return {.id = "p",
          .kind = Kind::kPercentage,
          .numerator = {std::move(column)},
          .denominator = {"1"},
          .unit = "%",
          .scale = 100};
}

TEST(Catalogue, ComputesSharesOfSummedColumnsInTheirUnit) {
  const auto region = test::areas(R"(
      Hafen  100  3  2
      Wald    40  1  2 )");
  const Indicators result = Catalogue({share("young", {"2", "3"})}).compute(region);
  const Indicator& young = result.indicators.at(0);
  EXPECT_EQ(young.id, "young");
  EXPECT_EQ(young.count, (std::vector<double>{5, 3}));
  EXPECT_EQ(young.base, (std::vector<double>{100, 40}));
  EXPECT_DOUBLE_EQ(young.value[0], 5.0);
  EXPECT_NEAR(young.lower[1], 2.583603, 5e-7);  // Wilson 3/40, PHEindicatormethods
  EXPECT_NEAR(young.upper[1], 19.864233, 1e-6);
  EXPECT_TRUE(result.findings.empty());
}

TEST(Catalogue, CarriesTheReasonOfAMissingCellToTheResult) {
  core::AreaTable table = test::areas("Hafen 100\nWald 40\nMoor 0");
  table.add({"arm", {7, kNan, 0}, {CellState::kLimited, CellState::kSecret, CellState::kNothing}});
  const Indicators result = Catalogue({share("poor", {"arm"})}).compute(table);
  const Indicator& poor = result.indicators.at(0);
  EXPECT_EQ(poor.states,
            (std::vector{CellState::kLimited, CellState::kSecret, CellState::kUndefined}));
  EXPECT_TRUE(std::isnan(poor.value[1]));
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "empty_base");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{"Moor"});
  EXPECT_EQ(result.findings[0].details.at(0).second, "poor");
}

// The first cell of the Zensus grid around the Weserbergland that has all values: 211
// persons, 20.85 % under 18. 44/211 = 20.853 %.
TEST(Catalogue, FindsTheCountBehindADeliveredPercentage) {
  const auto cells = test::areas("Zelle 211 20.85");
  const Indicators result = Catalogue({percentage("2")}).compute(cells);
  const Indicator& young = result.indicators.at(0);
  EXPECT_EQ(young.count[0], 44.0);
  EXPECT_DOUBLE_EQ(young.value[0], 20.85);
  EXPECT_DOUBLE_EQ(young.lower[0], 100 * wilson({44, 211}).lower);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "count_reconstructed");
}

TEST(Catalogue, SaysWhereAPercentageAndItsBaseDoNotBelongTogether) {
  // 18.0 % of 952 is 171.36 persons: with two decimals no whole number is that far away.
  Definition young = percentage("2");
  young.rounding = 0.01;
  const Indicators result = Catalogue({young}).compute(test::areas("A 952 18.0\nB 211 20.85"));
  EXPECT_EQ(result.indicators[0].count[0], 171.0);
  EXPECT_EQ(result.findings.at(0).details.back(),
            (std::pair<std::string, std::string>{"unexplained", "1"}));
  EXPECT_LT(result.indicators[0].lower[1], 100 * wilson({44, 211}).lower);
}

TEST(Catalogue, APercentageWithoutItsBaseKeepsItsValueButHasNoInterval) {
  const auto cells = test::areas("Zelle . 20\nHof 0 20");
  const Indicators result = Catalogue({percentage("2")}).compute(cells);
  const Indicator& young = result.indicators.at(0);
  EXPECT_EQ(young.value[0], 20.0);
  EXPECT_TRUE(std::isnan(young.lower[0]));
  EXPECT_EQ(young.states[0], CellState::kReported);
  EXPECT_EQ(young.states[1], CellState::kUndefined);  // a share of nobody
  Definition without_base = percentage("2");
  without_base.denominator.clear();
  EXPECT_EQ(Catalogue({without_base}).compute(cells).indicators.at(0).value[1], 20.0);
}

TEST(Catalogue, TakesValuesAsTheyStandAndWidensRoundedOnes) {
  const auto region = test::areas("Hafen 1 43.4\nWald 1 .");
  Definition age{.id = "age", .kind = Kind::kValue, .numerator = {"2"}};
  EXPECT_TRUE(std::isnan(Catalogue({age}).compute(region).indicators.at(0).lower[0]));
  age.rounding = 0.1;
  const Indicators result = Catalogue({age}).compute(region);
  EXPECT_DOUBLE_EQ(result.indicators[0].lower[0], 43.35);
  EXPECT_DOUBLE_EQ(result.indicators[0].upper[0], 43.45);
  EXPECT_EQ(result.indicators[0].states[1], CellState::kNotReported);
}

TEST(Catalogue, NamesTheNearestColumnAndTheIndicator) {
  core::AreaTable table({core::AreaCode::parse("Hafen", core::CodeKind::kCustom)});
  table.add(core::Column::from_values("Einwohner", {10}));
  const Catalogue catalogue({{.id = "age", .kind = Kind::kValue, .numerator = {"Einwoner"}}});
  const core::Finding finding =
      test::finding_of([&] { static_cast<void>(catalogue.compute(table)); });
  EXPECT_EQ(finding.code, "unknown_column");
  EXPECT_EQ(finding.place.argument, "indicator age");
  EXPECT_NE(core::describe(finding).find("Einwohner"), std::string::npos);
}

TEST(Catalogue, NamesTheAreaOfAnImpossibleNumber) {
  const auto fails = [](const Definition& definition, const std::string& text) {
    const auto region = test::areas(text);
    return test::finding_of([&] { static_cast<void>(Catalogue({definition}).compute(region)); });
  };
  EXPECT_EQ(fails(share("a", {"2"}), "Hafen 5 6").code, "count_above_base");
  EXPECT_EQ(fails(share("a", {"2"}), "Hafen 5 -1").code, "negative_count");
  const core::Finding finding = fails(percentage("2"), "Hafen 5 1\nWald 5 -9");
  EXPECT_EQ(finding.code, "not_a_percentage");
  EXPECT_EQ(finding.place.area, "Wald");
}

TEST(Catalogue, SaysThatAColumnIsEmpty) {
  const auto region = test::areas("Hafen 5 .\nWald 5 .");
  EXPECT_EQ(Catalogue({share("a", {"2"})}).compute(region).findings.at(0).code, "all_missing");
}

TEST(Catalogue, RefusesOneIdTwice) {
  const core::Finding finding =
      test::finding_of([] { const Catalogue twice({share("a", {"2"}), share("a", {"3"})}); });
  EXPECT_EQ(finding.code, "duplicate_indicator");
}

TEST(Catalogue, ListsTheColumnsItReads) {
  EXPECT_EQ(Catalogue({share("a", {"2", "3"}), share("b", {"3", "4"})}).columns(),
            (std::vector<std::string>{"2", "3", "1", "4"}));
}

TEST(Catalogue, OfNoAreasIsEmpty) {
  core::AreaTable table({});
  table.add({"1", {}, {}});
  EXPECT_TRUE(Catalogue({share("a", {"1"})}).compute(table).indicators.at(0).value.empty());
}

}  // namespace
}  // namespace sozialraum::indicator
