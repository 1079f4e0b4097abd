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
