#include "sozialraum/smallarea/space_time_model.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

/// Villages on a square, each with its eight neighbours.
spatial::Weights square(std::size_t side) {
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<spatial::Neighbour>> rows(side * side);
  for (std::size_t i = 0; i < side * side; ++i) {
    codes.push_back(core::AreaCode::parse(fmt::format("v{:03}", i), core::CodeKind::kCustom));
    for (std::size_t j = 0; j < side * side; ++j) {
      const auto far = [&](std::size_t a, std::size_t b) { return a > b ? a - b : b - a; };
      if (i == j || far(i % side, j % side) > 1 || far(i / side, j / side) > 1) continue;
      rows[i].push_back({static_cast<core::AreaId>(j), 1.0});
    }
  }
  return {std::move(codes), std::move(rows)};
}

spatial::Weights no_links(std::size_t areas) {
  std::vector<core::AreaCode> codes;
  for (std::size_t i = 0; i < areas; ++i) {
    codes.push_back(core::AreaCode::parse(fmt::format("v{:03}", i), core::CodeKind::kCustom));
  }
  return {std::move(codes), std::vector<std::vector<spatial::Neighbour>>(areas)};
}

struct History {
  std::vector<double> truth{};
  std::vector<double> count{};
  std::vector<double> base{};
  std::vector<double> years{};

  [[nodiscard]] YearlyCounts counts() const { return {count, base, years}; }
};

/// Invented: a smooth map, lasting chance, chance of each year, and a year in which all rise.
History history(std::size_t side, std::size_t years, std::uint64_t seed, double people = 1.0) {
  core::RandomStream dice(seed, "space and time");
  History made;
  for (std::size_t t = 0; t < years; ++t) made.years.push_back(2019.0 + static_cast<double>(t));
  for (std::size_t i = 0; i < side * side; ++i) {
    const double x = static_cast<double>(i % side) / static_cast<double>(side);
    const double lasting = 0.4 * std::sin(2.0 * std::numbers::pi * x) + 0.25 * dice.normal();
    const double base = std::round(people * 10.0 * std::pow(30.0, dice.uniform()));
    for (std::size_t t = 0; t < years; ++t) {
      const double linear = std::log(0.1) + lasting + 0.15 * dice.normal() + (t == 2 ? 0.3 : 0.0);
      made.truth.push_back(std::exp(linear));
      made.base.push_back(base);
      double count = 0.0;  // Poisson by its waiting times
      for (double left = base * made.truth.back() + std::log(1.0 - dice.uniform()); left > 0.0;
           count += 1.0) {
        left += std::log(1.0 - dice.uniform());
      }
      made.count.push_back(count);
    }
  }
  return made;
}

TEST(SpaceTimeModel, OfAVeryLargeTimeWeightKnowsAreaAndYearAlone) {
  const History given = history(3, 3, 4);
  const auto result = space_time_model(given.counts(), square(3), {.time_weight = 1e7});
  const auto difference = [&](std::size_t area, std::size_t t) {
    return std::log(result.rate[3 * area + t] / result.rate[t]);
  };
  for (std::size_t area = 1; area < 9; ++area) {
    EXPECT_NEAR(difference(area, 1), difference(area, 0), 5e-3);
    EXPECT_NEAR(difference(area, 2), difference(area, 0), 5e-3);
  }
}

// Whatever the field: the posterior mean of a year's cases is what was counted, if its effect is
// free (the derivative of the posterior by it integrates to 0).
TEST(SpaceTimeModel, KeepsTheCasesOfEveryYear) {
  const History given = history(4, 3, 5, 100.0);
  const auto result = space_time_model(given.counts(), square(4), {.time_weight = 4.0});
  for (std::size_t t = 0; t < 3; ++t) {
    double fitted = 0.0;
    double counted = 0.0;
    for (std::size_t cell = t; cell < given.count.size(); cell += 3) {
      fitted += result.rate[cell] * given.base[cell];
      counted += given.count[cell];
    }
    EXPECT_NEAR(fitted / counted, 1.0, 1e-6) << t;
  }
  ASSERT_EQ(result.years.size(), 2U);
  EXPECT_EQ(result.years[1].name, "2021");
  EXPECT_NEAR(result.years[1].mean, 0.3, 0.15);  // the year in which all rise
}

