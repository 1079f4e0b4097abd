#include "sozialraum/network/hierarchy.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

/// All times by climbing from both ends and meeting: no sweep, no heap.
std::vector<Deciseconds> times_by_climbing(const Hierarchy& hierarchy) {
  const std::size_t n = hierarchy.node_count();
  const auto climb = [&](std::uint32_t start, Sense sense) {
    std::vector<std::uint64_t> times(n, kUnreachable);
    times[start] = 0;
    for (std::uint32_t place = start + 1; place-- > 0;) {
      if (times[place] == kUnreachable) continue;
      for (const HierarchyArc& arc : hierarchy.up(place, sense)) {
        times[arc.upper] = std::min(times[arc.upper], times[place] + arc.time);
      }
    }
    return times;
  };
  std::vector<std::vector<std::uint64_t>> in;
  for (std::uint32_t b = 0; b < n; ++b) in.push_back(climb(b, Sense::kInward));
  std::vector<Deciseconds> all(n * n, kUnreachable);
  for (std::uint32_t a = 0; a < n; ++a) {
    const auto out = climb(a, Sense::kOutward);
    for (std::uint32_t b = 0; b < n; ++b) {
      std::uint64_t best = kUnreachable;
      for (std::size_t top = 0; top < n; ++top) best = std::min(best, out[top] + in[b][top]);
      all[index(hierarchy.node(a)) * n + index(hierarchy.node(b))] = static_cast<Deciseconds>(best);
    }
  }
  return all;
}

TEST(Hierarchy, KeepsAllTimesOfRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 15, .edges = 15 + static_cast<std::uint32_t>(seed % 40)});
    ASSERT_EQ(times_by_climbing(Hierarchy::build(graph)), test::all_times(graph)) << seed;
  }
}

/// The same roads, every time changed.
RoadGraph with_other_times(const RoadGraph& graph, std::uint64_t seed) {
  EdgeList list = graph.edge_list();
  core::RandomStream dice(seed, "other times");
  for (Edge& edge : list.edges) {
    for (Deciseconds* time : {&edge.forward, &edge.backward}) {
      if (*time != kClosed) *time = static_cast<Deciseconds>(dice.below(12));
    }
  }
  return RoadGraph::from_edges(std::move(list));
}

TEST(Hierarchy, KeepsAllTimesInTheOrderOfAnotherOne) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 15, .edges = 15 + static_cast<std::uint32_t>(seed % 40)});
    const RoadGraph changed = with_other_times(graph, seed);
    const Hierarchy older = Hierarchy::build(graph);
    ASSERT_EQ(times_by_climbing(Hierarchy::build(changed, {.order_of = &older})),
              test::all_times(changed))
        << seed;
  }
}

TEST(Hierarchy, InAKeptOrderIsTheSameForAnyNumberOfThreads) {
  const RoadGraph graph = test::random_roads(2, {.nodes = 2000, .edges = 2400, .longest = 1000});
  const Hierarchy older = Hierarchy::build(graph);
  const RoadGraph changed = with_other_times(graph, 1);
  const Hierarchy one =
      Hierarchy::build(changed, {.order_of = &older, .execution = {.threads = 1}});
  for (const unsigned threads : {2U, 3U, 8U}) {
    EXPECT_TRUE(one ==
                Hierarchy::build(changed, {.order_of = &older, .execution = {.threads = threads}}));
  }
}

TEST(Hierarchy, KeepsNoOrderOfOtherNodes) {
  const Hierarchy older = Hierarchy::build(test::roads("a - b 10"));
  const RoadGraph graph = test::roads("a - b 10\nb - c 10");
  EXPECT_EQ(
      test::finding_of([&] { (void)Hierarchy::build(graph, {.order_of = &older}); }).place.argument,
      "order_of");
}

TEST(Hierarchy, OfTheReversedRoadsHasTheReversedTimes) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 14, .edges = 35});
    EdgeList list = graph.edge_list();
    for (Edge& edge : list.edges) std::swap(edge.forward, edge.backward);
    const auto there = times_by_climbing(Hierarchy::build(graph));
    const auto back = times_by_climbing(Hierarchy::build(RoadGraph::from_edges(std::move(list))));
    for (std::size_t a = 0; a < 14; ++a) {
      for (std::size_t b = 0; b < 14; ++b) ASSERT_EQ(there[a * 14 + b], back[b * 14 + a]) << seed;
    }
  }
}

