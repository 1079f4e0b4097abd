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

TEST(Catalogue, RefusesAVillageValueOfWhatEndsAtTheDistrict) {
  Definition leavers = share("E02", {"2"});
  leavers.lowest_level = AreaLevel::kDistrict;
  leavers.owner = "iABE (Destatis, LSN)";
  const auto region = test::areas("Hafen 5 1");
  const auto computed = [&](std::optional<AreaLevel> level) {
    return [&, level] {
      static_cast<void>(Catalogue({leavers}).compute(region, {.area_level = level}));
    };
  };
  const core::Finding finding = test::finding_of(computed(AreaLevel::kVillage));
  EXPECT_EQ(finding.code, "below_lowest_level");
  EXPECT_NE(finding.hint.find("iABE (Destatis, LSN)"), std::string::npos);
  EXPECT_EQ(test::finding_of(computed(std::nullopt)).code, "missing_area_level");
  EXPECT_NO_THROW(computed(AreaLevel::kDistrict)());
  EXPECT_NO_THROW(computed(AreaLevel::kState)());
}

TEST(Catalogue, SaysWithEveryResultThatCountsOfAFacilityAreDividedByResidents) {
  const Definition places{.id = "B01",
                          .kind = Kind::kRatio,
                          .numerator = {"2"},
                          .denominator = {"1"},
                          .reference = Reference::kFacility,
                          .base_reference = Reference::kResidence,
                          .caveat_de = "Plätze am Ort der Kita.",
                          .caveat_en = "Places at the seat."};
  const Indicators result = Catalogue({places}).compute(test::areas("Hafen 5 10"));
  EXPECT_EQ(result.indicators[0].value[0], 2.0);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "reference_mixed");
  EXPECT_EQ(result.findings[0].severity, core::Severity::kWarning);
}

TEST(Catalogue, MarksValuesOnASmallBaseAsOfLimitedValue) {
  Definition young = share("young", {"2"});
  young.minimum_base = 50;
  const Indicators result = Catalogue({young}).compute(test::areas("Hafen 50 10\nWald 49 7"));
  EXPECT_EQ(result.indicators[0].states, (std::vector{CellState::kReported, CellState::kLimited}));
  EXPECT_NEAR(result.indicators[0].value[1], 100.0 * 7 / 49, 1e-12);
  EXPECT_EQ(result.findings.at(0).code, "small_base");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{"Wald"});
}

// Byar of 30: 20.2369, 42.8284; of 20: 12.2114, 30.8899 (PHEindicatormethods gives the latter).
// 10 - hypot(9.7631, 10.8899) = -4.6256; 10 + hypot(12.8284, 7.7886) = 25.0076; of 200 people.
TEST(Catalogue, ABalanceMayBeBelowZeroAndHasTheIntervalOfADifference) {
  const Definition moves{.id = "A05",
                         .kind = Kind::kBalance,
                         .numerator = {"2"},
                         .denominator = {"1"},
                         .minus = {"3"},
                         .scale = 1000};
  const Indicators result =
      Catalogue({moves}).compute(test::areas("A 200 30 20\nB 200 2 5\nC 9 . 1"));
  const Indicator& balance = result.indicators.at(0);
  EXPECT_DOUBLE_EQ(balance.value[0], 50.0);
  EXPECT_NEAR(balance.lower[0], -4.62555 * 5, 1e-3);
  EXPECT_NEAR(balance.upper[0], 25.00763 * 5, 1e-3);
  EXPECT_DOUBLE_EQ(balance.value[1], -15.0);
  EXPECT_EQ(balance.count[1], -3.0);
  EXPECT_EQ(balance.states[2], CellState::kNotReported);
}

TEST(Catalogue, ACountHasNoBaseAndAMeanNoInterval) {
  const Definition trips{.id = "X15", .kind = Kind::kCount, .numerator = {"1", "2"}};
  const Definition days{.id = "X03", .kind = Kind::kMean, .numerator = {"1"}, .denominator = {"2"}};
  const Indicators result = Catalogue({trips, days}).compute(test::areas("Hafen 6 4"));
  EXPECT_EQ(result.indicators[0].value[0], 10.0);
  EXPECT_EQ(result.indicators[0].count[0], 10.0);
  EXPECT_TRUE(std::isnan(result.indicators[0].base[0]));
  EXPECT_EQ(result.indicators[1].value[0], 1.5);
  EXPECT_TRUE(std::isnan(result.indicators[1].lower[0]));
}

TEST(Catalogue, SaysWhereTheFormsOfSchoolDoNotAddUpToAllPupils) {
  Definition gymnasium = share("gymnasium", {"2"});
  Definition others = share("others", {"3"});
  gymnasium.composition = others.composition = "D03";
  const auto region = test::areas("Hafen 30 10 20\nWald 30 10 15\nMoor 30 . 15");
  const Indicators result = Catalogue({gymnasium, others}).compute(region);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "parts_do_not_add_up");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{"Wald"});
  gymnasium.rounding = others.rounding = 5;  // 10 + 15 may stand for 30
  EXPECT_TRUE(Catalogue({gymnasium, others}).compute(region).findings.empty());
}

TEST(Catalogue, NamesTheDefinitionsThatWaitForTheirOwnersWord) {
  Definition known = share("a", {"2"});
  known.evidence = "V destatis.de";
  Definition heard = share("b", {"2"});
  heard.evidence = "K";
  const auto findings = Catalogue({known, heard}).compute(test::areas("Hafen 9 1")).findings;
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "unconfirmed_definition");
  EXPECT_EQ(findings[0].details.at(1).second, "b");
}

TEST(Catalogue, OfNoAreasIsEmpty) {
  core::AreaTable table({});
  table.add({"1", {}, {}});
  EXPECT_TRUE(Catalogue({share("a", {"1"})}).compute(table).indicators.at(0).value.empty());
}

}  // namespace
}  // namespace sozialraum::indicator
