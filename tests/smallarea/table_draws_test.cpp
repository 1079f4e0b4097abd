#include "sozialraum/smallarea/table_draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sozialraum/smallarea/composition.hpp"
#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "sozialraum/smallarea/james_stein.hpp"
#include "sozialraum/smallarea/logit_shrinkage.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

const double kNan = std::nan("");
const std::vector<std::string> kAreas{"Hafen", "Wald", "Moor", "Feld", "Berg"};
const std::vector<double> kCount{3, 12, 40, 9, 0};
const std::vector<double> kBase{120, 80, 400, 60, 15};

/// All draws of one area and column.
std::vector<double> of(const TableDraws& table, std::size_t area, std::size_t column,
                       std::size_t draws) {
  std::vector<double> block(draws * table.columns());
  table.fill({.draws = draws, .first_area = area, .areas = 1}, block);
  std::vector<double> result;
  for (std::size_t d = 0; d < draws; ++d) result.push_back(block[d * table.columns() + column]);
  return result;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double quantile(std::vector<double> values, double p) {
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(p * static_cast<double>(values.size()))];
}

TEST(TableDraws, ReproduceMeanAndIntervalOfTheEstimate) {
  constexpr std::size_t kDraws = 40'000;
  for (const Model model : {Model::kPoisson, Model::kBinomial}) {
    const auto bayes = empirical_bayes({kCount, kBase}, {.model = model});
    const TableDraws table(kAreas,
                           {{.name = "poverty",
                             .law = model == Model::kPoisson ? Law::kGamma : Law::kBeta,
                             .mean = bayes.posterior_mean,
                             .variance = bayes.posterior_variance}},
                           7);
    for (std::size_t area = 0; area < 5; ++area) {
      const auto draws = of(table, area, 0, kDraws);
      const double sd = std::sqrt(bayes.posterior_variance[area]);
      EXPECT_NEAR(mean(draws), bayes.posterior_mean[area], 4 * sd / 200);
      EXPECT_NEAR(quantile(draws, .025), bayes.lower[area], .05 * sd);
      EXPECT_NEAR(quantile(draws, .975), bayes.upper[area], .08 * sd);
    }
  }
}

TEST(TableDraws, ReproduceTheIntervalsOfShrinkageOnOtherScales) {
  constexpr std::size_t kDraws = 40'000;
  const auto logit = logit_shrinkage({kCount, kBase});
  std::vector<double> rate;
  for (std::size_t i = 0; i < kCount.size(); ++i) rate.push_back(kCount[i] / kBase[i]);
  const auto stein = james_stein(rate, 0.002);
  const TableDraws table(kAreas,
                         {{.name = "logit",
                           .law = Law::kLogitNormal,
                           .mean = logit.posterior_mean,
                           .variance = logit.posterior_variance},
                          {.name = "stein",
                           .law = Law::kNormal,
                           .mean = stein.posterior_mean,
                           .variance = stein.posterior_variance}},
                         7);
  std::vector<double> block(kDraws * 2);
  for (std::size_t area = 0; area < 5; ++area) {
    table.fill({.draws = kDraws, .first_area = area, .areas = 1}, block);
    std::vector<double> of_logit;
    std::vector<double> of_stein;
    for (std::size_t d = 0; d < kDraws; ++d) {
      of_logit.push_back(block[2 * d]);
      of_stein.push_back(block[2 * d + 1]);
    }
    const double width = logit.upper[area] - logit.lower[area];
    EXPECT_NEAR(quantile(of_logit, .025), logit.lower[area], .02 * width);
    EXPECT_NEAR(quantile(of_logit, .975), logit.upper[area], .02 * width);
    const double sd = std::sqrt(stein.posterior_variance[area]);
    EXPECT_NEAR(mean(of_stein), stein.posterior_mean[area], 4 * sd / 200);
    EXPECT_NEAR(quantile(of_stein, .025), stein.lower[area], .06 * sd);
    EXPECT_NEAR(quantile(of_stein, .975), stein.upper[area], .06 * sd);
  }
}

