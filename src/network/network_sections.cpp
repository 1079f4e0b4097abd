#include "network/network_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <tuple>

#include "sozialraum/core/parallel.hpp"

namespace sozialraum::network {
namespace {

using Numbers = std::span<const std::uint32_t>;

constexpr std::size_t kChunk = std::size_t{1} << 16U;

/// Calls check(i) for each row, on several threads.
template <class Check>
void for_each_row(std::size_t rows, const core::Execution& execution, Check check) {
  core::parallel_for(rows, kChunk, execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) check(i);
  });
}

/// Lists by node: one more begin than nodes, from 0 to the number of all; or nothing at all.
bool lengths_fit(Numbers begin, std::size_t all, std::size_t nodes) {
  return begin.size() == nodes + 1 && begin.front() == 0 && begin.back() == all;
}

void require_rising(const core::RecordFile& file, Numbers begin, const core::Execution& execution) {
  if (begin.empty()) return;
  for_each_row(begin.size() - 1, execution, [&](std::size_t i) {
    if (begin[i] > begin[i + 1]) file.damaged("a list ends before it begins");
  });
}

/// By its whole numbers: a division a place would take longer than all other checks.
bool on_earth(const FixedLonLat& point) {
  constexpr std::int32_t kPerDegree = 10'000'000;
  const auto [lon, lat] = std::bit_cast<std::array<std::int32_t, 2>>(point);
  return lon >= -180 * kPerDegree && lon <= 180 * kPerDegree && lat >= -90 * kPerDegree &&
         lat <= 90 * kPerDegree;
}

bool is_length(const FixedMetres& metres) {
  return std::bit_cast<std::uint32_t>(metres) != ~std::uint32_t{0};  // the one that is none
}

}  // namespace

void GraphSections::require_lengths(const core::RecordFile& file, const RoadGraph& graph) {
  const std::size_t nodes = graph.node_count();
  const std::size_t edges = graph.edge_count();
  const auto lists = [&](const RoadGraph::ArcLists& arcs, bool needed) {
    if (arcs.begin.empty()) return arcs.arcs.empty() && (!needed || nodes == 0);
    return lengths_fit(arcs.begin, arcs.arcs.size(), nodes);
  };
  const auto none_or = [](std::size_t size, std::size_t wanted) {
    return size == 0 || size == wanted;
  };
  const bool ends = !graph.end_out_.arcs.empty();
  const bool fit =
      lists(graph.out_, true) && lists(graph.in_, true) && lists(graph.end_out_, ends) &&
      lists(graph.end_in_, ends) && (nodes == 0 || graph.uneven_.size() == nodes / 64 + 1) &&
      none_or(graph.node_ids_.size(), nodes) && none_or(graph.shape_begin_.size(), edges + 1) &&
      none_or(graph.ends_only_.size(), edges) &&
      (graph.shape_begin_.empty() ? graph.shape_points_.empty()
                                  : graph.shape_begin_.back() == graph.shape_points_.size());
  if (!fit) file.damaged("its lists do not fit each other");
}

/// Are the arcs of the nodes those of the edges, each once?
struct ArcCheck {
  const core::RecordFile& file;
  const RoadGraph& graph;

  /// The time of the edge from one node to another; kClosed if it does not lead there. A loop may
  /// be passed in either time.
  [[nodiscard]] bool leads(const Edge& edge, NodeId from, const Arc& arc) const {
    return arc.time != kClosed &&
           ((edge.from == from && edge.to == arc.node && edge.forward == arc.time) ||
            (edge.to == from && edge.from == arc.node && edge.backward == arc.time));
  }

  void arc(const Arc& arc, NodeId node, bool out, bool at_end) const {
    if (index(arc.node) >= graph.node_count() || index(arc.edge) >= graph.edge_count()) {
      file.damaged("an arc leads to a node or an edge that is not there");
    }
    const Edge& edge = graph.edge(arc.edge);
    const bool right =
        out ? leads(edge, node, arc) : leads(edge, arc.node, {node, arc.time, arc.edge});
    if (!right || graph.at_ends_only(arc.edge) != at_end) {
      file.damaged("an arc is not that of its edge");
    }
  }

  /// The arcs of a node rise; only a loop passable in the same time both ways comes twice.
  void list(std::span<const Arc> arcs, NodeId node, bool out, bool at_end) const {
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      arc(arcs[i], node, out, at_end);
      if (i == 0) continue;
      const auto before = std::tie(arcs[i - 1].node, arcs[i - 1].time, arcs[i - 1].edge);
      const auto here = std::tie(arcs[i].node, arcs[i].time, arcs[i].edge);
      if (before < here || (before == here && arcs[i].node == node)) continue;
      file.damaged("the arcs of a node are not in order");
    }
  }

  /// Where one list serves both ways, each of its roads must do so too.
  void both_ways(std::span<const Arc> arcs) const {
    for (const Arc& arc : arcs) {
      const Edge& edge = graph.edge(arc.edge);
      if (edge.forward != edge.backward && edge.from != edge.to) {
        file.damaged("a road of a node takes another time back");
      }
    }
  }
};

/// Rings are told by number, once each, and every member follows another one of them.
template <class Ring, class Id>
void require_rings(const core::RecordFile& file, std::span<const Ring> rings, Id Ring::* member,
                   std::size_t things) {
  std::vector<bool> followed(rings.size(), false);
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const Id here = rings[i].*member;
    const bool in_order = i == 0 || rings[i - 1].*member < here;
    const auto next = std::lower_bound(rings.begin(), rings.end(), rings[i].next,
                                       [&](const Ring& ring, Id id) { return ring.*member < id; });
    const auto at = static_cast<std::size_t>(next - rings.begin());
    if (!in_order || index(here) >= things || next == rings.end() ||
        (*next).*member != rings[i].next || followed[at]) {
      file.damaged("the copies of a road or junction form no ring");
    }
    followed[at] = true;
  }
}

