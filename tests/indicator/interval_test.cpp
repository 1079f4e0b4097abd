#include "sozialraum/indicator/interval.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

void expect_interval(const Interval& found, double lower, double upper, double tolerance = 5e-9) {
  EXPECT_NEAR(found.lower, lower, tolerance);
  EXPECT_NEAR(found.upper, upper, tolerance);
}

// Tests of the R package PHEindicatormethods, 95 % and 99.8 %.
TEST(Wilson, GivesTheFiguresOfPublicHealthEngland) {
  expect_interval(wilson({1, 100}), .00176743, .0544862);
  expect_interval(wilson({5, 100}), .02154368, .11175047);
  expect_interval(wilson({20, 100}), .13336693, .28882917);
  expect_interval(wilson({65, 100}), .55254443, .73635752);
  expect_interval(wilson({65, 100}, 0.998), .49549466, .77835406);
  expect_interval(wilson({9856, 12345}), .79121018, .80536401);
  expect_interval(wilson({1045, 5000}), .1979555, .2204913);
  expect_interval(wilson({0, 12}), 0, .24249401);
  expect_interval(wilson({1, 12}), .01486509, .35387991);
  expect_interval(wilson({3, 40}), .02583603, .19864233, 1e-8);  // cut, not rounded
  expect_interval(wilson({12, 12}), .75750599, 1);
}

// Registered unemployed 2021 among persons of 15 to 64 (INKAR, BA).
TEST(Wilson, TellsHowSureTheCommunesOfHamelnPyrmontCanBe) {
  expect_interval(wilson({245, 6416}), .033766, .043158, 5e-7);    // Aerzen
  expect_interval(wilson({767, 11176}), .064089, .073466, 5e-7);   // Bad Pyrmont
  expect_interval(wilson({154, 4347}), .030329, .041345, 5e-7);    // Coppenbruegge
  expect_interval(wilson({2592, 34832}), .071705, .077218, 5e-7);  // Hameln
  expect_interval(wilson({445, 11278}), .036018, .043210, 5e-7);   // Hessisch Oldendorf
}

TEST(Wilson, EndsExactlyAtZeroAndOne) {
  EXPECT_EQ(wilson({0, 7}).lower, 0.0);
  EXPECT_EQ(wilson({7, 7}).upper, 1.0);
}

TEST(Wilson, IsMirroredWhenTheOthersAreCounted) {
  const Interval those = wilson({3, 40});
  const Interval others = wilson({37, 40});
  expect_interval(others, 1.0 - those.upper, 1.0 - those.lower, 1e-15);
}

// PHEindicatormethods, and 5/25 from influentialpoints.com.
TEST(ClopperPearson, GivesPublishedFigures) {
  expect_interval(clopper_pearson({0, 12}), 0, .26464847);
  expect_interval(clopper_pearson({1, 12}), 1 - std::pow(.975, 1.0 / 12),
                  .38479617);  // closed form
  expect_interval(clopper_pearson({3, 40}), .01574218, .20386475);
  expect_interval(clopper_pearson({12, 12}), .73535153, 1);
  expect_interval(clopper_pearson({5, 25}), .068, .407, 5e-4);
}

TEST(ClopperPearson, OfNoneIsTheRootOfTheTail) {
  // P(no case in 12 | p) = (1 - p)^12 = 0.025
  EXPECT_NEAR(clopper_pearson({0, 12}).upper, 1.0 - std::pow(0.025, 1.0 / 12.0), 1e-14);
}

TEST(Byar, GivesTheFiguresOfPublicHealthEngland) {
  expect_interval(byar(65), 50.16318771, 82.84913855);
  expect_interval(byar(1045), 982.59320181, 1110.33121299);
  expect_interval(byar(1), .01307213, 5.56375558);
  expect_interval(byar(20), 12.21142883, 30.88988037);
  expect_interval(byar(65, 0.998), 42.88026147, 94.00029084);
  expect_interval(byar(10, 0.998), 2.91631837, 24.19372493);
}

TEST(Byar, NeverFallsBelowZeroCases) {
  // 1 - 1/(9 * 0.5) - 1.96/(3 * sqrt 0.5) = -0.146: the approximation has left its range.
  EXPECT_EQ(byar(0.5).lower, 0.0);
  EXPECT_GT(byar(0.5).upper, 0.5);
}

TEST(ExactPoisson, GivesTheFiguresOfPublicHealthEngland) {
  expect_interval(exact_poisson(1), .0253178, 5.57164339, 5e-8);
  expect_interval(exact_poisson(5), 1.62348639, 11.66833208);
  EXPECT_NEAR(exact_poisson(0).upper, -std::log(0.025), 1e-14);  // P(no case) = exp(-upper)
}

TEST(PoissonCount, IsExactBelowTenCasesAndByarFromTenOn) {
  EXPECT_EQ(poisson_count(9), exact_poisson(9));
  EXPECT_EQ(poisson_count(10), byar(10));
}

// Zou and Donner 2008 with the limits of poisson_count: of 30 Byar 20.2369 to 42.8284, of 20 Byar
// 12.2114 to 30.8899. 10 - hypot(30 - 20.2369, 30.8899 - 20), 10 + hypot(42.8284 - 30, 20
// - 12.2114).
TEST(DifferenceOfCounts, PutsTheDistancesOfTheLimitsTogether) {
  expect_interval(difference_of_counts(30, 20), -4.62555, 25.00763, 1e-4);
  const Interval mirrored = difference_of_counts(20, 30);
  expect_interval(mirrored, -25.00763, 4.62555, 1e-4);
  EXPECT_LT(difference_of_counts(0, 0).lower, 0.0);
}

TEST(Interval, RefusesWhatIsNoShareNoCountOrNoLevel) {
  using test::finding_of;
  EXPECT_EQ(finding_of([] { static_cast<void>(wilson({1, 0})); }).place.argument, "share");
  EXPECT_EQ(finding_of([] { static_cast<void>(wilson({3, 2})); }).place.argument, "share");
  EXPECT_EQ(finding_of([] { static_cast<void>(clopper_pearson({-1, 2})); }).place.argument,
            "share");
  EXPECT_EQ(finding_of([] { static_cast<void>(byar(-1)); }).place.argument, "count");
  EXPECT_EQ(finding_of([] { static_cast<void>(wilson({1, 2}, 95)); }).place.argument, "level");
  EXPECT_EQ(finding_of([] { static_cast<void>(exact_poisson(1, 0)); }).place.argument, "level");
}

TEST(StandardError, IsHalfTheWidthOverTheDeviate) {
  EXPECT_NEAR(standard_error({0.4, 0.6}), 0.1 / 1.959963984540054, 1e-15);
  EXPECT_NEAR(standard_error({-1.0, 1.0}, 0.682689492137086), 1.0, 1e-12);
  EXPECT_TRUE(std::isnan(standard_error({std::nan(""), 1.0})));
}

}  // namespace
}  // namespace sozialraum::indicator
