#include "sozialraum/smallarea/adjusted_rates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

using core::AreaId;

const std::vector<std::string> kNames{"Hafen", "Wald", "Moor", "Feld"};
const std::vector<double> kCount{30, 10, 2, 40};
const std::vector<double> kBase{100, 100, 8, 1000};

indicator::Counts counts() { return {kCount, kBase, kNames}; }

TEST(AdjustedRates, LeaveTheRawRateIfNoTargetIsWanted) {
  const auto result = adjusted_rates(counts(), {.target = Target::kNone});
  EXPECT_DOUBLE_EQ(result.rate[0], .3);
  EXPECT_DOUBLE_EQ(result.weight[2], 1);
  EXPECT_TRUE(std::isnan(result.target[0]));
  EXPECT_TRUE(result.findings.empty());
  // Jeffreys for 2 of 8 events: gamma(2.5, 8), by scipy.stats.gamma.
  EXPECT_NEAR(result.lower[2], .05195073, 5e-9);
  EXPECT_NEAR(result.upper[2], .80203137, 5e-9);
  const auto share = adjusted_rates(counts(), {.target = Target::kNone, .model = Model::kBinomial});
  // beta(2.5, 6.5), by scipy.stats.beta.
  EXPECT_NEAR(share.lower[2], .05596689, 5e-9);
  EXPECT_NEAR(share.upper[2], .59162351, 5e-9);
}

TEST(AdjustedRates, TellWhoMovedMostAndWhy) {
  const auto result = adjusted_rates(counts());
  const auto bayes = empirical_bayes(counts());
  EXPECT_EQ(result.rate, bayes.rate);
  EXPECT_EQ(result.upper, bayes.upper);
  EXPECT_DOUBLE_EQ(result.target[0], 82.0 / 1208);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_DOUBLE_EQ(result.moved[i], result.rate[i] - kCount[i] / kBase[i]);
  }
  EXPECT_EQ(result.why[2], Moved::kFewPeople);
  EXPECT_EQ(result.why[0], Moved::kFarFromTarget);
  const core::Finding& finding = result.findings.back();
  EXPECT_EQ(finding.code, "moved_most");
  EXPECT_EQ(finding.areas[0], "Moor");
  EXPECT_NE(finding.details[0].second.find("raw 0.25"), std::string::npos);
  EXPECT_NE(finding.details[0].second.find("few people"), std::string::npos);
}

TEST(AdjustedRates, PullEachRegionToItsOwnMean) {
  const std::vector<std::string> regions{"west", "west", "", "east"};
  const auto result = adjusted_rates(counts(), {.target = Target::kRegion, .regions = regions});
  // Two areas of 100 with .3 and .1: the pencil example of the global method.
  EXPECT_NEAR(result.rate[0], .28, 1e-12);
  EXPECT_NEAR(result.rate[1], .12, 1e-12);
  EXPECT_NEAR(result.target[0], .2, 1e-12);
  EXPECT_DOUBLE_EQ(result.rate[2], .25);
  EXPECT_DOUBLE_EQ(result.weight[2], 1);
  EXPECT_NEAR(result.rate[3], .04, 1e-12);
  const auto nowhere =
      std::ranges::find(result.findings, "area_without_region", &core::Finding::code);
  ASSERT_NE(nowhere, result.findings.end());
  EXPECT_EQ(nowhere->areas, std::vector<std::string>{"Moor"});
}

TEST(AdjustedRates, PullToTheNeighbours) {
  std::vector<core::AreaCode> codes;
  for (const std::string& name : kNames) {
    codes.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
  }
  const spatial::Weights weights(std::move(codes),
                                 {{{AreaId{1}}}, {{AreaId{0}}}, {{AreaId{3}}}, {{AreaId{2}}}});
  const auto result =
      adjusted_rates(counts(), {.target = Target::kNeighbours, .weights = &weights});
  EXPECT_NEAR(result.rate[0], .28, 1e-12);
  EXPECT_NEAR(result.target[2], 42.0 / 1008, 1e-12);
}

TEST(AdjustedRates, WidenTheIntervalOfACountThatIsAnExpectation) {
  // 2 of 8, give or take 0.5: Jeffreys' variance 2.5/64 grows by 0.25/64, to gamma(2.5^2/2.75, .).
  const std::vector<double> variance{0, 0, .25, 0};
  const auto plain = adjusted_rates(counts(), {.target = Target::kNone});
  const auto guarded =
      adjusted_rates(counts(), {.target = Target::kNone, .count_variance = variance});
  EXPECT_EQ(guarded.rate, plain.rate);
  EXPECT_NEAR(guarded.posterior_variance[2], 2.75 / 64, 1e-15);
  EXPECT_GT(guarded.upper[2], plain.upper[2]);
  EXPECT_EQ(guarded.upper[0], plain.upper[0]);
  const std::vector<std::string> one(4, "all");
  const auto region = adjusted_rates(
      counts(), {.target = Target::kRegion, .regions = one, .count_variance = variance});
  EXPECT_EQ(region.upper, empirical_bayes(counts(), {.count_variance = variance}).upper);
}

TEST(AdjustedRates, RefuseATargetThatIsNotThere) {
  const auto argument = [&](const AdjustedRatesOptions& options) {
    return test::finding_of([&] { static_cast<void>(adjusted_rates(counts(), options)); })
        .place.argument;
  };
  EXPECT_EQ(argument({.count_variance = std::span(kBase).first(2)}), "count_variance");
  EXPECT_EQ(argument({.target = Target::kNeighbours}), "weights");
  EXPECT_EQ(argument({.target = Target::kRegion}), "regions");
  const std::vector<std::string> two{"west", "east"};
  EXPECT_EQ(argument({.target = Target::kRegion, .regions = two}), "regions");
}

}  // namespace
}  // namespace sozialraum::smallarea
