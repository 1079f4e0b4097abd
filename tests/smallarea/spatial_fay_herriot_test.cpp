#include "sozialraum/smallarea/spatial_fay_herriot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

using core::AreaId;

/// Areas on a ring, each between two others; the first `lonely` have no neighbours.
spatial::Weights ring(std::size_t n, std::size_t lonely = 0) {
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<spatial::Neighbour>> rows(n);
  const std::size_t linked = n - lonely;
  for (std::size_t i = 0; i < n; ++i) {
    codes.push_back(core::AreaCode::parse(std::to_string(100 + i), core::CodeKind::kCustom));
    if (i < lonely) continue;
    const auto other = [&](std::size_t step) {
      return static_cast<AreaId>(lonely + (i - lonely + step) % linked);
    };
    rows[i] = {{other(1), 1.0}, {other(linked - 1), 1.0}};
  }
  return {std::move(codes), std::move(rows)};
}

/// Values that go up and down around the ring, with a wobble of their own.
std::vector<double> wave(std::size_t n) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    const double at = static_cast<double>(i);
    values.push_back(3.0 * std::sin(2 * 3.14159265 * at / static_cast<double>(n)) +
                     0.8 * std::cos(2.7 * at * at));
  }
  return values;
}

TEST(SpatialFayHerriot, WithoutNeighboursIsFayAndHerriot) {
  const std::vector<double> value{0, 2, 4, 6, 1, 9, 3};
  const std::vector<double> variance{1, 1, 2, 1, .5, 1, 3};
  const auto alone = spatial_fay_herriot({value, variance}, ring(7, 7));
  const auto plain = fay_herriot({value, variance});
  EXPECT_NEAR(alone.variance, plain.variance, 1e-4 * plain.variance);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_NEAR(alone.value[i], plain.value[i], 1e-5);
    EXPECT_NEAR(alone.weight[i], plain.weight[i], 1e-5);
    EXPECT_NEAR(alone.posterior_mean[i], plain.posterior_mean[i], 0.01);
    EXPECT_NEAR(alone.posterior_variance[i], plain.posterior_variance[i],
                0.03 * plain.posterior_variance[i]);
  }
  EXPECT_NEAR(alone.log_likelihood, plain.log_likelihood, 1e-6);
}

TEST(SpatialFayHerriot, FindsThatNeighboursAreAlikeAndBorrowsFromThem) {
  std::vector<double> value = wave(60);
  const std::vector<double> variance(60, 1.0);
  const auto found = spatial_fay_herriot({value, variance}, ring(60));
  EXPECT_GT(found.correlation, 0.6);
  EXPECT_TRUE(found.findings.empty());
  // An area between two high ones, not measured itself, gets something high.
  value[15] = std::nan("");
  const auto gap = spatial_fay_herriot({value, variance}, ring(60));
  EXPECT_GT(gap.value[15], 1.0);
  EXPECT_EQ(gap.weight[15], 0.0);
  EXPECT_EQ(gap.states[15], core::CellState::kEstimated);
  EXPECT_GT(gap.posterior_variance[15], 1.15 * found.posterior_variance[15]);
}

/// A ring is a circulant: its covariance has the eigenvalues A / (1 - rho cos t)² + psi for
/// t = 2 pi k / n, and waves for eigenvectors, so that likelihood and posterior are sums over k.
class Waves {
 public:
  static constexpr std::size_t kAreas = 401;
  static constexpr double kNoise = 0.5;

