#include "sozialraum/smallarea/prior.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Prior, IsWorthSomePersonsOfBase) {
  const Prior poisson{.mean = 0.2, .variance = 0.01, .model = Model::kPoisson};
  EXPECT_DOUBLE_EQ(prior_base(poisson), 20);  // mean / variance
  EXPECT_DOUBLE_EQ(own_weight(poisson, 20), 0.5);
  EXPECT_DOUBLE_EQ(minimum_base(poisson, 0.8), 80);
  const Prior binomial{.mean = 0.2, .variance = 0.01, .model = Model::kBinomial};
  EXPECT_DOUBLE_EQ(prior_base(binomial), 15);  // 0.2 * 0.8 / 0.01 - 1
  EXPECT_DOUBLE_EQ(own_weight(binomial, 45), 0.75);
}

TEST(Prior, WithoutSpreadOutweighsAnyBase) {
  const Prior prior{.mean = 0.2, .variance = 0.0, .model = Model::kPoisson};
  EXPECT_EQ(own_weight(prior, 1e9), 0.0);
  EXPECT_EQ(minimum_base(prior, 0.5), kInfinity);
  EXPECT_EQ(own_weight({.mean = 0.2, .variance = 0.16, .model = Model::kBinomial}, 0), 0.0);
}

TEST(PosteriorInterval, OfABetaPosteriorHasAClosedForm) {
  // mean 1/2, variance 1/12: the uniform prior; one of one makes Beta(2, 1) with F(x) = x²
  const Prior uniform{.mean = 0.5, .variance = 1.0 / 12.0, .model = Model::kBinomial};
  const indicator::Interval interval = posterior_interval(uniform, {1, 1}, 0.9);
  EXPECT_NEAR(interval.lower, std::sqrt(0.05), 1e-12);
  EXPECT_NEAR(interval.upper, std::sqrt(0.95), 1e-12);
}

TEST(PosteriorInterval, OfAGammaPosteriorHasAClosedForm) {
  // mean 1, variance 1: the exponential prior; nothing in 3 makes an exponential of rate 4
  const Prior exponential{.mean = 1, .variance = 1, .model = Model::kPoisson};
  const indicator::Interval interval = posterior_interval(exponential, {0, 3}, 0.9);
  EXPECT_NEAR(interval.lower, -std::log(0.95) / 4, 1e-12);
  EXPECT_NEAR(interval.upper, -std::log(0.05) / 4, 1e-12);
}

TEST(PosteriorInterval, IsTheDataAloneWhereThePriorWeighsNothing) {
  const Prior all_or_nothing{.mean = 0.5, .variance = 0.25, .model = Model::kBinomial};
  EXPECT_EQ(posterior_interval(all_or_nothing, {3, 3}), indicator::clopper_pearson({3, 3}));
}

TEST(MinimumBase, RefusesAReliabilityOutsideOfZeroAndOne) {
  const Prior prior{.mean = 0.2, .variance = 0.01, .model = Model::kPoisson};
  for (const double reliability : {0.0, 1.0, 80.0, std::nan("")}) {
    EXPECT_EQ(test::finding_of([&] {
                static_cast<void>(minimum_base(prior, reliability));
              }).place.argument,
              "reliability");
  }
}

TEST(Prior, AdjustsTheAreasOfAnotherYear) {
  // Gamma of mean .12 worth 100 persons: half of the way for 100, three quarters for 300.
  const Prior prior{.mean = 0.12, .variance = 0.0012};
  const std::vector<double> count{30, 90, 0, 7, std::nan("")};
  const std::vector<double> base{100, 300, 100, 0, 10};
  const std::vector<double> rates = shrunken_rates(prior, {.count = count, .base = base});
  EXPECT_NEAR(rates[0], 0.21, 1e-15);
  EXPECT_NEAR(rates[1], 0.255, 1e-15);
  EXPECT_NEAR(rates[2], 0.06, 1e-15);
  EXPECT_EQ(rates[3], 0.12);  // nobody lives there
  EXPECT_TRUE(std::isnan(rates[4]));
  const auto all = shrunken_rates({.mean = 0.12, .variance = 0.0}, {.count = count, .base = base});
  EXPECT_EQ(all[0], 0.12);
  const std::vector<double> few{10, 10, 10, 10, 10};
  EXPECT_EQ(
      test::finding_of([&] {
        static_cast<void>(shrunken_rates({.mean = 0.5, .variance = 0.1, .model = Model::kBinomial},
                                         {.count = count, .base = few}));
      }).code,
      "count_above_base");
}

}  // namespace
}  // namespace sozialraum::smallarea
