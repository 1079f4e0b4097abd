#include "sozialraum/network/road_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "network/end_roads.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/network/turn_copies.hpp"

namespace sozialraum::network {
namespace {

constexpr std::size_t kMostIds = 0x7fffffffU;  // two arcs an edge must still fit into 32 bits

[[noreturn]] void reject(std::string code, std::string message) {
  throw core::InvalidInput(core::Finding{.code = std::move(code),
                                         .severity = core::Severity::kWarning,
                                         .message = std::move(message),
                                         .place = {.argument = "edges"}});
}

void require_nodes(const EdgeList& list) {
  const auto& places = list.node_positions;
  if (places.size() > kMostIds) reject("bad_node", "more than 2^31 nodes");
  for (const NodeCopy& copy : list.node_copies) {
    if (index(copy.node) >= places.size() || index(copy.of) >= places.size()) {
      reject("bad_node", "a copy of a node that is not there");
    }
  }
  if (!list.node_ids.empty() && list.node_ids.size() != places.size()) {
    reject("bad_node",
           fmt::format("{} node ids for {} nodes", list.node_ids.size(), places.size()));
  }
  const auto lost = std::find_if_not(places.begin(), places.end(),
                                     [](const FixedLonLat& p) { return p.on_globe(); });
  if (lost != places.end()) {
    reject("bad_node", fmt::format("node {} does not lie on the globe: is its place in degrees?",
                                   lost - places.begin()));
  }
}

/// What the edges must fit.
struct Bounds {
  std::size_t nodes = 0;
  std::size_t way_classes = 0;
};

void require_edge(const Edge& edge, std::size_t i, const Bounds& bounds) {
  const auto bad = [&](const std::string& trouble) {
    reject("bad_edge", fmt::format("edge {} (way {}) {}", i, edge.way_id, trouble));
  };
  if (index(edge.from) >= bounds.nodes || index(edge.to) >= bounds.nodes) {
    bad(fmt::format("runs from node {} to node {}, but there are {} nodes", index(edge.from),
                    index(edge.to), bounds.nodes));
  }
  if (!(edge.metres >= 0.0)) {
    bad("has a length that is not known, below 0 or above 4,294 km: metres must be 0 to 4,294,967. "
        "Does one of its ends lie at 0/0, or have longitude and latitude changed places?");
  }
  if (bounds.way_classes > 0 && edge.way_class >= bounds.way_classes) {
    bad(fmt::format("has way class {}, but there are {}", edge.way_class, bounds.way_classes));
  }
}

void require_edges(std::span<const Edge> edges, const Bounds& bounds) {
  if (edges.size() > kMostIds) reject("bad_edge", "more than 2^31 edges");
  for (std::size_t i = 0; i < edges.size(); ++i) require_edge(edges[i], i, bounds);
}

void require_shapes(const EdgeList& list) {
  const auto& begin = list.shape_begin;
  if (begin.empty()) {
    if (!list.shape_points.empty()) reject("bad_shape", "bends without shape_begin");
    return;
  }
  if (begin.size() != list.edges.size() + 1 || begin.front() != 0 ||
      begin.back() != list.shape_points.size() || !std::is_sorted(begin.begin(), begin.end())) {
    reject("bad_shape", "shape_begin must rise from 0 to the number of bends, one more than edges");
  }
  if (!std::all_of(list.shape_points.begin(), list.shape_points.end(),
                   [](const FixedLonLat& p) { return p.on_globe(); })) {
    reject("bad_shape", "a bend does not lie on the globe: are the places in degrees?");
  }
}

// ---- from edges to the arcs of the nodes

using Numbers = std::vector<std::uint32_t>;

/// Arcs by node, while they are made.
struct NewLists {
  Numbers begin;
  std::vector<Arc> arcs;
};

/// Calls visit(tail, head, time, edge) for each passable direction.
template <class Visit>
void for_each_arc(std::span<const Edge> edges, Visit visit) {
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    const EdgeId id{static_cast<std::uint32_t>(i)};
    if (edge.forward != kClosed) visit(edge.from, edge.to, edge.forward, id);
    if (edge.backward != kClosed) visit(edge.to, edge.from, edge.backward, id);
  }
}

void accumulate(Numbers& counts) {
  for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
}

bool in_order(const Arc& a, const Arc& b) {
  return std::tie(a.node, a.time, a.edge) < std::tie(b.node, b.time, b.edge);
}

NewLists outgoing(std::span<const Edge> edges, std::size_t nodes) {
  NewLists out{.begin = Numbers(nodes + 1, 0), .arcs = {}};
  for_each_arc(edges,
               [&](NodeId tail, NodeId, Deciseconds, EdgeId) { ++out.begin[index(tail) + 1]; });
  accumulate(out.begin);
  out.arcs.resize(out.begin.back());
  Numbers next(out.begin.begin(), out.begin.end() - 1);
  for_each_arc(edges, [&](NodeId tail, NodeId head, Deciseconds time, EdgeId edge) {
    out.arcs[next[index(tail)]++] = {head, time, edge};
  });
  for (std::size_t v = 0; v < nodes; ++v) {
    std::sort(out.arcs.begin() + out.begin[v], out.arcs.begin() + out.begin[v + 1], in_order);
  }
  return out;
}

/// Moves the arcs of the edges at the ends of a way out of `all` into lists of their own.
NewLists taken_out(NewLists& all, const std::vector<std::uint8_t>& ends_only) {
  NewLists ends{.begin = Numbers(all.begin.size(), 0), .arcs = {}};
  std::uint32_t kept = 0;
  std::uint32_t a = 0;
  for (std::size_t v = 0; v + 1 < all.begin.size(); ++v) {
    all.begin[v] = kept;
    for (; a < all.begin[v + 1]; ++a) {
      if (ends_only[index(all.arcs[a].edge)] != 0) {
        ends.arcs.push_back(all.arcs[a]);
      } else {
        all.arcs[kept++] = all.arcs[a];
      }
    }
    ends.begin[v + 1] = static_cast<std::uint32_t>(ends.arcs.size());
  }
  all.begin.back() = kept;
  all.arcs.resize(kept);
  return ends;
}

/// A bit for each node at which some road is not passable both ways in the same time.
std::vector<std::uint64_t> uneven_nodes(std::span<const Edge> edges, std::size_t nodes) {
  std::vector<std::uint64_t> bits(nodes / 64 + 1, 0);
  for (const Edge& edge : edges) {
    if (edge.forward == edge.backward || edge.from == edge.to) continue;
    for (const std::size_t v : {index(edge.from), index(edge.to)}) {
      bits[v / 64] |= std::uint64_t{1} << (v % 64);
    }
  }
  return bits;
}

/// Puts those with the same key into rings of `Ring`, sorted by number. `members` are numbers.
template <class Ring, class Id, class Key>
std::vector<Ring> rings_of(Numbers members, Key key) {
  std::stable_sort(members.begin(), members.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<Ring> rings;
  for (std::size_t begin = 0; begin < members.size();) {
    std::size_t end = begin + 1;
    while (end < members.size() && key(members[end]) == key(members[begin])) ++end;
    for (std::size_t i = begin; i < end && end - begin > 1; ++i) {
      rings.push_back({Id{members[i]}, Id{members[i + 1 < end ? i + 1 : begin]}});
    }
    begin = end;
  }
  return rings;
}

/// Which junction is a node?
class Junctions {
 public:
  explicit Junctions(std::vector<NodeCopy> copies) : copies_(std::move(copies)) {
    std::sort(copies_.begin(), copies_.end(),
              [](const NodeCopy& a, const NodeCopy& b) { return a.node < b.node; });
  }
  [[nodiscard]] std::uint32_t operator()(NodeId node) const {
    const auto at =
        std::lower_bound(copies_.begin(), copies_.end(), node,
                         [](const NodeCopy& copy, NodeId wanted) { return copy.node < wanted; });
    return static_cast<std::uint32_t>(at != copies_.end() && at->node == node ? at->of : node);
  }
  [[nodiscard]] std::vector<NodeRing> rings() const {
    Numbers members;
    for (const NodeCopy& copy : copies_) {
      members.push_back(static_cast<std::uint32_t>(copy.node));
      members.push_back(static_cast<std::uint32_t>(copy.of));
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    auto rings = rings_of<NodeRing, NodeId>(std::move(members),
                                            [this](std::uint32_t v) { return (*this)(NodeId{v}); });
    std::sort(rings.begin(), rings.end(),
              [](const NodeRing& a, const NodeRing& b) { return a.node < b.node; });
    return rings;
  }

 private:
  std::vector<NodeCopy> copies_;
};

/// The first of each ring is the junction, the others are its copies.
std::vector<NodeCopy> node_copies(std::span<const NodeRing> rings) {
  std::vector<NodeCopy> copies;
  const auto next_of = [&](NodeId node) {
    return std::lower_bound(rings.begin(), rings.end(), node,
                            [](const NodeRing& ring, NodeId wanted) { return ring.node < wanted; })
        ->next;
  };
  for (const NodeRing& ring : rings) {
    NodeId first = ring.node;
    for (NodeId node = ring.next; node != ring.node; node = next_of(node)) {
      first = std::min(first, node);
    }
    if (first != ring.node) copies.push_back({ring.node, first});
  }
  return copies;
}

/// Flagged edges of one way and length between the same junctions are the same piece of road.
std::vector<EdgeRing> make_edge_rings(std::span<const Edge> edges, const Junctions& junction) {
  Numbers flagged;
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    if (has(edges[e].flags, EdgeFlags::kTurnCopy)) flagged.push_back(e);
  }
  auto rings = rings_of<EdgeRing, EdgeId>(std::move(flagged), [&](std::uint32_t e) {
    const Edge& edge = edges[e];
    return std::tuple(edge.way_id, double{edge.metres}, junction(edge.from), junction(edge.to));
  });
  std::sort(rings.begin(), rings.end(),
            [](const EdgeRing& a, const EdgeRing& b) { return a.edge < b.edge; });
  return rings;
}

}  // namespace

struct GraphBuilder {
  using ArcLists = RoadGraph::ArcLists;

