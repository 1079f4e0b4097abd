#include "sozialraum/smallarea/spatial_fay_herriot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

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
