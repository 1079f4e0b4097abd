#include "sozialraum/smallarea/spatial_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>
#include <random>
#include <sstream>

#include "gal.hpp"
#include "scotland.hpp"
#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Where the parabola through three points is highest.
double top(const std::array<double, 3>& x, const std::array<double, 3>& f) {
  const double left = (x[1] - x[0]) * (f[1] - f[2]);
  const double right = (x[1] - x[2]) * (f[1] - f[0]);
  return x[1] - 0.5 * ((x[1] - x[0]) * left - (x[1] - x[2]) * right) / (left - right);
}

SpatialModelOptions laplace_at(Structure structure, double variance, double share = 0.5) {
  return {.structure = structure,
          .approximation = Approximation::kLaplace,
          .held = {.sd = std::sqrt(variance), .share = share}};
}

// Independent recomputation of the restricted likelihood (coefficients integrated out).
TEST(SpatialModel, OfIndependentDistrictsIsLikeliestAtTheVarianceKnownForScotland) {
  const Scotland scotland;
  const std::array<double, 3> variance{.364, .365, .366};
  std::array<double, 3> likelihood{};
  for (std::size_t i = 0; i < 3; ++i) {
    likelihood[i] = scotland.fit(laplace_at(Structure::kIid, variance[i])).log_likelihood;
  }
  EXPECT_NEAR(top(variance, likelihood), .365171, 5e-4);
}

// hglm (R Journal 2013) prints .1548 and .174 of the proper CAR; more digits, the coefficients and
// their standard errors: independent recomputation.
TEST(SpatialModel, OfTheProperCarAgreesWithPublishedRestrictedLikelihood) {
  const Scotland scotland;
  const std::array<double, 3> variance{.147, .155, .163};
  const std::array<double, 3> share{.1739, .1740, .1741};
  std::array<double, 3> by_variance{};
  std::array<double, 3> by_share{};
  for (std::size_t i = 0; i < 3; ++i) {
    by_variance[i] =
        scotland.fit(laplace_at(Structure::kProperCar, variance[i], .174012)).log_likelihood;
    by_share[i] = scotland.fit(laplace_at(Structure::kProperCar, .154806, share[i])).log_likelihood;
  }
  EXPECT_NEAR(top(variance, by_variance), .154806, 5e-4);
  EXPECT_NEAR(top(share, by_share), .174012, 2e-5);

  const auto fit = scotland.fit(laplace_at(Structure::kProperCar, .154806, .174012));
  ASSERT_EQ(fit.coefficients.size(), 2U);
  EXPECT_EQ(fit.coefficients[1].name, "outdoors");
  EXPECT_NEAR(fit.coefficients[0].mean, .26793, 5e-5);
  EXPECT_NEAR(fit.coefficients[1].mean, .3768, 5e-5);
  EXPECT_NEAR(fit.coefficients[0].sd, .20764, 5e-5);
  EXPECT_NEAR(fit.coefficients[1].sd, .12167, 5e-5);
}

// The share of the proper CAR ends at 1 / 5.7080313, the largest eigenvalue of Scotland's borders.
TEST(SpatialModel, KnowsWhereTheShareOfTheProperCarEnds) {
  const Scotland scotland;
  EXPECT_GT(scotland.fit(laplace_at(Structure::kProperCar, .15, .1751)).rate[0], 0.0);
  const core::Finding finding = test::finding_of(
      [&] { static_cast<void>(scotland.fit(laplace_at(Structure::kProperCar, .15, .1752))); });
  EXPECT_EQ(finding.place.argument, "held");
  EXPECT_NE(finding.message.find("0.175192"), std::string::npos) << finding.message;
}

