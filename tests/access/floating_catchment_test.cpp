#include "sozialraum/access/floating_catchment.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random_places.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/table_pairs.hpp"
#include "throws.hpp"
#include "times_table.hpp"

namespace sozialraum::access {
namespace {

using core::Minutes;
using test::times_table;

// Three villages with 100, 200 and 300 people, two practices with 10 and 20 places, worked out by
// hand with the formulas of the header.
const reach::TablePairs kTimes = times_table({{5, 25}, {12, 8}, {35, 15}});
const std::vector<double> kPeople{100, 200, 300};
const std::vector<double> kPlaces{10, 20};
const Decay kSteps = Decay::steps({{Minutes{10}, 1.0}, {Minutes{20}, 0.68}, {Minutes{30}, 0.22}});

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-9) << i;
}

double handed_out(const std::vector<double>& people, const std::vector<double>& access) {
  return std::inner_product(people.begin(), people.end(), access.begin(), 0.0);
}

TEST(FloatingCatchment, TwoStepByHand) {
  const auto result =
      floating_catchment(kTimes, kPeople, kPlaces, {.decay = Decay::within(Minutes{20})});
  expect_near(result.ratio, {1.0 / 30.0, 0.04});
  expect_near(result.access, {0.0333333333, 0.0733333333, 0.04});
  EXPECT_NEAR(handed_out(kPeople, result.access), 30.0, 1e-12);
}

TEST(FloatingCatchment, EnhancedTwoStepByHand) {
  const auto result = floating_catchment(kTimes, kPeople, kPlaces, {.decay = kSteps});
  expect_near(result.ratio, {0.0423728814, 0.0469483568});
  expect_near(result.access, {0.0527015199, 0.0757619161, 0.0319248826});
  EXPECT_NEAR(handed_out(kPeople, result.access), 30.0, 1e-12);
}

TEST(FloatingCatchment, ModifiedTwoStepByHand) {
  const auto result = floating_catchment(kTimes, kPeople, kPlaces,
                                         {.method = CatchmentMethod::kModified, .decay = kSteps});
  expect_near(result.access, {0.0446451818, 0.0665415771, 0.0217089202});
  EXPECT_NEAR(handed_out(kPeople, result.access), 24.285509668, 1e-8);
}

TEST(FloatingCatchment, ThreeStepByHand) {
  const auto result = floating_catchment(kTimes, kPeople, kPlaces,
                                         {.method = CatchmentMethod::kThreeStep, .decay = kSteps});
  expect_near(result.access, {0.0622499258, 0.0564925456, 0.0415883277});
  EXPECT_NEAR(handed_out(kPeople, result.access), 30.0, 1e-12);
}

TEST(FloatingCatchment, BalancedByHand) {
  const auto result = floating_catchment(kTimes, kPeople, kPlaces,
                                         {.method = CatchmentMethod::kBalanced, .decay = kSteps});
  expect_near(result.access, {0.0418340117, 0.048927522, 0.0163766086});
  const double access = std::accumulate(result.access.begin(), result.access.end(), 0.0);
  EXPECT_NEAR(access, 0.1071381426, 1e-9);
  EXPECT_NEAR(access, result.ratio[0] + result.ratio[1], 1e-12);
}

TEST(FloatingCatchment, AvailabilityByHand) {
  // Shares of the first practice (Soukhov et al. 2023): F = P w / sum P w = 100/236, 136/236, 0.
  const auto result = floating_catchment(
      kTimes, kPeople, kPlaces, {.method = CatchmentMethod::kAvailability, .decay = kSteps});
  // Second practice: 100 * .22, 200 * 1, 300 * .68 of 426.
  expect_near(result.access, {10.0 * 100 / 236 + 20.0 * 22 / 426,
                              10.0 * 136 / 236 + 20.0 * 200 / 426, 20.0 * 204 / 426});
  EXPECT_NEAR(std::accumulate(result.access.begin(), result.access.end(), 0.0), 30.0, 1e-12);
  // Per person it is the two-step result, as the normalisation says.
  const auto two = floating_catchment(kTimes, kPeople, kPlaces, {.decay = kSteps});
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(result.access[i] / kPeople[i], two.access[i], 1e-15);
}

