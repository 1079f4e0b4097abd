#include "sozialraum/smallarea/guard.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sozialraum/core/random.hpp"
#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

struct Region {
  std::vector<double> count;
  std::vector<double> base;

  [[nodiscard]] indicator::Counts counts() const { return {count, base, {}}; }
};

/// Everything that could be written about the areas.
std::vector<double> all_that_is_told(const Region& region, const GuardOptions& options) {
  const GuardedCounts safe = guard(region.counts(), options);
  const auto result = empirical_bayes({safe.count, region.base},
                                      {.model = options.model, .count_variance = safe.variance});
  std::vector<double> told{safe.prior.mean,       safe.prior.variance, result.prior.mean,
                           result.prior.variance, result.unseen.lower, result.unseen.upper};
  for (const auto* part :
       {&safe.count, &safe.variance, &result.rate, &result.weight, &result.lower, &result.upper}) {
    told.insert(told.end(), part->begin(), part->end());
  }
  for (const Guarded kind : safe.guarded) told.push_back(static_cast<double>(kind));
  return told;
}

TEST(Guard, ReplacesOneOrTwoByWhatIsExpectedOfTheBase) {
  // 30 areas with three cases are told, one with a single case is not.
  Region region{std::vector<double>(100, 0.0), std::vector<double>(100, 100.0)};
  region.count[7] = 1.0;
  for (std::size_t i = 50; i < 80; ++i) region.count[i] = 3.0;
  const GuardedCounts safe = guard(region.counts());
  EXPECT_EQ(safe.guarded[7], Guarded::kFew);
  EXPECT_EQ(safe.guarded[50], Guarded::kNo);
  EXPECT_EQ(safe.count[50], 3.0);
  EXPECT_EQ(safe.variance[50], 0.0);
  const double m = safe.prior.mean;
  EXPECT_NEAR(m, (90.0 + safe.count[7]) / 10000.0, 1e-12);
  ASSERT_EQ(safe.findings.size(), 1U);
  EXPECT_EQ(safe.findings[0].areas, std::vector<std::string>{"row 8"});
}

TEST(Guard, OfAreasThatAreAllAlikeUsesTheBinomialLaw) {
  // No spread: the odds of two against one are (n - 1) / 2 * m / (1 - m).
  const Region region{{3, 3, 3, 3, 2}, {100, 100, 100, 100, 100}};
  const GuardedCounts safe = guard(region.counts());
  EXPECT_EQ(safe.prior.variance, 0.0);
  const double m = safe.prior.mean;
  const double odds = 99.0 / 2.0 * m / (1.0 - m);
  EXPECT_NEAR(safe.count[4], (1.0 + 2.0 * odds) / (1.0 + odds), 1e-9);
  EXPECT_NEAR(safe.variance[4], odds / ((1.0 + odds) * (1.0 + odds)), 1e-9);
  const GuardedCounts events =
      guard(region.counts(), {.model = Model::kPoisson, .guard_rest = false});
  const double rare = 100.0 / 2.0 * events.prior.mean;
  EXPECT_NEAR(events.count[4], (1.0 + 2.0 * rare) / (1.0 + rare), 1e-9);
}

TEST(Guard, OfAllButOneOrTwoIsTheMirrorOfFew) {
  const Region few{{20, 30, 2, 45, 10}, {100, 120, 40, 150, 60}};
  Region most = few;
  for (std::size_t i = 0; i < 5; ++i) most.count[i] = few.base[i] - few.count[i];
  const GuardedCounts a = guard(few.counts());
  const GuardedCounts b = guard(most.counts());
  EXPECT_EQ(a.guarded[2], Guarded::kFew);
  EXPECT_EQ(b.guarded[2], Guarded::kAllButFew);
  EXPECT_NEAR(b.count[2], 40.0 - a.count[2], 1e-9);
  EXPECT_NEAR(b.prior.mean, 1.0 - a.prior.mean, 1e-9);
}

TEST(Guard, OfTwoHouseholdsKnowsNothingButTheMeanOfAll) {
  const Region region{{10, 12, 1}, {100, 110, 2}};
  const GuardedCounts safe = guard(region.counts());
  EXPECT_EQ(safe.guarded[2], Guarded::kSmallBase);
  EXPECT_NEAR(safe.count[2], 2.0 * safe.prior.mean, 1e-9);
}

