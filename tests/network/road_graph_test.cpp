#include "sozialraum/network/road_graph.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

using test::finding_of;
using test::node;
using test::road_list;
using test::roads;

TEST(RoadGraph, AOneWayStreetHasOneArc) {
  const RoadGraph graph = roads(R"(
      a - b 30
      b > c 20 )");
  EXPECT_EQ(graph.node_count(), 3U);
  EXPECT_EQ(graph.edge_count(), 2U);
  EXPECT_EQ(graph.arc_count(), 3U);
  ASSERT_EQ(graph.out_arcs(node('b')).size(), 2U);
  EXPECT_EQ(graph.out_arcs(node('b'))[1].node, node('c'));
  EXPECT_EQ(graph.out_arcs(node('b'))[1].time, 20U);
  EXPECT_TRUE(graph.out_arcs(node('c')).empty());
  ASSERT_EQ(graph.in_arcs(node('c')).size(), 1U);
  EXPECT_EQ(graph.in_arcs(node('c'))[0].node, node('b'));
}

TEST(RoadGraph, ArcsAreSortedByNodeTimeAndEdge) {
  const RoadGraph graph = roads(R"(
      a - c 5
      a - b 9
      a > b 4
      a > a 1 )");
  const auto arcs = graph.out_arcs(node('a'));
  ASSERT_EQ(arcs.size(), 4U);
  EXPECT_EQ(arcs[0].node, node('a'));
  EXPECT_EQ(arcs[1].time, 4U);
  EXPECT_EQ(arcs[2].time, 9U);
  EXPECT_EQ(arcs[3].node, node('c'));
}

TEST(RoadGraph, InAndOutArcsAreTheSameArcs) {
  const RoadGraph graph = roads(R"(
      a - b 3 7
      c > b 2
      b - b 1
      d - d 5
      a > b 3 )");
  std::set<ArcId> seen;
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    const NodeId here{v};
    const auto arcs = graph.in_arcs(here);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      const ArcId id = graph.in_arc_id(here, i);
      seen.insert(id);
      EXPECT_EQ(graph.head(id), here);
      EXPECT_EQ(graph.tail(id), arcs[i].node);
      EXPECT_EQ(graph.arc(id).time, arcs[i].time);
      EXPECT_EQ(graph.arc(id).edge, arcs[i].edge);
    }
  }
  EXPECT_EQ(seen.size(), graph.arc_count());
}

TEST(RoadGraph, ArcsInAreThoseOutWhereEveryRoadIsTheSameBothWays) {
  const RoadGraph graph = roads(R"(
      a - b 3
      b - c 4
      c - d 5 6
      d > e 1 )");
  EXPECT_EQ(graph.in_arcs(node('b')).data(), graph.out_arcs(node('b')).data());
  ASSERT_EQ(graph.in_arcs(node('d')).size(), 1U);  // from c
  EXPECT_EQ(graph.in_arcs(node('d'))[0].time, 5U);
  ASSERT_EQ(graph.out_arcs(node('d')).size(), 2U);  // to c and e
  EXPECT_EQ(graph.out_arcs(node('d'))[0].time, 6U);
}

TEST(RoadGraph, OtherEdgesShareTheNodesAndTheCourses) {
  EdgeList list = road_list("a - b 30");
  list.shape_points = {{9.004, 52.001}};
  list.shape_begin = {0, 1};
  const RoadGraph graph = RoadGraph::from_edges(list);
  list.edges[0].backward = kClosed;
  const RoadGraph other = graph.with_edges(list.edges);
  EXPECT_EQ(other.edge_list(), list);
  EXPECT_EQ(other.arc_count(), 1U);
  EXPECT_EQ(graph.arc_count(), 2U);
  EXPECT_EQ(other.node_positions().data(), graph.node_positions().data());
  EXPECT_EQ(other.bends(EdgeId{0}).data(), graph.bends(EdgeId{0}).data());
  EXPECT_EQ(finding_of([&] { (void)graph.with_edges({}); }).code, "bad_edge");
}