TEST(SpatialModel, OfScotlandPrefersBordersToIndependence) {
  const Scotland scotland;
  const auto alone = scotland.fit({.structure = Structure::kIid});
  for (const Structure structure :
       {Structure::kIcar, Structure::kLeroux, Structure::kBym2, Structure::kProperCar}) {
    const auto fit = scotland.fit({.structure = structure});
    EXPECT_GT(fit.log_likelihood, alone.log_likelihood + 5.0);
    // Farm, sea and forest explain a part, the less the more neighbours explain.
    EXPECT_NEAR(fit.coefficients[1].mean, .38, .04);
    EXPECT_NEAR(alone.coefficients[1].mean, .68, .02);
    EXPECT_TRUE(fit.findings.empty());
    for (std::size_t i = 0; i < 56; ++i) {
      EXPECT_LT(fit.lower[i], fit.rate[i]);
      EXPECT_GT(fit.upper[i], fit.rate[i]);
      EXPECT_GE(fit.weight[i], 0.0);
      EXPECT_LE(fit.weight[i], 1.0);
    }
  }
}

spatial::Weights links(const std::vector<std::string>& codes,
                       const std::vector<std::array<std::size_t, 2>>& pairs) {
  std::vector<core::AreaCode> parsed;
  for (const auto& code : codes) {
    parsed.push_back(core::AreaCode::parse(code, core::CodeKind::kCustom));
  }
  std::vector<std::vector<spatial::Neighbour>> rows(codes.size());
  for (const auto& [a, b] : pairs) {
    rows[a].push_back({static_cast<core::AreaId>(b), 1.0});
    rows[b].push_back({static_cast<core::AreaId>(a), 1.0});
  }
  return {std::move(parsed), std::move(rows)};
}

/// A square of fields, each the neighbour of those beside it and at its corners.
struct Fields {
  std::vector<std::string> codes{};
  std::vector<double> count{};
  std::vector<double> base{};
  std::vector<std::array<std::size_t, 2>> pairs{};

  explicit Fields(std::size_t side) {
    std::mt19937 dice(11);
    for (std::size_t i = 0; i < side * side; ++i) {
      codes.push_back(std::to_string(100000 + i));
      base.push_back(static_cast<double>(5 + dice() % 100));
      const double rate = 0.1 + 0.1 * static_cast<double>(i / side) / static_cast<double>(side);
      count.push_back(std::floor(rate * base.back() + static_cast<double>(dice() % 100) / 100.0));
      if (i % side > 0) pairs.push_back({i, i - 1});
      if (i >= side) pairs.push_back({i, i - side});
      if (i >= side && i % side > 0) pairs.push_back({i, i - side - 1});
      if (i >= side && (i + 1) % side > 0) pairs.push_back({i, i - side + 1});
    }
  }
};

TEST(SpatialModel, IsTheSameBytesForAnyOrderOfRowsAndAnyNumberOfThreads) {
  const Fields fields(12);
  const std::size_t n = fields.codes.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937 dice(3);
  std::shuffle(order.begin(), order.end(), dice);
  std::vector<std::size_t> place(n);
  Fields shuffled(12);
  for (std::size_t i = 0; i < n; ++i) {
    place[order[i]] = i;
    shuffled.codes[i] = fields.codes[order[i]];
    shuffled.count[i] = fields.count[order[i]];
    shuffled.base[i] = fields.base[order[i]];
  }
  for (auto& [a, b] : shuffled.pairs) {
    a = place[a];
    b = place[b];
  }
  for (const Structure structure : {Structure::kLeroux, Structure::kBym2}) {
    for (const Model model : {Model::kPoisson, Model::kBinomial}) {
      const auto fit = [&](const Fields& map, unsigned threads) {
        return spatial_model(
            {.count = map.count, .base = map.base}, links(map.codes, map.pairs),
            {.structure = structure, .model = model, .execution = {.threads = threads}});
      };
      const SpatialModelResult expected = fit(fields, 1);
      const SpatialModelResult other = fit(shuffled, 3);
      EXPECT_EQ(other.log_likelihood, expected.log_likelihood);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(other.rate[i], expected.rate[order[i]]);
        ASSERT_EQ(other.upper[i], expected.upper[order[i]]);
        ASSERT_EQ(other.weight[i], expected.weight[order[i]]);
      }
    }
  }
}

