#include "sozialraum/smallarea/empirical_bayes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

#include "text_areas.hpp"
#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::CountBound;

const double kNan = std::nan("");

/// Cases and base of areas.
struct Region {
  std::vector<double> count;
  std::vector<double> base;

  [[nodiscard]] indicator::Counts counts() const { return {count, base, {}}; }
};

/// A golden file with a name, then two numbers a line; `base_first` if the base stands first.
Region golden(const std::string& name, bool base_first) {
  std::ifstream file(std::string(SOZIALRAUM_GOLDEN_DIR) + "/smallarea/" + name);
  Region region;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream words(line);
    std::string area;
    double first = 0;
    double second = 0;
    words >> area >> first >> second;
    region.count.push_back(base_first ? second : first);
    region.base.push_back(base_first ? first : second);
  }
  return region;
}

/// Registered unemployed 2021 and persons of 15 to 64 in Aerzen, Bad Muender, Bad Pyrmont,
/// Coppenbruegge, Emmerthal, Hameln, Hessisch Oldendorf, Salzhemmendorf (INKAR, BA).
Region hameln_pyrmont() {
  return {{245, 466, 767, 154, 245, 2592, 445, 259},
          {6416, 10773, 11176, 4347, 5985, 34832, 11278, 5732}};
}

void expect_all_near(const std::vector<double>& found, const std::vector<double>& expected,
                     double tolerance) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], tolerance) << i;
}

TEST(EmpiricalBayes, PullsTwoEqualAreasTowardsTheirMean) {
  // mean 0.2, spread 0.01, expected noise 0.2/100 = 0.002  =>  weight 0.008/0.010 = 0.8
  const Region region{{30, 10}, {100, 100}};
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  expect_all_near(result.rate, {.28, .12}, 1e-12);
  expect_all_near(result.weight, {.8, .8}, 1e-12);
}

// Independent recomputation from the open data of the eight communes.
TEST(EmpiricalBayes, OfTheUnemployedInHamelnPyrmont) {
  const Region region = hameln_pyrmont();
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  EXPECT_NEAR(result.prior.mean, .0571356, 5e-8);
  EXPECT_NEAR(result.prior.variance, .000262432, 5e-10);
  expect_all_near(result.rate,
                  {.038808, .043531, .068410, .036462, .041504, .074307, .039792, .045622}, 5e-7);
  expect_all_near(result.weight, {.9672, .9802, .9809, .9523, .9649, .9938, .9811, .9634}, 5e-5);
  EXPECT_NEAR(result.rate[6], .0397922, 5e-8);  // Hessisch Oldendorf
  // With mean and variance taken as known. In towns of thousands it hardly matters that they are
  // not.
  const indicator::Interval known = posterior_interval(result.prior, {445, 11278});
  EXPECT_NEAR(known.lower, .0362287, 5e-8);
  EXPECT_NEAR(known.upper, .0435204, 5e-8);
  EXPECT_NEAR(result.lower[6], known.lower, .0004);
  EXPECT_NEAR(result.upper[6], known.upper, .0004);

  const EmpiricalBayesResult binomial =
      empirical_bayes(region.counts(), {.model = Model::kBinomial});
  expect_all_near(binomial.rate,
                  {.038770, .043514, .068423, .036400, .041470, .074314, .039771, .045596}, 5e-7);
}

TEST(EmpiricalBayes, TellsAVillageOfHamelnPyrmontFromWhichSizeItsOwnNumberCarries) {
  const Prior prior = fit_prior(hameln_pyrmont().counts(), Model::kPoisson);
  EXPECT_NEAR(prior.mean * prior.mean / prior.variance, 12.43932, 5e-6);  // alpha
  EXPECT_NEAR(prior_base(prior), 217.71583, 1e-5);                        // nu
  const indicator::Interval village = posterior_interval(prior, {6, 180});
  EXPECT_NEAR(village.lower, .0276731, 5e-8);
  EXPECT_NEAR(village.upper, .0697971, 5e-8);
  EXPECT_NEAR(prior.mean + own_weight(prior, 180) * (6.0 / 180 - prior.mean), .0463631, 5e-8);
  EXPECT_NEAR(minimum_base(prior, .5), 218, .5);
  EXPECT_NEAR(minimum_base(prior, .7), 508, .5);
  EXPECT_NEAR(minimum_base(prior, .8), 871, .5);
  EXPECT_NEAR(minimum_base(prior, .9), 1959, .5);
}

