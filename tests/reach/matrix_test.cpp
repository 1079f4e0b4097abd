#include "sozialraum/reach/matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "random_places.hpp"
#include "sozialraum/reach/travel_times.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::reach {
namespace {

using core::Deciseconds;
using core::kUnreachable;
using core::Minutes;

using Times = std::vector<Deciseconds>;

/// The whole table from blocks of at most `rows` rows.
Times by_blocks(const Travel& travel, const Places& places, std::size_t rows) {
  const std::size_t columns = places.facilities.size();
  MatrixBlocks blocks(travel, places, {.block_bytes = rows * columns * sizeof(Deciseconds)});
  EXPECT_LE(blocks.rows(), rows);
  Times times;
  for (TravelTimeMatrix block; blocks.next(block);) {
    EXPECT_EQ(block.first_origin * columns, times.size());
    times.insert(times.end(), block.times.begin(), block.times.end());
  }
  return times;
}

TEST(Matrix, AgreesWithBruteForceFromEitherSideAndInBlocks) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const auto graph = test::random_roads(seed);
    const auto table = test::all_times(graph);
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    // Every other graph has more facilities than origins, so that searches start on either side.
    const auto origins = test::random_places(graph, 3 + 150 * (seed / 2 % 2), dice);
    const auto facilities = test::random_places(graph, 70, dice);
    Travel travel{.roads = graph,
                  .direction = seed % 2 == 0 ? Direction::kToFacility : Direction::kFromFacility,
                  .limit = Minutes{seed % 3 == 0 ? 12.0 / 600.0 : 60.0}};
    const auto limit = core::to_deciseconds(travel.limit);
    Times expected;
    for (const auto& origin : origins) {
      for (const auto& facility : facilities) {
        const auto time = travel.direction == Direction::kToFacility
                              ? test::time_by_table(graph, table, origin, facility)
                              : test::time_by_table(graph, table, facility, origin);
        expected.push_back(time <= limit ? time : kUnreachable);
      }
    }
    ASSERT_EQ(matrix(travel, {origins, facilities}).times, expected) << "graph " << seed;
    ASSERT_EQ(by_blocks(travel, {origins, facilities}, 2), expected) << "graph " << seed;
    travel.hierarchy = &hierarchy;
    ASSERT_EQ(matrix(travel, {origins, facilities}).times, expected) << "graph " << seed;
    ASSERT_EQ(by_blocks(travel, {origins, facilities}, 2), expected) << "graph " << seed;
  }
}

/// A town of 300 junctions with places.
struct Town {
  network::RoadGraph graph = test::random_roads(1, {.nodes = 300, .edges = 900, .longest = 500});
  network::Hierarchy hierarchy = network::Hierarchy::build(graph);
  std::vector<network::Snap> origins;
  std::vector<network::Snap> facilities;

  Town() {
    core::RandomStream dice(1, "places");
    origins = test::random_places(graph, 300, dice);
    facilities = test::random_places(graph, 150, dice);
  }
};

TEST(Matrix, IsTheSameForAnyNumberOfThreads) {
  const Town town;
  for (const auto* hierarchy : {&town.hierarchy, static_cast<const network::Hierarchy*>(nullptr)}) {
    const auto ask = [&](unsigned threads) {
      return matrix(
                 {.roads = town.graph, .hierarchy = hierarchy, .execution = {.threads = threads}},
                 {town.origins, town.facilities})
          .times;
    };
    const Times one = ask(1);
    for (const unsigned threads : {2U, 3U, 8U}) EXPECT_EQ(one, ask(threads));
  }
}

TEST(Matrix, TheOrderOfTheListsTurnsRowsAndColumnsOnly) {
  Town town;
  const Travel travel{.roads = town.graph, .hierarchy = &town.hierarchy};
  const auto forth = matrix(travel, {town.origins, town.facilities});
  std::reverse(town.origins.begin(), town.origins.end());
  std::reverse(town.facilities.begin(), town.facilities.end());
  auto back = matrix(travel, {town.origins, town.facilities});
  std::reverse(back.times.begin(), back.times.end());
  EXPECT_EQ(forth.times, back.times);
}

TEST(Matrix, NoWayRoundIsShorter) {  // triangle inequality, between places without legs
  Town town;
  for (auto& place : town.origins) place.leg = 0;
  const auto places = std::span(town.origins).first(60);
  const auto times = matrix({.roads = town.graph, .hierarchy = &town.hierarchy}, {places, places});
  for (std::size_t a = 0; a < places.size(); ++a) {
    for (std::size_t b = 0; b < places.size(); ++b) {
      for (std::size_t c = 0; c < places.size(); ++c) {
        const auto way = std::uint64_t{times.row(a)[b]} + times.row(b)[c];
        // Times along an edge are rounded, so two halves may be a decisecond short of the whole.
        EXPECT_LE(times.row(a)[c], way + 2);
      }
    }
  }
}

TEST(Matrix, OfNobodyIsEmpty) {
  const auto graph = test::roads("a - b 10");
  const auto hierarchy = network::Hierarchy::build(graph);
  const std::vector<network::Snap> one{
      {.status = network::SnapStatus::kSnapped, .edge = network::EdgeId{0}}};
  for (const auto* prepared : {&hierarchy, static_cast<const network::Hierarchy*>(nullptr)}) {
    EXPECT_EQ(matrix({.roads = graph, .hierarchy = prepared}, {{}, {}}).times, Times{});
    EXPECT_EQ(matrix({.roads = graph, .hierarchy = prepared}, {one, {}}).origin_count, 1U);
    EXPECT_EQ(matrix({.roads = graph, .hierarchy = prepared}, {{}, one}).facility_count, 1U);
    EXPECT_EQ(matrix({.roads = graph, .hierarchy = prepared}, {one, one}).times, Times{0});
  }
}

TEST(Matrix, SaysBeforehandWhatItCosts) {
  const Town town;
  const auto estimate =
      estimate_matrix({.roads = town.graph, .hierarchy = &town.hierarchy}, 30'000, 2'000);
  EXPECT_EQ(estimate.pairs, 6e7);
  EXPECT_EQ(estimate.bytes, 2.4e8);
  EXPECT_GT(estimate.seconds, 0.05);
  EXPECT_LT(estimate.seconds, 2.0);
  EXPECT_GT(estimate_matrix({.roads = town.graph}, 30'000, 2'000).seconds, 2.0 * 0.1);
  EXPECT_EQ(estimate_matrix({.roads = town.graph}, 0, 0).bytes, 0.0);
}

TEST(Matrix, RefusesAHierarchyOfAnotherGraph) {
  const Town town;
  const auto other = test::roads("a - b 10");
  EXPECT_EQ(test::finding_of([&] {
              (void)matrix({.roads = other, .hierarchy = &town.hierarchy}, {{}, {}});
            }).place.argument,
            "hierarchy");
}

}  // namespace
}  // namespace sozialraum::reach
