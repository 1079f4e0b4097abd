#include "sozialraum/composite/analytic_hierarchy.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::composite {
namespace {

// Independent recomputation (numpy eigenvector).
TEST(AnalyticHierarchy, WeighsThreeIndicators) {
  const std::vector<double> judgements{1, 3, 5, 1.0 / 3, 1, 3, 1.0 / 5, 1.0 / 3, 1};
  const AnalyticHierarchy found = analytic_hierarchy(judgements, 3);
  EXPECT_NEAR(found.weights[0], .63698557, 5e-9);
  EXPECT_NEAR(found.weights[1], .25828499, 5e-9);
  EXPECT_NEAR(found.weights[2], .10472943, 5e-9);
  EXPECT_NEAR(found.largest_eigenvalue, 3.03851109, 5e-9);
  EXPECT_NEAR(found.consistency_index, .01925555, 5e-9);
  EXPECT_NEAR(found.consistency_ratio, .0331992, 5e-8);
}

TEST(AnalyticHierarchy, JudgementsThatAgreeGiveTheirOwnWeights) {
  // weights 4 : 2 : 1
  const AnalyticHierarchy found =
      analytic_hierarchy(std::vector<double>{1, 2, 4, .5, 1, 2, .25, .5, 1}, 3);
  EXPECT_NEAR(found.weights[0], 4.0 / 7, 1e-14);
  EXPECT_NEAR(found.consistency_ratio, 0, 1e-14);
  EXPECT_EQ(analytic_hierarchy(std::vector<double>{1}, 1).weights, std::vector<double>{1});
  EXPECT_NEAR(analytic_hierarchy(std::vector<double>{1, 3, 1.0 / 3, 1}, 2).weights[0], .75, 1e-14);
}

TEST(AnalyticHierarchy, RefusesJudgementsThatContradictThemselves) {
  const auto argument = [](const std::vector<double>& judgements, std::size_t n) {
    return test::finding_of([&] { static_cast<void>(analytic_hierarchy(judgements, n)); })
        .place.argument;
  };
  EXPECT_EQ(argument({1, 2, 3, 1}, 2), "judgements");
  EXPECT_EQ(argument({2}, 1), "judgements");
  EXPECT_EQ(argument({1, -2, -.5, 1}, 2), "judgements");
  EXPECT_EQ(argument({1, 2, .5}, 2), "judgements");
  EXPECT_EQ(argument({}, 0), "judgements");
}

}  // namespace
}  // namespace sozialraum::composite
