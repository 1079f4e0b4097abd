#include "sozialraum/core/draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numbers>
#include <string>
#include <thread>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::core {
namespace {

const DrawCell kCell{"03252007", "under18"};

std::vector<double> normal(const Draws& draws, const DrawCell& cell, std::uint32_t first,
                           std::size_t n) {
  std::vector<double> result(n);
  draws.normal(cell, first, result);
  return result;
}

std::vector<double> gamma(const Draws& draws, double shape, std::uint32_t first, std::size_t n) {
  std::vector<double> result(n);
  draws.gamma(kCell, shape, first, result);
  return result;
}

/// The largest distance of the empirical to the true distribution, times sqrt(n): above 1.63 in one
/// of a hundred samples (Kolmogorov 1933).
template <class Distribution>
double kolmogorov_smirnov(std::vector<double> sample, const Distribution& distribution) {
  std::ranges::sort(sample);
  const auto n = static_cast<double>(sample.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double below = boost::math::cdf(distribution, sample[i]);
    const auto rank = static_cast<double>(i);
    distance = std::max({distance, below - rank / n, (rank + 1.0) / n - below});
  }
  return distance * std::sqrt(n);
}

struct TwoMoments {
  double mean = 0.0;
  double variance = 0.0;
};

TwoMoments moments(const std::vector<double>& sample) {
  TwoMoments result;
  const auto n = static_cast<double>(sample.size());
  for (const double x : sample) result.mean += x / n;
  for (const double x : sample) result.variance += (x - result.mean) * (x - result.mean) / n;
  return result;
}

TEST(Draws, AreWhatTheDefinitionSays) {
  // docs/methods/core.md by hand: key, stream, block, Box and Muller.
  const std::uint64_t what = hash_of("test");
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  const auto key = philox4x32({low(what), high(what), 0x64726177, 0}, {7, 0});
  const std::uint64_t area = hash_of("03252007");
  const std::uint64_t column = hash_of("under18");
  const auto stream =
      philox4x32({low(area), high(area), low(column), high(column)}, {key[0], key[1] ^ 1U});
  const auto block = philox4x32({2, 0, stream[0], stream[1]}, {key[0], key[1]});
  const auto uniform = [](std::uint32_t a, std::uint32_t b) {
    return ((a >> 5U) * 67108864.0 + (b >> 6U)) / 9007199254740992.0;  // 2^26, 2^53
  };
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(block[0], block[1])));
  const double angle = 2.0 * std::numbers::pi * uniform(block[2], block[3]);
  const std::vector<double> found = normal(Draws(7, "test"), kCell, 4, 2);
  EXPECT_DOUBLE_EQ(found[0], radius * std::cos(angle));
  EXPECT_DOUBLE_EQ(found[1], radius * std::sin(angle));
}

TEST(Draws, OfTheGammaDistributionAreWhatTheDefinitionSays) {
  // docs/methods/core.md by hand, one draw after the other; a shape above 1 and one below.
  const std::uint64_t what = hash_of("test");
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  const auto key = philox4x32({low(what), high(what), 0x64726177, 0}, {7, 0});
  const std::uint64_t area = hash_of("03252007");
  const std::uint64_t column = hash_of("under18");
  const auto stream =
      philox4x32({low(area), high(area), low(column), high(column)}, {key[0], key[1] ^ 2U});
  const auto uniforms = [&](std::uint32_t number, std::uint32_t step) {
    const auto w = philox4x32({number, step, stream[0], stream[1]}, {key[0], key[1]});
    const auto uniform = [](std::uint32_t a, std::uint32_t b) {
      return ((a >> 5U) * 67108864.0 + (b >> 6U)) / 9007199254740992.0;
    };
    return std::pair(uniform(w[0], w[1]), uniform(w[2], w[3]));
  };
  std::size_t again = 0;
  for (const double shape : {3.7, 0.4}) {
    const std::vector<double> found = gamma(Draws(7, "test"), shape, 0, 500);
    const double d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0;
    for (std::uint32_t number = 0; number < 500; ++number) {
      for (std::uint32_t attempt = 0;; ++attempt) {
        const auto [u1, v1] = uniforms(number, 2 * attempt);
        const double x =
            std::sqrt(-2.0 * std::log(1.0 - u1)) * std::cos(2.0 * std::numbers::pi * v1);
        const double v = std::pow(1.0 + x / std::sqrt(9.0 * d), 3.0);
        const auto [u2, v2] = uniforms(number, 2 * attempt + 1);
        if (v > 0.0 && std::log(1.0 - u2) < 0.5 * x * x + d - d * v + d * std::log(v)) {
          const double wanted = d * v * (shape < 1.0 ? std::pow(1.0 - v2, 1.0 / shape) : 1.0);
          EXPECT_NEAR(found[number], wanted, 1e-12 * wanted + 1e-300) << shape << " " << number;
          break;
        }
        ++again;
      }
    }
  }
  EXPECT_GT(again, 5U);  // some were refused and drawn again
}

