#include "sozialraum/network/bgl.hpp"

#include <gtest/gtest.h>

#include <boost/concept/assert.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/johnson_all_pairs_shortest.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <vector>

#include "random_roads.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "text_roads.hpp"

namespace sozialraum::network {
namespace {

using test::node;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<RoadGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<RoadGraph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<RoadGraph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<RoadGraph>));
BOOST_CONCEPT_ASSERT(
    (boost::ReadablePropertyGraphConcept<RoadGraph, NodeId, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<RoadGraph, ArcId, boost::edge_weight_t>));

template <class Graph>
std::vector<Deciseconds> boost_dijkstra(const Graph& graph, NodeId from) {
  std::vector<Deciseconds> times(num_vertices(graph));
  const auto map =
      boost::make_iterator_property_map(times.begin(), get(boost::vertex_index, graph));
  boost::dijkstra_shortest_paths(graph, from, boost::distance_map(map));
  return times;
}

TEST(BoostGraph, WalksTheSameArcsAsTheRoadGraph) {
  const RoadGraph graph = test::roads(R"(
      a - b 3
      b > c 4 )");
  EXPECT_EQ(num_edges(graph), 3U);
  EXPECT_EQ(out_degree(node('b'), graph), 2U);
  EXPECT_EQ(in_degree(node('c'), graph), 1U);
  EXPECT_EQ(source(*in_edges(node('c'), graph).first, graph), node('b'));
  EXPECT_EQ(boost_dijkstra(graph, node('a')), (std::vector<Deciseconds>{0, 3, 7}));
  EXPECT_EQ(boost_dijkstra(boost::make_reverse_graph(graph), node('c')),
            (std::vector<Deciseconds>{7, 4, 0}));
}

TEST(BoostGraph, DijkstraAgreesOnTwoThousandRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 30, .edges = 60, .longest = 20});
    Dijkstra search(graph);
    const NodeId from{static_cast<std::uint32_t>(seed % 30)};
    const auto expected = boost_dijkstra(graph, from);
    const auto inward = boost_dijkstra(boost::make_reverse_graph(graph), from);
    search.run(std::vector<Seed>{{from}});
    for (std::uint32_t v = 0; v < 30; ++v) ASSERT_EQ(search.time(NodeId{v}), expected[v]) << seed;
    search.run(std::vector<Seed>{{from}}, {.sense = Sense::kInward});
    for (std::uint32_t v = 0; v < 30; ++v) ASSERT_EQ(search.time(NodeId{v}), inward[v]) << seed;
  }
}

}  // namespace
}  // namespace sozialraum::network
