#include "sozialraum/typology/stability.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sozialraum/typology/certainty.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

/// Three villages on the left, three on the right, far apart.
test::OwnPoints two_sides() {
  test::OwnPoints points;
  points.add("a", {0, 0});
  points.add("b", {0, 1});
  points.add("c", {1, 0});
  points.add("d", {20, 0});
  points.add("e", {20, 1});
  points.add("f", {21, 0});
  return points;
}

test::OwnPoints square() {
  test::OwnPoints points;
  points.add("a", {0, 0});
  points.add("b", {0, 1});
  points.add("c", {1, 0});
  points.add("d", {1, 1});
  return points;
}

TEST(Stability, OfTypesFarApartIsBrokenByNoQuestion) {
  const auto points = two_sides();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> spread(12, 0.3);
  const auto sure =
      stability(points.view(), clustering, spread, {.draws = 60, .other_counts = false});
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(sure.assignment[i], 1.0);
    EXPECT_EQ(sure.refit[i], 1.0);
    EXPECT_EQ(sure.search[i], 1.0);
    EXPECT_EQ(sure.choices[i], 1.0);
    EXPECT_EQ(sure.together[i], 1.0);
    EXPECT_EQ(sure.certainty[i], 1.0);
  }
  EXPECT_EQ(sure.reading, (std::vector<Reading>(2, Reading::kHighlyStable)));
  EXPECT_TRUE(sure.findings.empty());
}

TEST(Stability, TellsUnrestOfTheSearchFromNoise) {
  // A square has two halvings of equal worth: centres that stay hold every corner, a search that
  // starts anew finds the other halving as often. No noise, no other weights: it is search alone.
  const auto points = square();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> exact(8, 0.0);
  const auto sure = stability(points.view(), clustering, exact,
                              {.draws = 400, .starts = 1, .other_counts = false});
  // Half of the draws find the other halving, which shares one corner with each type.
  double found = 0.0;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(sure.assignment[i], 1.0);
    EXPECT_EQ(sure.refit[i], sure.search[i]);  // the same draws, as there is no noise
    EXPECT_LT(sure.certainty[i], 0.95);
    EXPECT_NE(sure.strictest[i], Question::kAssignment);
    found += sure.search[i] / 4.0;
  }
  EXPECT_NEAR(found, 0.75, 0.04);
  EXPECT_TRUE(std::ranges::any_of(sure.findings, [](const core::Finding& finding) {
    return finding.code == "search_restless";
  }));
}

TEST(Stability, AsksForNoMoreTypesThanAreasDiffer) {
  test::OwnPoints points;
  for (const char* left : {"a", "b", "c"}) points.add(left, {0, 0});
  for (const char* right : {"d", "e"}) points.add(right, {1, 1});
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> exact(10, 0.0);
  const auto sure =
      stability(points.view(), clustering, exact, {.draws = 9, .starts = 2, .bootstrap = false});
  // Two places in all: the draws that want a third type find the two again.
  EXPECT_EQ(sure.choices, std::vector<double>(5, 1.0));
}

TEST(Stability, NeverSaysMoreThanThePeopleCarry) {
  auto points = two_sides();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> exact(12, 0.0);
  const std::vector<double> people{3, 300, 300, 300, 300, 300};
  const auto sure = stability(points.view(), clustering, exact,
                              {.draws = 30, .other_counts = false, .people = people});
  EXPECT_NEAR(sure.certainty[0], 0.3684, 1e-4);  // 0.05^(1/3)
  EXPECT_EQ(sure.strictest[0], Question::kPeople);
  EXPECT_EQ(sure.assignment[0], 1.0);  // the figures themselves are not bent
  ASSERT_EQ(sure.findings.size(), 1U);
  EXPECT_EQ(sure.findings[0].code, "certainty_limited");
}

TEST(Stability, GivesTheSameBytesForAnyThreadsAndRows) {
  const auto points = test::guerry();
  const auto clustering = kmeans(points.view(), {.types = 4, .starts = 30});
  const std::vector<double> spread(points.values.size(), 0.2);
  StabilityOptions options{.draws = 12};
  options.execution.threads = 1;
  const auto one = stability(points.view(), clustering, spread, options);
  options.execution.threads = 3;
  const auto three = stability(points.view(), clustering, spread, options);
  EXPECT_EQ(three.choices, one.choices);
  EXPECT_EQ(three.together, one.together);
  const auto order = test::shuffled(85);
  const auto mixed_points = test::reordered(points, order);
  const auto mixed_clustering = kmeans(mixed_points.view(), {.types = 4, .starts = 30});
  const auto mixed = stability(mixed_points.view(), mixed_clustering, spread, options);
  for (std::size_t i = 0; i < 85; ++i) {
    EXPECT_EQ(mixed.choices[i], one.choices[order[i]]);
    EXPECT_EQ(mixed.refit[i], one.refit[order[i]]);
    EXPECT_NEAR(mixed.together[i], one.together[order[i]], 1e-12);
  }
}

TEST(Reading, IsHennigs) {
  EXPECT_EQ(name(reading_of(0.59)), "dissolved");
  EXPECT_EQ(name(reading_of(0.60)), "pattern");
  EXPECT_EQ(name(reading_of(0.75)), "stable");
  EXPECT_EQ(name(reading_of(0.86)), "highly_stable");
}

TEST(Stability, RefusesStrangeOptions) {
  const auto points = square();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> exact(8, 0.0);
  const auto trouble = [&](const StabilityOptions& options) {
    return test::finding_of(
        [&] { static_cast<void>(stability(points.view(), clustering, exact, options)); });
  };
  EXPECT_EQ(trouble({.starts = 0}).place.argument, "starts");
  EXPECT_EQ(trouble({.weight_shape = 0.0}).place.argument, "weight_shape");
  EXPECT_EQ(trouble({.draws = 0}).place.argument, "draws");
}

}  // namespace
}  // namespace sozialraum::typology