TEST(Hierarchy, ArcsLeadToMoreImportantPlacesOnly) {
  const RoadGraph graph = test::random_roads(1, {.nodes = 500, .edges = 1500, .longest = 100});
  const Hierarchy hierarchy = Hierarchy::build(graph);
  std::size_t arcs = 0;
  for (std::uint32_t place = 0; place < hierarchy.node_count(); ++place) {
    EXPECT_EQ(hierarchy.place(hierarchy.node(place)), place);
    for (const Sense sense : {Sense::kOutward, Sense::kInward}) {
      for (const HierarchyArc& arc : hierarchy.up(place, sense)) EXPECT_LT(arc.upper, place);
      arcs += hierarchy.up(place, sense).size();
    }
  }
  EXPECT_EQ(arcs, hierarchy.arc_count());
}

TEST(Hierarchy, IsTheSameForAnyNumberOfThreads) {
  const RoadGraph graph = test::random_roads(2, {.nodes = 2000, .edges = 2400, .longest = 1000});
  const Hierarchy one = Hierarchy::build(graph, {.execution = {.threads = 1}});
  for (const unsigned threads : {2U, 3U, 8U}) {
    EXPECT_TRUE(one == Hierarchy::build(graph, {.execution = {.threads = threads}}));
  }
}

TEST(Hierarchy, OfNothingIsEmpty) { EXPECT_EQ(Hierarchy::build(RoadGraph{}).node_count(), 0U); }

TEST(Hierarchy, RefusesAnEdgeOfYears) {
  const RoadGraph graph = test::roads("a > b 1073741824");
  EXPECT_EQ(test::finding_of([&] { (void)Hierarchy::build(graph); }).code, "bad_edge");
  (void)Hierarchy::build(test::roads("a > b 1073741823"));
}

/// A town of n by n crossings.
RoadGraph town(std::uint32_t n) {
  core::RandomStream dice(4, "town");
  EdgeList list;
  list.node_positions.resize(std::size_t{n} * n, {9.0, 52.0});
  const auto street = [&](std::uint32_t a, std::uint32_t b) {
    if (dice.below(4) == 0) return;  // as in real towns, crossings have three streets on average
    const auto time = static_cast<Deciseconds>(100 + dice.below(900));
    list.edges.push_back({.from = NodeId{a}, .to = NodeId{b}, .forward = time, .backward = time});
  };
  for (std::uint32_t v = 0; v < n * n; ++v) {
    if (v % n + 1 < n) street(v, v + 1);
    if (v + n < n * n) street(v, v + n);
  }
  return RoadGraph::from_edges(std::move(list));
}

TEST(HierarchyEstimate, IsNearToWhatIsMeasured) {
  const RoadGraph graph = town(70);
  const Hierarchy hierarchy = Hierarchy::build(graph);
  const HierarchyEstimate cost = estimate(graph);
  const auto ratio = [](std::size_t a, std::size_t b) {
    return static_cast<double>(a) / static_cast<double>(b);
  };
  EXPECT_NEAR(ratio(cost.arcs, hierarchy.arc_count()), 1.0, 0.3);
  EXPECT_NEAR(ratio(cost.bytes, hierarchy.bytes()), 1.0, 0.3);
  EXPECT_GT(cost.peak_bytes, cost.bytes);
  EXPECT_LT(cost.seconds_in_kept_order, cost.seconds);
  // 24 bytes a node, 12 an arc, and the ends of four lists
  EXPECT_EQ(hierarchy.bytes(), 24 * graph.node_count() + 12 * hierarchy.arc_count() + 16);
}

TEST(HierarchyEstimate, OfNothingIsNothing) {
  EXPECT_EQ(estimate(RoadGraph{}).bytes, 0U);
  EXPECT_EQ(estimate(RoadGraph{}).seconds, 0.0);
}

TEST(Hierarchy, CanBeCancelled) {
  const RoadGraph graph = test::random_roads(2, {.nodes = 2000, .edges = 2400, .longest = 1000});
  core::Progress progress;
  progress.stop = true;
  EXPECT_THROW((void)Hierarchy::build(graph, {.execution = {.progress = &progress}}),
               core::Cancelled);
}

}  // namespace
}  // namespace sozialraum::network
