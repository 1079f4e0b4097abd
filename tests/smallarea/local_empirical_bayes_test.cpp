#include "sozialraum/smallarea/local_empirical_bayes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "dbase.hpp"
#include "gal.hpp"
#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

using core::AreaId;
using core::CellState;
using spatial::Neighbour;
using spatial::Weights;

const double kNan = std::nan("");
const std::string kSids = SOZIALRAUM_DATA_DIR "/classic/sids2/sids2";

std::vector<core::AreaCode> codes(const std::vector<std::string>& names) {
  std::vector<core::AreaCode> result;
  for (const std::string& name : names) {
    result.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
  }
  return result;
}

/// Hafen - Wald - Moor along a road, each the neighbour of the next.
Weights three_in_a_row() {
  return {codes({"Hafen", "Wald", "Moor"}),
          {{{AreaId{1}}}, {{AreaId{0}}, {AreaId{2}}}, {{AreaId{1}}}}};
}

const std::vector<double> kCount{30, 10, 20};
const std::vector<double> kBase{100, 100, 100};

void expect_all_near(const std::vector<double>& found, const std::vector<double>& expected,
                     double tolerance) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], tolerance) << i;
}

TEST(LocalEmpiricalBayes, PullsEachAreaTowardsTheMeanOfItsNeighbours) {
  // Hafen: m .2, C .01,          A .01     - .002 ,  w .8, .2  + .8 *  .1
  // Wald:  m .2, C .02 / 3,      A .006667 - .002 ,  w .7, .2  - .7 *  .1
  // Moor:  m .15, C .0025,       A .0025   - .0015,  w .4, .15 + .4 *  .05
  const auto result = local_empirical_bayes({kCount, kBase}, three_in_a_row());
  expect_all_near(result.mean, {.2, .2, .15}, 1e-12);
  expect_all_near(result.weight, {.8, .7, .4}, 1e-12);
  expect_all_near(result.rate, {.28, .13, .17}, 1e-12);
  EXPECT_TRUE(result.findings.empty());
}

TEST(LocalEmpiricalBayes, TakesEachRateAroundItsOwnMeanInTheFormOfSpdep) {
  // Wald: (.3 - .2)², (.1 - .2)², (.2 - .15)² make C .0075 and A .0055.
  const auto result =
      local_empirical_bayes({kCount, kBase}, three_in_a_row(), {.form = LocalForm::kSpdep});
  EXPECT_NEAR(result.variance[1], .0055, 1e-12);
  EXPECT_NEAR(result.rate[1], .2 - .1 * .0055 / .0075, 1e-12);
}

/// Five places along a road, at 0, 5, 13, 23 and 35 minutes, weights exp(-t/10).
TEST(LocalEmpiricalBayes, BorrowsAlongTheRoad) {
  const std::vector<double> minutes{0, 5, 13, 23, 35};
  std::vector<std::vector<Neighbour>> rows(5);
  for (std::uint32_t i = 0; i < 5; ++i) {
    for (std::uint32_t j = 0; j < 5; ++j) {
      if (i == j) continue;
      rows[i].push_back({AreaId{j}, std::exp(-std::abs(minutes[i] - minutes[j]) / 10)});
    }
  }
  const Weights weights(codes({"a", "b", "c", "d", "e"}), std::move(rows));
  const std::vector<double> count{3, 0, 14, 4, 9};
  const std::vector<double> base{120, 80, 400, 60, 340};
  const auto result = local_empirical_bayes({count, base}, weights);
  // Independent recomputation from the formula.
  expect_all_near(result.mean, {.025486055, .025655210, .032714749, .036324290, .028894209}, 1e-9);
  expect_all_near(result.weight, {.006519809, .188746288, 0, .065287365, 0}, 1e-9);
  expect_all_near(result.rate, {.025482886, .020812884, .032714749, .038305264, .028894209}, 1e-9);
}

struct Sids {
  std::vector<std::string> names = test::dbase_texts(kSids + ".dbf", "NAME");
  std::vector<double> births = test::dbase_numbers(kSids + ".dbf", "BIR74");
  std::vector<double> deaths = test::dbase_numbers(kSids + ".dbf", "SID74");