TEST(RoadGraph, KeepsTheCourseOfAnEdge) {
  EdgeList list = road_list("a - b 30");
  list.shape_points = {{9.004, 52.001}, {9.007, 52.001}};
  list.shape_begin = {0, 2};
  list.way_classes = {"residential"};
  const RoadGraph graph = RoadGraph::from_edges(list);
  EXPECT_EQ(graph.course(EdgeId{0}),
            (std::vector<LonLat>{{9.0, 52.0}, {9.004, 52.001}, {9.007, 52.001}, {9.01, 52.0}}));
  EXPECT_EQ(graph.way_class(EdgeId{0}), "residential");
  EXPECT_EQ(graph.edge_list(), list);
}

TEST(RoadGraph, OfNothingIsEmpty) {
  const RoadGraph graph = RoadGraph::from_edges({});
  EXPECT_EQ(graph.node_count(), 0U);
  EXPECT_EQ(graph.arc_count(), 0U);
}

TEST(RoadGraph, SourceIdsAreTheNumbersOfTheNodesUnlessGiven) {
  EdgeList list = road_list("a - b 30");
  EXPECT_EQ(RoadGraph::from_edges(list).source_id(node('b')), 1);
  list.node_ids = {4711, -5};
  EXPECT_EQ(RoadGraph::from_edges(list).source_id(node('b')), -5);
}

TEST(RoadGraph, RefusesWhatCannotBeARoad) {
  const auto code_of = [](const auto& change) {
    EdgeList list = road_list("a - b 30");
    change(list);
    return finding_of([&] { (void)RoadGraph::from_edges(list); }).code;
  };
  EXPECT_EQ(code_of([](EdgeList& l) { l.edges[0].to = NodeId{2}; }), "bad_edge");
  EXPECT_EQ(code_of([](EdgeList& l) { l.edges[0].metres = -1.0; }), "bad_edge");
  EXPECT_EQ(code_of([](EdgeList& l) { l.edges[0].metres = std::nan(""); }), "bad_edge");
  EXPECT_EQ(code_of([](EdgeList& l) {
              l.way_classes = {"primary"};
              l.edges[0].way_class = 1;
            }),
            "bad_edge");
  EXPECT_EQ(code_of([](EdgeList& l) { l.node_positions[1] = {9.0, 91.0}; }), "bad_node");
  EXPECT_EQ(code_of([](EdgeList& l) { l.node_positions[1] = {std::nan(""), 52.0}; }), "bad_node");
  EXPECT_EQ(code_of([](EdgeList& l) { l.node_ids = {1}; }), "bad_node");
  EXPECT_EQ(code_of([](EdgeList& l) { l.shape_begin = {0}; }), "bad_shape");
  EXPECT_EQ(code_of([](EdgeList& l) { l.shape_points = {{9.0, 52.0}}; }), "bad_shape");
  EXPECT_EQ(code_of([](EdgeList& l) { l.shape_begin = {0, 1}; }), "bad_shape");
  EXPECT_EQ(code_of([](EdgeList& l) {
              l.shape_begin = {0, 1};
              l.shape_points = {{500000.0, 5700000.0}};
            }),
            "bad_shape");
}

TEST(RoadGraph, AStreetCountsOnceHoweverManyRowsItHas) {
  const auto graph = [](std::vector<Edge> edges) {
    EdgeList list;
    list.node_positions = {{9.0, 50.0}, {9.01, 50.0}};
    list.edges = std::move(edges);
    return RoadGraph::from_edges(std::move(list));
  };
  const Edge there{.from = NodeId{0}, .to = NodeId{1}, .metres = 700.0, .forward = 400};
  const Edge back{.from = NodeId{1}, .to = NodeId{0}, .metres = 700.0, .forward = 400};
  Edge both = there;
  both.backward = 400;
  Edge longer = there;
  longer.metres = 800.0;
  EXPECT_DOUBLE_EQ(graph({both}).street_metres(), 700.0);
  EXPECT_DOUBLE_EQ(graph({there, back}).street_metres(), 700.0);
  EXPECT_DOUBLE_EQ(graph({there, there}).street_metres(), 1400.0);  // two streets, one way each
  EXPECT_DOUBLE_EQ(graph({there, longer}).street_metres(), 1500.0);
}

}  // namespace
}  // namespace sozialraum::network