TEST(FloatingCatchment, AvailabilityOfPlacesThatCountAlikeWhateverTheirSize) {
  const auto result = floating_catchment(kTimes, kPeople, kPlaces,
                                         {.method = CatchmentMethod::kAvailability,
                                          .decay = Decay::within(Minutes{20}),
                                          .population_exponent = 0.0});
  expect_near(result.access, {5.0, 5.0 + 10.0, 10.0});  // shared by two villages each
}

TEST(FloatingCatchment, CatchmentsOfDifferentSizeByHand) {
  // The first practice serves 15 minutes (Aue, Berg), the second 10 (Berg).
  const std::vector<Minutes> served{Minutes{15}, Minutes{10}};
  const auto result = floating_catchment(
      kTimes, kPeople, kPlaces, {.decay = Decay::within(Minutes{60}), .facility_minutes = served});
  expect_near(result.ratio, {10.0 / 300, 20.0 / 200});
  expect_near(result.access, {10.0 / 300, 10.0 / 300 + 0.1, 0.0});
  EXPECT_NEAR(handed_out(kPeople, result.access), 30.0, 1e-12);
  // Luo & Whippo: the villages look 10, 10 and 20 minutes around, whom the practice counts or not.
  const std::vector<Minutes> looked{Minutes{10}, Minutes{10}, Minutes{20}};
  const auto both = floating_catchment(
      kTimes, kPeople, kPlaces,
      {.decay = Decay::within(Minutes{60}), .facility_minutes = served, .origin_minutes = looked});
  expect_near(both.ratio, result.ratio);
  expect_near(both.access, {10.0 / 300, 0.1, 0.1});
  // The villages' catchments alone bound both steps.
  const auto alone = floating_catchment(
      kTimes, kPeople, kPlaces, {.decay = Decay::within(Minutes{60}), .origin_minutes = looked});
  expect_near(alone.ratio, {10.0 / 100, 20.0 / 500});
  EXPECT_NEAR(handed_out(kPeople, alone.access), 30.0, 1e-12);
}

constexpr CatchmentMethod kAllMethods[] = {CatchmentMethod::kTwoStep, CatchmentMethod::kModified,
                                           CatchmentMethod::kThreeStep, CatchmentMethod::kBalanced,
                                           CatchmentMethod::kAvailability};

void expect_same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_TRUE(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))) << a[i] << " " << b[i];
  }
}

TEST(FloatingCatchment, WithoutATableOfPairsItIsTheSame) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const auto graph = test::random_roads(seed);
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, seed % 2 == 0 ? 30 : 5, dice);
    const auto facilities = test::random_places(graph, 9, dice);
    std::vector<double> people(origins.size());
    std::vector<double> places(facilities.size());
    for (double& p : people) p = 100.0 * dice.uniform();
    for (double& s : places) s = static_cast<double>(dice.below(9));
    const auto times = reach::travel_times({.roads = graph,
                                            .direction = reach::Direction::kFromFacility,
                                            .limit = Minutes{12.0 / 600.0}},
                                           {origins, facilities});
    for (const CatchmentMethod method : kAllMethods) {
      const FloatingCatchmentOptions options{.method = method, .decay = Decay::exponential(200.0)};
      const auto table = floating_catchment(reach::TablePairs(times), people, places, options);
      for (const auto* prepared : {&hierarchy, static_cast<const network::Hierarchy*>(nullptr)}) {
        const reach::RoadPairs pairs(
            {.roads = graph,
             .hierarchy = prepared,
             .direction = reach::Direction::kFromFacility,
             .limit = Minutes{12.0 / 600.0},
             .execution = {.threads = 1 + static_cast<unsigned>(seed % 3)}},
            {origins, facilities});
        const auto fused = floating_catchment(pairs, people, places, options);
        expect_same_bits(fused.access, table.access);
        expect_same_bits(fused.ratio, table.ratio);
        ASSERT_EQ(fused.standing, table.standing);
        ASSERT_EQ(fused.findings, table.findings);
      }
    }
  }
}