// 81 villages of 5 to 500 people, a tenth of whom are cases; true rates alike, or different by
// chance, or alike among neighbours. 24 maps each: 1,944 villages, of which chance leaves .95 +-
// .02.
struct Truth {
  const char* name;
  double by_chance;
  double by_place;
};

class CoverageOfSpatialModel : public testing::TestWithParam<Truth> {};

TEST_P(CoverageOfSpatialModel, IsKeptAndItComesNearerThanRawRates) {
  constexpr int kMaps = 24;
  const Fields fields(9);
  const auto map = links(fields.codes, fields.pairs);
  const std::size_t n = fields.codes.size();
  std::size_t covered = 0;
  double error = 0.0;
  double raw_error = 0.0;
  for (int k = 0; k < kMaps; ++k) {
    core::RandomStream dice(21, GetParam().name, static_cast<std::uint64_t>(k));
    const double phase = 6.0 * dice.uniform();
    std::vector<double> truth;
    std::vector<double> count;
    std::vector<double> base;
    for (std::size_t i = 0; i < n; ++i) {
      const double wave = std::sin(phase + 0.5 * static_cast<double>(i % 9)) +
                          std::cos(phase + 0.4 * static_cast<double>(i / 9));
      truth.push_back(
          std::exp(-2.3 + GetParam().by_chance * dice.normal() + GetParam().by_place * wave));
      base.push_back(std::floor(5.0 * std::pow(100.0, dice.uniform())));
      double cases = 0.0;  // Poisson, by waiting times
      for (double left = truth[i] * base[i]; (left += std::log1p(-dice.uniform())) > 0.0;) ++cases;
      count.push_back(cases);
    }
    const auto fit = spatial_model({.count = count, .base = base}, map);
    for (std::size_t i = 0; i < n; ++i) {
      covered += fit.lower[i] <= truth[i] && truth[i] <= fit.upper[i];
      error += std::pow(fit.rate[i] - truth[i], 2);
      raw_error += std::pow(count[i] / base[i] - truth[i], 2);
    }
  }
  const double share = static_cast<double>(covered) / static_cast<double>(kMaps * n);
  RecordProperty("coverage", std::to_string(share));
  std::printf("%s: coverage %.3f, squared error %.3f of that of raw rates\n", GetParam().name,
              share, error / raw_error);
  EXPECT_GE(share, 0.93);
  EXPECT_LT(error, 0.6 * raw_error);
}

INSTANTIATE_TEST_SUITE_P(Truths, CoverageOfSpatialModel,
                         testing::Values(Truth{"alike", 0.0, 0.0}, Truth{"by chance", 0.4, 0.0},
                                         Truth{"by place", 0.0, 0.4}, Truth{"by both", 0.25, 0.3}));

// A row of ten villages; the middle ones have 0 of 20, those at the ends 8 of 20.
TEST(SpatialModel, AnAreaWithoutPeopleGetsWhatItsNeighboursLetExpect) {
  std::vector<double> count{8, 8, 8, 0, 0, 0, 0, 8, 8, 8, 0, 0};
  std::vector<double> base{20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 0, 0};
  std::vector<std::string> codes;
  std::vector<std::array<std::size_t, 2>> pairs;
  for (std::size_t i = 0; i < 12; ++i) {
    codes.push_back(std::to_string(10 + i));
    if (i > 0 && i < 10) pairs.push_back({i, i - 1});
  }
  pairs.insert(pairs.end(), {{10, 0}, {10, 1}, {11, 4}, {11, 5}});
  const auto fit = spatial_model({.count = count, .base = base}, links(codes, pairs),
                                 {.structure = Structure::kIcar, .model = Model::kBinomial});
  EXPECT_GT(fit.rate[10], 0.25);
  EXPECT_LT(fit.rate[11], 0.10);
  EXPECT_EQ(fit.weight[10], 0.0);
  ASSERT_FALSE(fit.findings.empty());
  EXPECT_EQ(fit.findings[0].code, "empty_base");
  EXPECT_EQ(fit.findings[0].areas, (std::vector<std::string>{"20", "21"}));
}

