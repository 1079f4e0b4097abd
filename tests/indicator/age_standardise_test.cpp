#include "sozialraum/indicator/age_standardise.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sozialraum/indicator/interval.hpp"
#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

// Two areas, four age groups: the example of the tests of esda (adapted from Smith and
// Tiefelsdorf).
const std::vector<double> kCases{30, 25, 25, 15, 33, 21, 30, 20};
const std::vector<double> kPersons{1000, 1000, 1100, 900, 1000, 900, 1100, 900};
const std::vector<double> kStandard{1000, 900, 1000, 900};

TEST(DirectRates, GiveTheFiguresOfEsda) {
  const Rates rates = direct_rates({.count = kCases, .base = kPersons, .strata = 4}, kStandard,
                                   {.interval = DirectInterval::kGamma});
  EXPECT_NEAR(rates.value[0], .02374402, 5e-9);
  EXPECT_NEAR(rates.lower[0], .01920491, 5e-9);
  EXPECT_NEAR(rates.upper[0], .02904848, 5e-9);
  EXPECT_NEAR(rates.value[1], .02665072, 5e-9);
  EXPECT_NEAR(rates.lower[1], .02177143, 5e-9);
  EXPECT_NEAR(rates.upper[1], .03230508, 5e-9);
  EXPECT_TRUE(rates.findings.empty());
}

TEST(DirectRates, OfOneStratumHaveByarsInterval) {
  const std::vector<double> one{1};
  const Rates rates =
      direct_rates({.count = std::vector{65.0}, .base = std::vector{100.0}, .strata = 1}, one);
  EXPECT_DOUBLE_EQ(rates.value[0], .65);
  EXPECT_NEAR(rates.lower[0], .5016318771, 5e-11);  // Byar of 65, PHEindicatormethods
  EXPECT_NEAR(rates.upper[0], .8284913855, 5e-11);
}

TEST(DirectRates, SayWhereTheyCannotBeTrusted) {
  const std::vector<double> count{1, 2, 0, 5, std::nan(""), 5};
  const std::vector<double> base{10, 10, 0, 10, 10, 10};
  const std::vector<std::string> areas{"Hafen", "Moor", "Wald"};
  const std::vector<double> standard{1, 3};
  const Rates rates =
      direct_rates({.count = count, .base = base, .strata = 2, .areas = areas}, standard);
  EXPECT_DOUBLE_EQ(rates.value[0], .25 * .1 + .75 * .2);
  EXPECT_EQ(rates.states,
            (std::vector{CellState::kReported, CellState::kUndefined, CellState::kNotReported}));
  ASSERT_EQ(rates.findings.size(), 2U);
  EXPECT_EQ(rates.findings[0].areas, std::vector<std::string>{"Moor"});
  EXPECT_EQ(rates.findings[1].code, "few_cases");
  EXPECT_EQ(rates.findings[1].areas, std::vector<std::string>{"Hafen"});
}

TEST(DirectRates, WithoutCasesStillHaveAnUpperEnd) {
  const std::vector<double> none{0, 0};
  const std::vector<double> base{100, 100};
  const std::vector<double> standard{1, 1};
  const Strata strata{.count = none, .base = base, .strata = 2};
  const Rates gamma = direct_rates(strata, standard, {.interval = DirectInterval::kGamma});
  EXPECT_EQ(gamma.lower[0], 0.0);
  EXPECT_NEAR(gamma.upper[0], -std::log(.025) / 200, 1e-14);  // gamma of shape 1, scale 1/200
  EXPECT_TRUE(std::isnan(direct_rates(strata, standard).upper[0]));
}

