#include "sozialraum/smallarea/regression_bayes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;

const double kNan = std::nan("");

/// Lip cancer in the 56 districts of Scotland 1975-80: cases, expected cases, and the share of
/// people who farm, fish or work in forests (Clayton and Kaldor 1987).
struct Scotland {
  std::vector<double> cases{9, 39, 11, 9,  15, 8,  26, 7, 6,  20, 13, 5, 3, 8, 17, 9,  2, 7,  9,
                            7, 16, 31, 11, 7,  19, 15, 7, 10, 16, 11, 5, 3, 7, 8,  11, 9, 11, 8,
                            6, 4,  10, 8,  2,  6,  19, 3, 2,  3,  28, 6, 1, 1, 1,  1,  0, 0};
  std::vector<double> expected{1.4,  8.7,  3,   2.5, 4.3,  2.4,  8.1, 2.3,  2,    6.6,  4.4,  1.8,
                               1.1,  3.3,  7.8, 4.6, 1.1,  4.2,  5.5, 4.4,  10.5, 22.7, 8.8,  5.6,
                               15.5, 12.5, 6,   9,   14.4, 10.2, 4.8, 2.9,  7,    8.5,  12.3, 10.1,
                               12.7, 9.4,  7.2, 5.3, 18.8, 15.8, 4.3, 14.6, 50.7, 8.2,  5.6,  9.3,
                               88.7, 19.6, 3.4, 3.6, 5.7,  7,    4.2, 1.8};
  std::vector<double> farming{16, 16, 10, 24, 10, 24, 10, 7,  7,  16, 7,  16, 10, 24,
                              7,  16, 10, 7,  7,  10, 7,  16, 10, 7,  1,  1,  7,  7,
                              10, 10, 7,  24, 10, 7,  7,  0,  10, 1,  16, 0,  1,  16,
                              16, 0,  1,  7,  1,  1,  0,  1,  1,  0,  1,  1,  16, 10};

  [[nodiscard]] indicator::Counts counts() const { return {cases, expected}; }
};

TEST(RegressionBayes, AgreesWithClaytonAndKaldorWithoutCovariates) {
  const Scotland scotland;
  const auto result =
      regression_bayes(scotland.counts(), {}, {.bound = indicator::CountBound::kFree});
  // alpha, log mean, log likelihood and relative risks: independent recomputation.
  EXPECT_NEAR(1.0 / result.dispersion, 1.87949, 1e-5);
  EXPECT_NEAR(result.coefficients[0].value, .352106533, 1e-7);
  EXPECT_NEAR(result.log_likelihood, -181.57607, 1e-5);
  const std::vector<std::pair<std::size_t, double>> risks{
      {1, 3.997362},  {2, 4.079111}, {3, 2.980213}, {4, 2.846792}, {5, 3.002577}, {6, 2.654587},
      {25, 1.241226}, {45, .401361}, {49, .331914}, {55, .340385}, {56, .602079}};
  for (const auto& [district, risk] : risks) {
    EXPECT_NEAR(result.rate[district - 1], risk, 2e-6) << district;
  }
  EXPECT_TRUE(result.findings.empty());
}

TEST(RegressionBayes, AgreesWithClaytonAndKaldorWithCovariates) {
  const Scotland scotland;
  std::vector<double> tenth;
  for (const double share : scotland.farming) tenth.push_back(share / 10);
  const std::vector<std::string> one{"farming"};
  const auto line = regression_bayes(scotland.counts(), {.values = tenth, .names = one});
  // Published: Clayton and Kaldor's empirical Bayes fit with AFF.
  EXPECT_NEAR(line.coefficients[0].value, -.352769, 1e-5);
  EXPECT_NEAR(line.coefficients[1].value, .714816, 1e-5);
  EXPECT_EQ(line.coefficients[1].name, "farming");
  EXPECT_NEAR(1.0 / line.dispersion, 2.984280, 1e-4);

  std::vector<double> both;
  for (const double share : scotland.farming) both.insert(both.end(), {share, share * share});
  const std::vector<std::string> two{"farming", "farming squared"};
  const auto bow = regression_bayes(scotland.counts(), {.values = both, .names = two});
  EXPECT_NEAR(bow.coefficients[0].value, -.662457, 1e-5);
  EXPECT_NEAR(bow.coefficients[1].value, .166112, 1e-5);
  EXPECT_NEAR(bow.coefficients[2].value, -.0044008, 1e-6);
  EXPECT_NEAR(1.0 / bow.dispersion, 3.430354, 1e-4);
}

