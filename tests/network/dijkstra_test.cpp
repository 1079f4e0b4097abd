#include "sozialraum/network/dijkstra.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

using test::node;

TEST(Dijkstra, HeedsOneWayStreetsInBothSenses) {
  const RoadGraph graph = test::roads(R"(
      a > b 10
      b > c 10
      c > a 50 )");
  Dijkstra search(graph);
  search.run(std::vector<Seed>{{node('a')}});
  EXPECT_EQ(search.time(node('c')), 20U);
  search.run(std::vector<Seed>{{node('a')}}, {.sense = Sense::kInward});
  EXPECT_EQ(search.time(node('c')), 50U);
  EXPECT_EQ(search.time(node('b')), 60U);
}

TEST(Dijkstra, ANodeGoesToTheNearestSeedAndATieToTheSmallerLabel) {
  const RoadGraph graph = test::roads(R"(
      a - b 10
      b - c 10
      c - d 5 )");
  Dijkstra search(graph);
  search.run(std::vector<Seed>{{.node = node('a'), .label = 7}, {.node = node('c'), .label = 3}});
  EXPECT_EQ(search.label(node('b')), 3U);  // 10 either way
  search.run(std::vector<Seed>{{.node = node('a'), .label = 7},
                               {.node = node('c'), .time = 1, .label = 3}});
  EXPECT_EQ(search.label(node('b')), 7U);
  EXPECT_EQ(search.time(node('d')), 6U);
}

TEST(Dijkstra, StopsAtTheLimitAndForgetsTheLastRun) {
  const RoadGraph graph = test::roads(R"(
      a - b 10
      b - c 10 )");
  Dijkstra search(graph);
  EXPECT_EQ(search.run(std::vector<Seed>{{node('a')}}).size(), 3U);
  const auto found = search.run(std::vector<Seed>{{node('a')}}, {.limit = 10});
  EXPECT_EQ(std::vector(found.begin(), found.end()), (std::vector{node('a'), node('b')}));
  EXPECT_EQ(search.time(node('c')), kUnreachable);
  EXPECT_TRUE(search.run({}).empty());
  EXPECT_EQ(search.time(node('a')), kUnreachable);
}

TEST(Dijkstra, TellsThePathInTheOrderOfTravel) {
  const RoadGraph graph = test::roads(R"(
      a > b 10
      b > c 10
      a > c 30 )");
  Dijkstra search(graph);
  search.run(std::vector<Seed>{{node('a')}});
  EXPECT_EQ(search.path(node('c')), (std::vector{EdgeId{0}, EdgeId{1}}));
  search.run(std::vector<Seed>{{node('c')}}, {.sense = Sense::kInward});
  EXPECT_EQ(search.path(node('a')), (std::vector{EdgeId{0}, EdgeId{1}}));
  EXPECT_TRUE(search.path(node('c')).empty());
}

TEST(Dijkstra, TimesNearTheLargestNumberDoNotOverflow) {
  const RoadGraph graph = test::roads(R"(
      a > b 4000000000
      b > c 4000000000 )");
  Dijkstra search(graph);
  search.run(std::vector<Seed>{{node('a')}});
  EXPECT_EQ(search.time(node('b')), 4000000000U);
  EXPECT_EQ(search.time(node('c')), kUnreachable);
}

TEST(Dijkstra, AgreesWithBruteForceOnRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const RoadGraph graph = test::random_roads(seed);
    const std::size_t n = graph.node_count();
    const auto expected = test::all_times(graph);
    Dijkstra search(graph);
    for (std::uint32_t from = 0; from < n; ++from) {
      search.run(std::vector<Seed>{{NodeId{from}}});
      for (std::uint32_t to = 0; to < n; ++to) {
        ASSERT_EQ(search.time(NodeId{to}), expected[from * n + to]) << "graph " << seed;
      }
      search.run(std::vector<Seed>{{NodeId{from}}}, {.sense = Sense::kInward, .limit = 12});
      for (std::uint32_t to = 0; to < n; ++to) {
        const Deciseconds time = expected[to * n + from];
        ASSERT_EQ(search.time(NodeId{to}), time <= 12 ? time : kUnreachable) << "graph " << seed;
      }
    }
  }
}

TEST(Dijkstra, NoDetourIsShorter) {  // triangle inequality
  const RoadGraph graph = test::random_roads(1, {.nodes = 200, .edges = 700, .longest = 1000});
  Dijkstra a(graph);
  Dijkstra b(graph);
  a.run(std::vector<Seed>{{NodeId{0}}});
  for (std::uint32_t via = 0; via < 200; ++via) {
    if (a.time(NodeId{via}) == kUnreachable) continue;
    b.run(std::vector<Seed>{{NodeId{via}}});
    for (std::uint32_t to = 0; to < 200; ++to) {
      if (b.time(NodeId{to}) == kUnreachable) continue;
      ASSERT_LE(a.time(NodeId{to}), a.time(NodeId{via}) + b.time(NodeId{to}));
    }
  }
}

TEST(Dijkstra, CanBeCancelled) {
  const RoadGraph graph = test::random_roads(1, {.nodes = 40000, .edges = 120000, .longest = 1000});
  core::Progress progress;
  progress.stop = true;
  Dijkstra search(graph);
  EXPECT_THROW(search.run(std::vector<Seed>{{NodeId{0}}}, {.execution = {.progress = &progress}}),
               core::Cancelled);
}

TEST(Dijkstra, RefusesASeedThatIsNotInTheGraph) {
  const RoadGraph graph = test::roads("a - b 10");
  Dijkstra search(graph);
  EXPECT_EQ(test::finding_of([&] { search.run(std::vector<Seed>{{NodeId{2}}}); }).place.argument,
            "seeds");
}

}  // namespace
}  // namespace sozialraum::network
