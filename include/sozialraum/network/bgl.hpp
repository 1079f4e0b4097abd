#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "sozialraum/network/road_graph.hpp"

/// How does any algorithm of the Boost Graph Library run on a RoadGraph?
///
/// Include this header; a RoadGraph is then a model of VertexListGraph, EdgeListGraph,
/// BidirectionalGraph and AdjacencyGraph, without a copy. A vertex is a NodeId, an edge is an ArcId
/// (one passable direction). `get(boost::vertex_index, graph)`, `get(boost::edge_index, graph)` and
/// `get(boost::edge_weight, graph)` (deciseconds) are the property maps. Needs Boost's headers in
/// the application. examples/cpp/bgl_dijkstra.cpp shows it.
namespace sozialraum::network {

/// Counts through node or arc numbers.
template <class Id>
class IdIterator
    : public boost::iterator_facade<IdIterator<Id>, Id, std::random_access_iterator_tag, Id,
                                    std::ptrdiff_t> {
 public:
  IdIterator() = default;
  explicit IdIterator(Id id) : number_(static_cast<std::uint32_t>(id)) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] Id dereference() const { return Id{number_}; }
  [[nodiscard]] bool equal(const IdIterator& other) const { return number_ == other.number_; }
  void increment() { ++number_; }
  void decrement() { --number_; }
  void advance(std::ptrdiff_t steps) {
    number_ = static_cast<std::uint32_t>(static_cast<std::ptrdiff_t>(number_) + steps);
  }
  [[nodiscard]] std::ptrdiff_t distance_to(const IdIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.number_) - static_cast<std::ptrdiff_t>(number_);
  }

  std::uint32_t number_ = 0;
};

/// Counts through the neighbours that can be reached from a node.
class NeighbourIterator
    : public boost::iterator_facade<NeighbourIterator, NodeId, std::random_access_iterator_tag,
                                    NodeId, std::ptrdiff_t> {
 public:
  NeighbourIterator() = default;
  explicit NeighbourIterator(const Arc* arc) : arc_(arc) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] NodeId dereference() const { return arc_->node; }
  [[nodiscard]] bool equal(const NeighbourIterator& other) const { return arc_ == other.arc_; }
  void increment() { ++arc_; }
  void decrement() { --arc_; }
  void advance(std::ptrdiff_t steps) { arc_ += steps; }
  [[nodiscard]] std::ptrdiff_t distance_to(const NeighbourIterator& other) const {
    return other.arc_ - arc_;
  }

  const Arc* arc_ = nullptr;
};

/// Counts through the arcs that lead to a node.
class InArcIterator
    : public boost::iterator_facade<InArcIterator, ArcId, std::random_access_iterator_tag, ArcId,
                                    std::ptrdiff_t> {
 public:
  InArcIterator() = default;
  InArcIterator(const RoadGraph& graph, NodeId node, std::size_t i)
      : graph_(&graph), node_(node), i_(static_cast<std::ptrdiff_t>(i)) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] ArcId dereference() const {
    return graph_->in_arc_id(node_, static_cast<std::size_t>(i_));
  }
  [[nodiscard]] bool equal(const InArcIterator& other) const { return i_ == other.i_; }
  void increment() { ++i_; }
  void decrement() { --i_; }
  void advance(std::ptrdiff_t steps) { i_ += steps; }
  [[nodiscard]] std::ptrdiff_t distance_to(const InArcIterator& other) const {
    return other.i_ - i_;
  }

  const RoadGraph* graph_ = nullptr;
  NodeId node_ = kNoNode;
  std::ptrdiff_t i_ = 0;
};

/// The number of a node or an arc, 0..n-1.
template <class Id>
struct IdIndexMap {
  using key_type = Id;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::readable_property_map_tag;

  friend std::size_t get(const IdIndexMap&, Id id) { return index(id); }
};

/// The deciseconds of an arc.
struct ArcTimeMap {
  using key_type = ArcId;
  using value_type = Deciseconds;
  using reference = Deciseconds;
  using category = boost::readable_property_map_tag;

  const RoadGraph* graph = nullptr;

  friend Deciseconds get(const ArcTimeMap& map, ArcId arc) { return map.graph->arc(arc).time; }
};

struct RoadGraphTraversal : virtual boost::vertex_list_graph_tag,
                            virtual boost::edge_list_graph_tag,
                            virtual boost::bidirectional_graph_tag,
                            virtual boost::adjacency_graph_tag {};

}  // namespace sozialraum::network

