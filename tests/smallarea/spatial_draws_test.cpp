#include "sozialraum/smallarea/spatial_draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "scotland.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

/// Draws of all areas, one list an area, sorted if asked.
std::vector<std::vector<double>> by_area(const SpatialDraws& draws, std::size_t number) {
  std::vector<double> block(number * draws.areas());
  draws.fill(0, number, block);
  std::vector<std::vector<double>> areas(draws.areas());
  for (std::size_t i = 0; i < block.size(); ++i) areas[i % draws.areas()].push_back(block[i]);
  return areas;
}

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double covariance(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = mean(x);
  const double mean_y = mean(y);
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mean_x) * (y[i] - mean_y);
  return sum / static_cast<double>(x.size());
}

class DrawsOfStructure : public testing::TestWithParam<Structure> {};

// The model's own mean, standard deviation and interval come from quadrature of the marginals, its
// draws from the Cholesky factor: two ways to the same numbers.
TEST_P(DrawsOfStructure, HaveTheMeanAndTheIntervalOfTheModel) {
  constexpr std::size_t kDraws = 1000;
  const Scotland scotland;
  const SpatialDraws draws(scotland.counts(), scotland.weights(), {.structure = GetParam()});
  const SpatialModelResult& model = draws.model();
  auto areas = by_area(draws, kDraws);
  double below = 0.0;
  double above = 0.0;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    // Five standard errors of a mean, over 56 areas.
    EXPECT_NEAR(mean(areas[i]), model.rate[i], 5.0 * model.sd[i] / std::sqrt(kDraws)) << i;
    EXPECT_NEAR(std::sqrt(covariance(areas[i], areas[i])), model.sd[i], 0.25 * model.sd[i]) << i;
    for (const double rate : areas[i]) {
      below += rate < model.lower[i] ? 1.0 : 0.0;
      above += rate > model.upper[i] ? 1.0 : 0.0;
    }
  }
  const auto all = static_cast<double>(kDraws * areas.size());
  EXPECT_NEAR(below / all, .025, .005);
  EXPECT_NEAR(above / all, .025, .005);
}

INSTANTIATE_TEST_SUITE_P(All, DrawsOfStructure,
                         testing::Values(Structure::kIid, Structure::kIcar, Structure::kLeroux,
                                         Structure::kBym2, Structure::kProperCar));

/// Hafen - Wald - Moor in a row.
spatial::Weights row_of_three() {
  std::vector<core::AreaCode> codes;
  for (const char* name : {"Hafen", "Moor", "Wald"}) {
    codes.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
  }
  const auto wald = static_cast<core::AreaId>(2);
  return {codes,
          {{{wald, 1.0}},
           {{wald, 1.0}},
           {{static_cast<core::AreaId>(0), 1.0}, {static_cast<core::AreaId>(1), 1.0}}}};
}

// Many cases, sd and share held: the logs of the rates are normal with the inverse covariance
// Q + diag(cases) where the constant is free. By hand for three areas: see below.
TEST(SpatialDraws, ErrTogetherAsTheModelSays) {
  const std::vector<double> cases{400.0, 300.0, 500.0};
  const std::vector<double> base{1000.0, 1000.0, 1000.0};
  const double sd = 0.05;
  const double share = 0.9;
  const SpatialDraws draws({.count = cases, .base = base}, row_of_three(),
                           {.structure = Structure::kLeroux,
                            .approximation = Approximation::kLaplace,
                            .held = {.sd = sd, .share = share}});
  const std::vector<double>& rate = draws.model().rate;

  // P = Q + W over u, with the constant b: [P, w; w', sum w]. Covariance of b + u by elimination.
  std::array<std::array<double, 4>, 4> a{};
  const double tau = 1.0 / (sd * sd);
  const std::array<double, 3> degree{1.0, 1.0, 2.0};
  for (std::size_t i = 0; i < 3; ++i) {
    // Weights at the mode: base times the mode's rate, nearly the posterior mean.
    const double w = base[i] * rate[i];
    a[i][i] = tau * (share * degree[i] + 1.0 - share) + w;
    a[i][3] = a[3][i] = w;
    a[3][3] += w;
  }
  a[0][2] = a[2][0] = a[1][2] = a[2][1] = -tau * share;
  std::array<std::array<double, 4>, 4> inverse{};
  for (std::size_t c = 0; c < 4; ++c) {
    auto m = a;
    std::array<double, 4> x{};
    x[c] = 1.0;
    for (std::size_t k = 0; k < 4; ++k) {
      for (std::size_t r = 0; r < 4; ++r) {
        if (r == k) continue;
        const double f = m[r][k] / m[k][k];
        for (std::size_t j = 0; j < 4; ++j) m[r][j] -= f * m[k][j];
        x[r] -= f * x[k];
      }
    }
    for (std::size_t r = 0; r < 4; ++r) inverse[r][c] = x[r] / m[r][r];
  }
  auto areas = by_area(draws, 10000);
  for (auto& area : areas) {
    for (double& x : area) x = std::log(x);
  }
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double wanted = inverse[i][j] + inverse[i][3] + inverse[3][j] + inverse[3][3];
      const double size = std::sqrt((inverse[i][i] + 2.0 * inverse[i][3] + inverse[3][3]) *
                                    (inverse[j][j] + 2.0 * inverse[j][3] + inverse[3][3]));
      EXPECT_NEAR(covariance(areas[i], areas[j]), wanted, 0.04 * size) << i << " " << j;
    }
  }
}

