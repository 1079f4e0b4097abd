#include "sozialraum/spatial/weights.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

using core::AreaId;

std::vector<core::AreaCode> codes(const std::vector<std::string>& texts) {
  std::vector<core::AreaCode> result;
  for (const auto& text : texts) {
    result.push_back(core::AreaCode::parse(text, core::CodeKind::kCustom));
  }
  return result;
}

Neighbour to(std::uint32_t row, double weight = 1.0) { return {static_cast<AreaId>(row), weight}; }

/// Two villages linked, three in a row, and an island.
Weights archipelago() {
  return {codes({"Dorf", "Esch", "Au", "Berg", "Cham", "Insel"}),
          {{to(1)}, {to(0)}, {to(3, 2.0)}, {to(4, 6.0), to(2, 2.0)}, {to(3)}, {}}};
}

TEST(Weights, ListsNeighboursInTheOrderOfRows) {
  const Weights weights = archipelago();
  EXPECT_EQ(weights.size(), 6U);
  EXPECT_EQ(weights.links(), 6U);
  const auto row = weights.neighbours(AreaId{3});
  ASSERT_EQ(row.size(), 2U);
  EXPECT_EQ(row[0], to(2, 2.0));
  EXPECT_EQ(row[1], to(4, 6.0));
}

TEST(Weights, RowStandardisedRowsSumToOneAndIslandsStayEmpty) {
  const Weights weights = archipelago().row_standardised();
  EXPECT_EQ(weights.neighbours(AreaId{3})[0].weight, 0.25);
  EXPECT_EQ(weights.neighbours(AreaId{3})[1].weight, 0.75);
  EXPECT_TRUE(weights.neighbours(AreaId{5}).empty());
}

TEST(Weights, NamesIslandsAndPartsAndJoinsNothing) {
  const Weights weights = archipelago();
  EXPECT_EQ(weights.islands(), std::vector<AreaId>{AreaId{5}});
  EXPECT_EQ(weights.components(), (std::vector<std::uint32_t>{1, 1, 0, 0, 0, 2}));
  const auto findings = weights.findings();
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].code, "islands");
  EXPECT_EQ(findings[0].areas, std::vector<std::string>{"Insel"});
  EXPECT_EQ(findings[1].code, "several_components");
  EXPECT_EQ(findings[1].areas, (std::vector<std::string>{"Dorf", "Esch", "Insel"}));
}

TEST(Weights, OneConnectedMapHasNoFindings) {
  EXPECT_TRUE(Weights(codes({"Au", "Berg"}), {{to(1)}, {to(0)}}).findings().empty());
  EXPECT_TRUE(Weights({}, {}).findings().empty());
}

TEST(Weights, RefusesRowsThatMakeNoSense) {
  const auto code = [](std::vector<std::string> names, std::vector<std::vector<Neighbour>> rows) {
    return test::finding_of([&] { Weights(codes(names), rows); }).code;
  };
  EXPECT_EQ(code({"Au"}, {}), "length_mismatch");
  EXPECT_EQ(code({"Au", "Au"}, {{}, {}}), "duplicate_key");
  EXPECT_EQ(code({"Au"}, {{to(1)}}), "unknown_area");
  EXPECT_EQ(code({"Au"}, {{to(0)}}), "own_neighbour");
  EXPECT_EQ(code({"Au", "Berg"}, {{to(1), to(1)}, {}}), "duplicate_neighbour");
  EXPECT_EQ(code({"Au", "Berg"}, {{to(1, -1.0)}, {}}), "negative_weight");
}

}  // namespace
}  // namespace sozialraum::spatial
