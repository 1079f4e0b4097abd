#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/shared_array.hpp"
#include "sozialraum/network/fixed_metres.hpp"
#include "sozialraum/network/ids.hpp"
#include "sozialraum/network/lon_lat.hpp"
#include "sozialraum/network/travel_time.hpp"

namespace sozialraum::network {

/// What is special about a piece of road? Combine with `|`.
enum class EdgeFlags : std::uint16_t {
  kNone = 0,
  kThroughRestricted = 1,  ///< destination, private, ...: at the ends of a way only, see RoadGraph
  kFerry = 2,
  kRoundabout = 4,
  kBuiltUp = 8,     ///< inside a built-up area
  kOffGround = 16,  ///< on a bridge or in a tunnel: the ground tells no height
  /// Nobody gets on or off between its nodes: motorways, ferries, bridges, tunnels. Places are not
  /// linked to it.
  kNoStop = 32,
  kTurnCopy = 128,  ///< near a junction with forbidden turns, see turn_copies.hpp
};

[[nodiscard]] constexpr EdgeFlags operator|(EdgeFlags a, EdgeFlags b) {
  return static_cast<EdgeFlags>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
[[nodiscard]] constexpr bool has(EdgeFlags flags, EdgeFlags flag) {
  return (static_cast<unsigned>(flags) & static_cast<unsigned>(flag)) != 0;
}

/// A piece of road between two nodes. `forward` is the time from -> to, `backward` to -> from.
struct Edge {
  NodeId from{};
  NodeId to{};
  FixedMetres metres = 0.0;
  Deciseconds forward = kClosed;
  Deciseconds backward = kClosed;
  EdgeFlags flags = EdgeFlags::kNone;
  std::uint16_t way_class = 0;  ///< row of EdgeList::way_classes
  std::int64_t way_id = 0;      ///< OpenStreetMap way, or the source's own number

  friend bool operator==(const Edge&, const Edge&) = default;
};

/// A node that stands for another in the same place, for those who come over certain roads.
struct NodeCopy {
  NodeId node{};
  NodeId of{};  ///< no copy itself

  friend bool operator==(const NodeCopy&, const NodeCopy&) = default;
};

/// An edge, or a node, and the next of those that are the same piece of road, or the same junction,
/// in a ring (turn_copies.hpp).
struct EdgeRing {
  EdgeId edge{};
  EdgeId next{};
};
struct NodeRing {
  NodeId node{};
  NodeId next{};
};

/// What an importer delivers: nodes, edges and the course of the edges.
///
/// The bends of edge e are `shape_points[shape_begin[e] .. shape_begin[e + 1])`, without the two
/// end nodes, in the direction from -> to. Leave `shape_begin` empty if all edges are straight.
/// Leave `node_ids` empty to number the nodes 0..n-1. NodeIds and EdgeIds are the rows given here;
/// ties of a search go to the smaller one, so sort the nodes by something lasting, such as
/// their OpenStreetMap id.
struct EdgeList {
  std::vector<FixedLonLat> node_positions;
  std::vector<std::int64_t> node_ids;  ///< ids of the source, such as OpenStreetMap node ids
  std::vector<Edge> edges;
  std::vector<std::uint32_t> shape_begin;
  std::vector<FixedLonLat> shape_points;
  std::vector<std::string> way_classes;  ///< names of the classes: "primary", "residential", ...
  std::vector<NodeCopy> node_copies;     ///< of junctions with forbidden turns; none as a rule

  friend bool operator==(const EdgeList&, const EdgeList&) = default;
};

/// One passable direction of an edge, seen from a node.
///
/// Among the outgoing arcs `node` is the head (where it leads), among the incoming ones the tail
/// (where it comes from).
struct Arc {
  NodeId node{};
  Deciseconds time = 0;
  EdgeId edge{};
};

/// How are places linked by roads of one mode, and how long does each piece take?
///
///     const auto graph = network::RoadGraph::from_edges({
///         .node_positions = {{9.24, 52.17}, {9.25, 52.17}},
///         .edges = {{.from = NodeId{0}, .to = NodeId{1}, .metres = 684.0, .forward = 493}}});
///     for (const network::Arc& arc : graph.out_arcs(NodeId{0})) ...
///
/// **Roads at the ends of a way.** An edge flagged kThroughRestricted (residents, customers,
/// private) may begin or end a way but never lie between two pieces of open road, so it is no short
/// cut. It is kept out of the arcs of the graph, so no search drives through it, and offered apart
/// as end arcs. What lies behind the sign belongs to the zone: nodes from which the open network
/// can be reached, and which can be reached from it, over end roads only have nothing but end arcs,
/// whatever the flags of their edges (a driveway off a residents' street). A zone ends at every
/// junction with an open road. The open network of a strong component is its largest part that
/// hangs together without flagged edges; a component without any keeps its flagged edges as
/// ordinary roads, for there is no through traffic to keep out. departures() and arrivals() of
/// snap.hpp cross the zones; they cut off no place that the flags alone would not.
///
/// A value: immutable after construction, safe to share between threads. Edges are kept as given;
/// the passable directions are arcs, sorted per node by (node, time, edge), for the way out and for
/// the way in. Parallel edges, loops, zero times and several components are all allowed.
/// Copies share their memory; it may be a file mapped by load_network(). Places are kept to the
/// centimetre and lengths to the millimetre (FixedLonLat, FixedMetres). About 24 bytes a node, 60 a
/// two-way edge with the same time both ways, at most 84 another one, and 8 a bend.
class RoadGraph {
 public:
  RoadGraph() = default;

  /// Checks and sorts; the list's memory becomes the graph's if it is moved in. InvalidInput
  /// ("bad_edge", "bad_node", "bad_shape") if a node number is out of range, a place not on the
  /// globe, a length none, or lists differ in length. O(nodes + edges log degree).
  [[nodiscard]] static RoadGraph from_edges(EdgeList list);

  /// The same nodes and courses with other edges, such as other times; all else is shared.
  /// InvalidInput ("bad_edge") as above, or if there are not as many edges.
  [[nodiscard]] RoadGraph with_edges(std::vector<Edge> edges) const;

  [[nodiscard]] std::size_t node_count() const { return node_positions_.size(); }
  [[nodiscard]] std::size_t edge_count() const { return edges_.size(); }
  /// Passable directions of the roads open to all.
  [[nodiscard]] std::size_t arc_count() const { return out_.arcs.size(); }
  /// Passable directions of the roads at the ends of a way.
  [[nodiscard]] std::size_t end_arc_count() const { return end_out_.arcs.size(); }

  [[nodiscard]] LonLat position(NodeId node) const { return node_positions_[index(node)]; }
  /// The node's id in the source (OpenStreetMap node id).
  [[nodiscard]] std::int64_t source_id(NodeId node) const {
    return node_ids_.empty() ? static_cast<std::int64_t>(node) : node_ids_[index(node)];
  }
  [[nodiscard]] const Edge& edge(EdgeId edge) const { return edges_[index(edge)]; }
  /// The bends between the end nodes, in the direction from -> to.
  [[nodiscard]] std::span<const FixedLonLat> bends(EdgeId edge) const;
  /// The whole course, end nodes included.
  [[nodiscard]] std::vector<LonLat> course(EdgeId edge) const;
  /// Name of the edge's class; empty if the importer named none.
  [[nodiscard]] const std::string& way_class(EdgeId edge) const;

  /// The roads open to all.
  [[nodiscard]] std::span<const Arc> out_arcs(NodeId node) const { return out_.at(node); }
  [[nodiscard]] std::span<const Arc> in_arcs(NodeId node) const {
    return (uneven(node) ? in_ : out_).at(node);
  }

  /// The roads at the ends of a way; none in most graphs.
  [[nodiscard]] std::span<const Arc> end_out_arcs(NodeId node) const {
    return end_out_.arcs.empty() ? std::span<const Arc>{} : end_out_.at(node);
  }
  [[nodiscard]] std::span<const Arc> end_in_arcs(NodeId node) const {
    if (end_out_.arcs.empty()) return {};
    return (uneven(node) ? end_in_ : end_out_).at(node);
  }
  /// May the edge only begin or end a way, by its flag or because it lies in a zone?
  [[nodiscard]] bool at_ends_only(EdgeId edge) const {
    return !ends_only_.empty() && ends_only_[index(edge)] != 0;
  }
  /// Does a road open to all lead to or from the node? If not, it lies in a zone or stands alone.
  [[nodiscard]] bool on_open_road(NodeId node) const {
    return !out_arcs(node).empty() || !in_arcs(node).empty();
  }

  /// Arcs by number: out_arcs(node)[i] is the arc first_out_arc(node) + i. End arcs have none.
  [[nodiscard]] ArcId first_out_arc(NodeId node) const { return ArcId{out_.begin[index(node)]}; }
  [[nodiscard]] const Arc& arc(ArcId arc) const { return out_.arcs[index(arc)]; }
  [[nodiscard]] NodeId head(ArcId arc) const { return out_.arcs[index(arc)].node; }
  [[nodiscard]] NodeId tail(ArcId arc) const;
  /// The number of in_arcs(node)[i]. O(arcs of both ends).
  [[nodiscard]] ArcId in_arc_id(NodeId node, std::size_t i) const;

  /// All nodes, edges and bends, in the order of their numbers.
  [[nodiscard]] std::span<const FixedLonLat> node_positions() const { return node_positions_; }
  [[nodiscard]] std::span<const Edge> edges() const { return edges_; }
  [[nodiscard]] std::span<const std::uint32_t> shape_begin() const { return shape_begin_; }
  [[nodiscard]] std::span<const FixedLonLat> shape_points() const { return shape_points_; }
  [[nodiscard]] const std::vector<std::string>& way_classes() const { return way_classes_; }
  /// Length of all roads, each street once: neither copies nor the second row of a street that was
  /// given once for each direction (same ends, same length). O(edges log edges).
  [[nodiscard]] double street_metres() const;

  /// Edges that are the same piece of road as others, nodes that are the same junction; by number.
  /// See turn_copies() and junction_copies().
  [[nodiscard]] std::span<const EdgeRing> edge_rings() const { return edge_rings_; }
  [[nodiscard]] std::span<const NodeRing> node_rings() const { return node_rings_; }

  /// A copy of the edge list the graph was made of; the views above cost nothing.
  [[nodiscard]] EdgeList edge_list() const;

 private:
  struct ArcLists {
    core::SharedArray<std::uint32_t> begin;
    core::SharedArray<Arc> arcs;

    [[nodiscard]] std::span<const Arc> at(NodeId node) const {
      return {arcs.data() + begin[index(node)], arcs.data() + begin[index(node) + 1]};
    }
  };
  friend struct GraphBuilder;
  friend struct GraphSections;  // network_sections.hpp

  /// Is some road at the node not passable both ways in the same time? Elsewhere the arcs in are
  /// the arcs out, and kept once.
  [[nodiscard]] bool uneven(NodeId node) const {
    return ((uneven_[index(node) / 64] >> (index(node) % 64)) & 1U) != 0;
  }

  core::SharedArray<FixedLonLat> node_positions_;
  core::SharedArray<std::int64_t> node_ids_;
  core::SharedArray<Edge> edges_;
  core::SharedArray<std::uint32_t> shape_begin_;
  core::SharedArray<FixedLonLat> shape_points_;
  std::vector<std::string> way_classes_;
  core::SharedArray<std::uint64_t> uneven_;  // a bit per node
  ArcLists out_;
  ArcLists in_;  // at uneven nodes only
  ArcLists end_out_;
  ArcLists end_in_;                            // at uneven nodes only
  core::SharedArray<std::uint8_t> ends_only_;  // per edge; empty if no edge is at the ends only
  core::SharedArray<EdgeRing> edge_rings_;
  core::SharedArray<NodeRing> node_rings_;
};

}  // namespace sozialraum::network