TEST(TableDraws, OfMeansAreNormal) {
  const std::vector<double> centre{5};
  const std::vector<double> variance{4};
  const std::vector<std::string> one{"Au"};
  const TableDraws table(one, {{"rent", Law::kNormal, centre, variance}}, 1);
  const auto draws = of(table, 0, 0, 40'000);
  EXPECT_NEAR(mean(draws), 5, .04);
  EXPECT_NEAR(quantile(draws, .975), 5 + 2 * 1.96, .08);
}

TEST(TableDraws, OfOneWholeAddUp) {
  const std::vector<std::string> kinds{"young", "middle", "old"};
  const std::vector<double> counts{20, 50, 30, 5, 40, 55, 90, 200, 110, 1, 2, 3, 60, 90, 50};
  const auto found = composition({counts, kinds});
  std::vector<std::vector<double>> shares(3);
  std::vector<std::vector<double>> variances(3);
  std::vector<DrawnColumn> columns;
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t area = 0; area < 5; ++area) {
      const double share = found.share[3 * area + k];
      shares[k].push_back(share);
      variances[k].push_back(share * (1 - share) / (found.persons[area] + 1));
    }
    columns.push_back({kinds[k], Law::kBeta, shares[k], variances[k], "age"});
  }
  const TableDraws table(kAreas, columns, 3);
  EXPECT_TRUE(table.findings().empty());
  constexpr std::size_t kDraws = 80'000;
  std::vector<double> block(kDraws * 3);
  table.fill({.draws = kDraws, .first_area = 3, .areas = 1}, block);
  double product = 0;
  double first = 0;
  for (std::size_t d = 0; d < kDraws; ++d) {
    EXPECT_NEAR(block[3 * d] + block[3 * d + 1] + block[3 * d + 2], 1, 1e-14);
    first += block[3 * d];
    product += (block[3 * d] - shares[0][3]) * (block[3 * d + 1] - shares[1][3]);
  }
  EXPECT_NEAR(first / kDraws, shares[0][3], .005);
  // The covariance of two shares of a Dirichlet distribution.
  const double expected = -shares[0][3] * shares[1][3] / (found.persons[3] + 1);
  EXPECT_NEAR(product / kDraws / expected, 1, .05);
}

TEST(TableDraws, OfAPartNeverPassItsWhole) {
  const std::vector<double> rate{.1, .1, .1, .1, .1};
  const std::vector<double> share{.5, .9, .5, .5, kNan};
  const std::vector<double> variance(5, .001);
  const TableDraws table(
      kAreas,
      {{.name = "unemployed", .law = Law::kBeta, .mean = rate, .variance = variance},
       {.name = "long-term", .law = Law::kBeta, .mean = share, .variance = variance, .part_of = 0}},
      3);
  const auto whole = of(table, 1, 0, 5000);
  const auto part = of(table, 1, 1, 5000);
  for (std::size_t d = 0; d < 5000; ++d) EXPECT_LE(part[d], whole[d]);
  EXPECT_NEAR(mean(part), .09, .002);
  EXPECT_TRUE(std::isnan(of(table, 4, 1, 1)[0]));
  EXPECT_FALSE(std::isnan(of(table, 4, 0, 1)[0]));
}

TEST(TableDraws, AreTheSameForAnyBlockOrderOfAreasAndNumberOfThreads) {
  const auto bayes = empirical_bayes({kCount, kBase}, {.model = Model::kBinomial});
  const std::vector<double> centre{5, 6, 7, 8, 9};
  const std::vector<DrawnColumn> columns{
      {"poverty", Law::kBeta, bayes.posterior_mean, bayes.posterior_variance},
      {"rent", Law::kNormal, centre, centre}};
  const TableDraws table(kAreas, columns, 7);
  std::vector<double> all(20 * 5 * 2);
  table.fill({.draws = 20, .areas = 5}, all, {.threads = 3});
  std::vector<double> part(7 * 2 * 2);
  table.fill({.first_draw = 9, .draws = 7, .first_area = 2, .areas = 2}, part, {.threads = 1});
  for (std::size_t d = 0; d < 7; ++d) {
    for (std::size_t area = 0; area < 2; ++area) {
      for (std::size_t c = 0; c < 2; ++c) {
        EXPECT_EQ(part[(d * 2 + area) * 2 + c], all[((d + 9) * 5 + area + 2) * 2 + c]);
      }
    }
  }
  const std::vector<std::string> swapped{"Wald", "Hafen"};
  const std::vector<double> m{bayes.posterior_mean[1], bayes.posterior_mean[0]};
  const std::vector<double> v{bayes.posterior_variance[1], bayes.posterior_variance[0]};
  const TableDraws other(swapped, {{"poverty", Law::kBeta, m, v}}, 7);
  EXPECT_EQ(of(other, 1, 0, 20), of(table, 0, 0, 20));
  const TableDraws reseeded(kAreas, columns, 8);
  EXPECT_NE(of(reseeded, 0, 0, 20), of(table, 0, 0, 20));
}

