#include "sozialraum/network/lane_sweep.hpp"

#include <gtest/gtest.h>

#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

TEST(LaneSweep, AgreesWithOneDijkstraALaneOnRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 80, .edges = 60 + static_cast<std::uint32_t>(seed % 150)});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    LaneSweep sweep(hierarchy);
    Dijkstra search(graph);
    core::RandomStream dice(seed, "sources");
    for (const Sense sense : {Sense::kInward, Sense::kOutward}) {
      const SearchOptions options{.sense = sense, .limit = seed % 2 == 0 ? 12U : kLongestTime};
      std::vector<Seed> seeds;  // two a lane, the last lane has none
      for (std::uint32_t i = 0; i < 2 * (LaneSweep::kLanes - 1); ++i) {
        seeds.push_back({NodeId{static_cast<std::uint32_t>(dice.below(80))},
                         static_cast<Deciseconds>(dice.below(16)), i / 2});
      }
      sweep.run(seeds, options);
      for (std::uint32_t lane = 0; lane < LaneSweep::kLanes; ++lane) {
        const auto own = lane + 1 < LaneSweep::kLanes ? std::span(seeds).subspan(2 * lane, 2)
                                                      : std::span<Seed>{};
        search.run(own, options);
        for (std::uint32_t v = 0; v < 80; ++v) {
          const NodeId node{v};
          const Deciseconds limit = std::min(options.limit, kLongestHierarchyTime);
          const bool within = sweep.reached(node) && sweep.times(node)[lane] <= limit;
          ASSERT_EQ(within ? sweep.times(node)[lane] : kUnreachable, search.time(node)) << seed;
        }
      }
    }
  }
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

TEST(LaneSweep, AgreesWhereMostIsReachedAndWhereLittleIs) {
  const RoadGraph graph = streets(60);
  const Hierarchy hierarchy = Hierarchy::build(graph);
  LaneSweep sweep(hierarchy);
  Dijkstra search(graph);
  // Twice each, as the pass taken depends on what the run before reached.
  for (const Deciseconds limit : {kLongestTime, 2500U, 2500U, 500U, 500U, 4000U, 4000U, 4000U}) {
    std::vector<Seed> seeds;
    for (std::uint32_t lane = 0; lane < LaneSweep::kLanes; ++lane) {
      seeds.push_back({NodeId{lane * 7}, lane, lane});
    }
    const SearchOptions options{.sense = Sense::kInward, .limit = limit};
    sweep.run(seeds, options);
    for (const std::uint32_t lane : {0U, 15U}) {
      search.run(std::span(seeds).subspan(lane, 1), options);
      for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
        const bool within = sweep.reached(NodeId{v}) &&
                            sweep.times(NodeId{v})[lane] <= std::min(limit, kLongestHierarchyTime);
        ASSERT_EQ(within ? sweep.times(NodeId{v})[lane] : kUnreachable, search.time(NodeId{v}));
      }
    }
  }
}

TEST(LaneSweep, RefusesALaneThereIsNot) {
  const Hierarchy hierarchy = Hierarchy::build(test::roads("a - b 10"));
  LaneSweep sweep(hierarchy);
  EXPECT_EQ(test::finding_of([&] {
              sweep.run(std::vector<Seed>{{.node = NodeId{0}, .label = LaneSweep::kLanes}});
            }).place.argument,
            "seeds");
}

}  // namespace
}  // namespace sozialraum::network
