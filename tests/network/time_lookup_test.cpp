#include "sozialraum/network/time_lookup.hpp"

#include <gtest/gtest.h>

#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

using test::node;

TEST(TimeLookup, TellsTheTimeFromTheNearestSeed) {
  const auto graph = test::roads(R"(
      a > b 10
      b > c 20
      c > d 40
      e - f 1 )");
  const auto hierarchy = Hierarchy::build(graph);
  TimeLookup times(hierarchy);
  times.run({{{node('a'), 5}, {node('c'), 7}}});
  EXPECT_EQ(times.time(node('d')), 47U);
  EXPECT_EQ(times.time(node('b')), 15U);
  EXPECT_EQ(times.time(node('c')), 7U);
  EXPECT_EQ(times.time(node('e')), kUnreachable);
  times.run({{{node('c'), 0}}}, Sense::kInward);
  EXPECT_EQ(times.time(node('a')), 30U);
  EXPECT_EQ(times.time(node('d')), kUnreachable);
  times.run({});
  EXPECT_EQ(times.time(node('a')), kUnreachable);
}

TEST(TimeLookup, AgreesWithDijkstraOnRandomOneWayGraphsInAnyOrderOfAsking) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 40, .edges = 30 + static_cast<std::uint32_t>(seed % 90)});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    core::RandomStream dice(seed, "asked");
    Dijkstra search(graph);
    TimeLookup times(hierarchy);
    for (const Sense sense : {Sense::kInward, Sense::kOutward}) {
      std::vector<Seed> seeds;
      for (std::uint64_t i = dice.below(4); i > 0; --i) {
        seeds.push_back({NodeId{static_cast<std::uint32_t>(dice.below(40))},
                         static_cast<Deciseconds>(dice.below(6))});
      }
      (void)search.run(seeds, {.sense = sense});
      times.run(seeds, sense);
      for (int asked = 0; asked < 60; ++asked) {
        const NodeId node{static_cast<std::uint32_t>(dice.below(40))};
        ASSERT_EQ(times.time(node), search.time(node)) << "graph " << seed;
      }
    }
  }
}

TEST(TimeLookup, RefusesASeedWithoutNode) {
  const auto hierarchy = Hierarchy::build(test::roads("a - b 10"));
  TimeLookup times(hierarchy);
  EXPECT_EQ(test::finding_of([&] { times.run({{{NodeId{2}, 0}}}); }).place.argument, "seeds");
}

}  // namespace
}  // namespace sozialraum::network
