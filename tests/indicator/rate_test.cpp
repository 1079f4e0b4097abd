#include "sozialraum/indicator/rate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "sozialraum/indicator/interval.hpp"
#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

const double kNan = std::nan("");

TEST(Rates, AreCountOverBaseWithWilsonsInterval) {
  const Rates result = rates({.count = std::vector{5.0}, .base = std::vector{100.0}, .areas = {}});
  EXPECT_EQ(result.value[0], 0.05);
  EXPECT_NEAR(result.lower[0], .02154368, 5e-9);  // PHEindicatormethods
  EXPECT_NEAR(result.upper[0], .11175047, 5e-9);
  EXPECT_EQ(result.states[0], CellState::kReported);
}

TEST(Rates, OfNobodyAreUndefinedAndOfTheUnknownNotReported) {
  const std::vector<double> count{0, kNan, 1};
  const std::vector<double> base{0, 10, kNan};
  const std::vector<std::string> areas{"Moor", "Wald", "Hafen"};
  const Rates result = rates({count, base, areas});
  EXPECT_EQ(result.states,
            (std::vector{CellState::kUndefined, CellState::kNotReported, CellState::kNotReported}));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(std::isnan(result.value[i]));
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "empty_base");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{"Moor"});
}

TEST(Rates, OfEventsMayExceedTheirBase) {
  const std::vector<double> count{5};
  const std::vector<double> base{2};
  const Counts counts{.count = count, .base = base, .areas = {}};
  const Rates events = rates(counts, {.interval = IntervalMethod::kPoisson});
  EXPECT_EQ(events.value[0], 2.5);
  EXPECT_NEAR(events.lower[0], 1.62348639 / 2.0, 5e-9);  // exact Poisson interval of 5 cases
  EXPECT_NEAR(events.upper[0], 11.66833208 / 2.0, 5e-9);
  const Rates things = rates(counts, {.interval = IntervalMethod::kNone});
  EXPECT_EQ(things.value[0], 2.5);
  EXPECT_TRUE(std::isnan(things.lower[0]));
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(rates(counts)); }).code, "count_above_base");
}

TEST(Rates, OfCountsRoundedToTensHaveTheIntervalOfAllCountsBehindThem) {
  const Rates result = rates({.count = std::vector{20.0}, .base = std::vector{100.0}, .areas = {}},
                             {.rounding = 10});
  EXPECT_EQ(result.lower[0], wilson({15, 100}).lower);
  EXPECT_EQ(result.upper[0], wilson({25, 100}).upper);
  const Rates edge =
      rates({.count = std::vector{0.0}, .base = std::vector{3.0}, .areas = {}}, {.rounding = 10});
  EXPECT_EQ(edge.lower[0], 0.0);
  EXPECT_EQ(edge.upper[0], 1.0);
}

TEST(Rates, AreTheSameBytesForAnyNumberOfThreadsAndAnyOrderOfRows) {
  std::mt19937 dice(1);
  std::vector<double> base(20000);
  std::vector<double> count(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) {
    base[i] = static_cast<double>(1 + dice() % 500);
    count[i] = static_cast<double>(dice() % (static_cast<unsigned>(base[i]) + 1));
  }
  const Rates one = rates({count, base, {}}, {.execution = {.threads = 1}});
  for (const unsigned threads : {2U, 3U, 8U}) {
    const Rates many = rates({count, base, {}}, {.execution = {.threads = threads}});
    EXPECT_EQ(many.lower, one.lower);
    EXPECT_EQ(many.upper, one.upper);
  }
  std::reverse(base.begin(), base.end());
  std::reverse(count.begin(), count.end());
  Rates reversed = rates({count, base, {}});
  std::reverse(reversed.lower.begin(), reversed.lower.end());
  EXPECT_EQ(reversed.lower, one.lower);
}

TEST(Rates, StopWhenAsked) {
  core::Progress progress;
  progress.stop = true;
  EXPECT_THROW(
      static_cast<void>(rates({.count = std::vector{1.0}, .base = std::vector{2.0}, .areas = {}},
                              {.execution = {.progress = &progress}})),
      core::Cancelled);
}

TEST(Rates, OfNoAreasAreNone) { EXPECT_TRUE(rates({}).value.empty()); }

TEST(Rates, TellWhyThereIsNone) {
  using enum core::CellState;
  const double none = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> count{0, 5, none, 5, 0};
  const std::vector<core::CellState> count_states{kNothing, kReported, kSecret, kReported,
                                                  kNothing};
  const std::vector<double> base{10, 10, 10, none, 0};
  const std::vector<core::CellState> base_states{kReported, kLimited, kReported, kLater, kNothing};
  const Rates result = rates({.count = {count, count_states}, .base = {base, base_states}});
  EXPECT_EQ(result.states, (std::vector{kReported, kLimited, kSecret, kLater, kUndefined}));
  EXPECT_EQ(result.value[0], 0.0);
}

// 10 of 100, both possibly 3 off: from 7 of 103 to 13 of 97.
TEST(Rates, NoisedSourcesWidenTheInterval) {
  const std::vector<double> count{10};
  const std::vector<double> base{100};
  const Rates made = rates({count, base, {}}, {.noise = 3, .base_noise = 3});
  EXPECT_EQ(made.value[0], 0.1);
  EXPECT_DOUBLE_EQ(made.lower[0], wilson({7, 103}).lower);
  EXPECT_DOUBLE_EQ(made.upper[0], wilson({13, 97}).upper);
  const Rates rounded = rates({count, base, {}}, {.rounding = 6, .base_rounding = 6});
  EXPECT_EQ(rounded.lower, made.lower);
  EXPECT_EQ(rounded.upper, made.upper);
}

TEST(Rates, ABaseThatMayBeZeroLimitsNothing) {
  const std::vector<double> count{1};
  const std::vector<double> base{3};
  EXPECT_EQ(rates({count, base, {}}, {.base_noise = 3}).upper[0], 1.0);
  const Rates events =
      rates({count, base, {}}, {.interval = IntervalMethod::kPoisson, .base_noise = 3});
  EXPECT_TRUE(std::isnan(events.upper[0]));
  EXPECT_DOUBLE_EQ(events.lower[0], exact_poisson(1).lower / 6);
}

}  // namespace
}  // namespace sozialraum::indicator
