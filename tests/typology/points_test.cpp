#include "sozialraum/typology/points.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

core::Finding refusal_of(const test::OwnPoints& points) {
  return test::finding_of([&] { require_valid(points.view()); });
}

TEST(Points, AcceptsComparableNumbersOfDifferentAreas) {
  EXPECT_NO_THROW(require_valid(test::villages().view()));
}

TEST(Points, RefusesNothing) {
  EXPECT_EQ(refusal_of({}).code, "no_areas");
  test::OwnPoints bare;
  bare.add("Au", {});
  EXPECT_EQ(refusal_of(bare).code, "no_indicators");
}

TEST(Points, NamesTheAreasThatLackAValue) {
  const auto finding = refusal_of(test::points(R"(
      Wald  1  2
      Au    .  3
      Moor  2  . )"));
  EXPECT_EQ(finding.code, "missing_values");
  EXPECT_EQ(finding.areas, (std::vector<std::string>{"Au", "Moor"}));
  EXPECT_NE(finding.message.find("'1', '2'"), std::string::npos);
}

TEST(Points, NamesTheValueWhoseSquareNoDoubleHolds) {
  const auto finding = refusal_of(test::points("Au 1 5\nBerg 2 1e200\n"));
  EXPECT_EQ(finding.code, "too_large");
  EXPECT_EQ(finding.place.area, "Berg");
  EXPECT_EQ(finding.place.column, "2");
}

TEST(Points, RefusesTwoIndicatorsOfOneName) {
  auto points = test::points("Au 1 5\nBerg 2 6\n");
  points.indicators = {"rate", "rate"};
  EXPECT_EQ(refusal_of(points).code, "duplicate_column");
}

TEST(Points, NamesTheColumnThatTellsNothing) {
  const auto finding = refusal_of(test::points("Au 1 5\nBerg 2 5\n"));
  EXPECT_EQ(finding.code, "constant_column");
  EXPECT_EQ(finding.place.column, "2");
}

TEST(Points, LooksForDifferencesAmongAreasWithPeopleOnly) {
  auto points = test::points("Au 1\nBerg 1\nMoor 7\n");
  points.weights = {10.0, 20.0, 0.0};
  EXPECT_EQ(refusal_of(points).code, "constant_column");
}

TEST(Points, RefusesBadWeightsAndLengths) {
  auto points = test::villages();
  points.weights = {1.0, 2.0, -1.0, 1.0, std::nan("")};
  EXPECT_EQ(refusal_of(points).code, "negative_weight");
  EXPECT_EQ(refusal_of(points).areas, (std::vector<std::string>{"Cham", "Esch"}));
  points.weights = {1.0, 1e-200, 1.0, 1.0, 1e20};
  EXPECT_EQ(refusal_of(points).areas.size(), 2U);
  points.weights = {0.0, 0.0, 0.0, 0.0, 0.0};
  EXPECT_EQ(refusal_of(points).code, "no_weight");
  points.weights = {1.0};
  EXPECT_EQ(refusal_of(points).code, "length_mismatch");
  points.weights.clear();
  points.values.pop_back();
  EXPECT_EQ(refusal_of(points).code, "length_mismatch");
}

TEST(Points, RefusesAnAreaThatIsThereTwice) {
  const auto finding = refusal_of(test::reordered(test::villages(), {0, 1, 0}));
  EXPECT_EQ(finding.code, "duplicate_key");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"Au"});
}

TEST(Points, RefusesTypesThatDoNotFit) {
  const auto points = test::villages();
  const auto code = [&](std::vector<std::uint32_t> types) {
    return test::finding_of([&] { require_types(points.view(), types, 2); }).code;
  };
  EXPECT_EQ(code({0, 1}), "length_mismatch");
  EXPECT_EQ(code({0, 1, 2, 0, 0}), "unknown_type");
}

TEST(ScaleDoubts, NameTheColumnThatOutweighsTheOthers) {
  // SDs: 0.1 and 2 euros of ten: twenty times as much.
  const auto wide = test::points("Au 0.1 10\nBerg 0.3 14\n");
  const auto findings = scale_doubts(wide.view());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "unequal_scales");
  EXPECT_EQ(findings[0].place.column, "2");
  EXPECT_NE(findings[0].message.find("20 times"), std::string::npos);
  EXPECT_TRUE(scale_doubts(test::points("Au 0 0\nBerg 1 10\n").view()).empty());
  EXPECT_FALSE(scale_doubts(test::points("Au 0 0\nBerg 1 10.1\n").view()).empty());
}

}  // namespace
}  // namespace sozialraum::typology
