#include "sozialraum/smallarea/credible_priors.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/smallarea/empirical_bayes.hpp"

namespace sozialraum::smallarea {
namespace {

using indicator::Interval;

// ---- simulation: areas whose true rates are known ----

struct Design {
  std::size_t areas = 0;
  double mean = 0.12;
  double sd = 0.0;  ///< of the true rates
  Model model = Model::kPoisson;
};

/// 5 to 500 people, as many small as large ones on the scale of logarithms.
double people_of(std::size_t area, const Design& design) {
  const double place = static_cast<double>(area) / static_cast<double>(design.areas - 1);
  return std::round(5.0 * std::pow(100.0, place));
}

double true_rate(core::RandomStream& random, const Design& d) {
  if (d.sd == 0.0) return d.mean;
  const double a = d.sd * d.sd;
  const double u = random.uniform();
  if (d.model == Model::kPoisson) {
    return quantile(boost::math::gamma_distribution<>(d.mean * d.mean / a, a / d.mean), u);
  }
  const double persons = d.mean * (1.0 - d.mean) / a - 1.0;
  return quantile(boost::math::beta_distribution<>(d.mean * persons, (1.0 - d.mean) * persons), u);
}

double cases(core::RandomStream& random, Model model, double rate, double people) {
  double count = 0.0;
  if (model == Model::kBinomial) {
    for (double person = 0.0; person < people; ++person) count += random.uniform() < rate ? 1 : 0;
    return count;
  }
  for (double time = -std::log1p(-random.uniform()); time < rate * people; ++count) {
    time -= std::log1p(-random.uniform());
  }
  return count;
}

struct Measured {
  double coverage = 0.0;        ///< of the adjusted rates' intervals, mean of all areas
  double coverage_small = 0.0;  ///< of the fifth with the fewest people
  double width = 0.0;
  double width_direct = 0.0;  ///< of the exact intervals of the raw rates
  double width_known = 0.0;   ///< of the posterior with the true mean and variance
};

void add(const Design& d, core::RandomStream& random, Measured& sum) {
  std::vector<double> rate;
  std::vector<double> count;
  std::vector<double> base;
  for (std::size_t i = 0; i < d.areas; ++i) {
    base.push_back(people_of(i, d));
    rate.push_back(true_rate(random, d));
    count.push_back(cases(random, d.model, rate.back(), base.back()));
  }
  const auto result = empirical_bayes({count, base}, {.model = d.model});
  const std::size_t fifth = std::max<std::size_t>(1, d.areas / 5);
  const auto n = static_cast<double>(d.areas);
  for (std::size_t i = 0; i < d.areas; ++i) {
    const bool covered = result.lower[i] <= rate[i] && rate[i] <= result.upper[i];
    sum.coverage += covered ? 1.0 / n : 0.0;
    if (i < fifth) sum.coverage_small += covered ? 1.0 / static_cast<double>(fifth) : 0.0;
    sum.width += (result.upper[i] - result.lower[i]) / n;
    const Interval exact = d.model == Model::kPoisson
                               ? indicator::exact_poisson(count[i])
                               : indicator::clopper_pearson({count[i], base[i]});
    const double per = d.model == Model::kPoisson ? base[i] : 1.0;
    sum.width_direct += (exact.upper - exact.lower) / per / n;
    if (d.sd == 0.0) continue;
    const Prior known{.mean = d.mean, .variance = d.sd * d.sd, .model = d.model};
    const Interval best = posterior_interval(known, {count[i], base[i]});
    sum.width_known += (best.upper - best.lower) / n;
  }
}

Measured simulate(const Design& design, std::size_t runs) {
  Measured mean;
  for (std::size_t run = 0; run < runs; ++run) {
    core::RandomStream random(design.areas, "coverage", run);
    add(design, random, mean);
  }
  for (double* figure :
       {&mean.coverage, &mean.coverage_small, &mean.width, &mean.width_direct, &mean.width_known}) {
    *figure /= static_cast<double>(runs);
  }
  return mean;
}

class CoverageOf : public testing::TestWithParam<std::pair<std::size_t, std::size_t>> {};

TEST_P(CoverageOf, IsKeptWithoutBecomingTheIntervalOfTheRawRate) {
  const auto [areas, runs] = GetParam();
  for (const Model model : {Model::kPoisson, Model::kBinomial}) {
    for (const double sd : {0.0, 0.015, 0.04, 0.08}) {
      const Measured found = simulate({.areas = areas, .sd = sd, .model = model}, runs);
      SCOPED_TRACE(testing::Message()
                   << areas << " areas, sd " << sd << ", model " << static_cast<int>(model));
      EXPECT_GE(found.coverage, 0.93);
      EXPECT_GE(found.coverage_small, 0.93);
      EXPECT_LT(found.width, found.width_direct);
      const bool clear = sd == 0.08 || (sd == 0.04 && areas >= 24);
      if (clear) {
        EXPECT_LT(found.width, 1.3 * found.width_known);
      }
    }
  }
}

TEST(Coverage, IsKeptWhereHardlyAnythingHappens) {
  // Five areas of 5 to 500 people and a rate of 0.2 %: one or two cases in all.
  for (const double mean : {0.002, 0.005, 0.02}) {
    for (const std::size_t areas : {5U, 24U}) {
      const Measured found = simulate({.areas = areas, .mean = mean, .sd = mean / 4}, 200);
      EXPECT_GE(found.coverage, 0.93) << areas << " areas, " << mean;
      EXPECT_LT(found.width, found.width_direct);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Areas, CoverageOf,
                         testing::Values(std::pair{5U, 400U}, std::pair{8U, 300U},
                                         std::pair{24U, 120U}, std::pair{81U, 40U},
                                         std::pair{941U, 6U}));

// ---- what a pencil can check ----

TEST(CrediblePriors, OfTwoEqualAreasAreCentredOnTheirRate) {
  const std::vector<double> count{10, 10};
  const std::vector<double> base{100, 100};
  const auto priors = credible_priors({count, base});
  ASSERT_EQ(priors.size(), 11U);
  double probability = 0.0;
  for (const CrediblePrior& credible : priors) {
    EXPECT_NEAR(credible.prior.mean, 20.5 / 200.0, 1e-15);  // half a case more
    // Two rates, each with the variance A + m/n, m/n = 0.1025/100.
    EXPECT_NEAR(credible.mean_variance, (credible.prior.variance + 0.001025) / 2.0, 1e-12);
    probability += credible.probability;
  }
  EXPECT_NEAR(probability, 1.0, 1e-15);
}

TEST(CrediblePriors, WeighVariancesByTheirLikelihood) {
  // Five areas of 100, rates 0.08 .. 0.12, so that S = sum (p - mean)² = 0.001 and the chance
  // variance is c = 0.1010/100. The REML likelihood of V = A + c is V^-2 exp(-S / 2V); between two
  // points its ratio can be had with a pencil. (The mean is shifted by half a case of 500: 0.001,
  // which adds 5 * 0.001² to S.)
  const std::vector<double> count{8, 9, 10, 11, 12};
  const std::vector<double> base(5, 100.0);
  const auto priors = credible_priors({count, base});
  const double c = 0.101 / 100.0;
  const double s = 0.001 + 5e-6;
  const auto density = [&](double a) { return std::exp(-s / (2 * (a + c))) / ((a + c) * (a + c)); };
  // The mean of the part of chance, c / (A + c), by sums of 400,000 steps up to the last point
  // (which stands a hundredth of the range before its end).
  double all = 0.0;
  double sum = 0.0;
  const double last = priors.back().prior.variance;
  for (int i = 0; i < 400000; ++i) {
    const double a = last * (i + 0.5) / 400000;
    all += density(a);
    sum += c / (a + c) * density(a);
  }
  double mean = 0.0;
  for (const CrediblePrior& p : priors) mean += p.probability * c / (p.prior.variance + c);
  EXPECT_NEAR(mean, sum / all, 0.01);
}

TEST(CrediblePriors, OfManyClearlyDifferentAreasAreSureOfTheVariance) {
  std::vector<double> count;
  for (int i = 0; i < 1000; ++i) count.push_back(i % 2 == 0 ? 100 : 300);
  const std::vector<double> base(1000, 1000.0);
  // Rates 0.1 and 0.3: variance 0.01, of which 0.2/1000 is chance.
  double mean = 0.0;
  for (const auto& p : credible_priors({count, base})) {
    EXPECT_NEAR(p.prior.variance, 0.0098, 0.0018);
    mean += p.probability * p.prior.variance;
  }
  EXPECT_NEAR(mean, 0.0098, 0.0001);
}

TEST(CredibleInterval, OfAKnownPriorIsItsPosterior) {
  const Prior gamma{.mean = 0.1, .variance = 0.001, .model = Model::kPoisson};
  const Prior beta{.mean = 0.1, .variance = 0.001, .model = Model::kBinomial};
  for (const Prior& prior : {gamma, beta}) {
    const std::vector<CrediblePrior> only{{.prior = prior, .probability = 1.0}};
    const Interval expected = posterior_interval(prior, {3, 50});
    const Interval found = credible_interval(only, {3, 50});
    EXPECT_NEAR(found.lower, expected.lower, 1e-12);
    EXPECT_NEAR(found.upper, expected.upper, 1e-12);
  }
}

TEST(CredibleInterval, CarriesWhatIsNotKnownOfTheMean) {
  // Without people the posterior is the prior: variance A + that of the mean = 0.001 + 0.0005.
  const Prior prior{.mean = 0.1, .variance = 0.001, .model = Model::kPoisson};
  const std::vector<CrediblePrior> only{
      {.prior = prior, .mean_variance = 0.0005, .probability = 1.0}};
  const Prior wider{.mean = 0.1, .variance = 0.0015, .model = Model::kPoisson};
  const Interval expected = posterior_interval(wider, {0, 0});
  EXPECT_NEAR(credible_interval(only, {0, 0}).upper, expected.upper, 1e-12);
}

TEST(CredibleInterval, IsContinuousWhereTheVarianceBecomesZero) {
  // Five hamlets; the third count moves until the method of moments finds no variance any more.
  const std::vector<double> base{88, 68, 79, 111, 63};
  double before_lower = 0.0;
  double before_upper = 0.0;
  bool zero = false;
  bool positive = false;
  for (double third = 4.0; third <= 12.0; third += 0.01) {
    const std::vector<double> count{10, 6, third, 7, 10};
    const auto result = empirical_bayes({count, base});
    (result.prior.variance > 0.0 ? positive : zero) = true;
    if (third > 4.0) {
      EXPECT_NEAR(result.lower[0], before_lower, 2e-4) << third;
      EXPECT_NEAR(result.upper[0], before_upper, 2e-4) << third;
    }
    before_lower = result.lower[0];
    before_upper = result.upper[0];
  }
  EXPECT_TRUE(zero && positive);
}

TEST(CredibleInterval, OfFiveHamletsIsNotAFewHundredthsOfAPoint) {
  // With the variance taken as known just above 0 it would be 9.45 to 9.62 percent.
  const std::vector<double> count{10, 6, 6, 7, 10};
  const std::vector<double> base{88, 68, 79, 111, 63};
  const auto result = empirical_bayes({count, base});
  EXPECT_LT(result.lower[3], 0.05);
  EXPECT_GT(result.upper[3], 0.12);
}

TEST(CredibleInterval, HoldsForBasesBeyondAllPeople) {
  for (const Model model : {Model::kPoisson, Model::kBinomial}) {
    const std::vector<double> count{1e11, 2e11, 3, 0, 12};
    const std::vector<double> base{1e12, 1e12, 1e12, 40, 100};
    const auto result = empirical_bayes({count, base}, {.model = model});
    EXPECT_NEAR(result.lower[0], 0.1, 1e-5);
    EXPECT_NEAR(result.upper[0], 0.1, 1e-5);
    EXPECT_LT(result.lower[0], 0.1);
    EXPECT_GT(result.upper[0], 0.1);
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_LE(result.lower[i], result.rate[i]);
      EXPECT_GE(result.upper[i], result.rate[i]);
    }
  }
}

TEST(CrediblePriors, OfNothingAreNone) { EXPECT_TRUE(credible_priors({}).empty()); }

TEST(CrediblePriors, OfOneAreaLeaveItItsOwnInterval) {
  const std::vector<double> count{20};
  const std::vector<double> base{200};
  const auto priors = credible_priors({count, base});
  // Whatever the variance: own part and that of the mean add up to m/n = 0.1025/200.
  const Interval found = credible_interval(priors, {20, 200});
  EXPECT_NEAR((found.upper - found.lower) / 2 / 1.96, std::sqrt(0.1 / 200), 0.001);
}

}  // namespace
}  // namespace sozialraum::smallarea