// Figures of the tests of esda and independent recomputation; rows as in the GeoDa file, so that
// the first five are Ashe, Alleghany, Surry, Currituck, Northampton.
TEST(EmpiricalBayes, OfSuddenInfantDeathsInNorthCarolina) {
  const Region region = golden("nc_sids_1974.csv", true);
  ASSERT_EQ(region.count.size(), 100U);
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  EXPECT_NEAR(result.prior.mean, 0.0020214448936544207, 1e-18);
  EXPECT_NEAR(result.prior.variance, 7.692930647e-07, 5e-17);
  const double first_five[]{.0016973, .0017054, .0017731, .0020129, .0035349};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(result.rate[i], first_five[i], 5e-8);
  EXPECT_NEAR(result.rate[84], .0048388, 5e-8);  // Anson
  EXPECT_NEAR(result.weight[84], .374017, 5e-7);
  EXPECT_NEAR(result.rate[93], .0034528, 5e-8);  // Robeson
  EXPECT_NEAR(result.weight[93], .750143, 5e-7);
  EXPECT_NEAR(result.rate[67], .0020364, 5e-8);  // Mecklenburg
  EXPECT_NEAR(result.rate[26], .0025086, 5e-8);  // Alamance
}

// Martuzzi and Elliott 1996, data of spData, independent recomputation.
TEST(EmpiricalBayes, OfSchoolCatchmentsInHuddersfield) {
  const Region region = golden("huddersfield.csv", false);
  ASSERT_EQ(region.count.size(), 71U);
  const EmpiricalBayesResult result = empirical_bayes(region.counts(), {.model = Model::kBinomial});
  EXPECT_NEAR(result.prior.mean, .300482281, 5e-10);
  const double first_four[]{.344397, .295558, .289402, .289300};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(result.rate[i], first_four[i], 5e-7);
  EXPECT_NEAR(result.rate[7], .359272, 5e-7);
  const auto of = [&](double count, double base) {
    double rate = kNan;  // of the last such catchment
    for (std::size_t i = 0; i < 71; ++i) {
      if (region.count[i] == count && region.base[i] == base) rate = result.rate[i];
    }
    return rate;
  };
  EXPECT_NEAR(of(0, 1), .297317, 5e-7);
  EXPECT_NEAR(of(52, 112), .389575, 5e-7);
  EXPECT_NEAR(of(26, 76), .319099, 5e-7);
  EXPECT_NEAR(result.rate.back(), .391263, 5e-7);
  const auto [least, most] = std::minmax_element(result.rate.begin(), result.rate.end());
  EXPECT_NEAR(*least, .223551, 5e-7);
  EXPECT_NEAR(*most, .391263, 5e-7);
}

// Five places on a line, global form; independent recomputation.
TEST(EmpiricalBayes, OfFivePlacesOnALine) {
  const Region region{{3, 0, 14, 4, 9}, {120, 80, 400, 60, 340}};
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  EXPECT_NEAR(result.prior.mean, .03, 1e-15);
  EXPECT_NEAR(result.prior.variance, 1.99019608e-5, 5e-14);
  expect_all_near(result.rate, {.029631311, .028488083, .031048554, .031403608, .029350435}, 5e-10);
}

TEST(EmpiricalBayes, RateIsThePosteriorMean) {
  const Region region = hameln_pyrmont();
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  const double nu = prior_base(result.prior);
  for (std::size_t i = 0; i < 8; ++i) {
    const double mean = (region.count[i] + result.prior.mean * nu) / (region.base[i] + nu);
    EXPECT_NEAR(result.rate[i], mean, 1e-15);
    EXPECT_LT(result.lower[i], result.rate[i]);
    EXPECT_GT(result.upper[i], result.rate[i]);
  }
}

TEST(EmpiricalBayes, AreasThatDifferByChanceOnlyAllGetTheCommonRate) {
  const Region region{{10, 10, 10}, {100, 100, 100}};
  for (const Model model : {Model::kPoisson, Model::kBinomial}) {
    const EmpiricalBayesResult result = empirical_bayes(region.counts(), {.model = model});
    EXPECT_EQ(result.prior.variance, 0.0);
    expect_all_near(result.rate, {.1, .1, .1}, 1e-15);
    expect_all_near(result.weight, {0, 0, 0}, 0);
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.findings[0].code, "no_spread");
  }
  // 30 of 300 together have the Wilson interval 0.0708 to 0.1391; that there may be differences
  // after all makes it wider, but not as wide as the exact one of 10 of 100 (0.0490 to 0.1762).
  const EmpiricalBayesResult result = empirical_bayes(region.counts(), {.model = Model::kBinomial});
  EXPECT_LT(result.lower[0], indicator::wilson({30, 300}).lower);
  EXPECT_GT(result.upper[0], indicator::wilson({30, 300}).upper);
  EXPECT_GT(result.lower[0], indicator::clopper_pearson({10, 100}).lower);
  EXPECT_LT(result.upper[0], indicator::clopper_pearson({10, 100}).upper);
}

