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
Times by_blocks(const network::RoadGraph& graph, std::span<const network::Snap> origins,
                std::span<const network::Snap> facilities, MatrixOptions options,
                std::size_t rows) {
  options.block_bytes = rows * facilities.size() * sizeof(Deciseconds);
  MatrixBlocks blocks(graph, origins, facilities, options);
  EXPECT_LE(blocks.rows(), rows);
  Times times;
  for (TravelTimeMatrix block; blocks.next(block);) {
    EXPECT_EQ(block.first_origin * facilities.size(), times.size());
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
    MatrixOptions options{
        .direction = seed % 2 == 0 ? Direction::kToFacility : Direction::kFromFacility,
        .limit = Minutes{seed % 3 == 0 ? 12.0 / 600.0 : 60.0}};
    const auto limit = core::to_deciseconds(options.limit);
    Times expected;
    for (const auto& origin : origins) {
      for (const auto& facility : facilities) {
        const auto time = options.direction == Direction::kToFacility
                              ? test::time_by_table(graph, table, origin, facility)
                              : test::time_by_table(graph, table, facility, origin);
        expected.push_back(time <= limit ? time : kUnreachable);
      }
    }
    ASSERT_EQ(matrix(graph, origins, facilities, options).times, expected) << "graph " << seed;
    ASSERT_EQ(by_blocks(graph, origins, facilities, options, 2), expected) << "graph " << seed;
    options.hierarchy = &hierarchy;
    ASSERT_EQ(matrix(graph, origins, facilities, options).times, expected) << "graph " << seed;
    ASSERT_EQ(by_blocks(graph, origins, facilities, options, 2), expected) << "graph " << seed;
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
      return matrix(town.graph, town.origins, town.facilities,
                    {.hierarchy = hierarchy, .execution = {.threads = threads}})
          .times;
    };
    const Times one = ask(1);
    for (const unsigned threads : {2U, 3U, 8U}) EXPECT_EQ(one, ask(threads));
  }
}

TEST(Matrix, TheOrderOfTheListsTurnsRowsAndColumnsOnly) {
  Town town;
  const MatrixOptions options{.hierarchy = &town.hierarchy};
  const auto forth = matrix(town.graph, town.origins, town.facilities, options);
  std::reverse(town.origins.begin(), town.origins.end());
  std::reverse(town.facilities.begin(), town.facilities.end());
  auto back = matrix(town.graph, town.origins, town.facilities, options);
  std::reverse(back.times.begin(), back.times.end());
  EXPECT_EQ(forth.times, back.times);
}

TEST(Matrix, NoWayRoundIsShorter) {  // triangle inequality, between places without legs
  Town town;
  for (auto& place : town.origins) place.leg = 0;
  const auto places = std::span(town.origins).first(60);
  const auto times = matrix(town.graph, places, places, {.hierarchy = &town.hierarchy});
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
    EXPECT_EQ(matrix(graph, {}, {}, {.hierarchy = prepared}).times, Times{});
    EXPECT_EQ(matrix(graph, one, {}, {.hierarchy = prepared}).origin_count, 1U);
    EXPECT_EQ(matrix(graph, {}, one, {.hierarchy = prepared}).facility_count, 1U);
    EXPECT_EQ(matrix(graph, one, one, {.hierarchy = prepared}).times, Times{0});
  }
}

TEST(Matrix, SaysBeforehandWhatItCosts) {
  const Town town;
  const auto estimate = estimate_matrix(town.graph, 30'000, 2'000, {.hierarchy = &town.hierarchy});
  EXPECT_EQ(estimate.pairs, 6e7);
  EXPECT_EQ(estimate.bytes, 2.4e8);
  EXPECT_GT(estimate.seconds, 0.05);
  EXPECT_LT(estimate.seconds, 2.0);
  EXPECT_GT(estimate_matrix(town.graph, 30'000, 2'000).seconds, 2.0 * 0.1);
  EXPECT_EQ(estimate_matrix(town.graph, 0, 0).bytes, 0.0);
}

TEST(Matrix, RefusesAHierarchyOfAnotherGraph) {
  const Town town;
  EXPECT_EQ(test::finding_of([&] {
              (void)matrix(test::roads("a - b 10"), {}, {}, {.hierarchy = &town.hierarchy});
            }).place.argument,
            "hierarchy");
}

}  // namespace
}  // namespace sozialraum::reach