TEST(Guard, TellsNothingAboutAGuardedCount) {
  // Whatever stands behind a guarded area, everything told is the same to the last bit.
  const GuardOptions shares{};
  const GuardOptions events{.model = Model::kPoisson, .guard_rest = false};
  const Region one{{10, 6, 1, 7, 10}, {88, 68, 79, 111, 63}};
  Region two = one;
  two.count[2] = 2.0;
  for (const GuardOptions& options : {shares, events}) {
    EXPECT_EQ(all_that_is_told(one, options), all_that_is_told(two, options));
  }
  const Region last_one{{10, 6, 78, 7, 10}, {88, 68, 79, 111, 63}};
  Region last_two = last_one;
  last_two.count[2] = 77.0;
  EXPECT_EQ(all_that_is_told(last_one, shares), all_that_is_told(last_two, shares));
  for (const double count : {0.0, 1.0, 2.0}) {
    const Region tiny{{10, 6, count, 7, 10}, {88, 68, 2, 111, 63}};
    const Region none{{10, 6, 0, 7, 10}, {88, 68, 2, 111, 63}};
    EXPECT_EQ(all_that_is_told(tiny, shares), all_that_is_told(none, shares));
  }
  for (const double count : {1.0, 2.0, 3.0}) {
    const Region four{{10, 6, count, 7, 10}, {88, 68, 4, 111, 63}};
    const Region other{{10, 6, 1, 7, 10}, {88, 68, 4, 111, 63}};
    EXPECT_EQ(all_that_is_told(four, shares), all_that_is_told(other, shares)) << count;
  }
}

TEST(Guard, DoesNotMoveThePrior) {
  // 800 cells of 2 to 41 households; in every second 4 % are empty, in the others 12 %. More than a
  // third of the cells have one or two empty ones.
  Region region;
  core::RandomStream random(1, "empty homes");
  for (int i = 0; i < 800; ++i) {
    region.base.push_back(2.0 + i % 40);
    double empty = 0.0;
    for (double home = 0.0; home < region.base.back(); ++home) {
      empty += random.uniform() < (i / 40 % 2 == 0 ? 0.04 : 0.12) ? 1.0 : 0.0;
    }
    region.count.push_back(empty);
  }
  const Prior truth = fit_prior(region.counts(), Model::kBinomial);
  const GuardedCounts safe = guard(region.counts());
  EXPECT_GT(safe.findings.at(0).areas.size(), 250U);
  EXPECT_NEAR(safe.prior.mean, truth.mean, 0.02 * truth.mean);
  EXPECT_NEAR(prior_base(safe.prior), prior_base(truth), 0.2 * prior_base(truth));
  // The middle of what they may be pulls further.
  std::vector<double> middle = region.count;
  for (std::size_t i = 0; i < middle.size(); ++i) {
    if (safe.guarded[i] == Guarded::kFew) middle[i] = 1.5;
    if (safe.guarded[i] == Guarded::kSmallBase) middle[i] = region.base[i] / 2.0;
  }
  const Prior pulled = fit_prior({middle, region.base}, Model::kBinomial);
  EXPECT_LT(std::abs(safe.prior.mean - truth.mean), std::abs(pulled.mean - truth.mean) / 2.0);
}

TEST(Guard, LeavesWhatIsMissingZeroOrMany) {
  const double nan = std::nan("");
  const Region region{{0, 10, nan, 5}, {100, 10, 100, nan}};
  const GuardedCounts safe = guard(region.counts());
  EXPECT_EQ(safe.guarded, std::vector(4, Guarded::kNo));
  EXPECT_EQ(safe.count[0], 0.0);
  EXPECT_EQ(safe.count[1], 10.0);
  EXPECT_TRUE(std::isnan(safe.count[2]));
  EXPECT_TRUE(safe.findings.empty());
}

TEST(Guard, RefusesMoreCasesThanPersons) {
  const Region region{{5}, {2}};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(guard(region.counts())); }).code,
            "count_above_base");
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(guard(region.counts(), {.threshold = std::nan("")}));
            }).code,
            "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::smallarea