TEST(EmpiricalBayes, AnAreaWithoutPeopleGetsTheMeanWithoutWeight) {
  const Region region{{30, 10, 0}, {100, 100, 0}};
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  EXPECT_NEAR(result.rate[0], .28, 1e-12);  // as if the third area were not there
  EXPECT_DOUBLE_EQ(result.rate[2], .2);
  EXPECT_EQ(result.weight[2], 0.0);
  EXPECT_EQ(result.states[2], CellState::kReported);
  EXPECT_LT(result.lower[2], result.lower[0]);
  EXPECT_EQ(result.lower[2], result.unseen.lower);
  EXPECT_EQ(result.upper[2], result.unseen.upper);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "empty_base");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{"row 3"});
}

TEST(EmpiricalBayes, MissingStaysMissingAndDoesNotCount) {
  const Region region{{30, kNan, 10, 4}, {100, 100, 100, kNan}};
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  EXPECT_NEAR(result.rate[0], .28, 1e-12);
  EXPECT_NEAR(result.rate[2], .12, 1e-12);
  for (const std::size_t i : {1U, 3U}) {
    EXPECT_TRUE(std::isnan(result.rate[i]));
    EXPECT_TRUE(std::isnan(result.weight[i]));
    EXPECT_EQ(result.states[i], CellState::kNotReported);
  }
}

TEST(EmpiricalBayes, WithoutAnyBaseSaysThatNothingCanBeSaid) {
  const Region region{{0, kNan}, {0, 5}};
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  EXPECT_TRUE(std::isnan(result.rate[0]));
  EXPECT_EQ(result.states, (std::vector{CellState::kUndefined, CellState::kNotReported}));
  EXPECT_EQ(result.findings.at(0).code, "no_base");
  EXPECT_TRUE(empirical_bayes({}).rate.empty());
  EXPECT_TRUE(empirical_bayes({}).findings.empty());
}

TEST(EmpiricalBayes, OneAreaAndNoCasesKeepTheirCommonRate) {
  const Region one{{5}, {50}};
  EXPECT_DOUBLE_EQ(empirical_bayes(one.counts()).rate[0], .1);
  const Region none{{0, 0}, {50, 100}};
  const EmpiricalBayesResult result = empirical_bayes(none.counts());
  expect_all_near(result.rate, {0, 0}, 0);
  EXPECT_EQ(result.lower[0], 0.0);
  // Five areas of 30: more than half of the exact limit of 0 in 150, less than that of 0 in 30.
  const Region five{{0, 0, 0, 0, 0}, {30, 30, 30, 30, 30}};
  const double upper = empirical_bayes(five.counts()).upper[0];
  EXPECT_GT(upper, 0.5 * -std::log(.025) / 150);
  EXPECT_LT(upper, -std::log(.025) / 30);
}

TEST(EmpiricalBayes, HoldsAllOrNothingAndSinglePersons) {
  const Region all_or_nothing{{5, 0}, {5, 5}};
  const EmpiricalBayesResult own =
      empirical_bayes(all_or_nothing.counts(), {.model = Model::kBinomial});
  expect_all_near(own.rate, {1, 0}, 1e-12);
  EXPECT_GT(own.upper[1], 0.4);
  const Region singles{{1, 0, 0}, {1, 1, 1}};
  const EmpiricalBayesResult common =
      empirical_bayes(singles.counts(), {.model = Model::kBinomial});
  EXPECT_EQ(common.findings.at(0).code, "no_spread");
  EXPECT_DOUBLE_EQ(common.rate[0], 1.0 / 3.0);
}

TEST(EmpiricalBayes, AsksWhetherTheCasesAreAPartOfTheBase) {
  const Region region{{12, 1}, {10, 30}};
  const auto finding = [&](const EmpiricalBayesOptions& options) {
    return test::finding_of([&] { static_cast<void>(empirical_bayes(region.counts(), options)); });
  };
  EXPECT_EQ(finding({.model = Model::kBinomial}).code, "count_above_base");
  EXPECT_EQ(finding({.bound = CountBound::kPartOfBase}).code, "count_above_base");
  EXPECT_EQ(finding({.level = 95}).place.argument, "level");
  const EmpiricalBayesResult open = empirical_bayes(region.counts());
  ASSERT_EQ(open.findings.size(), 1U);
  EXPECT_EQ(open.findings[0].code, "count_above_base");
  EXPECT_EQ(open.findings[0].areas, std::vector<std::string>{"row 1"});
  EXPECT_TRUE(empirical_bayes(region.counts(), {.bound = CountBound::kFree}).findings.empty());
}

TEST(EmpiricalBayes, OfAPartNeverExceedsTheWhole) {
  const Region region{{10, 30}, {10, 31}};
  const auto part = empirical_bayes(region.counts(), {.bound = CountBound::kPartOfBase});
  EXPECT_EQ(part.upper[0], 1.0);
  EXPECT_GT(empirical_bayes(region.counts()).upper[0], 1.0);
}

