#include "sozialraum/smallarea/fay_herriot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;

const double kNan = std::nan("");

/// Spending on milk in 43 areas of the United States 1989 (You and Chapman 2006; the data set
/// `milk` of the R package sae), with four regions as covariates.
struct Milk {
  std::vector<double> value{1.099, 1.075, 1.105, .628,  .753,  .981,  1.257, 1.095, 1.405,
                            1.356, .615,  1.46,  1.338, .854,  1.176, 1.111, 1.257, 1.43,
                            1.278, 1.292, 1.002, 1.183, 1.044, 1.267, 1.193, .791,  .795,
                            .759,  .796,  .565,  .886,  .952,  .807,  .582,  .684,  .787,
                            .44,   .759,  .77,   .8,    .756,  .865,  .64};
  std::vector<double> error{.163, .08,  .083, .109, .119, .141, .202, .127, .168, .178, .1,
                            .201, .148, .143, .149, .145, .135, .172, .137, .163, .125, .247,
                            .14,  .171, .106, .121, .121, .259, .106, .089, .225, .205, .119,
                            .067, .106, .126, .092, .132, .1,   .113, .083, .121, .129};
  std::vector<double> variance{};
  std::vector<double> regions{};
  std::vector<std::string> names{"second", "third", "fourth"};

  Milk() {
    for (std::size_t i = 0; i < value.size(); ++i) {
      variance.push_back(error[i] * error[i]);
      for (const auto& [from, to] : {std::pair{7U, 14U}, {14U, 25U}, {25U, 43U}}) {
        regions.push_back(i >= from && i < to ? 1 : 0);
      }
    }
  }
  [[nodiscard]] Estimates estimates() const { return {value, variance, {}}; }
  [[nodiscard]] Covariates covariates() const { return {regions, names}; }
};

TEST(FayHerriot, AgreesWithThePublishedFitOfTheMilkData) {
  const Milk milk;
  const auto result = fay_herriot(milk.estimates(), milk.covariates());
  // sae's eblupFH and mseFH (REML) stop early, at a relative change of 1e-4: A .0185502223. Run to
  // the end, and first EBLUP: independent recomputation.
  EXPECT_NEAR(result.variance, .01855033476, 1e-11);
  EXPECT_NEAR(result.value[0], 1.02197054, 1e-8);
  const std::vector<std::pair<double, double>> beta{
      {.96818897, .0693621}, {.13278014, .1030007}, {.22694622, .0923298}, {-.24130108, .0816171}};
  for (std::size_t j = 0; j < 4; ++j) {
    EXPECT_NEAR(result.coefficients[j].value, beta[j].first, 1e-6) << j;
    EXPECT_NEAR(result.coefficients[j].standard_error, beta[j].second, 1e-6) << j;
  }
  EXPECT_NEAR(result.log_likelihood, 12.67747813, 1e-5);
  const std::vector<double> eblup{1.02197034, 1.04760182, 1.06795126, .76081705,  .84615736,
                                  .97437268,  1.05845228, 1.09777618, 1.22154494, 1.19514554};
  const std::vector<double> error{.013460220, .005372876, .005701990, .008541740, .009579594,
                                  .011670632, .015926137, .010586518, .014184043, .014901472};
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_NEAR(result.value[i], eblup[i], 1e-6) << i;
    EXPECT_NEAR(result.squared_error[i], error[i], 1e-7) << i;
    EXPECT_LT(result.lower[i], result.value[i]);
    EXPECT_GT(result.upper[i], result.value[i]);
    EXPECT_GT(result.weight[i], 0);
    EXPECT_LT(result.weight[i], 1);
  }
}

/// Four areas of the same variance 1 around one mean: values 0, 2, 4, 6; sum of squares 20.
TEST(FayHerriot, IsWhatAPencilGivesForEqualVariances) {
  const std::vector<double> value{0, 2, 4, 6};
  const std::vector<double> variance{1, 1, 1, 1};
  const auto fit = [&](VarianceMethod method) {
    return fay_herriot({value, variance}, {}, {.method = method});
  };
  // REML: A + 1 = 20/3. ML: A + 1 = 20/4. Moments: 20/(A + 1) = 3.
  EXPECT_NEAR(fit(VarianceMethod::kReml).variance, 17.0 / 3, 1e-11);
  EXPECT_NEAR(fit(VarianceMethod::kMl).variance, 4, 1e-11);
  const auto moments = fit(VarianceMethod::kMoments);
  EXPECT_NEAR(moments.variance, 17.0 / 3, 1e-11);
  EXPECT_NEAR(moments.weight[0], .85, 1e-12);
  EXPECT_NEAR(moments.value[0], .45, 1e-11);
  EXPECT_NEAR(moments.value[3], 5.55, 1e-11);
  // g1 = .85; g2 = .15² (20/3)/4; g3 = .15² / (20/3) * 2 (20/3)²/4. With equal variances the
  // bias of the moments is 0, and that of ML is -(A + 1)/4.
  const double v = 20.0 / 3;
  EXPECT_NEAR(moments.squared_error[0], .85 + .0225 * v / 4 + 2 * .0225 / v * v * v / 2, 1e-10);
  const auto ml = fit(VarianceMethod::kMl);
  EXPECT_NEAR(ml.squared_error[0], .8 + .04 * 5 / 4 + 2 * .04 / 5 * 25.0 / 2 + 5.0 / 4 * .04,
              1e-10);
}