TEST(FloatingCatchment, WithoutATableNothingIsLostEither) {
  const auto graph = test::random_roads(4, {.nodes = 600, .edges = 900, .longest = 500});
  core::RandomStream dice(4, "places");
  const auto origins = test::random_places(graph, 400, dice);
  const auto facilities = test::random_places(graph, 50, dice);
  std::vector<double> people(origins.size());
  for (double& p : people) p = static_cast<double>(dice.below(500));
  const std::vector<double> places(facilities.size(), 25.0);
  for (const auto method : {CatchmentMethod::kTwoStep, CatchmentMethod::kThreeStep}) {
    const auto result =
        floating_catchment(reach::RoadPairs({.roads = graph}, {origins, facilities}), people,
                           places, {.method = method, .decay = Decay::gaussian(Minutes{1.0})});
    double supply = 0.0;
    for (const double ratio : result.ratio) supply += std::isnan(ratio) ? 0.0 : 25.0;
    double given = 0.0;
    for (std::size_t i = 0; i < people.size(); ++i) {
      given += std::isnan(result.access[i]) ? 0.0 : people[i] * result.access[i];
    }
    EXPECT_NEAR(given, supply, 1e-9);
  }
}

TEST(FloatingCatchment, NothingIsLostOrInvented) {
  core::RandomStream dice(1, "catchments");
  for (int round = 0; round < 50; ++round) {
    std::vector<std::vector<double>> minutes(20, std::vector<double>(6));
    for (auto& row : minutes) {
      for (double& m : row) m = dice.below(4) == 0 ? -1.0 : 40.0 * dice.uniform();
    }
    std::vector<double> people(20);
    for (double& p : people) p = static_cast<double>(dice.below(500));
    std::vector<double> places(6);
    for (double& s : places) s = static_cast<double>(dice.below(50));
    const reach::TablePairs times = times_table(minutes);
    for (const auto method : {CatchmentMethod::kTwoStep, CatchmentMethod::kThreeStep}) {
      const auto result =
          floating_catchment(times, people, places, {.method = method, .decay = kSteps});
      double supply = 0.0;
      for (std::size_t j = 0; j < 6; ++j) supply += std::isnan(result.ratio[j]) ? 0.0 : places[j];
      EXPECT_NEAR(handed_out(people, result.access), supply, 1e-9);
    }
    const auto balanced = floating_catchment(
        times, people, places, {.method = CatchmentMethod::kBalanced, .decay = kSteps});
    double ratios = 0.0;
    for (const double r : balanced.ratio) ratios += std::isnan(r) ? 0.0 : r;
    EXPECT_NEAR(std::accumulate(balanced.access.begin(), balanced.access.end(), 0.0), ratios, 1e-9);
  }
}

TEST(FloatingCatchment, TheOrderOfTheVillagesChangesNoBit) {
  core::RandomStream dice(2, "villages");
  std::vector<std::vector<double>> minutes(200, std::vector<double>(5));
  std::vector<double> people;
  for (auto& row : minutes) {
    for (double& m : row) m = 40.0 * dice.uniform();
    people.push_back(100.0 * dice.uniform());
  }
  const std::vector<double> places{1.5, 2.5, 0.3, 4.1, 5.7};
  const auto forth =
      floating_catchment(times_table(minutes), people, places,
                         {.method = CatchmentMethod::kBalanced, .decay = Decay::exponential(0.1)});
  std::reverse(minutes.begin(), minutes.end());
  std::reverse(people.begin(), people.end());
  auto back =
      floating_catchment(times_table(minutes), people, places,
                         {.method = CatchmentMethod::kBalanced, .decay = Decay::exponential(0.1)});
  std::reverse(back.access.begin(), back.access.end());
  EXPECT_EQ(forth.access, back.access);
  EXPECT_EQ(forth.ratio, back.ratio);
}

TEST(FloatingCatchment, AFacilityWithoutPeopleIsNamed) {
  const std::vector<std::string> names{"Nord", "Wald"};
  const auto result =
      floating_catchment(times_table({{5, -1}, {5, 90}}, {.facility_names = names}),
                         std::vector{10.0, 0.0}, kPlaces, {.decay = Decay::within(Minutes{30})});
  EXPECT_TRUE(std::isnan(result.ratio[1]));
  expect_near(result.access, {1.0, 1.0});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "facility_without_demand");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{"Wald"});
}

TEST(FloatingCatchment, OffTheNetworkIsNotTheSameAsNothingInReach) {
  reach::TravelTimes times = test::travel_times_of({{5, 5}, {-1, -1}, {-1, -1}});
  times.standing[2] = core::Standing::kTooFar;
  const auto result = floating_catchment(reach::TablePairs(std::move(times)), kPeople, kPlaces);
  EXPECT_EQ(result.standing, (std::vector{core::Standing::kOnNetwork, core::Standing::kBeyondLimit,
                                          core::Standing::kTooFar}));
  EXPECT_EQ(result.access[1], 0.0);
  EXPECT_TRUE(std::isnan(result.access[2]));
}