TEST(TableDraws, SayWhatIsDrawnIndependently) {
  const std::vector<double> m(5, .2);
  const std::vector<double> v(5, .01);
  const TableDraws table(kAreas, {{"a", Law::kBeta, m, v}, {"b", Law::kBeta, m, v}}, 1);
  ASSERT_EQ(table.findings().size(), 1U);
  EXPECT_EQ(table.findings()[0].code, "independent_draws");
  EXPECT_EQ(table.findings()[0].details[1].second, "b");
}

TEST(TableDraws, RefuseWhatDoesNotFit) {
  const std::vector<double> m(5, .2);
  const std::vector<double> v(5, .01);
  const std::vector<double> negative{.01, .01, -1, .01, .01};
  const std::vector<double> two(2, .1);
  const auto code = [&](std::vector<DrawnColumn> columns) {
    return test::finding_of([&] { const TableDraws table(kAreas, std::move(columns), 1); }).code;
  };
  EXPECT_EQ(code({{"a", Law::kBeta, m, two}}), "length_mismatch");
  EXPECT_EQ(code({{"a", Law::kBeta, m, negative}}), "bad_standard_error");
  EXPECT_EQ(code({{"a", Law::kBeta, m, v}, {"a", Law::kBeta, m, v}}), "duplicate_column");
  EXPECT_EQ(code({{.name = "a", .mean = m, .variance = v, .part_of = 0}}), "invalid_argument");
  const TableDraws table(kAreas, {{"a", Law::kBeta, m, v}}, 1);
  std::vector<double> into(3);
  EXPECT_EQ(test::finding_of([&] { table.fill({.draws = 1, .areas = 5}, into); }).code,
            "length_mismatch");
  EXPECT_EQ(test::finding_of([&] {
              table.fill({.draws = 1, .first_area = 4, .areas = 3}, into);
            }).place.argument,
            "block");
}

/// Hafen - Wald - Moor - Feld - Berg in a row, the codes in the order given.
SpatialDraws map_of(const std::vector<std::size_t>& order) {
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<spatial::Neighbour>> rows;
  std::vector<double> count;
  std::vector<double> base;
  for (const std::size_t i : order) {
    codes.push_back(core::AreaCode::parse(kAreas[i], core::CodeKind::kCustom));
    count.push_back(kCount[i]);
    base.push_back(kBase[i]);
    auto& row = rows.emplace_back();
    for (std::size_t k = 0; k < order.size(); ++k) {
      if (order[k] + 1 == i || order[k] == i + 1) {
        row.push_back({static_cast<core::AreaId>(k), 1.0});
      }
    }
  }
  return {{.count = count, .base = base},
          {std::move(codes), std::move(rows)},
          {.held = {.sd = 0.6, .share = 0.8}}};
}