TEST(SpatialModel, MissingStaysMissingAndWithoutCasesNothingIsSaid) {
  const std::vector<std::string> codes{"a", "b", "c"};
  const auto map = links(codes, {{0, 1}, {1, 2}});
  const std::vector<double> base{10, 10, 10};
  const std::vector<double> none{0, 0, kNan};
  const auto nothing = spatial_model({.count = none, .base = base}, map);
  EXPECT_EQ(nothing.findings.at(0).code, "no_finite_fit");
  EXPECT_EQ(nothing.states[0], core::CellState::kUndefined);
  EXPECT_EQ(nothing.states[2], core::CellState::kNotReported);
  const std::vector<double> all{10, 10, 10};
  EXPECT_EQ(spatial_model({.count = all, .base = base}, map, {.model = Model::kBinomial})
                .findings.at(0)
                .code,
            "no_finite_fit");
  const std::vector<double> empty{0, 0, 0};
  EXPECT_EQ(spatial_model({.count = empty, .base = empty}, map).findings.at(0).code, "no_base");
  EXPECT_TRUE(spatial_model({}, links({}, {})).rate.empty());

  const std::vector<double> some{3, 1, kNan};
  const auto fit = spatial_model({.count = some, .base = base}, map);
  EXPECT_TRUE(std::isnan(fit.rate[2]));
  EXPECT_GT(fit.rate[0], fit.rate[1]);
  const std::vector<double> one{3, kNan, kNan};
  EXPECT_NEAR(spatial_model({.count = one, .base = base}, map).rate[0], 0.3, 0.15);
}

TEST(SpatialModel, SaysBeforehandWhatItTakes) {
  const Fields small(10);
  const Fields large(40);
  const auto of = [](const Fields& map, Structure structure, unsigned threads) {
    return estimate_spatial_model(links(map.codes, map.pairs),
                                  {.structure = structure, .execution = {.threads = threads}});
  };
  const auto little = of(small, Structure::kLeroux, 1);
  const auto much = of(large, Structure::kLeroux, 1);
  // Sixteen times the areas: more than sixteen times the work, for the borders grow as well.
  EXPECT_GT(much.seconds, 16.0 * little.seconds);
  EXPECT_GT(much.bytes, 16 * little.bytes);
  EXPECT_LT(much.bytes, 40'000'000U);
  EXPECT_GT(of(large, Structure::kBym2, 1).bytes, much.bytes);
  EXPECT_GT(of(large, Structure::kLeroux, 2).bytes, much.bytes);
  EXPECT_LT(of(large, Structure::kLeroux, 2).seconds, much.seconds);
}

TEST(SpatialModel, RefusesWhatCannotBe) {
  const std::vector<std::string> codes{"a", "b", "c"};
  const auto map = links(codes, {{0, 1}, {1, 2}});
  const std::vector<double> count{3, 1, 2};
  const std::vector<double> base{10, 10, 10};
  const auto code = [&](const SpatialModelOptions& options, std::span<const double> y) {
    return test::finding_of(
               [&] { static_cast<void>(spatial_model({.count = y, .base = base}, map, options)); })
        .code;
  };
  EXPECT_EQ(code({}, std::span(count).first(2)), "length_mismatch");
  EXPECT_EQ(code({.level = 95}, count), "invalid_argument");
  EXPECT_EQ(code({.sd_prior = kNan}, count), "invalid_argument");
  EXPECT_EQ(code({.held = {.sd = 0.3, .share = 1.0}}, count), "invalid_argument");
  const std::vector<std::string> names{"x"};
  const std::vector<double> constant{1, 1, 1};
  EXPECT_EQ(code({.covariates = {.values = constant, .names = names}}, count), "constant_column");
  EXPECT_EQ(code({.covariates = {.values = base, .names = codes}}, count), "length_mismatch");
  core::Progress stopped;
  stopped.stop = true;
  EXPECT_THROW(static_cast<void>(spatial_model({.count = count, .base = base}, map,
                                               {.execution = {.progress = &stopped}})),
               core::Cancelled);
}

}  // namespace
}  // namespace sozialraum::smallarea