/// Respiratory complaints among the children of 71 school catchments.
TEST(RegressionBayes, FitsTheBetaBinomialOfHuddersfield) {
  std::ifstream file(std::string(SOZIALRAUM_GOLDEN_DIR) + "/smallarea/huddersfield.csv");
  std::vector<double> cases;
  std::vector<double> children;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream words(line);
    std::string area;
    double first = 0;
    double second = 0;
    words >> area >> first >> second;
    cases.push_back(first);
    children.push_back(second);
  }
  ASSERT_EQ(cases.size(), 71U);
  const auto result = regression_bayes({cases, children}, {}, {.model = Model::kBinomial});
  // scipy 1.17: betabinom.logpmf maximised by Nelder and Mead.
  EXPECT_NEAR(result.log_likelihood, -198.507825841, 1e-6);
  EXPECT_NEAR(result.coefficients[0].value, -.834257968, 1e-5);
  EXPECT_NEAR(1.0 / result.dispersion, 88.48582247, 1e-3);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double persons = 1.0 / result.dispersion;
    const double m = result.expected[i];
    EXPECT_NEAR(result.rate[i], (cases[i] + m * persons) / (children[i] + persons), 1e-12);
    EXPECT_LE(result.lower[i], result.rate[i]);
    EXPECT_GE(result.upper[i], result.rate[i]);
  }
}

/// Two kinds of hamlets, one with thrice the rate: each is pulled to its own kind.
TEST(RegressionBayes, PullsAnAreaToWhatIsExpectedOfItsKind) {
  std::vector<double> count;
  std::vector<double> base;
  std::vector<double> kind;
  for (int i = 0; i < 20; ++i) {
    kind.push_back(i % 2);
    base.push_back(200);
    count.push_back((i % 2 == 0 ? 10 : 30) + (i / 2 % 3 - 1) * 2);
  }
  base[0] = 10;  // a small one of the first kind, with a rate of the second
  count[0] = 2;
  const std::vector<std::string> names{"kind"};
  const auto result = regression_bayes({count, base}, {.values = kind, .names = names});
  EXPECT_LT(result.rate[0], .08);
  EXPECT_NEAR(std::exp(result.coefficients[1].value), 3, .2);
  EXPECT_NEAR(result.expected[1] / result.expected[0], 3, .2);
  const auto alone = regression_bayes({count, base});
  EXPECT_GT(alone.rate[0], .1);
}

TEST(RegressionBayes, TellsWhatIsMissing) {
  const Scotland scotland;
  std::vector<double> cases = scotland.cases;
  std::vector<double> expected = scotland.expected;
  std::vector<double> farming = scotland.farming;
  cases[3] = kNan;
  farming[4] = kNan;
  expected[5] = 0;
  cases[5] = 0;
  const std::vector<std::string> names{"farming"};
  const auto result = regression_bayes({cases, expected}, {.values = farming, .names = names});
  EXPECT_EQ(result.states[3], CellState::kNotReported);
  EXPECT_GT(result.expected[3], 0);
  EXPECT_TRUE(std::isnan(result.rate[3]));
  EXPECT_TRUE(std::isnan(result.rate[4]));
  EXPECT_EQ(result.states[4], CellState::kNotReported);
  EXPECT_DOUBLE_EQ(result.rate[5], result.expected[5]);
  ASSERT_EQ(result.findings.size(), 3U);
  EXPECT_EQ(result.findings[0].code, "empty_base");
  EXPECT_EQ(result.findings[1].code, "count_above_base");
  EXPECT_EQ(result.findings[2].code, "missing_covariates");
  EXPECT_EQ(result.findings[2].areas, std::vector<std::string>{"row 5"});
}

TEST(RegressionBayes, TellsThatNoSpreadIsLeft) {
  const std::vector<double> count{10, 20, 30, 40};
  const std::vector<double> base{100, 200, 300, 400};
  const auto result = regression_bayes({count, base});
  EXPECT_EQ(result.dispersion, 0);
  EXPECT_EQ(result.findings[0].code, "no_spread");
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(result.rate[i], .1, 1e-9);
    EXPECT_EQ(result.weight[i], 0);
    EXPECT_LT(result.lower[i], .095);  // they may differ all the same
    EXPECT_GT(result.upper[i], .105);
  }
}