TEST(TableDraws, HaveAColumnOfASpatialModelWhoseAreasErrTogether) {
  constexpr std::size_t kDraws = 4'000;
  const SpatialDraws map = map_of({0, 1, 2, 3, 4});
  const auto bayes = empirical_bayes({kCount, kBase});
  const TableDraws table(kAreas,
                         {{.name = "bayes",
                           .law = Law::kGamma,
                           .mean = bayes.posterior_mean,
                           .variance = bayes.posterior_variance},
                          {.name = "map", .map = map}},
                         7);
  std::vector<double> block(kDraws * 10);
  table.fill({.draws = kDraws, .areas = 5}, block);
  // They are the draws of the model by the name of the column and the seed of the table.
  std::vector<double> alone(kDraws * 5);
  map.named({.indicator = "map", .seed = 7}).fill(0, kDraws, alone);
  for (std::size_t i = 0; i < alone.size(); ++i) ASSERT_EQ(block[2 * i + 1], alone[i]);
  for (std::size_t area = 0; area < 5; ++area) {
    double sum = 0.0;
    for (std::size_t d = 0; d < kDraws; ++d) sum += block[(d * 5 + area) * 2 + 1];
    EXPECT_NEAR(sum / kDraws, map.model().rate[area], 5 * map.model().sd[area] / std::sqrt(kDraws));
  }
  // Berg has 15 people and borrows from Feld: both are drawn high together, unlike in "bayes".
  const auto together = [&](std::size_t column) {
    double both = 0.0;
    const auto of_column = [&](std::size_t d, std::size_t area) {
      return block[(d * 5 + area) * 2 + column];
    };
    std::vector<double> feld;
    std::vector<double> berg;
    for (std::size_t d = 0; d < kDraws; ++d) {
      feld.push_back(of_column(d, 3));
      berg.push_back(of_column(d, 4));
    }
    const double middle_feld = quantile(feld, .5);
    const double middle_berg = quantile(berg, .5);
    for (std::size_t d = 0; d < kDraws; ++d) {
      both += (feld[d] > middle_feld) == (berg[d] > middle_berg) ? 1.0 : 0.0;
    }
    return both / kDraws;
  };
  EXPECT_NEAR(together(0), .5, .03);  // as a coin
  EXPECT_GT(together(1), .55);
  ASSERT_EQ(table.findings().size(), 1U);
  EXPECT_EQ(table.findings()[0].code, "independent_draws");
}

TEST(TableDraws, OfASpatialModelAreTheSameInAnyBlockAndOrderOfAreas) {
  const SpatialDraws map = map_of({0, 1, 2, 3, 4});
  const auto columns = [&](const SpatialDraws& model) {
    return std::vector<DrawnColumn>{{.name = "map", .map = model},
                                    {.name = "part", .map = model, .part_of = 0}};
  };
  const TableDraws table(kAreas, columns(map), 7);
  std::vector<double> whole(6 * 5 * 2);
  table.fill({.draws = 6, .areas = 5}, whole);
  for (std::size_t i = 0; i < whole.size(); i += 2) EXPECT_LE(whole[i + 1], whole[i]);
  std::vector<double> block(2 * 3 * 2);
  table.fill({.first_draw = 3, .draws = 2, .first_area = 1, .areas = 3}, block, {.threads = 2});
  for (std::size_t d = 0; d < 2; ++d) {
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(block[d * 6 + i], whole[(d + 3) * 10 + 2 + i]);
  }
  // A model made of other rows, and a table of some areas in another order.
  const std::vector<std::string> some{"Moor", "Hafen"};
  const TableDraws other(some, columns(map_of({4, 2, 0, 1, 3})), 7);
  std::vector<double> of_some(6 * 2 * 2);
  other.fill({.draws = 6, .areas = 2}, of_some);
  for (std::size_t d = 0; d < 6; ++d) {
    EXPECT_EQ(of_some[d * 4], whole[d * 10 + 4]);
    EXPECT_EQ(of_some[d * 4 + 3], whole[d * 10 + 1]);
  }
}

TEST(TableDraws, RefuseAMapThatDoesNotKnowAnAreaOrHasALawBeside) {
  const SpatialDraws map = map_of({0, 1, 2, 3, 4});
  const std::vector<std::string> areas{"Hafen", "Tal"};
  const core::Finding unknown = test::finding_of([&] {
    static_cast<void>(TableDraws(areas, std::vector<DrawnColumn>{{.name = "m", .map = map}}, 7));
  });
  EXPECT_EQ(unknown.code, "unknown_area");
  EXPECT_EQ(unknown.areas, std::vector<std::string>{"Tal"});
  const core::Finding both = test::finding_of([&] {
    static_cast<void>(
        TableDraws(kAreas, std::vector<DrawnColumn>{{.name = "m", .mean = kCount, .map = map}}, 7));
  });
  EXPECT_EQ(both.code, "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::smallarea
