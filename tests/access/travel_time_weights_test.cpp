#include "sozialraum/access/travel_time_weights.hpp"

#include <gtest/gtest.h>

#include "random_places.hpp"
#include "sozialraum/reach/matrix.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::access {
namespace {

using core::AreaId;
using core::Minutes;
using network::EdgeId;
using network::Snap;
using network::SnapStatus;

Snap on(std::uint32_t edge, double fraction) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction};
}

std::vector<core::AreaCode> codes_of(std::size_t count) {
  std::vector<core::AreaCode> codes;
  for (std::size_t i = 0; i < count; ++i) {
    codes.push_back(core::AreaCode::parse(std::to_string(100 + i), core::CodeKind::kCustom));
  }
  return codes;
}

std::vector<std::pair<std::uint32_t, double>> row(const spatial::Weights& weights,
                                                  std::uint32_t area) {
  std::vector<std::pair<std::uint32_t, double>> result;
  for (const auto& n : weights.neighbours(AreaId{area})) {
    result.emplace_back(static_cast<std::uint32_t>(core::index(n.area)), n.weight);
  }
  return result;
}

using Row = std::vector<std::pair<std::uint32_t, double>>;

// Three villages: ten minutes down from the first to the second, twenty back up; a ferry of forty.
const char* const kRoads = R"(
    a - b 6000 12000
    b - c 24000 )";

TEST(TravelTimeWeights, ThereAndBackByHand) {
  const auto graph = test::roads(kRoads);
  const std::vector villages{on(0, 0.0), on(0, 1.0), on(1, 1.0)};
  const auto codes = codes_of(3);
  const auto ask = [&](BothWays both_ways, double limit) {
    return travel_time_weights(
        reach::RoadPairs({.roads = graph}, {villages, villages}), codes,
        {.limit = Minutes{limit}, .decay = Decay::linear(Minutes{40}), .both_ways = both_ways});
  };
  EXPECT_EQ(row(ask(BothWays::kMean, 15), 0), (Row{{1, 1.0 - 15.0 / 40}}));
  EXPECT_EQ(row(ask(BothWays::kMean, 15), 1), (Row{{0, 1.0 - 15.0 / 40}}));
  EXPECT_EQ(row(ask(BothWays::kMean, 14.9), 0), Row{});
  EXPECT_EQ(row(ask(BothWays::kFaster, 10), 1), (Row{{0, 0.75}}));
  EXPECT_EQ(row(ask(BothWays::kSlower, 20), 0), (Row{{1, 0.5}}));
  EXPECT_EQ(row(ask(BothWays::kSlower, 19), 0), Row{});
  EXPECT_EQ(row(ask(BothWays::kThere, 10), 0), (Row{{1, 0.75}}));
  EXPECT_EQ(row(ask(BothWays::kThere, 10), 1), Row{});
  // The weight of the ferry is zero: no neighbour, though within the limit.
  EXPECT_EQ(row(ask(BothWays::kMean, 60), 2), Row{});
  EXPECT_EQ(ask(BothWays::kMean, 60).islands(), std::vector{AreaId{2}});
}

TEST(TravelTimeWeights, NearestByTimeNeedNotBeMutual) {
  const auto graph = test::roads(kRoads);
  const std::vector villages{on(0, 0.0), on(0, 1.0), on(1, 1.0)};
  const auto weights = travel_time_weights(reach::RoadPairs({.roads = graph}, {villages, villages}),
                                           codes_of(3), {.limit = Minutes{90}, .nearest = 1});
  EXPECT_EQ(row(weights, 0), (Row{{1, 1.0}}));
  EXPECT_EQ(row(weights, 1), (Row{{0, 1.0}}));
  EXPECT_EQ(row(weights, 2), (Row{{1, 1.0}}));
}

TEST(TravelTimeWeights, AreTheDecayOfTheMatrix) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto graph = test::random_roads(seed);
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto places = test::random_places(graph, 12, dice);
    const auto times = reach::matrix({.roads = graph}, {places, places});
    const Decay decay = Decay::exponential(50.0);
    for (const BothWays both : {BothWays::kMean, BothWays::kFaster, BothWays::kSlower}) {
      const auto weights = travel_time_weights(
          reach::RoadPairs({.roads = graph, .hierarchy = seed % 2 == 0 ? &hierarchy : nullptr},
                           {places, places}),
          codes_of(12), {.limit = Minutes{10.0 / 600}, .decay = decay, .both_ways = both});
      for (std::uint32_t i = 0; i < 12; ++i) {
        Row expected;
        for (std::uint32_t j = 0; j < 12; ++j) {
          const std::uint64_t there = times.row(i)[j];
          const std::uint64_t back = times.row(j)[i];
          const std::uint64_t doubled = both == BothWays::kMean     ? there + back
                                        : both == BothWays::kFaster ? 2 * std::min(there, back)
                                                                    : 2 * std::max(there, back);
          if (i != j && doubled <= 20) {
            expected.emplace_back(j, decay(static_cast<core::Deciseconds>((doubled + 1) / 2)));
          }
        }
        ASSERT_EQ(row(weights, i), expected) << seed;
      }
    }
  }
}

TEST(TravelTimeWeights, RefuseCodesThatDoNotFit) {
  const auto graph = test::roads("a - b 10");
  EXPECT_EQ(
      test::finding_of([&] {
        (void)travel_time_weights(
            reach::RoadPairs({.roads = graph}, {std::vector{on(0, 0.0)}, std::vector{on(0, 0.0)}}),
            codes_of(2));
      }).place.argument,
      "codes");
}

}  // namespace
}  // namespace sozialraum::access
