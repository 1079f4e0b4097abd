#include "sozialraum/network/components.hpp"

#include <gtest/gtest.h>

#include "random_roads.hpp"
#include "text_roads.hpp"

namespace sozialraum::network {
namespace {

TEST(Components, AOneWayIntoACourtyardIsWeaklyButNotStronglyLinked) {
  const RoadGraph graph = test::roads(R"(
      a > b 1
      b - c 1
      c - d 1
      e - f 1 )");
  const Components strong = components(graph, Connection::kStrong);
  EXPECT_EQ(strong.number, (std::vector<std::uint32_t>{2, 0, 0, 0, 1, 1}));
  EXPECT_EQ(strong.sizes, (std::vector<std::uint32_t>{3, 2, 1}));
  const Components weak = components(graph, Connection::kWeak);
  EXPECT_EQ(weak.number, (std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1}));
}

TEST(Components, EqualSizesGoByTheFirstNode) {
  const RoadGraph graph = test::roads(R"(
      a > d 1
      b > c 1 )");
  EXPECT_EQ(components(graph, Connection::kStrong).number,
            (std::vector<std::uint32_t>{0, 1, 2, 3}));
  EXPECT_EQ(components(graph, Connection::kWeak).number, (std::vector<std::uint32_t>{0, 1, 1, 0}));
}

TEST(Components, StrongMeansThatEachReachesTheOther) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RoadGraph graph = test::random_roads(seed);
    const auto times = test::all_times(graph);
    const Components strong = components(graph, Connection::kStrong);
    const std::size_t n = graph.node_count();
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        const bool both = times[a * n + b] != kUnreachable && times[b * n + a] != kUnreachable;
        ASSERT_EQ(strong.number[a] == strong.number[b], both) << seed;
      }
    }
  }
}

TEST(Components, OfNothingAreNone) {
  EXPECT_TRUE(components(RoadGraph{}, Connection::kStrong).sizes.empty());
  EXPECT_TRUE(components(RoadGraph{}, Connection::kWeak).sizes.empty());
}

}  // namespace
}  // namespace sozialraum::network