// Beside the models of each year by itself; the truth is known.
TEST(SpaceTimeModel, ComesNearerThanTheMapsOfTheYearsAndCoversTheTruth) {
  double error = 0.0;
  double error_of_maps = 0.0;
  double covered = 0.0;
  double cells = 0.0;
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    const History given = history(7, 3, seed);
    const spatial::Weights weights = square(7);
    const auto together = space_time_model(given.counts(), weights);
    for (std::size_t t = 0; t < 3; ++t) {
      std::vector<double> count;
      std::vector<double> base;
      for (std::size_t cell = t; cell < given.count.size(); cell += 3) {
        count.push_back(given.count[cell]);
        base.push_back(given.base[cell]);
      }
      const auto map = spatial_model({.count = count, .base = base}, weights);
      for (std::size_t i = 0; i < count.size(); ++i) {
        const std::size_t cell = 3 * i + t;
        error += std::pow(together.rate[cell] - given.truth[cell], 2);
        error_of_maps += std::pow(map.rate[i] - given.truth[cell], 2);
        covered +=
            together.lower[cell] <= given.truth[cell] && given.truth[cell] <= together.upper[cell]
                ? 1.0
                : 0.0;
        cells += 1.0;
      }
    }
    EXPECT_EQ(together.tried.size(), 5U);
  }
  EXPECT_LT(error, 0.8 * error_of_maps);
  EXPECT_GE(covered / cells, 0.93);
  fmt::print("coverage {:.3f}, squared error {:.3f} of that of single years\n", covered / cells,
             error / error_of_maps);
}

TEST(SpaceTimeModel, DoesNotDependOnTheOrderOfTheYears) {
  const History given = history(3, 3, 6);
  History turned = given;
  std::ranges::reverse(turned.years);
  for (std::size_t area = 0; area < 9; ++area) {
    std::swap(turned.count[3 * area], turned.count[3 * area + 2]);
    std::swap(turned.base[3 * area], turned.base[3 * area + 2]);
  }
  const SpaceTimeOptions options{.time_weight = 4.0};
  const auto one = space_time_model(given.counts(), square(3), options);
  const auto other = space_time_model(turned.counts(), square(3), options);
  for (std::size_t area = 0; area < 9; ++area) {
    EXPECT_EQ(one.rate[3 * area], other.rate[3 * area + 2]);
    EXPECT_EQ(one.upper[3 * area + 1], other.upper[3 * area + 1]);
  }
}

TEST(SpaceTimeModel, LeavesMissingCellsAndSilentYearsOut) {
  History given = history(3, 4, 7);
  given.count[6] = std::nan("");
  for (std::size_t area = 0; area < 9; ++area) given.count[4 * area + 1] = 0.0;  // a silent year
  given.base[4 * 3 + 2] = 0.0;
  given.count[4 * 3 + 2] = 0.0;
  const auto result = space_time_model(given.counts(), no_links(9), {.time_weight = 2.0});
  EXPECT_TRUE(std::isnan(result.rate[6]));
  EXPECT_EQ(result.states[6], core::CellState::kNotReported);
  EXPECT_EQ(result.states[1], core::CellState::kUndefined);
  EXPECT_TRUE(std::isnan(result.rate[1]));
  EXPECT_GT(result.rate[4 * 3 + 2], 0.0);  // no base: what the other years let expect
  EXPECT_EQ(result.weight[4 * 3 + 2], 0.0);
  const auto silent = std::ranges::find_if(
      result.findings, [](const core::Finding& f) { return f.code == "no_finite_fit"; });
  ASSERT_NE(silent, result.findings.end());
  EXPECT_NE(silent->message.find("2020"), std::string::npos);
}

TEST(SpaceTimeModel, OfOneYearIsTheSpatialModelOfLeroux) {
  const History given = history(4, 1, 8);
  const auto one = space_time_model(given.counts(), square(4));
  const auto map = spatial_model({.count = given.count, .base = given.base}, square(4),
                                 {.structure = Structure::kLeroux});
  ASSERT_EQ(one.rate.size(), map.rate.size());
  for (std::size_t i = 0; i < map.rate.size(); ++i) EXPECT_EQ(one.rate[i], map.rate[i]);
  EXPECT_TRUE(one.years.empty());
}

TEST(SpaceTimeModel, RefusesWhatDoesNotFit) {
  const History given = history(3, 3, 9);
  const auto code_of = [&](const YearlyCounts& counts, const SpaceTimeOptions& options) {
    return test::finding_of(
               [&] { static_cast<void>(space_time_model(counts, square(3), options)); })
        .code;
  };
  const std::vector<double> doubled{2019.0, 2020.0, 2019.0};
  const std::vector<double> two{2019.0, 2020.0};
  EXPECT_EQ(code_of({given.count, given.base, doubled}, {}), "invalid_argument");
  EXPECT_EQ(code_of({given.count, given.base, two}, {}), "length_mismatch");
  EXPECT_EQ(code_of(given.counts(), {.time_weight = -1.0}), "invalid_argument");
  std::vector<double> negative = given.count;
  negative[4] = -1.0;
  EXPECT_EQ(code_of({negative, given.base, given.years}, {}), "negative_count");
}

}  // namespace
}  // namespace sozialraum::smallarea
