#include "sozialraum/typology/fuzzy_cmeans.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

TEST(FuzzyCMeans, APencilFindsTheCentresOfThreeAreas) {
  // Centres at -c and c. With m = 2 the area at 1 belongs (1 + c)^2 / (2 + 2 c^2) to c, the one in
  // the middle 1/2; the mean with squared memberships is c again where 3 (1 + c^2)^2 = 8.
  const double c = std::sqrt(std::sqrt(8.0 / 3.0) - 1.0);
  const auto points = test::points("Au -1\nBerg 0\nCham 1\n");
  const FuzzyTypes result = fuzzy_cmeans(points.view(), {.types = 2});
  ASSERT_EQ(result.type_count(), 2U);
  EXPECT_NEAR(std::abs(result.centres[0]), c, 1e-8);
  EXPECT_NEAR(result.centres[0], -result.centres[1], 1e-8);
  EXPECT_NEAR(result.membership[2], 0.5, 1e-8);  // Berg
  EXPECT_NEAR(std::max(result.membership[4], result.membership[5]),
              (1.0 + c) * (1.0 + c) / (2.0 + 2.0 * c * c), 1e-8);
  EXPECT_TRUE(result.converged);
}

TEST(FuzzyCMeans, AnAreaOnACentreBelongsToItAlone) {
  const auto points = test::points("Au 0\nBerg 3\nCham 4\n");
  const std::vector<double> centres{0.0, 4.0};
  // Berg: squared distances 9 and 1, so 1/10 and 9/10; with m = 1.5 their squares: 1/82 and 81/82.
  const auto shares = fuzzy_membership(points.view(), centres, 2.0);
  EXPECT_EQ(shares[0], 1.0);
  EXPECT_EQ(shares[1], 0.0);
  EXPECT_NEAR(shares[2], 1.0 / 10.0, 1e-15);
  EXPECT_NEAR(shares[3], 9.0 / 10.0, 1e-15);
  const auto sharper = fuzzy_membership(points.view(), centres, 1.5);
  EXPECT_NEAR(sharper[3], 81.0 / 82.0, 1e-12);
  const std::vector<double> twice{0.0, 0.0};
  EXPECT_EQ(fuzzy_membership(points.view(), twice, 2.0)[0], 0.5);
}

TEST(FuzzyCMeans, NeitherCentresNorMembershipsCanBeBettered) {
  auto points = test::guerry();
  points.weights = test::guerry_population();
  const double m = 1.4;
  const FuzzyTypes result = fuzzy_cmeans(points.view(), {.types = 3, .fuzzifier = m});
  double objective = 0.0;
  std::vector<double> sums(18, 0.0);
  std::vector<double> held(3, 0.0);
  for (std::size_t i = 0; i < 85; ++i) {
    std::vector<double> d2(3, 0.0);
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t j = 0; j < 6; ++j) {
        const double gap = points.view().row(i)[j] - result.centres[k * 6 + j];
        d2[k] += gap * gap;
      }
    }
    for (std::size_t k = 0; k < 3; ++k) {
      double sum = 0.0;
      for (std::size_t l = 0; l < 3; ++l) sum += std::pow(d2[k] / d2[l], 1.0 / (m - 1.0));
      EXPECT_NEAR(result.membership[i * 3 + k], 1.0 / sum, 1e-9);
      const double share = points.weights[i] * std::pow(1.0 / sum, m);
      objective += share * d2[k];
      held[k] += share;
      for (std::size_t j = 0; j < 6; ++j) sums[k * 6 + j] += share * points.view().row(i)[j];
    }
  }
  for (std::size_t i = 0; i < 18; ++i) EXPECT_NEAR(result.centres[i], sums[i] / held[i / 6], 1e-7);
  EXPECT_NEAR(result.objective, objective, 1e-9);
}

TEST(FuzzyCMeans, AlmostCrispItIsKMeans) {
  const auto points = test::guerry();
  const Clustering crisp = kmeans(points.view(), {.types = 3});
  const FuzzyTypes result =
      fuzzy_cmeans(points.view(), {.types = 3, .fuzzifier = 1.02, .starts = 60});
  EXPECT_NEAR(result.objective, crisp.inertia, 1.0);
  EXPECT_GT(result.partition_coefficient, 0.97);
}

