#include "sozialraum/composite/group_weights.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::composite {
namespace {

using Values = std::vector<double>;

TEST(BudgetAllocation, IsTheMeanOfTheSharesWithTheirRange) {
  const Values points{50, 30, 20, 40, 40, 20, 60, 20, 20};
  const GroupWeights found = budget_allocation({.values = points, .items = 3});
  const Values weights{0.5, 0.3, 0.2};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(found.weights[i], weights[i], 1e-15);
  EXPECT_EQ(found.least, (Values{0.4, 0.2, 0.2}));
  EXPECT_EQ(found.most, (Values{0.6, 0.4, 0.2}));
  EXPECT_EQ(found.settled, (std::vector<bool>{true, true, true}));  // quarters 0.45 and 0.55
  EXPECT_NEAR(found.agreement, 0.833333333333, 1e-12);  // scipy friedmanchisquare / (m (n - 1))
}

TEST(BudgetAllocation, DoesNotHangOnTheSizeOfTheBudget) {
  const Values points{5, 3, 2, 400, 400, 200};
  const GroupWeights found = budget_allocation({.values = points, .items = 3});
  EXPECT_NEAR(found.weights[0], 0.45, 1e-15);
  EXPECT_NEAR(found.weights[1], 0.35, 1e-15);
}

TEST(DelphiRound, TellsMedianQuartersAndWhoMustSpeakAgain) {
  const Values scores{9, 7, 3, 5, 8, 8, 2, 5, 9, 6, 4, 4, 7, 8, 3, 6};
  const GroupWeights found = delphi_round({.values = scores, .items = 4});
  // numpy.quantile: quarters 7.75 to 9, 6.75 to 8, 2.75 to 3.25, 4.75 to 5.25
  EXPECT_EQ(found.median, (Values{8.5, 7.5, 3, 5}));
  EXPECT_EQ(found.lower, (Values{7.75, 6.75, 2.75, 4.75}));
  EXPECT_EQ(found.upper, (Values{9, 8, 3.25, 5.25}));
  EXPECT_EQ(found.settled, (std::vector<bool>{false, false, true, true}));
  EXPECT_NEAR(found.weights[0], 8.5 / 24.0, 1e-15);
  EXPECT_NEAR(found.agreement, 0.907894736842, 1e-12);  // scipy, one tie in the second row
}

TEST(GroupWeights, OfOnePersonOrOfNobodysOpinionHaveNoAgreement) {
  const Values one{5, 3};
  EXPECT_TRUE(std::isnan(delphi_round({.values = one, .items = 2}).agreement));
  const Values flat{5, 5, 3, 3};
  EXPECT_TRUE(std::isnan(delphi_round({.values = flat, .items = 2}).agreement));
}

TEST(GroupWeights, RefuseWhatIsNoJudgement) {
  const auto argument = [](const Values& values, std::size_t items, double settled = 1.0) {
    return test::finding_of([&] {
             static_cast<void>(budget_allocation({.values = values, .items = items}, settled));
           })
        .place.argument;
  };
  EXPECT_EQ(argument({1, 2, 3}, 2), "points");
  EXPECT_EQ(argument({}, 2), "points");
  EXPECT_EQ(argument({1, -2}, 2), "points");
  EXPECT_EQ(argument({1, NAN}, 2), "points");
  EXPECT_EQ(argument({0, 0}, 2), "points");
  EXPECT_EQ(argument({1, 2}, 2, -1.0), "settled");
  const Values zeros{0, 0};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(delphi_round({.values = zeros, .items = 2}));
            }).place.argument,
            "scores");
}

}  // namespace
}  // namespace sozialraum::composite