template <>
struct boost::graph_traits<sozialraum::network::RoadGraph> {
  using vertex_descriptor = sozialraum::network::NodeId;
  using edge_descriptor = sozialraum::network::ArcId;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = sozialraum::network::RoadGraphTraversal;
  using vertex_iterator = sozialraum::network::IdIterator<sozialraum::network::NodeId>;
  using edge_iterator = sozialraum::network::IdIterator<sozialraum::network::ArcId>;
  using out_edge_iterator = edge_iterator;
  using in_edge_iterator = sozialraum::network::InArcIterator;
  using adjacency_iterator = sozialraum::network::NeighbourIterator;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;

  static vertex_descriptor null_vertex() { return sozialraum::network::kNoNode; }
};

template <>
struct boost::property_map<sozialraum::network::RoadGraph, boost::vertex_index_t> {
  using type = sozialraum::network::IdIndexMap<sozialraum::network::NodeId>;
  using const_type = type;
};
template <>
struct boost::property_map<sozialraum::network::RoadGraph, boost::edge_index_t> {
  using type = sozialraum::network::IdIndexMap<sozialraum::network::ArcId>;
  using const_type = type;
};
template <>
struct boost::property_map<sozialraum::network::RoadGraph, boost::edge_weight_t> {
  using type = sozialraum::network::ArcTimeMap;
  using const_type = type;
};

namespace sozialraum::network {

using BglTraits = boost::graph_traits<RoadGraph>;

inline std::size_t num_vertices(const RoadGraph& graph) { return graph.node_count(); }
inline std::size_t num_edges(const RoadGraph& graph) { return graph.arc_count(); }
inline NodeId source(ArcId arc, const RoadGraph& graph) { return graph.tail(arc); }
inline NodeId target(ArcId arc, const RoadGraph& graph) { return graph.head(arc); }

inline std::pair<BglTraits::vertex_iterator, BglTraits::vertex_iterator> vertices(
    const RoadGraph& graph) {
  return {BglTraits::vertex_iterator(NodeId{0}),
          BglTraits::vertex_iterator(NodeId{static_cast<std::uint32_t>(graph.node_count())})};
}
inline std::pair<BglTraits::edge_iterator, BglTraits::edge_iterator> edges(const RoadGraph& graph) {
  return {BglTraits::edge_iterator(ArcId{0}),
          BglTraits::edge_iterator(ArcId{static_cast<std::uint32_t>(graph.arc_count())})};
}

inline std::size_t out_degree(NodeId node, const RoadGraph& graph) {
  return graph.out_arcs(node).size();
}
inline std::size_t in_degree(NodeId node, const RoadGraph& graph) {
  return graph.in_arcs(node).size();
}
inline std::size_t degree(NodeId node, const RoadGraph& graph) {
  return out_degree(node, graph) + in_degree(node, graph);
}

inline std::pair<BglTraits::out_edge_iterator, BglTraits::out_edge_iterator> out_edges(
    NodeId node, const RoadGraph& graph) {
  const auto first = static_cast<std::uint32_t>(graph.first_out_arc(node));
  const auto end = first + static_cast<std::uint32_t>(out_degree(node, graph));
  return {BglTraits::out_edge_iterator(ArcId{first}), BglTraits::out_edge_iterator(ArcId{end})};
}
inline std::pair<BglTraits::in_edge_iterator, BglTraits::in_edge_iterator> in_edges(
    NodeId node, const RoadGraph& graph) {
  return {BglTraits::in_edge_iterator(graph, node, 0),
          BglTraits::in_edge_iterator(graph, node, in_degree(node, graph))};
}
inline std::pair<NeighbourIterator, NeighbourIterator> adjacent_vertices(NodeId node,
                                                                         const RoadGraph& graph) {
  const auto arcs = graph.out_arcs(node);
  return {NeighbourIterator(arcs.data()), NeighbourIterator(arcs.data() + arcs.size())};
}

inline IdIndexMap<NodeId> get(boost::vertex_index_t, const RoadGraph&) { return {}; }
inline IdIndexMap<ArcId> get(boost::edge_index_t, const RoadGraph&) { return {}; }
inline ArcTimeMap get(boost::edge_weight_t, const RoadGraph& graph) { return {&graph}; }

inline std::size_t get(boost::vertex_index_t, const RoadGraph&, NodeId node) { return index(node); }
inline std::size_t get(boost::edge_index_t, const RoadGraph&, ArcId arc) { return index(arc); }
inline Deciseconds get(boost::edge_weight_t, const RoadGraph& graph, ArcId arc) {
  return graph.arc(arc).time;
}

}  // namespace sozialraum::network