// esda: the standard rates differ between the two areas of the example.
TEST(CaseRatios, GiveTheFiguresOfEsda) {
  const std::vector<std::vector<double>> standard{{100. / 1000, 45. / 900, 120. / 1000, 100. / 900},
                                                  {50. / 1000, 30. / 900, 200. / 1000, 80. / 900}};
  const double common = 725. / 7600;  // rate of all strata of both areas together
  const double value[]{.02372382, .02610803};
  const double lower[]{.01940230, .02154304};
  const double upper[]{.02900789, .03164035};
  for (std::size_t i = 0; i < 2; ++i) {
    const Strata one{.count = std::span(kCases).subspan(4 * i, 4),
                     .base = std::span(kPersons).subspan(4 * i, 4),
                     .strata = 4};
    const CaseRatios found =
        case_ratios(one, standard[i], {.interval = IndirectInterval::kLogNormal});
    EXPECT_NEAR(found.value[0] * common, value[i], 5e-9);
    EXPECT_NEAR(found.lower[0] * common, lower[i], 5e-9);
    EXPECT_NEAR(found.upper[0] * common, upper[i], 5e-9);
    const double tenfold[]{2.48691099, 2.73684211};  // with a tenth of the persons
    EXPECT_NEAR(found.value[0] * 10, tenfold[i], 5e-8);
  }
}

TEST(CaseRatios, HaveTheIntervalOfTheObservedCases) {
  const std::vector<double> rate{.1};
  const CaseRatios found =
      case_ratios({.count = std::vector{5.0}, .base = std::vector{20.0}, .strata = 1}, rate);
  EXPECT_DOUBLE_EQ(found.expected[0], 2);
  EXPECT_DOUBLE_EQ(found.value[0], 2.5);
  EXPECT_NEAR(found.lower[0], 1.62348639 / 2, 5e-9);  // exact Poisson of 5
  EXPECT_NEAR(found.upper[0], 11.66833208 / 2, 5e-9);
}

TEST(CaseRatios, OfNobodyAreUndefined) {
  const std::vector<double> rate{.1};
  const std::vector<double> nobody{0};
  const CaseRatios found = case_ratios({.count = nobody, .base = nobody, .strata = 1}, rate);
  EXPECT_EQ(found.states[0], CellState::kUndefined);
  EXPECT_EQ(found.findings.at(0).code, "empty_base");
  EXPECT_TRUE(case_ratios({}, rate).value.empty());
}

TEST(AgeStandardise, RefusesStrataThatDoNotFit) {
  const auto argument = [](const Strata& strata, const std::vector<double>& standard) {
    return test::finding_of([&] { static_cast<void>(direct_rates(strata, standard)); })
        .place.argument;
  };
  const Strata fits{.count = kCases, .base = kPersons, .strata = 4};
  EXPECT_EQ(argument({.count = kCases, .base = kPersons, .strata = 3}, kStandard), "strata");
  EXPECT_EQ(argument({.count = kCases, .base = kPersons, .strata = 0}, kStandard), "strata");
  EXPECT_EQ(argument(fits, {1, 2, 3}), "standard");
  EXPECT_EQ(argument(fits, {0, 0, 0, 0}), "standard");
  EXPECT_EQ(argument(fits, {1, -1, 1, 1}), "standard");
}

// 3 + 2 cases; a standard with 10 of 100 and 40 of 100 lets expect 1 + 4 among 10 and 10 persons:
// ratio 1, times 50 of 200.
TEST(IndirectRates, AreTheRatioTimesTheRateOfTheStandard) {
  const std::vector<double> count{3, 2};
  const std::vector<double> base{10, 10};
  const std::vector<double> cases{10, 40};
  const std::vector<double> persons{100, 100};
  const Strata strata{.count = count, .base = base, .strata = 2};
  const CaseRatios found = indirect_rates(strata, {cases, persons});
  EXPECT_DOUBLE_EQ(found.expected[0], 5.0);
  EXPECT_DOUBLE_EQ(found.value[0], 0.25);
  // exact Poisson of 5: 1.62348639 to 11.66833208 (PHEindicatormethods)
  EXPECT_NEAR(found.lower[0], 0.25 * 1.62348639 / 5, 1e-9);
  EXPECT_NEAR(found.upper[0], 0.25 * 11.66833208 / 5, 1e-9);
}

TEST(IndirectRates, NeedAStandardWithPersonsInEveryStratum) {
  const std::vector<double> count{3, 2};
  const std::vector<double> base{10, 10};
  const std::vector<double> persons{100, 0};
  const Strata strata{.count = count, .base = base, .strata = 2};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(indirect_rates(strata, {count, persons}));
            }).place.argument,
            "standard");
}

}  // namespace
}  // namespace sozialraum::indicator
