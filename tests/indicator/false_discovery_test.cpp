#include "sozialraum/indicator/false_discovery.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

// Benjamini and Hochberg 1995, section 3.2: of these 15 tests four are significant at 0.05.
TEST(FalseDiscovery, FindsTheFourOfBenjaminiAndHochberg) {
  const std::vector<double> p{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                              .0459, .3240, .4262, .5719, .6528, .7590, 1.0};
  const std::vector<double> adjusted = false_discovery(p);
  EXPECT_EQ(std::count_if(adjusted.begin(), adjusted.end(), [](double x) { return x <= 0.05; }), 4);
  EXPECT_NEAR(adjusted[0], .0015, 1e-15);           // .0001 * 15 / 1
  EXPECT_NEAR(adjusted[3], .035625, 1e-15);         // .0095 * 15 / 4
  EXPECT_NEAR(adjusted[4], .0603, 1e-15);           // .0201 * 15 / 5
  EXPECT_NEAR(adjusted[5], .0298 * 15 / 7, 1e-15);  // less than its own .0278 * 15 / 6
  EXPECT_EQ(adjusted[14], 1.0);
}

TEST(FalseDiscovery, IsMonotoneInAnyOrderAndPassesOverWhatIsNoTest) {
  const double none = std::nan("");
  const std::vector<double> adjusted =
      false_discovery(std::vector<double>{0.5, 0.02, none, 0.01, 0.03});
  EXPECT_NEAR(adjusted[1], 0.04, 1e-15);
  EXPECT_NEAR(adjusted[3], 0.04, 1e-15);
  EXPECT_NEAR(adjusted[4], 0.04, 1e-15);
  EXPECT_EQ(adjusted[0], 0.5);
  EXPECT_TRUE(std::isnan(adjusted[2]));
  EXPECT_TRUE(false_discovery({}).empty());
}

TEST(FalseDiscovery, RefusesWhatIsNoProbability) {
  const std::vector<double> wrong{0.5, 1.5};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(false_discovery(wrong)); }).place.argument,
            "p");
}

}  // namespace
}  // namespace sozialraum::indicator