  [[nodiscard]] Weights weights() const {
    std::vector<std::string> ids;
    for (const double id : test::dbase_numbers(kSids + ".dbf", "FIPSNO")) {
      ids.push_back(std::to_string(static_cast<int>(id)));
    }
    return test::gal(SOZIALRAUM_GOLDEN_DIR "/sids2_queen.gal", ids);
  }
  [[nodiscard]] double at(const std::vector<double>& values, const std::string& name) const {
    return values[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())];
  }
};

TEST(LocalEmpiricalBayes, AgreesWithBothProgramsOnSuddenInfantDeaths) {
  const Sids sids;
  const auto weights = sids.weights();
  ASSERT_EQ(weights.links(), 490U);
  const auto geoda = local_empirical_bayes({sids.deaths, sids.births}, weights);
  // Spatial rates of esda (GeoDa) and local EB of esda, spdep (EBlocal, geoda = FALSE).
  const std::vector<double> first(geoda.mean.begin(), geoda.mean.begin() + 5);
  expect_all_near(first, {.0009922, .0012639, .0009740, .0007605, .0050154}, 5e-8);
  const std::map<std::string, std::pair<double, double>> both{{"Anson", {.0081354, .0081717}},
                                                              {"Robeson", {.0036132, .0033813}},
                                                              {"Surry", {.0009740, .0010859}}};
  const auto spdep = local_empirical_bayes({sids.deaths, sids.births}, weights,
                                           {.form = LocalForm::kSpdep, .intervals = false});
  for (const auto& [name, rates] : both) {
    EXPECT_NEAR(sids.at(geoda.rate, name), rates.first, 5e-8) << name;
    EXPECT_NEAR(sids.at(spdep.rate, name), rates.second, 5e-8) << name;
  }
  EXPECT_TRUE(std::isnan(spdep.lower[0]));
}

TEST(LocalEmpiricalBayes, KeepsTheRateOfAnIslandAndNamesIt) {
  const Weights weights(codes({"Hafen", "Wald", "Insel", "Leer"}),
                        {{{AreaId{1}}}, {{AreaId{0}}}, {}, {}});
  const std::vector<double> count{30, 10, 7, 0};
  const std::vector<double> base{100, 100, 50, 0};
  const auto result = local_empirical_bayes({count, base}, weights);
  EXPECT_DOUBLE_EQ(result.rate[2], .14);
  EXPECT_DOUBLE_EQ(result.weight[2], 1);
  EXPECT_LT(result.lower[2], .14);
  EXPECT_GT(result.upper[2], .14);
  EXPECT_TRUE(std::isnan(result.rate[3]));
  EXPECT_EQ(result.states[3], CellState::kUndefined);
  ASSERT_EQ(result.findings.size(), 3U);
  EXPECT_EQ(result.findings[0].code, "empty_base");
  EXPECT_EQ(result.findings[1].code, "islands");
  EXPECT_EQ(result.findings[1].areas, std::vector<std::string>{"Insel"});
  EXPECT_EQ(result.findings[2].code, "no_base");
  EXPECT_EQ(result.findings[2].areas, std::vector<std::string>{"Leer"});
}

TEST(LocalEmpiricalBayes, GivesAnEmptyAreaTheMeanOfItsNeighboursAndLeavesMissingOnesOut) {
  const std::vector<double> count{30, 0, kNan};
  const std::vector<double> base{100, 0, 100};
  const auto result = local_empirical_bayes({count, base}, three_in_a_row());
  EXPECT_DOUBLE_EQ(result.rate[1], .3);
  EXPECT_DOUBLE_EQ(result.weight[1], 0);
  EXPECT_LT(result.lower[1], .25);
  EXPECT_TRUE(std::isnan(result.rate[2]));
  EXPECT_EQ(result.states[2], CellState::kNotReported);
}

