#include "sozialraum/equity/equity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "throws.hpp"

namespace sozialraum::equity {
namespace {

struct Village {
  std::vector<double> value;
  std::vector<double> people;
  [[nodiscard]] PeopleWith view() const { return {.value = value, .people = people}; }
};

Village random_village(std::mt19937& dice, std::size_t areas) {
  Village village;
  for (std::size_t i = 0; i < areas; ++i) {
    village.value.push_back(static_cast<double>(dice() % 40) * 0.3);
    village.people.push_back(static_cast<double>(dice() % 6));
  }
  village.value[0] = 1.1;
  village.people[0] = 3.0;
  return village;
}

Village shuffled(const Village& village, std::mt19937& dice) {
  std::vector<std::size_t> rows(village.value.size());
  std::iota(rows.begin(), rows.end(), 0);
  std::shuffle(rows.begin(), rows.end(), dice);
  Village result;
  for (const std::size_t row : rows) {
    result.value.push_back(village.value[row]);
    result.people.push_back(village.people[row]);
  }
  return result;
}

Village replicated(const Village& village) {
  Village result;
  for (std::size_t i = 0; i < village.value.size(); ++i) {
    for (int n = 0; n < static_cast<int>(village.people[i]); ++n) {
      result.value.push_back(village.value[i]);
      result.people.push_back(1.0);
    }
  }
  return result;
}

TEST(Gini, IsHalfTheMeanDifferenceOverTheMean) {
  // One person has 0, one has 4: differences 0, 4, 4, 0, mean difference 2, mean 2: 2 / (2 * 2).
  const Village village{{0, 4}, {1, 1}};
  EXPECT_DOUBLE_EQ(gini(village.view()).value, 0.5);
  // 1 and 3 with three and one people: sum P_i P_j |d| = 2 * 3 * 2 = 12, 2 P^2 mean = 2*16*1.5
  // = 48.
  const Village weighted{{1, 3}, {3, 1}};
  EXPECT_DOUBLE_EQ(gini(weighted.view()).value, 0.25);
}

TEST(Gini, IsExactlyZeroIfAllHaveTheSame) {
  const Village village{{0.1, 0.1, 0.1}, {3, 7, 0.3}};
  EXPECT_EQ(gini(village.view()).value, 0.0);
}

TEST(Gini, EqualsTheDoubleSumOfItsDefinition) {
  std::mt19937 dice(7);
  for (int round = 0; round < 50; ++round) {
    const Village v = random_village(dice, 12);
    double differences = 0.0;
    double people = 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < 12; ++i) {
      people += v.people[i];
      total += v.people[i] * v.value[i];
      for (std::size_t j = 0; j < 12; ++j) {
        differences += v.people[i] * v.people[j] * std::abs(v.value[i] - v.value[j]);
      }
    }
    EXPECT_NEAR(gini(v.view()).value, differences / (2.0 * people * total), 1e-13);
  }
}

TEST(Palma, DividesWhatTheTopTenthHasByWhatTheBottomFourTenthsHave) {
  // Ten people with 1..10: the top one has 10, the bottom four 1 + 2 + 3 + 4 = 10.
  const Village village{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
  EXPECT_NEAR(palma(village.view()).value, 1.0, 1e-14);
  // Five people each: the bottom four of ten have 4 * 1, the top one has 3.
  const Village divided{{1, 3}, {5, 5}};
  EXPECT_NEAR(palma(divided.view()).value, 0.75, 1e-14);
}

TEST(Palma, IsUndefinedIfTheBottomHasNothing) {
  const Village village{{0, 1}, {6, 4}};
  EXPECT_EQ(palma(village.view()).state, core::CellState::kUndefined);
  EXPECT_TRUE(std::isnan(palma(village.view()).value));
}

TEST(ConcentrationIndex, TellsWhomItGoesTo) {
  // Ranks 1/4 and 3/4, mean 2: (0 * (1/4 - 1/2) + 4 * (3/4 - 1/2)) / 2 people * 2 / 2 = 0.5.
  const Village village{{0, 4}, {1, 1}};
  EXPECT_DOUBLE_EQ(concentration_index(village.view(), std::vector{1.0, 2.0}).value, 0.5);
  EXPECT_DOUBLE_EQ(concentration_index(village.view(), std::vector{2.0, 1.0}).value, -0.5);
  EXPECT_EQ(concentration_index(village.view(), std::vector{1.0, 1.0}).value, 0.0);
}

TEST(ConcentrationIndex, OfTheValueItselfIsTheGini) {
  std::mt19937 dice(8);
  const Village v = random_village(dice, 30);
  EXPECT_EQ(concentration_index(v.view(), v.value).value, gini(v.view()).value);
}

TEST(ConcentrationIndex, CountsAreasWithoutARankAsMissing) {
  const Village village{{1, 2, 3}, {10, 20, 30}};
  const auto index = concentration_index(village.view(), std::vector{1.0, std::nan(""), 2.0});
  EXPECT_EQ(index.people, 40.0);
  EXPECT_EQ(index.people_missing, 20.0);
}

TEST(Poverty, CountsMeasuresAndSquaresTheGap) {
  // Line 10: of 10 people five have 5 (gap 1/2), three 8 (gap 1/5), two 10 (not poor).
  const Village village{{5, 8, 10}, {5, 3, 2}};
  EXPECT_DOUBLE_EQ(poverty(village.view(), {.line = 10, .alpha = 0}).value, 0.8);
  EXPECT_DOUBLE_EQ(poverty(village.view(), {.line = 10, .alpha = 1}).value, 0.31);
  EXPECT_NEAR(poverty(village.view(), {.line = 10, .alpha = 2}).value, 0.137, 1e-15);
}

TEST(Poverty, RefusesALineThatMeansNothing) {
  const Village village{{5}, {5}};
  const auto at = [&](PovertyLine line) {
    return test::finding_of([&] { (void)poverty(village.view(), line); }).place.argument;
  };
  EXPECT_EQ(at({.line = 0.0}), "line");
  EXPECT_EQ(at({.line = 1.0, .alpha = -1.0}), "alpha");
}

TEST(Lorenz, RisesFromNothingToAll) {
  const Village village{{3, 1}, {1, 3}};
  const Lorenz curve = lorenz(village.view());
  EXPECT_EQ(curve.people_share, (std::vector{0.0, 0.75, 1.0}));
  EXPECT_EQ(curve.value_share, (std::vector{0.0, 0.5, 1.0}));
}

TEST(Equity, SaysWhoIsMissing) {
  const Village village{{1, std::nan(""), 1}, {10, 5, 10}};
  const Inequality answer = gini(village.view());
  EXPECT_EQ(answer.value, 0.0);
  EXPECT_EQ(answer.people, 20.0);
  EXPECT_EQ(answer.people_missing, 5.0);
}

TEST(Equity, OfNobodyIsUndefined) {
  for (const Village& village : {Village{{}, {}}, Village{{1, 2}, {0, 0}}, Village{{0, 0}, {1, 1}},
                                 Village{{std::nan("")}, {5}}}) {
    EXPECT_EQ(gini(village.view()).state, core::CellState::kUndefined);
    EXPECT_EQ(palma(village.view()).state, core::CellState::kUndefined);
    EXPECT_TRUE(lorenz(village.view()).people_share.empty());
  }
}

TEST(Equity, OfOneAreaIsEven) {
  const Village village{{7}, {12}};
  EXPECT_EQ(gini(village.view()).value, 0.0);
  EXPECT_NEAR(palma(village.view()).value, 0.25, 1e-14);
}

TEST(Equity, RefusesNegativeInfiniteAndUnequalLists) {
  const auto argument = [](const Village& village) {
    return test::finding_of([&] { (void)gini(village.view()); }).place.argument;
  };
  EXPECT_EQ(argument({{-1}, {1}}), "value");
  EXPECT_EQ(argument({{HUGE_VAL}, {1}}), "value");
  EXPECT_EQ(argument({{1}, {-1}}), "people");
  EXPECT_EQ(argument({{1, 2}, {1}}), "people");
}

TEST(Equity, IsTheSameForShuffledRowsByteByByte) {
  std::mt19937 dice(9);
  for (int round = 0; round < 50; ++round) {
    Village village = random_village(dice, 40);
    for (double& people : village.people) people *= 0.7;
    const Village other = shuffled(village, dice);
    EXPECT_EQ(gini(village.view()).value, gini(other.view()).value);
    EXPECT_EQ(palma(village.view()).value, palma(other.view()).value);
    EXPECT_EQ(poverty(village.view(), {.line = 5, .alpha = 1.5}).value,
              poverty(other.view(), {.line = 5, .alpha = 1.5}).value);
    EXPECT_EQ(lorenz(village.view()).value_share, lorenz(other.view()).value_share);
  }
}

TEST(Equity, TreatsAnAreaOfManyAsManyPersons) {
  std::mt19937 dice(10);
  for (int round = 0; round < 50; ++round) {
    const Village village = random_village(dice, 25);
    const Village persons = replicated(village);
    EXPECT_NEAR(gini(village.view()).value, gini(persons.view()).value, 1e-14);
    EXPECT_NEAR(palma(village.view()).value, palma(persons.view()).value, 1e-12);
    EXPECT_NEAR(poverty(village.view(), {.line = 6, .alpha = 2}).value,
                poverty(persons.view(), {.line = 6, .alpha = 2}).value, 1e-14);
  }
}

TEST(Equity, DoesNotDependOnTheUnitOfValueOrPeople) {
  std::mt19937 dice(11);
  const Village village = random_village(dice, 25);
  Village scaled = village;
  for (double& value : scaled.value) value *= 60.0;
  for (double& people : scaled.people) people *= 1000.0;
  EXPECT_NEAR(gini(village.view()).value, gini(scaled.view()).value, 1e-14);
  EXPECT_NEAR(palma(village.view()).value, palma(scaled.view()).value, 1e-12);
}

}  // namespace
}  // namespace sozialraum::equity
