#include "sozialraum/indicator/moments.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace sozialraum::indicator {
namespace {

const double kNan = std::nan("");

TEST(Moments, OfFourVillages) {
  // 2 4 4 6: mean 4, squares 4 + 0 + 0 + 4
  const Moments all = moments(std::vector<double>{2, 4, 4, 6});
  EXPECT_EQ(all.mean, 4.0);
  EXPECT_EQ(all.squares, 8.0);
  EXPECT_EQ(all.variance, 2.0);
  EXPECT_EQ(all.rows, 4U);
  EXPECT_EQ(all.lowest, 2.0);
  EXPECT_EQ(all.highest, 6.0);
}

TEST(Moments, CountPeople) {
  // 0 for 100 people, 10 for 300: mean 7.5, variance .25 * 56.25 + .75 * 6.25
  const Moments people =
      moments(std::vector<double>{0, 10, 99, kNan}, std::vector<double>{100, 300, 0, 50});
  EXPECT_EQ(people.mean, 7.5);
  EXPECT_EQ(people.variance, 18.75);
  EXPECT_EQ(people.weight, 400.0);
  EXPECT_EQ(people.rows, 2U);
  EXPECT_EQ(people.highest, 10.0);  // who has no weight is not seen
}

TEST(Moments, OfNothingAreNone) {
  const Moments none = moments(std::vector<double>{kNan});
  EXPECT_TRUE(std::isnan(none.mean));
  EXPECT_TRUE(std::isnan(none.variance));
  EXPECT_FALSE(none.constant());
}

TEST(Moments, OfEqualNumbersHaveNoCrumbs) {
  const Moments equal = moments(std::vector<double>(3, 0.1), std::vector<double>{3, 7, 11});
  EXPECT_EQ(equal.mean, 0.1);
  EXPECT_EQ(equal.variance, 0.0);
  EXPECT_TRUE(equal.constant());
}

TEST(Moments, OfRatesAreSumsBySums) {
  // 1 of 10 and 30 of 100: mean 31/110; squares 10 (.1 - m)² + 100 (.3 - m)² = 4/11 by hand:
  // m = .281818, (.181818)² * 10 = .330579, (.018182)² * 100 = .033058
  const std::vector<double> count{1, 30, 5, kNan};
  const std::vector<double> base{10, 100, 0, 7};
  const Moments rates = moments_of_rates({.count = count, .base = base});
  EXPECT_EQ(rates.mean, 31.0 / 110.0);
  EXPECT_EQ(rates.total, 31.0);
  EXPECT_EQ(rates.weight, 110.0);
  EXPECT_EQ(rates.rows, 2U);
  EXPECT_NEAR(rates.squares, 4.0 / 11.0, 1e-15);
}

/// Deals the rows to shards, collects each and merges them in the order given.
Moments sharded(const std::vector<double>& values, const std::vector<double>& weights,
                const std::vector<std::size_t>& shard_of, std::size_t shards) {
  std::vector<MeanSums> sums(shards);
  for (std::size_t i = 0; i < values.size(); ++i) sums[shard_of[i]].add(values[i], weights[i]);
  MeanSums all;
  for (const MeanSums& part : sums) all.merge(part);
  std::vector<SpreadSums> spreads(shards, SpreadSums(all.finish()));
  for (std::size_t i = 0; i < values.size(); ++i) spreads[shard_of[i]].add(values[i], weights[i]);
  SpreadSums spread(all.finish());
  for (const SpreadSums& part : spreads) spread.merge(part);
  return spread.finish();
}

TEST(Moments, AreTheSameBytesForAnyCut) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> exponent(-12.0, 12.0);
  std::vector<double> values;
  std::vector<double> weights;
  for (int i = 0; i < 500; ++i) {
    values.push_back((i % 2 == 0 ? 1.0 : -1.0) * std::pow(10.0, exponent(random)));
    weights.push_back(std::pow(10.0, exponent(random) / 3.0));
  }
  const Moments whole = moments(values, weights);
  for (const std::size_t shards : {1U, 2U, 7U, 500U}) {
    std::vector<std::size_t> shard_of;
    for (std::size_t i = 0; i < values.size(); ++i) shard_of.push_back(random() % shards);
    const Moments parts = sharded(values, weights, shard_of, shards);
    EXPECT_EQ(parts.mean, whole.mean) << shards;
    EXPECT_EQ(parts.variance, whole.variance) << shards;
    EXPECT_EQ(parts.total, whole.total) << shards;
    EXPECT_EQ(parts.lowest, whole.lowest) << shards;
    EXPECT_EQ(parts.rows, whole.rows) << shards;
  }
}

}  // namespace
}  // namespace sozialraum::indicator