/// If all are neighbours of all, the neighbourhood is the region.
TEST(LocalEmpiricalBayes, IsTheGlobalOneWhereAllAreNeighbours) {
  const Weights weights(codes({"a", "b", "c", "d"}), {{{AreaId{1}}, {AreaId{2}}, {AreaId{3}}},
                                                      {{AreaId{0}}, {AreaId{2}}, {AreaId{3}}},
                                                      {{AreaId{0}}, {AreaId{1}}, {AreaId{3}}},
                                                      {{AreaId{0}}, {AreaId{1}}, {AreaId{2}}}});
  const std::vector<double> count{3, 12, 40, 9};
  const std::vector<double> base{120, 80, 400, 60};
  for (const Model model : {Model::kPoisson, Model::kBinomial}) {
    for (const LocalForm form : {LocalForm::kGeoda, LocalForm::kSpdep}) {
      const auto local =
          local_empirical_bayes({count, base}, weights, {.form = form, .model = model});
      const auto global = empirical_bayes({count, base}, {.model = model});
      expect_all_near(local.rate, global.rate, 1e-14);
      expect_all_near(local.weight, global.weight, 1e-12);
      expect_all_near(local.lower, global.lower, 1e-12);
      expect_all_near(local.upper, global.upper, 1e-12);
    }
  }
}

TEST(LocalEmpiricalBayes, IsTheSameForAnyOrderOfRowsAndNumberOfThreads) {
  const Sids sids;
  const Weights weights = sids.weights();
  const std::size_t n = sids.names.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [](std::size_t row) { return row * 37 % 100; });
  std::vector<std::size_t> place(n);
  for (std::size_t at = 0; at < n; ++at) place[order[at]] = at;
  std::vector<core::AreaCode> shuffled_codes;
  std::vector<std::vector<Neighbour>> rows(n);
  std::vector<double> deaths;
  std::vector<double> births;
  for (std::size_t at = 0; at < n; ++at) {
    shuffled_codes.push_back(weights.codes()[order[at]]);
    deaths.push_back(sids.deaths[order[at]]);
    births.push_back(sids.births[order[at]]);
    for (const auto& [area, weight] : weights.neighbours(AreaId(order[at]))) {
      rows[at].push_back({AreaId(place[core::index(area)]), weight});
    }
  }
  const auto one = local_empirical_bayes({sids.deaths, sids.births}, weights,
                                         {.form = LocalForm::kSpdep, .execution = {.threads = 1}});
  const auto two =
      local_empirical_bayes({deaths, births}, {std::move(shuffled_codes), std::move(rows)},
                            {.form = LocalForm::kSpdep, .execution = {.threads = 3}});
  for (std::size_t at = 0; at < n; ++at) {
    EXPECT_EQ(two.rate[at], one.rate[order[at]]);
    EXPECT_EQ(two.lower[at], one.lower[order[at]]);
    EXPECT_EQ(two.upper[at], one.upper[order[at]]);
  }
}

TEST(LocalEmpiricalBayes, HoldsTheRateInItsInterval) {
  const Sids sids;
  const auto result = local_empirical_bayes({sids.deaths, sids.births}, sids.weights());
  for (std::size_t i = 0; i < sids.names.size(); ++i) {
    EXPECT_LE(result.lower[i], result.rate[i]);
    EXPECT_LE(result.rate[i], result.upper[i]);
    EXPECT_GT(result.upper[i] - result.lower[i], 0);
  }
}

TEST(LocalEmpiricalBayes, RefusesWhatDoesNotFit) {
  const std::vector<double> two{1, 2};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(local_empirical_bayes({two, two}, three_in_a_row()));
            }).code,
            "length_mismatch");
  EXPECT_EQ(
      test::finding_of([&] {
        static_cast<void>(local_empirical_bayes({kCount, kBase}, three_in_a_row(), {.own = -1.0}));
      }).place.argument,
      "own");
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(local_empirical_bayes({kBase, kCount}, three_in_a_row(),
                                                      {.model = Model::kBinomial}));
            }).code,
            "count_above_base");
}

}  // namespace
}  // namespace sozialraum::smallarea
