#include "sozialraum/network/road_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <tuple>
#include <utility>

#include "network/strong_components.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr std::size_t kMostIds = 0x7fffffffU;  // two arcs an edge must still fit into 32 bits

[[noreturn]] void reject(std::string code, std::string message) {
  throw core::InvalidInput(core::Finding{.code = std::move(code),
                                         .severity = core::Severity::kWarning,
                                         .message = std::move(message),
                                         .place = {.argument = "edges"}});
}

bool on_globe(LonLat p) { return std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0; }

void require_nodes(const EdgeList& list) {
  if (list.node_positions.size() > kMostIds) reject("bad_node", "more than 2^31 nodes");
  if (!list.node_ids.empty() && list.node_ids.size() != list.node_positions.size()) {
    reject("bad_node", fmt::format("{} node ids for {} nodes", list.node_ids.size(),
                                   list.node_positions.size()));
  }
  for (std::size_t i = 0; i < list.node_positions.size(); ++i) {
    const LonLat p = list.node_positions[i];
    if (on_globe(p)) continue;
    reject("bad_node", fmt::format("node {} lies at ({}, {}), which is not a place in degrees", i,
                                   p.lon, p.lat));
  }
}

void require_edge(const EdgeList& list, std::size_t i) {
  const Edge& edge = list.edges[i];
  const std::size_t nodes = list.node_positions.size();
  const auto bad = [&](const std::string& trouble) {
    reject("bad_edge", fmt::format("edge {} (way {}) {}", i, edge.way_id, trouble));
  };
  if (index(edge.from) >= nodes || index(edge.to) >= nodes) {
    bad(fmt::format("runs from node {} to node {}, but there are {} nodes", index(edge.from),
                    index(edge.to), nodes));
  }
  if (!(edge.metres >= 0.0) || !std::isfinite(edge.metres)) {
    bad(fmt::format("is {} metres long", edge.metres));
  }
  if (!list.way_classes.empty() && edge.way_class >= list.way_classes.size()) {
    bad(fmt::format("has way class {}, but there are {}", edge.way_class, list.way_classes.size()));
  }
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
  if (!std::all_of(list.shape_points.begin(), list.shape_points.end(), on_globe)) {
    reject("bad_shape", "a bend is not a place in degrees");
  }
}

void require_valid(const EdgeList& list) {
  require_nodes(list);
  if (list.edges.size() > kMostIds) reject("bad_edge", "more than 2^31 edges");
  for (std::size_t i = 0; i < list.edges.size(); ++i) require_edge(list, i);
  require_shapes(list);
}

}  // namespace

/// The edge list of a graph: given, or made when first asked for.
struct RoadGraph::ListOnce {
  std::once_flag made;
  EdgeList list;
};

std::shared_ptr<RoadGraph::ListOnce> RoadGraph::unmade_list() {
  return std::make_shared<ListOnce>();
}

/// The steps from a list of edges to the arcs of the nodes.
struct GraphBuilder {
  using ArcLists = RoadGraph::ArcLists;
  using Numbers = std::vector<std::uint32_t>;
  static constexpr std::uint32_t kNoNetwork = 0xffffffffU;

  /// Which edges are at the ends of a way only? See RoadGraph. Empty if none is.
  static std::vector<std::uint8_t> ends_only(const EdgeList& list);
  /// The arcs of the edges to which `wanted(edge)` says yes, by tail.
  template <class Wanted>
  static ArcLists outgoing(const EdgeList& list, Wanted wanted);
  /// The nodes, edges and bends of the graph are views into the list it keeps.
  static void keep(EdgeList list, RoadGraph& graph);
  /// The same arcs by head, and the number that each has in `out`.
  static std::pair<ArcLists, std::vector<ArcId>> incoming(const ArcLists& out);

 private:
  static Numbers strong(const ArcLists& arcs);
  static Numbers open_networks(const Numbers& whole, const Numbers& open);
};

namespace {

/// Calls visit(tail, head, time, edge) for each passable direction.
template <class Wanted, class Visit>
void for_each_arc(const std::vector<Edge>& edges, Wanted wanted, Visit visit) {
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    const EdgeId id{static_cast<std::uint32_t>(i)};
    if (!wanted(id)) continue;
    if (edge.forward != kClosed) visit(edge.from, edge.to, edge.forward, id);
    if (edge.backward != kClosed) visit(edge.to, edge.from, edge.backward, id);
  }
}

void accumulate(std::vector<std::uint32_t>& counts) {
  for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
}

bool flagged(const Edge& edge) { return has(edge.flags, EdgeFlags::kThroughRestricted); }

}  // namespace

template <class Wanted>
RoadGraph::ArcLists GraphBuilder::outgoing(const EdgeList& list, Wanted wanted) {
  const std::size_t nodes = list.node_positions.size();
  Numbers begin(nodes + 1, 0);
  for_each_arc(list.edges, wanted,
               [&](NodeId tail, NodeId, Deciseconds, EdgeId) { ++begin[index(tail) + 1]; });
  accumulate(begin);
  std::vector<Arc> arcs(begin.back());
  Numbers next(begin.begin(), begin.end() - 1);
  for_each_arc(list.edges, wanted, [&](NodeId tail, NodeId head, Deciseconds time, EdgeId edge) {
    arcs[next[index(tail)]++] = {head, time, edge};
  });
  for (std::size_t v = 0; v < nodes; ++v) {
    std::sort(arcs.begin() + begin[v], arcs.begin() + begin[v + 1], [](const Arc& a, const Arc& b) {
      return std::tie(a.node, a.time, a.edge) < std::tie(b.node, b.time, b.edge);
    });
  }
  return {std::move(begin), std::move(arcs)};
}

