#include "sozialraum/typology/refit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/typology/bounded_kmeans.hpp"
#include "sozialraum/typology/certainty.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "sozialraum/typology/stability.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

/// Five villages alike, one far away.
test::OwnPoints one_apart() {
  test::OwnPoints points;
  points.add("a", {0.0});
  points.add("b", {1.0});
  points.add("c", {2.0});
  points.add("d", {3.0});
  points.add("e", {4.0});
  points.add("f", {40.0});
  return points;
}

TEST(Refit, ByWardIsWhatTheMethodSays) {
  const auto points = test::guerry();
  const auto clustering = kmeans(points.view(), {.types = 4, .starts = 20});
  const std::vector<double> spread(points.values.size(), 0.2);
  const auto method =
      certainty(points.view(), clustering, spread, {.draws = 20, .method = Method::kWard});
  const auto function =
      certainty(points.view(), clustering, spread, {.draws = 20, .refit = refit_by_ward()});
  EXPECT_EQ(method.refit, function.refit);
}

TEST(Refit, KeepsTheFloorsOfTheData) {
  // A floor of three areas parts the row of villages; without it f is always alone. So types with
  // the floor come again only if they are repeated with it.
  const auto points = one_apart();
  const std::vector<double> ones(6, 1.0);
  const std::vector<Bound> floors{{.name = "areas", .counts = ones, .least = 3.0}};
  const auto clustering = bounded_kmeans(points.view(), {.types = 2, .bounds = floors}).clustering;
  const std::vector<double> spread(6, 0.1);
  const auto kept = certainty(points.view(), clustering, spread,
                              {.draws = 50, .refit = refit_with_bounds(floors, 3)});
  const auto dropped = certainty(points.view(), clustering, spread, {.draws = 50});
  EXPECT_TRUE(std::ranges::all_of(kept.refit, [](double share) { return share == 1.0; }));
  EXPECT_EQ(std::ranges::count(dropped.refit, 0.0), 2);  // d and e leave f
  // d and e are nearer to the other centre and yet for sure where the floor puts them.
  const auto sure =
      stability(points.view(), clustering, spread,
                {.draws = 20, .other_counts = false, .refit = refit_with_bounds(floors, 3)});
  EXPECT_TRUE(sure.assignment.empty());
  EXPECT_EQ(sure.refit, std::vector<double>(6, 1.0));
  EXPECT_NE(sure.strictest[3], Question::kAssignment);
}

TEST(Refit, ThatFloorsForbidConfirmsNobody) {
  const auto points = one_apart();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> ones(6, 1.0);
  const std::vector<Bound> floors{{.name = "areas", .counts = ones, .least = 4.0}};
  const std::vector<double> spread(6, 0.1);
  const auto found = certainty(points.view(), clustering, spread,
                               {.draws = 10, .refit = refit_with_bounds(floors, 3)});
  EXPECT_TRUE(std::ranges::all_of(found.refit, [](double share) { return share == 0.0; }));
  EXPECT_TRUE(std::ranges::any_of(found.findings, [](const core::Finding& finding) {
    return finding.code == "refit_impossible" && finding.details.front().second == "10";
  }));
  const auto sure = stability(points.view(), clustering, spread,
                              {.draws = 10, .refit = refit_with_bounds(floors, 3)});
  EXPECT_EQ(sure.choices, std::vector<double>(6, 0.0));
}

TEST(Refit, AsAMixtureScalesTheErrorsWithTheWeights) {
  // The same task in other units: values times 3, errors by the scale.
  const auto points = test::guerry();
  std::vector<double> variances(points.values.size(), 0.09);
  const Refit again = refit_as_mixture(CovarianceFamily::kDiagonal, {.variances = variances}, 2);
  const std::vector<double> one(6, 1.0);
  const std::vector<double> three(6, 3.0);
  auto larger = points;
  for (double& value : larger.values) value *= 3.0;
  const auto plain = again({.points = points.view(), .types = 3, .scale = one});
  const auto scaled = again({.points = larger.view(), .types = 3, .scale = three});
  EXPECT_EQ(plain, scaled);
  EXPECT_EQ(
      test::finding_of([&] {
        static_cast<void>(refit_as_mixture(CovarianceFamily::kFull, {.covariances = variances}, 2));
      }).place.argument,
      "error_covariances");
}

