#include "sozialraum/typology/rule_types.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.hpp"

namespace sozialraum::typology {
namespace {

const double kNan = std::nan("");
using Numbers = std::vector<double>;
using Types = std::vector<std::uint32_t>;

const std::vector<ClassLimit> kStatus{{-1.0, true}, {1.0}, {1.5}};
const std::vector<ClassLimit> kDynamics{{-1.0, true}, {1.0}};

TEST(RuleTypes, BerlinCutsItsIndicesAsItsReportSays) {
  // "below -1 high; -1 to 1 middle; above 1 to 1.5 low; above 1.5 very low"
  const Numbers status{-1.01, -1.0, 1.0, 1.01, 1.5, 1.51};
  const Numbers dynamics{-1.01, -1.0, 1.0, 1.01, 0.0, 0.0};
  const std::vector<RuleAxis> axes{{.name = "status", .values = status, .limits = kStatus},
                                   {.name = "dynamics", .values = dynamics, .limits = kDynamics}};
  const RuleTypes result = rule_types(axes);
  EXPECT_EQ(result.type_count, 12U);
  EXPECT_EQ(result.classes, (Types{0, 0, 1, 1, 1, 1, 2, 2, 2, 1, 3, 1}));
  EXPECT_EQ(result.types, (Types{0, 4, 4, 8, 7, 10}));
  EXPECT_EQ(result.sizes[4], 2U);
  EXPECT_EQ(result.probability[4], 0.0);
  EXPECT_EQ(result.probability[0], 1.0);
}

TEST(RuleTypes, WhatIsNotRuralIsOneTypeWhateverItsSituation) {
  // Thünen: not rural | rather | very rural by good | less good; five types of six combinations.
  const Numbers rurality{-0.5, -0.2, 0.1, 0.9, -0.5, 0.9};
  const Numbers situation{0.3, 0.3, 0.3, -0.3, kNan, kNan};
  const Types types{4, 4, 2, 3, 0, 1};  // last axis fastest: less good, good
  const std::vector<std::string> names{"Stadt", "Rand", "Au", "Moor", "Halle", "Heide"};
  const Numbers people{9, 8, 4, 2, 7, 1};
  const std::vector<RuleAxis> axes{
      {.name = "rurality", .values = rurality, .limits = {{-0.2}, {0.5}}},
      {.name = "situation", .values = situation, .limits = {{0.0}}}};
  const RuleTypes result = rule_types(axes, {.types = types, .weights = people, .areas = names});
  EXPECT_EQ(result.types, (Types{4, 4, 3, 0, 4, kNoType}));
  EXPECT_EQ(result.weights, (Numbers{0, 17, 0, 4, 2, 0}));
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "no_type");
  EXPECT_EQ(result.findings[0].areas, (std::vector<std::string>{"Heide"}));
  EXPECT_TRUE(std::isnan(result.probability[4 * 5]));
}

TEST(RuleTypes, TheMarginIsTheWayToAnotherType) {
  const Numbers rurality{-0.5, 0.1};
  const Numbers situation{0.3, 0.3};
  const Types types{4, 4, 2, 3, 0, 1};
  const std::vector<RuleAxis> axes{
      {.name = "rurality", .values = rurality, .limits = {{-0.2}, {0.5}}},
      {.name = "situation", .values = situation, .limits = {{0.0}}}};
  const RuleTypes result = rule_types(axes, {.types = types});
  EXPECT_NEAR(result.margin[0], 0.3, 1e-12);  // -0.5 to -0.2
  EXPECT_EQ(result.margin[1], std::numeric_limits<double>::infinity());
  EXPECT_NEAR(result.margin[2], 0.3, 1e-12);  // 0.1 down to -0.2, not up to 0.5
  EXPECT_NEAR(result.margin[3], 0.3, 1e-12);
}

TEST(RuleTypes, AnErrorSharesTheAreaOutBetweenTypes) {
  // One error above the lower limit, two below the upper: normal tables give 0.1587 and 0.0228.
  const Numbers value{1.0, 0.0};
  const Numbers error{1.0, 0.0};
  const std::vector<RuleAxis> axes{
      {.name = "z", .values = value, .errors = error, .limits = {{0.0}, {3.0}}}};
  const RuleTypes result = rule_types(axes);
  EXPECT_NEAR(result.probability[0], 0.158655, 1e-6);
  EXPECT_NEAR(result.probability[2], 0.022750, 1e-6);
  EXPECT_NEAR(result.probability[1], 1.0 - 0.158655 - 0.022750, 1e-6);
  EXPECT_EQ(result.probability[3], 1.0);  // known exactly, and on the limit: the class below
}

TEST(RuleTypes, RefusesRulesThatAreNone) {
  const Numbers values{1.0, 2.0};
  const auto refusal = [&](const RuleAxis& axis, const RuleTypeOptions& options = {}) {
    const std::vector<RuleAxis> axes{axis};
    return test::finding_of([&] { static_cast<void>(rule_types(axes, options)); });
  };
  EXPECT_EQ(refusal({.values = values, .limits = {{1.0}, {1.0}}}).place.argument, "limits");
  EXPECT_EQ(refusal({.values = values, .limits = {{kNan}}}).place.argument, "limits");
  const Types gap{0, 2};
  EXPECT_EQ(refusal({.values = values, .limits = {{1.0}}}, {.types = gap}).place.argument, "types");
  const Types far{0, kNoType - 1};
  EXPECT_EQ(refusal({.values = values, .limits = {{1.0}}}, {.types = far}).place.argument, "types");
  EXPECT_EQ(refusal({.values = values}, {.types = gap}).code, "length_mismatch");
  const Numbers errors{-1.0, 0.0};
  EXPECT_EQ(refusal({.values = values, .errors = errors}).code, "bad_standard_error");
  const Numbers infinite{1.0, std::numeric_limits<double>::infinity()};
  EXPECT_EQ(refusal({.values = infinite}).place.argument, "values");
  EXPECT_EQ(refusal({.values = {}}).code, "no_areas");
  EXPECT_EQ(refusal({.values = values}, {.weights = errors}).code, "negative_weight");
  EXPECT_EQ(test::finding_of([] { static_cast<void>(rule_types({})); }).place.argument, "axes");
}

}  // namespace
}  // namespace sozialraum::typology