TEST(SpatialDraws, AreTheSameInAnyBlockAndOnAnyThreads) {
  const Scotland scotland;
  const SpatialDraws draws(scotland.counts(), scotland.weights());
  std::vector<double> whole(30 * 56);
  draws.fill(10, 30, whole);
  for (const std::size_t size : {1U, 7U}) {
    std::vector<double> part(size * 56);
    for (std::size_t first = 0; first + size <= 30; first += size) {
      draws.fill(10 + first, size, part, {.threads = 2});
      for (std::size_t i = 0; i < part.size(); ++i) ASSERT_EQ(part[i], whole[first * 56 + i]);
    }
  }
}

TEST(SpatialDraws, DoNotDependOnTheOrderOfRows) {
  const auto draws_of = [](bool turned) {
    std::vector<core::AreaCode> codes;
    for (const char* name : {"Hafen", "Moor", "Wald"}) {
      codes.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
    }
    std::vector<double> cases{4.0, 3.0, 9.0};
    if (turned) {
      std::ranges::reverse(codes);
      std::ranges::reverse(cases);
    }
    const auto at = [&](std::size_t i) { return static_cast<core::AreaId>(turned ? 2 - i : i); };
    std::vector<std::vector<spatial::Neighbour>> rows(3);
    rows[core::index(at(0))] = {{at(2), 1.0}};
    rows[core::index(at(1))] = {{at(2), 1.0}};
    rows[core::index(at(2))] = {{std::min(at(0), at(1)), 1.0}, {std::max(at(0), at(1)), 1.0}};
    const std::vector<double> base(3, 20.0);
    const SpatialDraws draws({.count = cases, .base = base}, {std::move(codes), std::move(rows)});
    std::vector<double> block(5 * 3);
    draws.fill(0, 5, block);
    if (turned) {
      for (std::size_t d = 0; d < 5; ++d) std::swap(block[3 * d], block[3 * d + 2]);
    }
    return block;
  };
  EXPECT_EQ(draws_of(false), draws_of(true));
}

TEST(SpatialDraws, HaveNoNumberWhereTheModelHasNone) {
  const std::vector<double> cases{4.0, std::nan(""), 9.0};
  const std::vector<double> base{20.0, 20.0, 0.0};
  const SpatialDraws draws({.count = cases, .base = base}, row_of_three(),
                           {.held = {.sd = 0.5, .share = 0.5}});
  std::vector<double> block(3);
  draws.fill(0, 1, block);
  EXPECT_GT(block[0], 0.0);
  EXPECT_TRUE(std::isnan(block[1]));
  EXPECT_GT(block[2], 0.0);  // without a base: what the others let expect

  const std::vector<double> none(3, 0.0);
  const SpatialDraws nothing({.count = none, .base = base}, row_of_three());
  nothing.fill(0, 1, block);
  EXPECT_TRUE(std::isnan(block[0]));
}

TEST(SpatialDraws, RefuseABlockOfAnotherSize) {
  const std::vector<double> cases{4.0, 3.0, 9.0};
  const std::vector<double> base(3, 20.0);
  const SpatialDraws draws({.count = cases, .base = base}, row_of_three());
  std::vector<double> block(4);
  EXPECT_EQ(test::finding_of([&] { draws.fill(0, 1, block); }).code, "length_mismatch");
  EXPECT_EQ(test::finding_of([&] { draws.fill(5'000'000'000, 1, block); }).code,
            "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::smallarea