TEST(Draws, AreTheSameInBlocksOfAnySize) {
  const Draws draws(1, "test");
  const std::vector<double> whole = normal(draws, kCell, 0, 100);
  const std::vector<double> whole_gamma = gamma(draws, 2.5, 0, 100);
  for (const std::size_t size : {1U, 2U, 3U, 7U, 64U}) {
    for (std::size_t first = 0; first < 100; first += size) {
      const std::size_t n = std::min(size, 100 - first);
      const auto part = normal(draws, kCell, static_cast<std::uint32_t>(first), n);
      const auto part_gamma = gamma(draws, 2.5, static_cast<std::uint32_t>(first), n);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(part[i], whole[first + i]);
        ASSERT_EQ(part_gamma[i], whole_gamma[first + i]);
      }
    }
  }
}

TEST(Draws, BelongToTheirNames) {
  const double one = normal(Draws(1, "test"), kCell, 0, 1)[0];
  EXPECT_NE(normal(Draws(2, "test"), kCell, 0, 1)[0], one);
  EXPECT_NE(normal(Draws(1, "other"), kCell, 0, 1)[0], one);
  EXPECT_NE(normal(Draws(1, "test"), {"03252006", "under18"}, 0, 1)[0], one);
  EXPECT_NE(normal(Draws(1, "test"), {"03252007", "over65"}, 0, 1)[0], one);
  // The names are kept apart: what is the area of one is not the column of the other.
  EXPECT_NE(normal(Draws(1, "test"), {"under18", "03252007"}, 0, 1)[0], one);
}

TEST(Draws, OfAreasColumnsAndNumbersAreIndependent) {
  // The correlation of 20,000 independent pairs has a standard error of 0.0071.
  constexpr std::size_t kPairs = 20000;
  const Draws draws(3, "test");
  const auto correlation = [](const std::vector<double>& x, const std::vector<double>& y) {
    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
    return sum / static_cast<double>(x.size());
  };
  const auto here = normal(draws, kCell, 0, kPairs);
  EXPECT_NEAR(correlation(here, normal(draws, {"03252006", "under18"}, 0, kPairs)), 0.0,
              4 * 0.0071);
  EXPECT_NEAR(correlation(here, normal(draws, {"03252007", "over65"}, 0, kPairs)), 0.0, 4 * 0.0071);
  EXPECT_NEAR(correlation(here, normal(draws, kCell, 1, kPairs)), 0.0, 4 * 0.0071);
}

TEST(Draws, NormalOnesHaveTheirDistribution) {
  // Mean of n has the standard error 1/sqrt(n) = 0.0032, variance sqrt(2/n) = 0.0045.
  const auto sample = normal(Draws(1, "test"), kCell, 0, 100000);
  EXPECT_NEAR(moments(sample).mean, 0.0, 4 * 0.0032);
  EXPECT_NEAR(moments(sample).variance, 1.0, 4 * 0.0045);
  EXPECT_LT(kolmogorov_smirnov(sample, boost::math::normal_distribution<double>()), 1.63);
  // The first draw of many areas is what a map shows.
  std::vector<double> across;
  for (int area = 0; area < 20000; ++area) {
    across.push_back(normal(Draws(1, "test"), {std::to_string(area), "under18"}, 0, 1)[0]);
  }
  EXPECT_LT(kolmogorov_smirnov(across, boost::math::normal_distribution<double>()), 1.63);
}

TEST(Draws, GammaOnesHaveTheirDistribution) {
  constexpr std::size_t kDraws = 200000;
  // Six samples: 1.95 is passed by chance once in a thousand; of two million draws none passes 1.0.
  for (const double shape : {0.05, 0.5, 1.0, 1.5, 4.0, 250.0}) {
    const auto sample = gamma(Draws(2, "test"), shape, 0, kDraws);
    // Mean and variance are the shape; the fourth central moment is 3 shape² + 6 shape.
    const double error = std::sqrt(shape / kDraws);
    const double error_of_variance = std::sqrt((2.0 * shape * shape + 6.0 * shape) / kDraws);
    EXPECT_NEAR(moments(sample).mean, shape, 4 * error) << shape;
    EXPECT_NEAR(moments(sample).variance, shape, 4 * error_of_variance) << shape;
    EXPECT_LT(kolmogorov_smirnov(sample, boost::math::gamma_distribution<double>(shape)), 1.95)
        << shape;
  }
}

TEST(Draws, RefuseAShapeThatIsNone) {
  std::vector<double> into(1);
  for (const double shape : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_EQ(
        test::finding_of([&] { Draws(1, "test").gamma(kCell, shape, 0, into); }).place.argument,
        "shape");
  }
}

TEST(Draws, OfSeveralThreadsAreTheSame) {
  const Draws draws(1, "test");
  const auto expected = normal(draws, kCell, 0, 1000);
  std::vector<std::vector<double>> found(4);
  std::vector<std::thread> threads;
  for (auto& into : found) {
    threads.emplace_back([&] { into = normal(draws, kCell, 0, 1000); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& numbers : found) EXPECT_EQ(numbers, expected);
}

}  // namespace
}  // namespace sozialraum::core