void GraphSections::require_sound(const core::RecordFile& file, const RoadGraph& graph,
                                  const core::Execution& execution) {
  for (const auto* lists : {&graph.out_, &graph.in_, &graph.end_out_, &graph.end_in_}) {
    require_rising(file, lists->begin, execution);
  }
  require_rings<EdgeRing, EdgeId>(file, graph.edge_rings_, &EdgeRing::edge, graph.edge_count());
  require_rings<NodeRing, NodeId>(file, graph.node_rings_, &NodeRing::node, graph.node_count());
  require_rising(file, graph.shape_begin_, execution);
  const std::size_t nodes = graph.node_count();
  for_each_row(nodes, execution, [&](std::size_t v) {
    if (!on_earth(graph.node_positions_[v])) file.damaged("a node does not lie on the globe");
  });
  for_each_row(graph.shape_points_.size(), execution, [&](std::size_t i) {
    if (!on_earth(graph.shape_points_[i])) file.damaged("a bend does not lie on the globe");
  });
  const std::size_t classes = graph.way_classes_.size();
  for_each_row(graph.edge_count(), execution, [&](std::size_t e) {
    const Edge& edge = graph.edges_[e];
    const bool right = index(edge.from) < nodes && index(edge.to) < nodes &&
                       is_length(edge.metres) && (classes == 0 || edge.way_class < classes);
    if (!right) file.damaged("an edge leads to a node or has a class that is not there");
  });
  const ArcCheck check{file, graph};
  const bool ends = !graph.end_out_.arcs.empty();
  for_each_row(nodes, execution, [&](std::size_t v) {
    const NodeId node{static_cast<std::uint32_t>(v)};
    check.list(graph.out_arcs(node), node, true, false);
    if (ends) check.list(graph.end_out_arcs(node), node, true, true);
    if (!graph.uneven(node)) {
      check.both_ways(graph.out_arcs(node));
      check.both_ways(graph.end_out_arcs(node));
      return;
    }
    check.list(graph.in_arcs(node), node, false, false);
    if (ends) check.list(graph.end_in_arcs(node), node, false, true);
  });
  require_all_arcs(file, graph);
}

void GraphSections::require_all_arcs(const core::RecordFile& file, const RoadGraph& graph) {
  std::size_t passable = 0;
  for (const Edge& edge : graph.edges_) {
    passable += static_cast<std::size_t>(edge.forward != kClosed) +
                static_cast<std::size_t>(edge.backward != kClosed);
  }
  if (passable != graph.arc_count() + graph.end_arc_count()) {
    file.damaged("an edge lacks an arc");
  }
  std::size_t arriving = 0;  // at the nodes with lists of their own
  std::size_t told = graph.in_.arcs.size() + graph.end_in_.arcs.size();
  for (const auto* lists : {&graph.out_, &graph.end_out_}) {
    for (const Arc& arc : lists->arcs) arriving += static_cast<std::size_t>(graph.uneven(arc.node));
  }
  if (arriving != told) file.damaged("a node lacks an arc that arrives");
}

void HierarchySections::require_lengths(const core::RecordFile& file, const Hierarchy& hierarchy,
                                        std::size_t nodes) {
  const auto lists = [&](Numbers begin, std::size_t all) {
    return begin.empty() ? nodes == 0 && all == 0 : lengths_fit(begin, all, nodes);
  };
  const bool fit = hierarchy.place_of_.size() == nodes && hierarchy.node_at_.size() == nodes &&
                   lists(hierarchy.climb_begin_, hierarchy.climb_.size()) &&
                   lists(hierarchy.descend_begin_, hierarchy.descend_.size()) &&
                   lists(hierarchy.below_climb_begin_, hierarchy.below_climb_.size()) &&
                   lists(hierarchy.below_descend_begin_, hierarchy.below_descend_.size()) &&
                   hierarchy.below_climb_.size() == hierarchy.climb_.size() &&
                   hierarchy.below_descend_.size() == hierarchy.descend_.size();
  if (!fit) file.damaged("its hierarchy does not fit its graph");
}

void HierarchySections::require_sound(const core::RecordFile& file, const Hierarchy& hierarchy,
                                      const core::Execution& execution) {
  const std::size_t nodes = hierarchy.node_count();
  for_each_row(nodes, execution, [&](std::size_t p) {
    const std::size_t node = index(hierarchy.node_at_[p]);
    if (node >= nodes || hierarchy.place_of_[node] != p) {
      file.damaged("a place of its hierarchy is not that of its node");
    }
  });
  for (const Numbers begin :
       {Numbers(hierarchy.climb_begin_), Numbers(hierarchy.descend_begin_),
        Numbers(hierarchy.below_climb_begin_), Numbers(hierarchy.below_descend_begin_)}) {
    require_rising(file, begin, execution);
  }
  for (const Sense sense : {Sense::kOutward, Sense::kInward}) {
    for_each_row(nodes, execution, [&](std::size_t p) {
      const auto place = static_cast<std::uint32_t>(p);
      for (const HierarchyArc& arc : hierarchy.up(place, sense)) {
        if (arc.upper < place && arc.time <= kLongestHierarchyTime) continue;
        file.damaged("an arc of its hierarchy leads nowhere");
      }
      for (const std::uint32_t lower : hierarchy.below(place, sense)) {
        if (lower > place && lower < nodes) continue;
        file.damaged("an arc of its hierarchy comes from nowhere");
      }
    });
  }
}

}  // namespace sozialraum::network