  static ArcLists kept(NewLists lists) {
    return {.begin = std::move(lists.begin), .arcs = std::move(lists.arcs)};
  }

  /// The same arcs by the node they reach, for the uneven nodes; none for the others.
  static ArcLists incoming(const RoadGraph& graph, const ArcLists& out) {
    NewLists in{.begin = Numbers(out.begin.size(), 0), .arcs = {}};
    for (const Arc& arc : out.arcs) in.begin[index(arc.node) + 1] += graph.uneven(arc.node);
    accumulate(in.begin);
    in.arcs.resize(in.begin.back());
    // Filled in the order of the tails, so the incoming arcs are sorted already.
    Numbers next(in.begin.begin(), in.begin.end() - 1);
    for (std::uint32_t v = 0; v + 1 < out.begin.size(); ++v) {
      for (const Arc& arc : out.at(NodeId{v})) {
        if (!graph.uneven(arc.node)) continue;
        in.arcs[next[index(arc.node)]++] = {NodeId{v}, arc.time, arc.edge};
      }
    }
    return kept(std::move(in));
  }

  /// Makes the arcs of the graph's edges.
  static void put_arcs(RoadGraph& graph) {
    const std::span<const Edge> edges = graph.edges();
    NewLists out = outgoing(edges, graph.node_count());
    std::vector<std::uint8_t> ends_only = end_roads(edges, out.begin, out.arcs);
    graph.uneven_ = uneven_nodes(edges, graph.node_count());
    graph.end_out_ = ends_only.empty() ? ArcLists{} : kept(taken_out(out, ends_only));
    graph.out_ = kept(std::move(out));
    graph.in_ = incoming(graph, graph.out_);
    graph.end_in_ = ends_only.empty() ? ArcLists{} : incoming(graph, graph.end_out_);
    graph.ends_only_ = std::move(ends_only);
  }
};

RoadGraph RoadGraph::from_edges(EdgeList list) {
  require_nodes(list);
  require_edges(list.edges, {list.node_positions.size(), list.way_classes.size()});
  require_shapes(list);
  RoadGraph graph;
  graph.node_positions_ = std::move(list.node_positions);
  graph.node_ids_ = std::move(list.node_ids);
  graph.edges_ = std::move(list.edges);
  graph.shape_begin_ = std::move(list.shape_begin);
  graph.shape_points_ = std::move(list.shape_points);
  graph.way_classes_ = std::move(list.way_classes);
  const Junctions junctions(std::move(list.node_copies));
  graph.node_rings_ = junctions.rings();
  graph.edge_rings_ = make_edge_rings(graph.edges(), junctions);
  GraphBuilder::put_arcs(graph);
  return graph;
}

RoadGraph RoadGraph::with_edges(std::vector<Edge> edges) const {
  if (edges.size() != edge_count()) {
    reject("bad_edge", fmt::format("{} edges in the place of {}", edges.size(), edge_count()));
  }
  require_edges(edges, {node_count(), way_classes_.size()});
  RoadGraph graph = *this;
  graph.edges_ = std::move(edges);
  graph.edge_rings_ = make_edge_rings(graph.edges(), Junctions(node_copies(graph.node_rings())));
  GraphBuilder::put_arcs(graph);
  return graph;
}

EdgeList RoadGraph::edge_list() const {
  return {.node_positions = {node_positions_.begin(), node_positions_.end()},
          .node_ids = {node_ids_.begin(), node_ids_.end()},
          .edges = {edges_.begin(), edges_.end()},
          .shape_begin = {shape_begin_.begin(), shape_begin_.end()},
          .shape_points = {shape_points_.begin(), shape_points_.end()},
          .way_classes = way_classes_,
          .node_copies = node_copies(node_rings_)};
}

double RoadGraph::street_metres() const {
  // Ends in rising order, length; how many pieces of it are open one way, the other, both.
  struct Piece {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    double metres = 0.0;
    bool up = false;
    bool down = false;
  };
  std::vector<Piece> pieces;
  pieces.reserve(edges_.size());
  for (std::uint32_t e = 0; e < edges_.size(); ++e) {
    const Edge& edge = edges_[e];
    const bool copied = has(edge.flags, EdgeFlags::kTurnCopy);
    if (copied && turn_copies(*this, EdgeId{e}).front() != EdgeId{e}) continue;
    const bool rising = index(edge.from) <= index(edge.to);
    const bool forward = copied || edge.forward != kClosed;
    const bool backward = copied || edge.backward != kClosed;
    pieces.push_back({static_cast<std::uint32_t>(rising ? edge.from : edge.to),
                      static_cast<std::uint32_t>(rising ? edge.to : edge.from), edge.metres,
                      rising ? forward : backward, rising ? backward : forward});
  }
  const auto key = [](const Piece& piece) { return std::tie(piece.low, piece.high, piece.metres); };
  std::sort(pieces.begin(), pieces.end(),
            [&](const Piece& a, const Piece& b) { return key(a) < key(b); });
  double sum = 0.0;
  for (std::size_t begin = 0; begin < pieces.size();) {
    std::size_t end = begin;
    std::size_t ups = 0;
    std::size_t downs = 0;
    std::size_t both = 0;
    for (; end < pieces.size() && key(pieces[end]) == key(pieces[begin]); ++end) {
      const Piece& piece = pieces[end];
      (piece.up == piece.down ? both : piece.up ? ups : downs) += 1;
    }
    sum += pieces[begin].metres * static_cast<double>(both + std::max(ups, downs));
    begin = end;
  }
  return sum;
}

std::span<const FixedLonLat> RoadGraph::bends(EdgeId edge) const {
  if (shape_begin_.empty()) return {};
  const std::size_t e = index(edge);
  return {shape_points_.data() + shape_begin_[e], shape_points_.data() + shape_begin_[e + 1]};
}

std::vector<LonLat> RoadGraph::course(EdgeId edge) const {
  const auto inner = bends(edge);
  std::vector<LonLat> course{position(this->edge(edge).from)};
  course.insert(course.end(), inner.begin(), inner.end());
  course.push_back(position(this->edge(edge).to));
  return course;
}

const std::string& RoadGraph::way_class(EdgeId edge) const {
  static const std::string kUnnamed;
  return way_classes_.empty() ? kUnnamed : way_classes_[this->edge(edge).way_class];
}

NodeId RoadGraph::tail(ArcId arc) const {
  const Arc& out = this->arc(arc);
  const Edge& edge = this->edge(out.edge);
  return edge.from == out.node ? edge.to : edge.from;
}

ArcId RoadGraph::in_arc_id(NodeId node, std::size_t i) const {
  const auto in = in_arcs(node);
  const auto out = out_arcs(in[i].node);
  const auto first =
      std::lower_bound(out.begin(), out.end(), Arc{node, in[i].time, in[i].edge}, in_order);
  // A loop passable both ways in the same time has two equal arcs.
  const auto again = i > 0 && in[i - 1].edge == in[i].edge && in[i - 1].time == in[i].time;
  return ArcId{static_cast<std::uint32_t>(first_out_arc(in[i].node)) +
               static_cast<std::uint32_t>(first - out.begin()) + (again ? 1U : 0U)};
}

}  // namespace sozialraum::network
