#include "sozialraum/typology/transitions.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

/// Lists of types whose table is the given one.
std::pair<Types, Types> lists(const std::vector<std::size_t>& table, std::size_t types) {
  std::pair<Types, Types> result;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t n = 0; n < table[i]; ++n) {
      result.first.push_back(static_cast<std::uint32_t>(i / types));
      result.second.push_back(static_cast<std::uint32_t>(i % types));
    }
  }
  return result;
}

TEST(Transitions, CountWhoStayedAndWhoWent) {
  const auto result = transitions(Types{0, 0, 0, 1}, Types{0, 0, 1, 1}, 2);
  EXPECT_EQ(result.areas, (std::vector<std::uint64_t>{2, 1, 0, 1}));
  EXPECT_EQ(result.total, 4U);
  EXPECT_EQ(result.stayed, 3U);
  EXPECT_DOUBLE_EQ(result.share[0], 2.0 / 3);
  // Wilson for 2 of 3: (2/3 + z²/6 -+ z sqrt((2/3)(1/3)/3 + z²/36)) / (1 + z²/3), z = 1.959964
  EXPECT_NEAR(result.lower[0], 0.2076596, 1e-6);
  EXPECT_NEAR(result.upper[0], 0.9385081, 1e-6);
  EXPECT_DOUBLE_EQ(result.kappa, 0.5);  // (3/4 - 1/2) / (1 - 1/2)
  EXPECT_TRUE(std::isnan(result.quadratic_kappa));
  // Pairs together: 1 both times, 3 before, 2 after of 6: (1 - 1) / (2.5 - 1)
  EXPECT_DOUBLE_EQ(result.adjusted_rand, 0.0);
}

TEST(Transitions, ReproduceTheBerlinMonitoring) {
  // Status of the Planungsräume, Monitoring Soziale Stadtentwicklung 2013, 2015, 2017: high,
  // middle, low, very low; measures recomputed with scikit-learn.
  const auto [a, b] = lists({73, 7, 0, 0, 5, 251, 8, 0, 0, 11, 34, 7, 0, 0, 7, 31}, 4);
  const auto first = transitions(a, b, 4, {.ordered = true});
  EXPECT_EQ(first.total, 434U);
  EXPECT_NEAR(first.stay, 0.8963, 5e-5);
  EXPECT_NEAR(first.kappa, 0.8177, 5e-5);
  EXPECT_NEAR(first.quadratic_kappa, 0.9186, 5e-5);
  EXPECT_NEAR(first.adjusted_rand, 0.7729, 5e-5);
  const auto [c, d] = lists({69, 9, 0, 0, 5, 259, 5, 1, 0, 10, 31, 8, 0, 0, 5, 33}, 4);
  const auto second = transitions(c, d, 4, {.ordered = true});
  EXPECT_EQ(second.total, 435U);
  EXPECT_NEAR(second.stay, 0.9011, 5e-5);
  EXPECT_NEAR(second.kappa, 0.8215, 5e-5);
  EXPECT_NEAR(second.quadratic_kappa, 0.9165, 5e-5);
  EXPECT_NEAR(second.adjusted_rand, 0.7791, 5e-5);
}

TEST(Transitions, OfTwoEqualListsAgreeInEverything) {
  const Types types{0, 1, 2, 2, 1, 0, 2};
  const auto result = transitions(types, types, 3, {.ordered = true});
  EXPECT_DOUBLE_EQ(result.stay, 1.0);
  EXPECT_DOUBLE_EQ(result.kappa, 1.0);
  EXPECT_DOUBLE_EQ(result.quadratic_kappa, 1.0);
  EXPECT_DOUBLE_EQ(result.adjusted_rand, 1.0);
  EXPECT_LT(result.stay_lower, 0.7);  // seven areas say little about the next seven
}

TEST(Transitions, AdjustedRandIsBlindToNamesAndKappaIsNot) {
  const auto result = transitions(Types{0, 0, 1, 1}, Types{1, 1, 0, 0}, 2);
  EXPECT_DOUBLE_EQ(result.adjusted_rand, 1.0);
  EXPECT_DOUBLE_EQ(result.kappa, -1.0);
}

TEST(Transitions, SayNothingOfATypeThatNobodyHad) {
  const auto result = transitions(Types{0, 0}, Types{0, 0}, 2, {.ordered = true});
  EXPECT_TRUE(std::isnan(result.share[2]) && std::isnan(result.lower[3]));
  EXPECT_TRUE(std::isnan(result.kappa));  // no chance to disagree
  EXPECT_DOUBLE_EQ(result.adjusted_rand, 1.0);
}

TEST(Transitions, RefuseOtherLists) {
  const auto trouble = [](const Types& a, const Types& b, const TransitionOptions& options = {}) {
    return test::finding_of([&] { static_cast<void>(transitions(a, b, 2, options)); }).code;
  };
  EXPECT_EQ(trouble({0, 1}, {0}), "length_mismatch");
  EXPECT_EQ(trouble({}, {}), "no_areas");
  EXPECT_EQ(trouble({0, 2}, {0, 1}), "unknown_type");
  EXPECT_EQ(trouble({0, 1}, {0, 1}, {.level = 1.0}), "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::typology
