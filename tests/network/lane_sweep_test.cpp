#include "sozialraum/network/lane_sweep.hpp"

#include <gtest/gtest.h>

#include "instruction_sets.hpp"
#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

/// Both widths of times.
template <class Sweep>
class LaneSweeps : public testing::Test {};
using Widths = testing::Types<LaneSweep, ShortLaneSweep>;
TYPED_TEST_SUITE(LaneSweeps, Widths);

/// Holds the last run to one Dijkstra a lane.
template <class Sweep>
void expect_dijkstra(const Sweep& sweep, const RoadGraph& graph, std::span<const Seed> seeds,
                     const SearchOptions& options) {
  Dijkstra search(graph);
  const Deciseconds limit = std::min(options.limit, Sweep::kLongest);
  for (std::uint32_t lane = 0; lane < Sweep::kLanes; ++lane) {
    std::vector<Seed> own;
    for (const Seed& seed : seeds) {
      if (seed.label == lane) own.push_back(seed);
    }
    search.run(own, {.sense = options.sense, .limit = limit});
    for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
      const NodeId node{v};
      const bool within = sweep.reached(node) && sweep.times(node)[lane] <= limit;
      ASSERT_EQ(within ? sweep.times(node)[lane] : kUnreachable, search.time(node))
          << "lane " << lane << ", node " << v;
    }
  }
}

/// Two seeds a lane, the last lane has none.
template <class Sweep>
std::vector<Seed> random_sources(core::RandomStream& dice, const RoadGraph& graph,
                                 Deciseconds latest) {
  std::vector<Seed> seeds;
  for (std::uint32_t i = 0; i < 2 * (Sweep::kLanes - 1); ++i) {
    seeds.push_back({NodeId{static_cast<std::uint32_t>(dice.below(graph.node_count()))},
                     static_cast<Deciseconds>(dice.below(latest + 1)), i / 2});
  }
  return seeds;
}

TYPED_TEST(LaneSweeps, AgreeWithOneDijkstraALaneOnRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 80, .edges = 60 + static_cast<std::uint32_t>(seed % 150)});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    TypeParam sweep(hierarchy);
    core::RandomStream dice(seed, "sources");
    for (const Sense sense : {Sense::kInward, Sense::kOutward}) {
      const SearchOptions options{.sense = sense, .limit = seed % 2 == 0 ? 12U : kLongestTime};
      const auto seeds = random_sources<TypeParam>(dice, graph, 15);
      sweep.run(seeds, options);
      expect_dijkstra(sweep, graph, seeds, options);
    }
  }
}

// Sums around 65,535, the largest number of 16 bits, and single edges and seeds beyond it.
TYPED_TEST(LaneSweeps, AreExactWhereSixteenBitsEnd) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 60, .edges = 110, .longest = seed % 3 == 0 ? 100'000U : 25'000U});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    TypeParam sweep(hierarchy);
    core::RandomStream dice(seed, "sources");
    for (const Deciseconds limit : {65'533U, 65'534U, 65'535U, 65'536U, 40'000U}) {
      const SearchOptions options{.limit = limit};
      const auto seeds = random_sources<TypeParam>(dice, graph, seed % 3 == 1 ? 70'000 : 9);
      sweep.run(seeds, options);
      expect_dijkstra(sweep, graph, seeds, options);
    }
  }
}

TEST(ShortLaneSweep, ToldTimesEndAtTheLastNumberButOne) {
  const RoadGraph graph = test::roads("a - b 65533\nb - c 1\nc - d 1\nd - e 200000");
  const Hierarchy hierarchy = Hierarchy::build(graph);
  ShortLaneSweep sweep(hierarchy);
  sweep.run(std::vector<Seed>{{.node = NodeId{0}}});
  EXPECT_EQ(sweep.times(NodeId{1})[0], 65'533);
  EXPECT_EQ(sweep.times(NodeId{2})[0], 65'534);
  EXPECT_FALSE(sweep.reached(NodeId{3}));
  EXPECT_FALSE(sweep.reached(NodeId{4}));
}

/// A town of n by n crossings; one street in ten is one-way.
RoadGraph streets(std::uint32_t n) {
  core::RandomStream dice(4, "streets");
  EdgeList list;
  list.node_positions.resize(std::size_t{n} * n, {9.0, 52.0});
  const auto street = [&](std::uint32_t a, std::uint32_t b) {
    const auto time = static_cast<Deciseconds>(10 + dice.below(90));
    list.edges.push_back({.from = NodeId{a},
                          .to = NodeId{b},
                          .forward = time,
                          .backward = dice.below(10) == 0 ? kClosed : time});
  };
  for (std::uint32_t v = 0; v < n * n; ++v) {
    if (v % n + 1 < n) street(v, v + 1);
    if (v + n < n * n) street(v, v + n);
  }
  return RoadGraph::from_edges(std::move(list));
}

template <class Sweep>
std::vector<Seed> sources_along_a_street() {
  std::vector<Seed> seeds;
  for (std::uint32_t lane = 0; lane < Sweep::kLanes; ++lane) {
    seeds.push_back({NodeId{lane * 7}, lane, lane});
  }
  return seeds;
}

TYPED_TEST(LaneSweeps, AgreeWhereMostIsReachedAndWhereLittleIs) {
  const RoadGraph graph = streets(60);
  const Hierarchy hierarchy = Hierarchy::build(graph);
  TypeParam sweep(hierarchy);
  const auto seeds = sources_along_a_street<TypeParam>();
  // Twice each, as the pass taken depends on what the run before reached.
  for (const Deciseconds limit : {kLongestTime, 2500U, 2500U, 500U, 500U, 4000U, 4000U, 4000U}) {
    const SearchOptions options{.sense = Sense::kInward, .limit = limit};
    sweep.run(seeds, options);
    expect_dijkstra(sweep, graph, seeds, options);
  }
}

TYPED_TEST(LaneSweeps, GiveTheSameWithEveryInstructionSet) {
  const RoadGraph graph = streets(40);
  const Hierarchy hierarchy = Hierarchy::build(graph);
  const auto seeds = sources_along_a_street<TypeParam>();
  test::with_each_instruction_set([&] {
    TypeParam sweep(hierarchy);
    for (const Deciseconds limit : {kLongestTime, 500U, 500U}) {  // both passes
      const SearchOptions options{.sense = Sense::kOutward, .limit = limit};
      sweep.run(seeds, options);
      expect_dijkstra(sweep, graph, seeds, options);
    }
  });
}

TYPED_TEST(LaneSweeps, RefuseALaneThereIsNot) {
  const Hierarchy hierarchy = Hierarchy::build(test::roads("a - b 10"));
  TypeParam sweep(hierarchy);
  EXPECT_EQ(test::finding_of([&] {
              sweep.run(std::vector<Seed>{{.node = NodeId{0}, .label = TypeParam::kLanes}});
            }).place.argument,
            "seeds");
}

}  // namespace
}  // namespace sozialraum::network