TEST(FuzzyCMeans, WeightsAreRepeatedRows) {
  auto weighted = test::points("Au 0 1\nBerg 1 0\nCham 4 4\nDorf 5 5\nEsch 9 1\n");
  weighted.weights = {3, 1, 2, 1, 4};
  auto repeated = test::OwnPoints{.indicators = weighted.indicators};
  for (std::size_t i = 0; i < 5; ++i) {
    for (int copy = 0; copy < static_cast<int>(weighted.weights[i]); ++copy) {
      const auto row = weighted.view().row(i);
      repeated.add(weighted.codes[i].text() + std::to_string(copy), {row.begin(), row.end()});
    }
  }
  const FuzzyTypes one = fuzzy_cmeans(weighted.view(), {.types = 2});
  const FuzzyTypes many = fuzzy_cmeans(repeated.view(), {.types = 2});
  EXPECT_NEAR(one.objective, many.objective, 1e-9);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(one.centres[i], many.centres[i], 1e-7);
  EXPECT_NEAR(one.partition_coefficient, many.partition_coefficient, 1e-7);
  weighted.weights[4] = 0.0;  // shapes nothing, and is told what it is like
  const FuzzyTypes without = fuzzy_cmeans(weighted.view(), {.types = 2});
  EXPECT_NEAR(without.membership[8] + without.membership[9], 1.0, 1e-12);
  EXPECT_LT(std::max(without.centres[0], without.centres[2]), 5.0);
}

TEST(FuzzyCMeans, GivesTheSameForAnyThreadsAndOrderOfRows) {
  const auto points = test::guerry();
  const auto order = test::shuffled(85);
  const auto one =
      fuzzy_cmeans(points.view(), {.types = 4, .fuzzifier = 1.3, .execution = {.threads = 1}});
  const auto mixed = fuzzy_cmeans(test::reordered(points, order).view(),
                                  {.types = 4, .fuzzifier = 1.3, .execution = {.threads = 4}});
  EXPECT_EQ(mixed.start_objective, one.start_objective);
  EXPECT_EQ(mixed.centres, one.centres);
  for (std::size_t i = 0; i < 85; ++i) {
    EXPECT_EQ(mixed.types[i], one.types[order[i]]);
    EXPECT_EQ(mixed.membership[i * 4], one.membership[order[i] * 4]);
  }
}

TEST(FuzzyCMeans, SaysWhenCentresRunTogether) {
  const auto has = [](const FuzzyTypes& result, const std::string& code) {
    return std::ranges::any_of(result.findings, [&](const auto& f) { return f.code == code; });
  };
  const auto points = test::guerry();
  EXPECT_TRUE(
      has(fuzzy_cmeans(points.view(), {.types = 4, .fuzzifier = 3.0}), "types_run_together"));
  EXPECT_FALSE(
      has(fuzzy_cmeans(points.view(), {.types = 4, .fuzzifier = 1.3}), "types_run_together"));
  EXPECT_TRUE(has(fuzzy_cmeans(points.view(), {.types = 4, .fuzzifier = 1.3, .passes = 2}),
                  "passes_used_up"));
}

TEST(FuzzyCMeans, RefusesWhatCannotBe) {
  const auto points = test::villages();
  const auto refusal = [&](const FuzzyOptions& options) {
    return test::finding_of([&] { static_cast<void>(fuzzy_cmeans(points.view(), options)); });
  };
  EXPECT_EQ(refusal({.types = 0}).place.argument, "types");
  EXPECT_EQ(refusal({.types = 6}).code, "fewer_areas_than_types");
  for (const double m : {1.0, 0.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(refusal({.types = 2, .fuzzifier = m}).place.argument, "fuzzifier");
  }
  EXPECT_EQ(refusal({.types = 2, .starts = 0}).place.argument, "starts");
  EXPECT_EQ(refusal({.types = 2, .passes = 0}).place.argument, "passes");
  EXPECT_EQ(refusal({.types = 2, .tolerance = -1.0}).place.argument, "tolerance");
  const std::vector<double> centres{1.0, 2.0, 3.0};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(fuzzy_membership(points.view(), centres, 2.0));
            }).code,
            "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::typology