TEST(FayHerriot, TellsThatNoSpreadIsLeftAndKeepsItsIntervalsOpen) {
  const std::vector<double> value{5, 5.1, 4.9, 5, 5.05};
  const std::vector<double> variance{1, 1, 2, 1, 1};
  for (const auto method : {VarianceMethod::kReml, VarianceMethod::kMl, VarianceMethod::kMoments}) {
    const auto result = fay_herriot({value, variance}, {}, {.method = method});
    EXPECT_EQ(result.variance, 0);
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.findings[0].code, "no_spread");
    EXPECT_NEAR(result.value[1], result.expected[1], 1e-12);
    EXPECT_GT(result.upper[1] - result.lower[1], 1);
  }
}

TEST(FayHerriot, TellsWhatIsMissing) {
  Milk milk;
  milk.value[2] = kNan;
  milk.regions[3 * 3] = kNan;
  const auto result = fay_herriot(milk.estimates(), milk.covariates());
  EXPECT_TRUE(std::isnan(result.value[2]));
  EXPECT_EQ(result.states[2], CellState::kNotReported);
  EXPECT_NEAR(result.expected[2], result.expected[1], 1e-12);
  EXPECT_TRUE(std::isnan(result.value[3]));
  EXPECT_EQ(result.findings[0].code, "missing_covariates");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{"row 4"});
}

TEST(FayHerriot, RefusesWhatDoesNotFit) {
  const std::vector<double> three{1, 2, 4};
  const auto code = [&](const std::vector<double>& variance, double level = .95) {
    return test::finding_of(
               [&] { static_cast<void>(fay_herriot({three, variance}, {}, {.level = level})); })
        .code;
  };
  EXPECT_EQ(code({1, 0, 1}), "bad_standard_error");
  EXPECT_EQ(code({1, -1, 1}), "bad_standard_error");
  EXPECT_EQ(code({1, 1}), "length_mismatch");
  EXPECT_EQ(code({1, 1, kNan}), "fewer_areas_than_needed");
  const Milk milk;
  std::vector<double> all_four;
  for (std::size_t i = 0; i < 43; ++i) {
    const double* x = &milk.regions[3 * i];
    all_four.insert(all_four.end(), {x[0], x[1], x[2], 1 - x[0] - x[1] - x[2]});
  }
  const std::vector<std::string> names{"second", "third", "fourth", "first"};
  const auto collinear = test::finding_of([&] {
    static_cast<void>(fay_herriot(milk.estimates(), {.values = all_four, .names = names}));
  });
  EXPECT_EQ(collinear.code, "collinear_covariates");
  EXPECT_EQ(collinear.place.column, "first");
}

TEST(FayHerriot, IsTheSameForAnyOrderOfRowsAndNumberOfThreads) {
  const Milk milk;
  std::vector<std::size_t> order(43);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [](std::size_t row) { return row * 37 % 43; });
  Milk other;
  for (std::size_t at = 0; at < 43; ++at) {
    other.value[at] = milk.value[order[at]];
    other.variance[at] = milk.variance[order[at]];
    for (std::size_t j = 0; j < 3; ++j) {
      other.regions[3 * at + j] = milk.regions[3 * order[at] + j];
    }
  }
  const auto one = fay_herriot(milk.estimates(), milk.covariates(), {.execution = {.threads = 1}});
  const auto two =
      fay_herriot(other.estimates(), other.covariates(), {.execution = {.threads = 3}});
  EXPECT_EQ(one.variance, two.variance);
  for (std::size_t at = 0; at < 43; ++at) {
    EXPECT_EQ(two.value[at], one.value[order[at]]);
    EXPECT_EQ(two.upper[at], one.upper[order[at]]);
  }
}

}  // namespace
}  // namespace sozialraum::smallarea