  /// Drawn with A = 0.6 and rho = 0.7, around 3.
  Waves() : cosine_(kAreas), power_(kAreas / 2 + 1) {
    for (std::size_t i = 0; i < kAreas; ++i) {
      cosine_[i] = std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / kAreas);
    }
    core::RandomStream dice(5, "waves");
    value.assign(kAreas, 3.0);
    for (std::size_t k = 1; k < power_.size(); ++k) {
      const double size = std::sqrt(2.0 / kAreas * (signal(k, 0.6, 0.7) + kNoise));
      const double up = size * dice.normal();
      const double aside = size * dice.normal();
      for (std::size_t i = 0; i < kAreas; ++i) value[i] += up * cos(k * i) + aside * sin(k * i);
      power_[k] = (up * up + aside * aside) / (size * size) * (signal(k, 0.6, 0.7) + kNoise);
    }
  }

  [[nodiscard]] double log_likelihood(double variance, double rho) const {
    double sum = kAreas * std::log(2.0 * std::numbers::pi) + std::log(whole(0, variance, rho));
    for (std::size_t k = 1; k < power_.size(); ++k) {
      sum += 2.0 * std::log(whole(k, variance, rho)) + power_[k] / whole(k, variance, rho);
    }
    return -0.5 * sum;
  }
  [[nodiscard]] double restricted(double variance, double rho) const {
    return log_likelihood(variance, rho) - 0.5 * std::log(kAreas / whole(0, variance, rho));
  }
  /// Of any area for A and rho given, the mean of all estimated.
  [[nodiscard]] double uncertainty(double variance, double rho) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < power_.size(); ++k) {
      const double share = signal(k, variance, rho) / whole(k, variance, rho);
      sum += (k == 0 ? 1.0 : 2.0) * kNoise * share;
    }
    const double rest = kNoise / whole(0, variance, rho);
    return (sum + rest * rest * whole(0, variance, rho)) / kAreas;
  }

  std::vector<double> value{};

 private:
  [[nodiscard]] double cos(std::size_t step) const { return cosine_[step % kAreas]; }
  [[nodiscard]] static double sin(std::size_t step) {
    return std::sin(2.0 * std::numbers::pi * static_cast<double>(step % kAreas) / kAreas);
  }
  [[nodiscard]] double signal(std::size_t k, double variance, double rho) const {
    const double part = 1.0 - rho * cosine_[k];
    return variance / (part * part);
  }
  [[nodiscard]] double whole(std::size_t k, double variance, double rho) const {
    return signal(k, variance, rho) + kNoise;
  }

  std::vector<double> cosine_;
  std::vector<double> power_;  // of both waves of each k
};

TEST(SpatialFayHerriot, AgreesWithTheWavesOfARingOfManyAreas) {
  const Waves waves;
  const std::vector<double> variance(Waves::kAreas, Waves::kNoise);
  const auto found = spatial_fay_herriot({waves.value, variance}, ring(Waves::kAreas));
  EXPECT_TRUE(found.findings.empty());
  const double top = waves.restricted(found.variance, found.correlation);
  EXPECT_NEAR(found.log_likelihood, waves.log_likelihood(found.variance, found.correlation), 1e-6);
  for (const double off : {-1e-3, 1e-3}) {
    EXPECT_LT(waves.restricted(found.variance + off, found.correlation), top);
    EXPECT_LT(waves.restricted(found.variance, found.correlation + off), top);
  }
  // Every A from 0 on and every rho equally likely beforehand. What the mean of an area owes to A
  // and rho differs from area to area: all together it is small here.
  double all = 0.0;
  double sum = 0.0;
  for (double a = 0.01; a < 3.0; a += 0.02) {
    for (double rho = -0.99; rho < 0.99; rho += 0.02) {
      const double p = std::exp(waves.restricted(a, rho) - top);
      all += p;
      sum += p * waves.uncertainty(a, rho);
    }
  }
  const double mean =
      std::accumulate(found.posterior_variance.begin(), found.posterior_variance.end(), 0.0) /
      static_cast<double>(Waves::kAreas);
  EXPECT_GT(mean, sum / all);
  EXPECT_LT(mean, 1.02 * sum / all);
}

