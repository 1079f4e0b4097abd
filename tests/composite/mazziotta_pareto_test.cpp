#include "sozialraum/composite/mazziotta_pareto.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::composite {
namespace {

const std::vector<double> kA{10, 20, 40, 30};
const std::vector<double> kB{60, 40, 50, 90};
const std::vector<double> kC{3, 5, 4, 1};

std::vector<Pillar> pillars(bool goalposts) {
  std::vector<Pillar> result{{"a", kA}, {"b", kB}, {"c", kC}};
  if (goalposts) {
    for (Pillar& pillar : result) pillar.goalposts = goalposts_of(pillar.values.values());
  }
  return result;
}

void expect_values(const MazziottaPareto& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.values.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(found.values[i], expected[i], 5e-7);
}

// Independent recomputation of both forms.
TEST(MazziottaPareto, OfFourAreas) {
  expect_values(mazziotta_pareto(pillars(false)), {95.339257, 99.801945, 104.945028, 103.400235});
  expect_values(mazziotta_pareto(pillars(true)), {89.909091, 103.103448, 112.688073, 109.354839});
}

TEST(MazziottaPareto, UnbalanceAddsToABurdenAndTakesFromAGood) {
  const std::vector<double> up{0, 1};
  const std::vector<double> down{1, 0};
  const std::vector<Pillar> unbalanced{{"up", up}, {"down", down}};
  // scaled 90 and 110 in both areas: mean 100, sd 10
  expect_values(mazziotta_pareto(unbalanced), {101, 101});
  expect_values(mazziotta_pareto(unbalanced, {.polarity = Polarity::kGood}), {99, 99});
  const std::vector<Pillar> balanced{{"up", up}, {"down", down, -1}};
  expect_values(mazziotta_pareto(balanced), {90, 110});
}

TEST(MazziottaPareto, TurnsAPillarWithGoalpostsUpsideDown) {
  // Goalposts 0 and 10. Of the first less is more: 2 counts 70 + 60 * 0.8 = 118; the second has
  // 70 + 60 * 0.5 = 100. Mean 109, SD 9, penalty 81/109. At the goalposts themselves 130 and 70.
  const std::vector<double> less{2, 0, 10};
  const std::vector<double> more{5, 10, 0};
  const Goalposts posts{0.0, 10.0};
  const std::vector<Pillar> pair{{"less", less, -1, posts}, {"more", more, 1, posts}};
  expect_values(mazziotta_pareto(pair), {109.0 + 81.0 / 109.0, 130.0, 70.0});
}

TEST(MazziottaPareto, GuessesNothingForAnAreaThatLacksAPillar) {
  const std::vector<double> gap{1, std::nan(""), 3};
  const std::vector<double> full{1, 2, 4};
  const std::vector<std::string> areas{"a", "b", "c"};
  const auto found =
      mazziotta_pareto(std::vector<Pillar>{{"gap", gap}, {"full", full}}, {.areas = areas});
  EXPECT_TRUE(std::isnan(found.values[1]));
  EXPECT_EQ(found.findings.at(0).areas, std::vector<std::string>{"b"});
}

TEST(MazziottaPareto, RefusesUnequalLengthsAndNeutrals) {
  const auto argument = [](const std::vector<Pillar>& wrong) {
    return test::finding_of([&] { static_cast<void>(mazziotta_pareto(wrong)); }).place.argument;
  };
  const std::vector<double> one{1};
  EXPECT_EQ(argument({}), "pillars");
  EXPECT_EQ(argument({{"a", kA}, {"x", one}}), "pillars");
  EXPECT_EQ(argument({{"a", kA, 0}}), "directions");
}

TEST(MazziottaPareto, TellsWhyThereIsNoScore) {
  using enum core::CellState;
  const std::vector<double> gap{1, std::nan(""), 3, 5};
  const std::vector<core::CellState> states{kLimited, kSecret, kReported, kReported};
  const std::vector<double> full{2, 3, 1, 2};
  const std::vector<double> same{7, 7, 7, 7};
  const std::vector<Pillar> two{{.name = "gap", .values = {gap, states}},
                                {.name = "full", .values = full}};
  EXPECT_EQ(mazziotta_pareto(two).states, (std::vector{kLimited, kSecret, kReported, kReported}));
  const std::vector<Pillar> flat{{.name = "gap", .values = {gap, states}},
                                 {.name = "same", .values = same}};
  EXPECT_EQ(mazziotta_pareto(flat).states,
            (std::vector{kUndefined, kSecret, kUndefined, kUndefined}));
}

}  // namespace
}  // namespace sozialraum::composite
