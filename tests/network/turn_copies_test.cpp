#include "sozialraum/network/turn_copies.hpp"

#include <gtest/gtest.h>

#include "sozialraum/network/snap.hpp"
#include "text_roads.hpp"

namespace sozialraum::network {
namespace {

using test::node;

/// A junction j of three roads, cut at a, b and c; nobody may turn from a to c, so who comes from a
/// arrives at k, a copy of j. Beyond the cuts lie the ends of the roads, d, e and f.
RoadGraph forbidden_turn() {
  EdgeList list = test::road_list(R"(
      j > a 10
      j - b 10
      j - c 10
      k > a 10
      k > b 10
      a - d 90
      b - e 90
      c - f 90 )");
  std::swap(list.edges[3].forward, list.edges[3].backward);  // from a to the copy of the junction
  for (std::size_t e = 0; e < 5; ++e) list.edges[e].flags = EdgeFlags::kTurnCopy;
  list.edges[3].way_id = list.edges[0].way_id;
  list.edges[4].way_id = list.edges[1].way_id;
  list.node_copies = {{node('k'), node('j')}};
  list.node_positions[index(node('k'))] = list.node_positions[index(node('j'))];
  return RoadGraph::from_edges(std::move(list));
}

std::vector<std::pair<char, Deciseconds>> doors(const std::vector<Seed>& seeds) {
  std::vector<std::pair<char, Deciseconds>> doors;
  for (const Seed& seed : seeds) {
    doors.emplace_back(static_cast<char>('a' + index(seed.node)), seed.time);
  }
  std::sort(doors.begin(), doors.end());
  return doors;
}

using Doors = std::vector<std::pair<char, Deciseconds>>;
using Edges = std::vector<EdgeId>;

Snap on(std::uint32_t edge, double fraction) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction};
}

TEST(TurnCopies, LieInTheSamePlace) {
  const RoadGraph graph = forbidden_turn();
  EXPECT_EQ(turn_copies(graph, EdgeId{0}), (Edges{EdgeId{0}, EdgeId{3}}));
  EXPECT_EQ(turn_copies(graph, EdgeId{4}), (Edges{EdgeId{1}, EdgeId{4}}));
  EXPECT_EQ(turn_copies(graph, EdgeId{2}), (Edges{EdgeId{2}}));
  EXPECT_EQ(turn_copies(graph, EdgeId{5}), (Edges{EdgeId{5}}));
  for (const char name : {'j', 'k'}) {
    EXPECT_EQ(junction_copies(graph, node(name)), (std::vector{node('j'), node('k')}));
  }
  EXPECT_EQ(junction_copies(graph, node('a')), (std::vector{node('a')}));
}

TEST(TurnCopies, APlaceBeforeTheJunctionIsLeftAndReachedBothWays) {
  const RoadGraph graph = forbidden_turn();
  for (const std::uint32_t edge : {0U, 3U}) {
    // 3 from the junction on the road to a: on to a, or to the junction as who comes from a.
    EXPECT_EQ(doors(departures(graph, on(edge, 0.3))), (Doors{{'a', 7}, {'k', 3}}));
    EXPECT_EQ(doors(arrivals(graph, on(edge, 0.3))), (Doors{{'a', 7}, {'j', 3}}));
  }
  // On the road to b people come from the junction and from its copy.
  EXPECT_EQ(doors(departures(graph, on(1, 0.3))), (Doors{{'b', 7}, {'j', 3}}));
  EXPECT_EQ(doors(arrivals(graph, on(1, 0.3))), (Doors{{'b', 7}, {'j', 3}, {'k', 3}}));
}

TEST(TurnCopies, APlaceAtTheJunctionIsAtAllItsCopies) {
  const RoadGraph graph = forbidden_turn();
  for (const std::uint32_t edge : {0U, 2U, 4U}) {
    EXPECT_EQ(doors(departures(graph, on(edge, 0.0))), (Doors{{'j', 0}, {'k', 0}}));
    EXPECT_EQ(doors(arrivals(graph, on(edge, 0.0))), (Doors{{'j', 0}, {'k', 0}}));
  }
  EXPECT_EQ(doors(arrivals(graph, place_at(graph, node('k')))), (Doors{{'j', 0}, {'k', 0}}));
  EXPECT_EQ(doors(departures(graph, on(0, 1.0))), (Doors{{'a', 0}}));
}

TEST(TurnCopies, TwoPlacesOnThePieceMeetInBothDirections) {
  const RoadGraph graph = forbidden_turn();
  EXPECT_EQ(time_along_edge(graph, on(0, 0.3), on(0, 0.8)), 5U);
  EXPECT_EQ(time_along_edge(graph, on(0, 0.8), on(0, 0.3)), 5U);
}

}  // namespace
}  // namespace sozialraum::network
