#include "sozialraum/composite/weighted_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "throws.hpp"

namespace sozialraum::composite {
namespace {

const double kNan = std::nan("");
const std::vector<double> kPoor{1, -2, kNan, kNan};
const std::vector<double> kJobs{3, 0, 4, kNan};

TEST(WeightedSum, AddsBurdensAndTakesResourcesOff) {
  const std::vector<Component> components{{"poor", kPoor, 2.0, 1}, {"jobs", kJobs, 1.0, -1}};
  const WeightedSum sum = weighted_sum(components);
  EXPECT_EQ(sum.values[0], -1.0);  // 2 * 1 - 3
  EXPECT_EQ(sum.values[1], -4.0);
}

TEST(WeightedSum, GuessesNothingForAnAreaThatLacksAComponent) {
  const std::vector<Component> components{{"poor", kPoor}, {"jobs", kJobs}};
  const std::vector<std::string> areas{"Hafen", "Wald", "Moor", "Feld"};
  const WeightedSum sum = weighted_sum(components, {.areas = areas});
  EXPECT_TRUE(std::isnan(sum.values[2]));
  EXPECT_EQ(sum.states[2], core::CellState::kNotReported);
  ASSERT_EQ(sum.findings.size(), 1U);
  EXPECT_EQ(sum.findings[0].code, "not_scored");
  EXPECT_EQ(sum.findings[0].areas, (std::vector<std::string>{"Moor", "Feld"}));
}

TEST(WeightedSum, LetsTheOthersStandInOnRequestOnly) {
  const std::vector<Component> components{{"poor", kPoor, 3.0, 1}, {"jobs", kJobs, 1.0, -1}};
  const WeightedSum sum = weighted_sum(components, {.missing = MissingComponent::kMeanOfPresent});
  EXPECT_EQ(sum.values[2], -16.0);  // -4 with weight 1 stands for all weights, 4
  EXPECT_TRUE(std::isnan(sum.values[3]));
  ASSERT_EQ(sum.findings.size(), 2U);
  EXPECT_EQ(sum.findings[0].areas, std::vector<std::string>{"row 4"});
  EXPECT_EQ(sum.findings[1].code, "component_replaced");
  EXPECT_EQ(sum.findings[1].areas, std::vector<std::string>{"row 3"});
}

TEST(WeightedSum, IsTheSameBytesForAnyOrderOfComponents) {
  const std::vector<double> a{0.1, 1e16};
  const std::vector<double> b{0.2, 1.0};
  const std::vector<double> c{0.3, -1e16};
  std::vector<Component> components{{"a", a}, {"b", b}, {"c", c}};
  const auto expected = weighted_sum(components).values;
  EXPECT_EQ(expected[1], 1.0);
  std::reverse(components.begin(), components.end());
  EXPECT_EQ(weighted_sum(components).values, expected);
}

TEST(WeightedSum, RefusesNeutralsBadWeightsAndUnequalLengths) {
  const auto argument = [](const std::vector<Component>& components) {
    return test::finding_of([&] { static_cast<void>(weighted_sum(components)); }).place.argument;
  };
  const std::vector<double> one{1};
  EXPECT_EQ(argument({}), "components");
  EXPECT_EQ(argument({{"poor", kPoor}, {"x", one}}), "components");
  EXPECT_EQ(argument({{"poor", kPoor, 0.0, 1}}), "weights");
  EXPECT_EQ(argument({{"poor", kPoor, kNan, 1}}), "weights");
  EXPECT_EQ(argument({{"poor", kPoor, 1.0, 0}}), "directions");
}

TEST(WeightedSum, OfNoAreasIsEmpty) {
  EXPECT_TRUE(weighted_sum(std::vector<Component>{{"x", {}}}).values.empty());
}

TEST(WeightedSum, TellsWhyThereIsNoScore) {
  using enum core::CellState;
  const double none = std::nan("");
  const std::vector<double> poor{1, none, 1, none};
  const std::vector<core::CellState> poor_states{kLimited, kSecret, kReported, kSecret};
  const std::vector<double> jobless{1, 1, none, none};
  const std::vector<core::CellState> jobless_states{kReported, kLimited, kLater, kLater};
  const std::vector<Component> components{{.name = "poor", .values = {poor, poor_states}},
                                          {.name = "jobless", .values = {jobless, jobless_states}}};
  EXPECT_EQ(weighted_sum(components).states, (std::vector{kLimited, kSecret, kLater, kSecret}));
  EXPECT_EQ(weighted_sum(components, {.missing = MissingComponent::kMeanOfPresent}).states,
            (std::vector{kLimited, kLimited, kReported, kSecret}));
}

}  // namespace
}  // namespace sozialraum::composite