TEST(SpatialFayHerriot, LooksForRhoWhereTheMapSaysNothingOfIt) {
  // Many areas, but no neighbours: no parabola to go by.
  std::vector<double> value = wave(420);
  const std::vector<double> variance(420, 0.4);
  const auto alone = spatial_fay_herriot({value, variance}, ring(420, 420));
  const auto plain = fay_herriot({value, variance});
  EXPECT_NEAR(alone.variance, plain.variance, 1e-4 * plain.variance);
  EXPECT_NEAR(alone.posterior_variance[7], plain.posterior_variance[7],
              0.01 * plain.posterior_variance[7]);
}

TEST(SpatialFayHerriot, HoldsItsValueInTheInterval) {
  const std::vector<double> value = wave(24);
  const std::vector<double> variance(24, 0.7);
  const auto found = spatial_fay_herriot({value, variance}, ring(24));
  for (std::size_t i = 0; i < 24; ++i) {
    EXPECT_LE(found.lower[i], found.value[i]);
    EXPECT_GE(found.upper[i], found.value[i]);
    EXPECT_GE(found.weight[i], 0.0);
    EXPECT_LE(found.weight[i], 1.0);
  }
  EXPECT_EQ(found.findings.front().code, "few_areas");
}

TEST(SpatialFayHerriot, TellsWhenAreasDifferByTheirErrorsOnly) {
  const std::vector<double> value{1.0, 1.1, 0.9, 1.05, 0.95, 1.0};
  const std::vector<double> variance(6, 4.0);
  const auto found = spatial_fay_herriot({value, variance}, ring(6));
  EXPECT_EQ(found.variance, 0.0);
  EXPECT_NEAR(found.value[0], 1.0, 1e-4);
  EXPECT_GT(found.upper[0] - found.lower[0], 0.5);
  EXPECT_EQ(found.findings.back().code, "no_spread");
}

TEST(SpatialFayHerriot, GivesTheSameBytesForAnyOrderOfRows) {
  std::vector<double> value = wave(12);
  std::vector<double> variance;
  for (std::size_t i = 0; i < 12; ++i) variance.push_back(0.5 + 0.1 * static_cast<double>(i));
  const auto one = spatial_fay_herriot({value, variance}, ring(12));
  // The same ring with the rows turned around.
  const spatial::Weights there = ring(12);
  std::vector<core::AreaCode> codes(there.codes().rbegin(), there.codes().rend());
  std::vector<std::vector<spatial::Neighbour>> rows(12);
  for (std::size_t i = 0; i < 12; ++i) {
    for (const auto& other : there.neighbours(static_cast<AreaId>(11 - i))) {
      rows[i].push_back({static_cast<AreaId>(11 - core::index(other.area)), other.weight});
    }
  }
  std::ranges::reverse(value);
  std::ranges::reverse(variance);
  auto two =
      spatial_fay_herriot({value, variance}, spatial::Weights(std::move(codes), std::move(rows)));
  std::ranges::reverse(two.value);
  std::ranges::reverse(two.upper);
  EXPECT_EQ(one.value, two.value);
  EXPECT_EQ(one.upper, two.upper);
}

TEST(SpatialFayHerriot, RefusesWhatItCannotDo) {
  const std::vector<double> value{1, 2, 3, 4};
  const std::vector<double> variance{1, 1, 1, 1};
  const auto argument = [&](std::size_t areas, VarianceMethod method) {
    return test::finding_of([&] {
             static_cast<void>(
                 spatial_fay_herriot({value, variance}, ring(areas), {}, {.method = method}));
           })
        .place.argument;
  };
  EXPECT_EQ(argument(5, VarianceMethod::kReml), "weights");
  EXPECT_EQ(argument(4, VarianceMethod::kMoments), "method");
  const std::vector<std::string> names{"x"};
  const std::vector<double> gap{1, std::nan(""), 3, 5};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(
                  spatial_fay_herriot({value, variance}, ring(4), {.values = gap, .names = names}));
            }).code,
            "missing_covariates");
}

}  // namespace
}  // namespace sozialraum::smallarea