TEST(FloatingCatchment, RefusesAmountsThatCannotBeShared) {
  const auto argument_of = [](std::vector<double> people, std::vector<double> places) {
    return test::finding_of([&] { (void)floating_catchment(kTimes, people, places); })
        .place.argument;
  };
  EXPECT_EQ(argument_of({100, 200}, kPlaces), "population");
  EXPECT_EQ(argument_of({100, 200, std::nan("")}, kPlaces), "population");
  EXPECT_EQ(argument_of(kPeople, {10, -1}), "supply");
  EXPECT_EQ(argument_of({1e308, 1e308, 1e308}, kPlaces), "population");
  const std::vector<Minutes> one{Minutes{10}};
  const std::vector<Minutes> two{Minutes{10}, Minutes{10}};
  const auto argument_with = [](const FloatingCatchmentOptions& options) {
    return test::finding_of([&] { (void)floating_catchment(kTimes, kPeople, kPlaces, options); })
        .place.argument;
  };
  EXPECT_EQ(argument_with({.facility_minutes = one}), "facility_minutes");
  EXPECT_EQ(argument_with({.method = CatchmentMethod::kBalanced, .facility_minutes = two}),
            "facility_minutes");
  EXPECT_EQ(argument_with({.population_exponent = -1.0}), "population_exponent");
  EXPECT_EQ(argument_with({.population_exponent = 400.0}), "population_exponent");
}

TEST(FloatingCatchment, SmallWeightsCountAsMuchAsLargeOnesWhereThereAreNoOthers) {
  // t^-30: next door 1, at ten minutes 10^-30. The practice far away serves 300 people as well as
  // the near one serves 100.
  const Decay steep = Decay::power({.exponent = 30.0});
  const auto result = floating_catchment(times_table({{1, -1}, {-1, 10}, {-1, 10}}), kPeople,
                                         kPlaces, {.decay = steep});
  EXPECT_DOUBLE_EQ(result.ratio[0], 0.1);
  EXPECT_DOUBLE_EQ(result.ratio[1], 20.0 / (500.0 * steep(6000)));
  EXPECT_DOUBLE_EQ(result.access[2], 20.0 / 500.0);
  EXPECT_NEAR(handed_out(kPeople, result.access), 30.0, 1e-12);
  EXPECT_TRUE(result.findings.empty());
}

TEST(FloatingCatchment, SumsOverAHundredOrdersOfMagnitudeAreRightInAnyOrder) {
  core::RandomStream dice(3, "orders");
  const Decay decay = Decay::exponential(0.5);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<double>> minutes(30, std::vector<double>(1));
    std::vector<double> people(minutes.size());
    std::vector<double> terms(minutes.size());
    for (std::size_t i = 0; i < minutes.size(); ++i) {
      minutes[i][0] = std::floor(600.0 * dice.uniform());  // weights down to 10^-130
      people[i] = std::exp(30.0 * dice.uniform());
      terms[i] = people[i] * decay(core::to_deciseconds(Minutes{minutes[i][0]}));
    }
    const auto ratio = [&] {
      return floating_catchment(times_table(minutes), people, std::vector{1.0}, {.decay = decay})
          .ratio[0];
    };
    const double once = ratio();
    EXPECT_DOUBLE_EQ(once, 1.0 / core::exact_sum(terms));
    std::reverse(minutes.begin(), minutes.end());
    std::reverse(people.begin(), people.end());
    EXPECT_EQ(ratio(), once);
    std::rotate(minutes.begin(), minutes.begin() + 11, minutes.end());
    std::rotate(people.begin(), people.begin() + 11, people.end());
    EXPECT_EQ(ratio(), once);
  }
}

TEST(FloatingCatchment, WeightsOfNextToNothingAreNoDemand) {
  const Decay decay = Decay::exponential(0.5);
  const auto result = floating_catchment(times_table({{1400}}), std::vector{100.0},
                                         std::vector{1.0}, {.decay = decay});
  EXPECT_TRUE(std::isnan(result.ratio[0]));
  EXPECT_EQ(result.access[0], 0.0);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "facility_without_demand");
}

}  // namespace
}  // namespace sozialraum::access
