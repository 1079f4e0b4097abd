#include "sozialraum/typology/matching.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::typology {
namespace {

double weight_of(const std::vector<double>& weights, const std::vector<std::size_t>& column_of) {
  double sum = 0.0;
  for (std::size_t row = 0; row < column_of.size(); ++row) {
    sum += weights[row * column_of.size() + column_of[row]];
  }
  return sum;
}

double best_of_all_orders(const std::vector<double>& weights, std::size_t n) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  double best = weight_of(weights, order);
  while (std::ranges::next_permutation(order).found) {
    best = std::max(best, weight_of(weights, order));
  }
  return best;
}

TEST(Overlap, CountsThePeopleTwoTypesShare) {
  const std::vector<std::uint32_t> first{0, 0, 1, 1};
  const std::vector<std::uint32_t> second{0, 1, 1, 1};
  EXPECT_EQ(overlap(first, second, 2, std::vector<double>{10, 20, 30, 40}),
            (std::vector<double>{10, 20, 0, 70}));
  EXPECT_EQ(overlap(first, second, 2), (std::vector<double>{1, 1, 0, 2}));
}

TEST(HeaviestMatching, IsNotMisledByTheHeaviestPair) {
  // Taking the 10 first leaves 1: 11. The other diagonal has 9 + 8 = 17.
  EXPECT_EQ(heaviest_matching(std::vector<double>{10, 9, 8, 1}), (std::vector<std::size_t>{1, 0}));
}

TEST(HeaviestMatching, OfNothingOrOneIsItself) {
  EXPECT_TRUE(heaviest_matching({}).empty());
  EXPECT_EQ(heaviest_matching(std::vector<double>{0.0}), std::vector<std::size_t>{0});
}

TEST(HeaviestMatching, IsTheBestOfAllOrdersUpToSevenTypes) {
  for (std::size_t n = 1; n <= 7; ++n) {
    for (std::uint64_t run = 0; run < 30; ++run) {
      core::RandomStream random(n, "matching test", run);
      std::vector<double> weights(n * n);
      // Small whole numbers, so that ties and zeros are frequent.
      for (double& w : weights) w = static_cast<double>(random.below(6));
      const auto column_of = heaviest_matching(weights);
      auto sorted = column_of;
      std::ranges::sort(sorted);
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(sorted[i], i);
      ASSERT_EQ(weight_of(weights, column_of), best_of_all_orders(weights, n)) << n << " " << run;
    }
  }
}

TEST(HeaviestMatching, RefusesWhatIsNoSquareOfNumbers) {
  EXPECT_EQ(test::finding_of([] {
              static_cast<void>(heaviest_matching(std::vector<double>{1, 2, 3}));
            }).code,
            "length_mismatch");
  EXPECT_EQ(test::finding_of([] {
              static_cast<void>(heaviest_matching(std::vector<double>{std::nan("")}));
            }).code,
            "not_finite");
}

TEST(Matching, LaterTypesKeepTheNumberOfThoseTheyShareMostPeopleWith) {
  // In common: 0-1 two areas, 0-0 one, 1-0 two: 0 is called 1 and 1 is called 0 in the second.
  const std::vector<std::uint32_t> first{0, 0, 0, 1, 1};
  const std::vector<std::uint32_t> second{1, 1, 0, 0, 0};
  EXPECT_EQ(numbered_as(first, second, 2), (std::vector<std::uint32_t>{0, 0, 1, 1, 1}));
  // Where the third area holds 100 of 104 people, the type with it keeps its number.
  const std::vector<double> people{1, 1, 100, 1, 1};
  EXPECT_EQ(numbered_as(first, second, 2, people), (std::vector<std::uint32_t>{1, 1, 0, 0, 0}));
}

}  // namespace
}  // namespace sozialraum::typology