TEST(RegressionBayes, TellsThatNoFiniteCoefficientsFit) {
  const std::vector<double> base{100, 100, 100, 100, 100, 100};
  const std::vector<double> none{0, 0, 0, 0, 0, 0};
  const std::vector<double> parted{0, 0, 0, 9, 12, 7};
  const std::vector<double> trait{1, 1, 1, 0, 0, 0};
  const std::vector<std::string> names{"trait"};
  for (const Model model : {Model::kPoisson, Model::kBinomial}) {
    const auto nothing = regression_bayes({none, base}, {}, {.model = model});
    EXPECT_EQ(nothing.findings[0].code, "no_finite_fit");
    EXPECT_EQ(nothing.states[0], CellState::kUndefined);
    const auto split =
        regression_bayes({parted, base}, {.values = trait, .names = names}, {.model = model});
    ASSERT_FALSE(split.findings.empty());
    EXPECT_EQ(split.findings[0].code, "no_finite_fit");
    EXPECT_TRUE(std::isnan(split.rate[4]));
  }
}

TEST(RegressionBayes, GivesTheSameRatesWithoutTheirIntervals) {
  const Scotland scotland;
  const std::vector<std::string> names{"farming"};
  const auto with = regression_bayes(scotland.counts(), {scotland.farming, names});
  const auto bare =
      regression_bayes(scotland.counts(), {scotland.farming, names}, {.intervals = false});
  EXPECT_EQ(bare.rate, with.rate);
  EXPECT_EQ(bare.expected, with.expected);
  EXPECT_EQ(bare.dispersion, with.dispersion);
  EXPECT_TRUE(std::isnan(bare.lower[0]) && std::isnan(bare.posterior_mean[0]));
}

TEST(RegressionBayes, RefusesCovariatesThatSayNothingNew) {
  const Scotland scotland;
  const auto finding = [&](const std::vector<double>& values,
                           const std::vector<std::string>& names) {
    return test::finding_of([&] {
      static_cast<void>(regression_bayes(scotland.counts(), {.values = values, .names = names}));
    });
  };
  std::vector<double> twice;
  for (const double share : scotland.farming) twice.insert(twice.end(), {share, 3 - 2 * share});
  const auto collinear = finding(twice, {"farming", "not farming"});
  EXPECT_EQ(collinear.code, "collinear_covariates");
  EXPECT_EQ(collinear.place.column, "not farming");
  EXPECT_EQ(finding(std::vector<double>(56, 7.0), {"same"}).code, "constant_column");
  EXPECT_EQ(finding(scotland.farming, {"a", "b"}).code, "length_mismatch");
  EXPECT_EQ(finding(twice, {"a", "a"}).code, "duplicate_column");
  const std::vector<double> two{1, 2};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(regression_bayes({two, two})); }).code,
            "fewer_areas_than_needed");
}

TEST(RegressionBayes, IsTheSameForAnyOrderOfRowsAndNumberOfThreads) {
  const Scotland scotland;
  const std::vector<std::string> names{"farming"};
  const std::size_t n = scotland.cases.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [](std::size_t row) { return row * 37 % 56; });
  Scotland other;
  for (std::size_t at = 0; at < n; ++at) {
    other.cases[at] = scotland.cases[order[at]];
    other.expected[at] = scotland.expected[order[at]];
    other.farming[at] = scotland.farming[order[at]];
  }
  const auto one =
      regression_bayes(scotland.counts(), {scotland.farming, names}, {.execution = {.threads = 1}});
  const auto two =
      regression_bayes(other.counts(), {other.farming, names}, {.execution = {.threads = 3}});
  EXPECT_EQ(one.dispersion, two.dispersion);
  EXPECT_EQ(one.coefficients[1].value, two.coefficients[1].value);
  for (std::size_t at = 0; at < n; ++at) {
    EXPECT_EQ(two.rate[at], one.rate[order[at]]);
    EXPECT_EQ(two.lower[at], one.lower[order[at]]);
    EXPECT_EQ(two.upper[at], one.upper[order[at]]);
  }
}

}  // namespace
}  // namespace sozialraum::smallarea
