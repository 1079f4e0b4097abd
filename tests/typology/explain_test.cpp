#include "sozialraum/typology/explain.hpp"

#include <gtest/gtest.h>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

TEST(ExplainTypes, AsksHalfWayBetweenTheTypes) {
  test::OwnPoints points;
  const std::vector<double> values{1, 2, 3, 7, 8, 9};
  for (std::size_t i = 0; i < 6; ++i) {
    points.add(std::string(1, static_cast<char>('a' + i)),
               {5.0 - static_cast<double>(i % 2), values[i]});
  }
  const Types types{0, 0, 0, 1, 1, 1};
  const auto found = explain_types(points.view(), types, 2, {.least_areas = 1});
  ASSERT_EQ(found.nodes.size(), 3U);
  EXPECT_TRUE(found.nodes[0].question);
  EXPECT_EQ(found.nodes[0].column, 1U);
  EXPECT_EQ(found.nodes[0].limit, 5.0);
  EXPECT_EQ(found.nodes[found.nodes[0].yes].type, 0U);
  EXPECT_EQ(found.nodes[found.nodes[0].no].areas, 3U);
  EXPECT_EQ(found.agreement, 1.0);
  EXPECT_EQ(found.types, types);
}

TEST(ExplainTypes, SaysHowOftenTheRulesHold) {
  // One question can part at most five of the six rightly: A A B | B B A.
  test::OwnPoints points;
  for (std::size_t i = 0; i < 6; ++i) {
    points.add(std::string(1, static_cast<char>('a' + i)), {static_cast<double>(i)});
  }
  points.weights = {1, 1, 1, 1, 1, 4};
  const Types types{0, 0, 1, 1, 1, 0};
  const auto found = explain_types(points.view(), types, 2, {.depth = 1, .least_areas = 1});
  // Gini falls most at 4.5: below 2 A of 5, above A alone; weights 1 1 1 1 1 | 4.
  EXPECT_EQ(found.nodes[0].limit, 4.5);
  EXPECT_DOUBLE_EQ(found.agreement, 7.0 / 9);
  EXPECT_DOUBLE_EQ(found.of_type[0], 4.0 / 6);
  EXPECT_DOUBLE_EQ(found.of_type[1], 1.0);
}

TEST(ExplainTypes, MakesNoRuleForAFewAreas) {
  test::OwnPoints points;
  for (std::size_t i = 0; i < 12; ++i) {
    points.add("area " + std::to_string(10 + i), {static_cast<double>(i)});
  }
  const Types types{0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  const auto found = explain_types(points.view(), types, 2);  // five at least
  ASSERT_TRUE(found.nodes[0].question);
  EXPECT_EQ(found.nodes[0].limit, 4.5);
  EXPECT_DOUBLE_EQ(found.agreement, 10.0 / 12);
}

TEST(ExplainTypes, AgreesWithScikitLearn) {
  // DecisionTreeClassifier(max_depth=3, min_samples_leaf=5) of scikit-learn on Guerry with the
  // k-means types of four: the share of areas it puts right.
  const auto points = test::guerry();
  const auto clustering = kmeans(points.view(), {.types = 4, .starts = 200});
  const auto found = explain_types(points.view(), clustering.types, 4);
  EXPECT_NEAR(found.agreement, 73.0 / 85, 1e-12);
  EXPECT_EQ(found.nodes[0].column, 2U);  // Litercy
  EXPECT_NEAR(found.nodes[0].limit, 0.135297596, 1e-6);
}

TEST(ExplainTypes, RefusesStrangeQuestions) {
  const auto points = test::villages();
  const Types types{0, 0, 0, 1, 1};
  const auto trouble = [&](const ExplainOptions& options, std::size_t count) {
    return test::finding_of(
        [&] { static_cast<void>(explain_types(points.view(), types, count, options)); });
  };
  EXPECT_EQ(trouble({.depth = 0}, 2).place.argument, "depth");
  EXPECT_EQ(trouble({.least_areas = 0}, 2).place.argument, "least_areas");
  EXPECT_EQ(trouble({}, 1).code, "unknown_type");
}

}  // namespace
}  // namespace sozialraum::typology
