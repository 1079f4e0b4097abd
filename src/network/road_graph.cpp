#include "sozialraum/network/road_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

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

/// Calls visit(tail, head, time, edge) for each passable direction.
template <class Visit>
void for_each_arc(const std::vector<Edge>& edges, Visit visit) {
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    const EdgeId id{static_cast<std::uint32_t>(i)};
    if (edge.forward != kClosed) visit(edge.from, edge.to, edge.forward, id);
    if (edge.backward != kClosed) visit(edge.to, edge.from, edge.backward, id);
  }
}

void accumulate(std::vector<std::uint32_t>& counts) {
  for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
}

}  // namespace

RoadGraph RoadGraph::from_edges(EdgeList list) {
  require_valid(list);
  RoadGraph graph;
  graph.list_ = std::move(list);
  const std::size_t nodes = graph.node_count();
  const std::vector<Edge>& edges = graph.list_.edges;

  graph.out_begin_.assign(nodes + 1, 0);
  graph.in_begin_.assign(nodes + 1, 0);
  for_each_arc(edges, [&](NodeId tail, NodeId head, Deciseconds, EdgeId) {
    ++graph.out_begin_[index(tail) + 1];
    ++graph.in_begin_[index(head) + 1];
  });
  accumulate(graph.out_begin_);
  accumulate(graph.in_begin_);

  graph.out_arcs_.resize(graph.out_begin_.back());
  std::vector<std::uint32_t> next(graph.out_begin_.begin(), graph.out_begin_.end() - 1);
  for_each_arc(edges, [&](NodeId tail, NodeId head, Deciseconds time, EdgeId edge) {
    graph.out_arcs_[next[index(tail)]++] = {head, time, edge};
  });
  for (std::size_t v = 0; v < nodes; ++v) {
    std::sort(graph.out_arcs_.begin() + graph.out_begin_[v],
              graph.out_arcs_.begin() + graph.out_begin_[v + 1], [](const Arc& a, const Arc& b) {
                return std::tie(a.node, a.time, a.edge) < std::tie(b.node, b.time, b.edge);
              });
  }

  // Filled in the order of the tails, so the incoming arcs are sorted already.
  graph.in_arcs_.resize(graph.out_arcs_.size());
  graph.in_arc_ids_.resize(graph.out_arcs_.size());
  next.assign(graph.in_begin_.begin(), graph.in_begin_.end() - 1);
  for (std::size_t v = 0; v < nodes; ++v) {
    for (std::uint32_t a = graph.out_begin_[v]; a < graph.out_begin_[v + 1]; ++a) {
      const Arc& arc = graph.out_arcs_[a];
      const std::uint32_t slot = next[index(arc.node)]++;
      graph.in_arcs_[slot] = {NodeId{static_cast<std::uint32_t>(v)}, arc.time, arc.edge};
      graph.in_arc_ids_[slot] = ArcId{a};
    }
  }
  return graph;
}

std::span<const LonLat> RoadGraph::bends(EdgeId edge) const {
  if (list_.shape_begin.empty()) return {};
  const std::size_t e = index(edge);
  return {list_.shape_points.data() + list_.shape_begin[e],
          list_.shape_points.data() + list_.shape_begin[e + 1]};
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
  return list_.way_classes.empty() ? kUnnamed : list_.way_classes[this->edge(edge).way_class];
}

NodeId RoadGraph::tail(ArcId arc) const {
  const Arc& out = this->arc(arc);
  const Edge& edge = this->edge(out.edge);
  return edge.from == out.node ? edge.to : edge.from;
}

}  // namespace sozialraum::network
