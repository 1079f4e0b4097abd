#include "sozialraum/smallarea/composition.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

const double kNan = std::nan("");
const std::vector<std::string> kKinds{"young", "middle", "old"};
// Six villages: young, middle, old.
const std::vector<double> kCounts{20, 50, 30, 5,  40, 55, 90, 200, 110,
                                  1,  2,  3,  60, 90, 50, 0,  0,   0};

TEST(Composition, AddsUpInEveryArea) {
  const auto result = composition({kCounts, kKinds});
  for (std::size_t area = 0; area < 6; ++area) {
    double sum = 0;
    for (std::size_t kind = 0; kind < 3; ++kind) {
      const std::size_t at = 3 * area + kind;
      sum += result.share[at];
      EXPECT_LT(result.lower[at], result.share[at]);
      EXPECT_GT(result.upper[at], result.share[at]);
    }
    EXPECT_NEAR(sum, 1, 1e-14);
  }
  // 176, 382, 248 of 806.
  EXPECT_DOUBLE_EQ(result.of_all[0], 176.0 / 806);
  // Few people are pulled far to all, many hardly; nobody is where all are.
  EXPECT_NEAR(result.share[5 * 3], result.of_all[0], .05);
  EXPECT_LT(std::abs(result.share[2 * 3] - 90.0 / 400), .01);
  EXPECT_LT(result.persons[5], result.persons[3]);
  EXPECT_LT(result.persons[3], result.persons[2]);
}

/// Of two kinds one is the rest of the other: the shares are those of the binomial model.
TEST(Composition, OfTwoKindsIsTheBinomialModel) {
  const std::vector<std::string> kinds{"yes", "no"};
  const std::vector<double> counts{20, 80, 5, 95, 90, 310, 1, 5, 60, 140};
  const std::vector<double> yes{20, 5, 90, 1, 60};
  const std::vector<double> people{100, 100, 400, 6, 200};
  const auto result = composition({counts, kinds});
  const auto bayes = empirical_bayes({yes, people}, {.model = Model::kBinomial});
  for (std::size_t area = 0; area < 5; ++area) {
    EXPECT_NEAR(result.share[2 * area], bayes.posterior_mean[area], 2e-3) << area;
    const double m = result.share[2 * area];
    EXPECT_NEAR(m * (1 - m) / (result.persons[area] + 1) / bayes.posterior_variance[area], 1, .03);
  }
}

TEST(Composition, TellsWhatIsMissing) {
  std::vector<double> counts = kCounts;
  counts[4] = kNan;
  const auto result = composition({counts, kKinds});
  EXPECT_TRUE(std::isnan(result.share[3]));
  EXPECT_EQ(result.states[1], core::CellState::kNotReported);
  const std::vector<double> nobody(6, 0.0);
  const auto empty = composition({nobody, kKinds});
  EXPECT_EQ(empty.findings[0].code, "no_base");
  EXPECT_EQ(empty.states[0], core::CellState::kUndefined);
}

TEST(Composition, RefusesWhatDoesNotFit) {
  const std::vector<double> counts{1, 2, 3, -1};
  const std::vector<std::string> one{"a"};
  const std::vector<std::string> two{"a", "b"};
  const std::vector<std::string> same{"a", "a"};
  const auto code = [&](const std::vector<std::string>& kinds) {
    return test::finding_of([&] { static_cast<void>(composition({counts, kinds})); }).code;
  };
  EXPECT_EQ(code(one), "invalid_argument");
  EXPECT_EQ(code(two), "negative_count");
  EXPECT_EQ(code(same), "duplicate_column");
  EXPECT_EQ(code(kKinds), "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::smallarea