TEST(Refit, AsRegionsKeepsThemInOnePiece) {
  // a-b-c-d in a row, alike by turns: types would put a with c; regions on the row cannot.
  test::OwnPoints points;
  points.add("a", {0.0});
  points.add("b", {10.0});
  points.add("c", {1.0});
  points.add("d", {11.0});
  const RegionGraph graph(points.codes, std::vector<RegionLink>{{0, 1}, {1, 2}, {2, 3}});
  const Refit again = refit_as_regions(graph, {});
  const auto types = again({.points = points.view(), .types = 2});
  EXPECT_NE(types.front(), types.back());
  for (std::size_t i = 1; i + 1 < types.size(); ++i) {
    EXPECT_TRUE(types[i] == types[i - 1] || types[i] == types[i + 1]);
  }
}

TEST(DrawnNumbers, StandInForTheSpread) {
  // Draws that never move give the types of the data; draws that swap both sides of the row swap
  // all areas together, and whole types that swap are the same types under another name.
  const auto points = one_apart();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const auto still = [&](std::size_t, std::span<double> numbers) {
    std::ranges::copy(points.values, numbers.begin());
  };
  const auto found = certainty(points.view(), clustering, {},
                               {.draws = 10, .weight_shape = INFINITY, .drawn = still});
  EXPECT_EQ(found.assignment, std::vector<double>(6, 1.0));
  EXPECT_EQ(found.refit, std::vector<double>(6, 1.0));
  // In every second draw e stands where f is: its assignment is 1/2, as is its refit.
  const auto jumps = [&](std::size_t draw, std::span<double> numbers) {
    std::ranges::copy(points.values, numbers.begin());
    if (draw % 2 == 1) numbers[4] = 40.0;
  };
  const auto moved = certainty(points.view(), clustering, {},
                               {.draws = 10, .weight_shape = INFINITY, .drawn = jumps});
  EXPECT_EQ(moved.assignment[4], 0.5);
  EXPECT_EQ(moved.refit[4], 0.5);
  const auto sure = stability(points.view(), clustering, {},
                              {.draws = 10, .other_counts = false, .drawn = jumps});
  EXPECT_EQ(sure.assignment[4], 0.5);
  EXPECT_EQ(sure.refit[4], 0.5);
  EXPECT_EQ(sure.search[4], 1.0);
}

TEST(Stability, AsksOtherTransformationsAmongTheChoices) {
  // By its own numbers f is apart; under the other transformation e is apart instead.
  const auto points = one_apart();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> exact(6, 0.0);
  const std::vector<double> other{0.0, 1.0, 2.0, 3.0, 40.0, 4.0};
  StabilityOptions options{.draws = 300, .bootstrap = false, .other_counts = false};
  const auto plain = stability(points.view(), clustering, exact, options);
  EXPECT_EQ(plain.choices, std::vector<double>(6, 1.0));
  options.otherwise = {other};
  const auto asked = stability(points.view(), clustering, exact, options);
  EXPECT_NEAR(asked.choices[5], 0.5, 0.1);  // one of two tables
  EXPECT_EQ(asked.refit[5], 1.0);
  options.otherwise = {std::span(other).first(5)};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(stability(points.view(), clustering, exact, options));
            }).place.argument,
            "otherwise");
}

TEST(Stability, TakesTheProbabilityThatAMethodKnows) {
  const auto points = one_apart();
  const auto clustering = kmeans(points.view(), {.types = 2});
  const std::vector<double> exact(6, 0.0);
  const std::vector<double> known{0.9, 0.9, 0.9, 0.9, 0.4, 1.0};
  const auto sure = stability(points.view(), clustering, exact,
                              {.draws = 20, .other_counts = false, .assignment = known});
  EXPECT_EQ(sure.assignment, known);
  EXPECT_EQ(sure.certainty[4], 0.4);
  EXPECT_EQ(sure.strictest[4], Question::kAssignment);
}

}  // namespace
}  // namespace sozialraum::typology