TEST(EmpiricalBayes, NamesCasesWithoutABase) {
  const Region region{{3, 2, 4}, {0, 20, 30}};
  const EmpiricalBayesResult result = empirical_bayes(region.counts());
  EXPECT_DOUBLE_EQ(result.prior.mean, 0.12);
  ASSERT_GE(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[1].code, "cases_without_base");
  EXPECT_NE(result.findings[1].message.find("3 cases"), std::string::npos);
  EXPECT_EQ(result.findings[1].areas, std::vector<std::string>{"row 1"});
}

TEST(EmpiricalBayes, CountsWhatIsNotKnownOfAGuardedCount) {
  // mean 0.2, spread 0.01; a variance of 100 on each of the counts of 100 adds 0.01 to the squares.
  const Region region{{30, 10}, {100, 100}};
  const std::vector<double> variance{100, 100};
  const auto result = empirical_bayes(region.counts(), {.count_variance = variance});
  EXPECT_NEAR(result.prior.variance, 0.018, 1e-12);
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(empirical_bayes(region.counts(),
                                                {.count_variance = std::span(variance).first(1)}));
            }).code,
            "length_mismatch");
}

TEST(EmpiricalBayes, ATenfoldBaseGivesATenthOfTheRateWithTheSameWeight) {
  Region region = hameln_pyrmont();
  const EmpiricalBayesResult persons = empirical_bayes(region.counts());
  for (double& n : region.base) n *= 10;
  const EmpiricalBayesResult person_years = empirical_bayes(region.counts());
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_NEAR(person_years.weight[i], persons.weight[i], 1e-12);
    EXPECT_NEAR(person_years.rate[i] * 10, persons.rate[i], 1e-14);
  }
}

TEST(EmpiricalBayes, IsTheSameBytesForAnyOrderOfRowsAndAnyNumberOfThreads) {
  std::mt19937 dice(3);
  Region region;
  for (int i = 0; i < 5000; ++i) {
    region.base.push_back(static_cast<double>(dice() % 400));
    region.count.push_back(
        static_cast<double>(dice() % (1 + static_cast<unsigned>(region.base.back()))));
  }
  const EmpiricalBayesResult expected =
      empirical_bayes(region.counts(), {.execution = {.threads = 1}});
  for (const unsigned threads : {2U, 3U, 8U}) {
    const auto result = empirical_bayes(region.counts(), {.execution = {.threads = threads}});
    EXPECT_EQ(result.rate, expected.rate);
    EXPECT_EQ(result.lower, expected.lower);
    EXPECT_EQ(result.upper, expected.upper);
  }
  std::vector<std::size_t> order(region.base.size());
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), dice);
  Region shuffled;
  for (const std::size_t i : order) {
    shuffled.count.push_back(region.count[i]);
    shuffled.base.push_back(region.base[i]);
  }
  const EmpiricalBayesResult result = empirical_bayes(shuffled.counts());
  for (std::size_t i = 0; i < order.size(); ++i) {
    ASSERT_EQ(result.rate[i], expected.rate[order[i]]);
    ASSERT_EQ(result.upper[i], expected.upper[order[i]]);
  }
}

TEST(FitPrior, OfShardsIsThatOfTheWhole) {
  const Region region = hameln_pyrmont();
  const Prior whole = fit_prior(region.counts(), Model::kPoisson);
  for (const std::size_t shards : {2U, 3U, 8U}) {
    const auto collect = [&](auto empty) {
      std::vector<decltype(empty)> parts(shards, empty);
      for (std::size_t i = 0; i < region.count.size(); ++i) {
        parts[i % shards].add_rate(region.count[i], region.base[i]);
      }
      for (const auto& part : parts) empty.merge(part);
      return empty;
    };
    const indicator::Moments mean = collect(indicator::MeanSums()).finish();
    const indicator::Moments rates = collect(indicator::SpreadSums(mean)).finish();
    const Prior parts = fit_prior(rates, Model::kPoisson);
    EXPECT_EQ(parts.mean, whole.mean);
    EXPECT_EQ(parts.variance, whole.variance);
  }
}

TEST(EmpiricalBayes, TellsWhyThereIsNoRate) {
  using enum core::CellState;
  const std::vector<double> count{30, kNan, 25, 20, kNan};
  const std::vector<CellState> count_states{kReported, kSecret, kLimited, kReported, kSuppressed};
  const std::vector<double> base{100, 100, 110, 0, 90};
  const indicator::Counts counts{.count = {count, count_states}, .base = base};
  EXPECT_EQ(empirical_bayes(counts).states,
            (std::vector{kReported, kSecret, kLimited, kReported, kSuppressed}));
}

}  // namespace
}  // namespace sozialraum::smallarea