std::pair<RoadGraph::ArcLists, std::vector<ArcId>> GraphBuilder::incoming(const ArcLists& out) {
  Numbers begin(out.begin.size(), 0);
  for (const Arc& arc : out.arcs) ++begin[index(arc.node) + 1];
  accumulate(begin);
  std::vector<Arc> arcs(out.arcs.size());
  std::vector<ArcId> ids(out.arcs.size());
  // Filled in the order of the tails, so the incoming arcs are sorted already.
  Numbers next(begin.begin(), begin.end() - 1);
  for (std::uint32_t v = 0; v + 1 < out.begin.size(); ++v) {
    for (std::uint32_t a = out.begin[v]; a < out.begin[v + 1]; ++a) {
      const Arc& arc = out.arcs[a];
      const std::uint32_t slot = next[index(arc.node)]++;
      arcs[slot] = {NodeId{v}, arc.time, arc.edge};
      ids[slot] = ArcId{a};
    }
  }
  return {{std::move(begin), std::move(arcs)}, std::move(ids)};
}

std::vector<std::uint32_t> GraphBuilder::strong(const ArcLists& arcs) {
  return strong_components(static_cast<std::uint32_t>(arcs.begin.size() - 1),
                           [&](NodeId node, std::uint32_t i) {
                             const auto list = arcs.at(node);
                             return i < list.size() ? list[i].node : kNoNode;
                           });
}

/// The largest component of `open` in each component of `whole`: the strong components without and
/// with the flagged edges. A single node is no network.
std::vector<std::uint32_t> GraphBuilder::open_networks(const Numbers& whole, const Numbers& open) {
  Numbers size(open.size(), 0);
  for (const std::uint32_t c : open) ++size[c];
  Numbers network(whole.size(), kNoNetwork);
  for (std::size_t v = 0; v < whole.size(); ++v) {
    std::uint32_t& best = network[whole[v]];
    if (size[open[v]] < 2) continue;
    if (best == kNoNetwork || size[open[v]] > size[best]) best = open[v];
  }
  return network;
}

std::vector<std::uint8_t> GraphBuilder::ends_only(const EdgeList& list) {
  const auto& edges = list.edges;
  if (std::none_of(edges.begin(), edges.end(), flagged)) return {};
  const Numbers whole = strong(outgoing(list, [](EdgeId) { return true; }));
  const Numbers open =
      strong(outgoing(list, [&](EdgeId edge) { return !flagged(edges[index(edge)]); }));
  const Numbers network = open_networks(whole, open);
  const auto in_zone = [&](NodeId node) {
    const std::uint32_t its = network[whole[index(node)]];
    return its != kNoNetwork && its != open[index(node)];
  };
  std::vector<std::uint8_t> ends(edges.size(), 0);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const auto [a, b] = std::pair(edges[e].from, edges[e].to);
    const std::uint32_t part = whole[index(a)];
    const bool keeps_nobody_out = part == whole[index(b)] && network[part] == kNoNetwork;
    ends[e] = in_zone(a) || in_zone(b) || (flagged(edges[e]) && !keeps_nobody_out);
  }
  return ends;
}

void GraphBuilder::keep(EdgeList list, RoadGraph& graph) {
  auto owner = RoadGraph::unmade_list();
  std::call_once(owner->made, [&] { owner->list = std::move(list); });
  const EdgeList& kept = owner->list;
  graph.node_positions_ = {kept.node_positions, owner};
  graph.node_ids_ = {kept.node_ids, owner};
  graph.edges_ = {kept.edges, owner};
  graph.shape_begin_ = {kept.shape_begin, owner};
  graph.shape_points_ = {kept.shape_points, owner};
  graph.way_classes_ = kept.way_classes;
  graph.list_ = std::move(owner);
}

RoadGraph RoadGraph::from_edges(EdgeList list) {
  require_valid(list);
  RoadGraph graph;
  const std::vector<std::uint8_t> ends = GraphBuilder::ends_only(list);
  graph.out_ = GraphBuilder::outgoing(
      list, [&](EdgeId edge) { return ends.empty() || ends[index(edge)] == 0; });
  std::tie(graph.in_, graph.in_arc_ids_) = GraphBuilder::incoming(graph.out_);
  if (!ends.empty()) {
    graph.end_out_ =
        GraphBuilder::outgoing(list, [&](EdgeId edge) { return ends[index(edge)] != 0; });
    graph.end_in_ = GraphBuilder::incoming(graph.end_out_).first;
    graph.ends_only_ = ends;
  }
  GraphBuilder::keep(std::move(list), graph);
  return graph;
}

const EdgeList& RoadGraph::edge_list() const {
  static const EdgeList kEmpty;
  if (!list_) return kEmpty;
  std::call_once(list_->made, [&] {
    list_->list = {.node_positions = {node_positions_.begin(), node_positions_.end()},
                   .node_ids = {node_ids_.begin(), node_ids_.end()},
                   .edges = {edges_.begin(), edges_.end()},
                   .shape_begin = {shape_begin_.begin(), shape_begin_.end()},
                   .shape_points = {shape_points_.begin(), shape_points_.end()},
                   .way_classes = way_classes_};
  });
  return list_->list;
}

std::span<const LonLat> RoadGraph::bends(EdgeId edge) const {
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

}  // namespace sozialraum::network
