#include "sozialraum/network/nearest_labels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

using test::node;

TEST(NearestLabels, NamesTheSecondNearestToo) {
  const RoadGraph graph = test::roads(R"(
      a - b 10
      b - c 20
      c - d 30 )");
  const auto nearest = nearest_labels(
      graph, std::vector<Seed>{{.node = node('a'), .label = 0}, {.node = node('d'), .label = 1}},
      {.k = 2});
  EXPECT_EQ(nearest[2], (TimedLabel{10, 0}));  // from b
  EXPECT_EQ(nearest[3], (TimedLabel{50, 1}));
  EXPECT_EQ(nearest[4], (TimedLabel{30, 0}));  // from c: 30 either way
  EXPECT_EQ(nearest[5], (TimedLabel{30, 1}));
}

TEST(NearestLabels, AFacilityWithTwoDoorsCountsOnce) {
  const RoadGraph graph = test::roads(R"(
      a - b 10
      b - c 20 )");
  const auto nearest = nearest_labels(
      graph, std::vector<Seed>{{.node = node('a'), .label = 5}, {.node = node('c'), .label = 5}},
      {.k = 2});
  EXPECT_EQ(nearest[2], (TimedLabel{10, 5}));
  EXPECT_EQ(nearest[3], TimedLabel{});
}

/// The k best labels of each node by one Dijkstra a seed and sorting.
std::vector<TimedLabel> by_sorting(const RoadGraph& graph, std::span<const Seed> seeds,
                                   const NearestLabelsOptions& options) {
  std::vector<TimedLabel> nearest;
  std::vector<std::map<std::uint32_t, Deciseconds>> best(graph.node_count());
  Dijkstra search(graph);
  for (const Seed& seed : seeds) {
    search.run(std::vector<Seed>{seed}, {.sense = options.sense, .limit = options.limit});
    for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
      const Deciseconds time = search.time(NodeId{v});
      if (time == kUnreachable) continue;
      const auto [known, fresh] = best[v].emplace(seed.label, time);
      if (!fresh) known->second = std::min(known->second, time);
    }
  }
  for (const auto& labels : best) {
    std::vector<TimedLabel> list;
    for (const auto& [label, time] : labels) list.push_back({time, label});
    std::sort(list.begin(), list.end());
    list.resize(options.k);
    nearest.insert(nearest.end(), list.begin(), list.end());
  }
  return nearest;
}

TEST(NearestLabels, AgreesWithOneDijkstraAFacilityOnRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 25, .edges = 50});
    core::RandomStream dice(seed, "facilities");
    std::vector<Seed> seeds;
    for (std::uint32_t i = 0; i < 8; ++i) {
      seeds.push_back({NodeId{static_cast<std::uint32_t>(dice.below(25))},
                       static_cast<Deciseconds>(dice.below(4)), i / 2});
    }
    const NearestLabelsOptions options{.k = 1 + seed % 4,
                                       .sense = seed % 2 == 0 ? Sense::kInward : Sense::kOutward,
                                       .limit = seed % 3 == 0 ? 15U : kLongestTime};
    ASSERT_EQ(nearest_labels(graph, seeds, options), by_sorting(graph, seeds, options)) << seed;
  }
}

TEST(NearestLabels, WithoutFacilitiesAllPlacesStayEmpty) {
  const RoadGraph graph = test::roads("a - b 10");
  EXPECT_EQ(nearest_labels(graph, {}, {.k = 1}), (std::vector<TimedLabel>(2)));
}

TEST(NearestLabels, RefusesZeroFacilities) {
  const RoadGraph graph = test::roads("a - b 10");
  EXPECT_EQ(test::finding_of([&] { (void)nearest_labels(graph, {}, {.k = 0}); }).place.argument,
            "k");
}

}  // namespace
}  // namespace sozialraum::network
