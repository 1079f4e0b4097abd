#include "osm/split_nodes.hpp"

#include <unordered_map>

namespace sozialraum::osm {
namespace {

using network::Edge;
using network::EdgeFlags;
using network::EdgeList;
using network::NodeId;

/// An edge without length or bends, behind all others.
void add_link(EdgeList& list, Edge link) {
  link.metres = 0.0;
  link.flags = link.flags | EdgeFlags::kNoStop;
  list.edges.push_back(link);
  if (list.shape_begin.empty()) return;
  list.shape_begin.push_back(static_cast<std::uint32_t>(list.shape_points.size()));
}

}  // namespace

std::vector<std::vector<EdgeEndAt>> ends_at(const EdgeList& list, std::span<const NodeId> nodes) {
  std::vector<std::vector<EdgeEndAt>> ends(nodes.size());
  std::vector<std::uint32_t> row(list.node_positions.size(), 0);  // 0 = none of them
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    row[network::index(nodes[i])] = static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t e = 0; e < list.edges.size(); ++e) {
    const Edge& edge = list.edges[e];
    if (const auto i = row[network::index(edge.from)]; i != 0) ends[i - 1].push_back({e, false});
    if (const auto i = row[network::index(edge.to)]; i != 0) ends[i - 1].push_back({e, true});
  }
  return ends;
}

NodeId make_copy(EdgeList& list, NodeId of) {
  const auto number = static_cast<std::uint32_t>(list.node_positions.size());
  const network::FixedLonLat place = list.node_positions[network::index(of)];
  list.node_positions.push_back(place);
  list.node_ids.push_back(kMadeNodes - static_cast<std::int64_t>(number));
  return NodeId{number};
}

void put_barriers(EdgeList& list, std::span<const Barrier> barriers) {
  if (barriers.empty()) return;
  std::vector<NodeId> nodes;
  for (const Barrier& barrier : barriers) nodes.push_back(barrier.node);
  const auto ends = ends_at(list, nodes);
  for (std::size_t b = 0; b < barriers.size(); ++b) {
    for (std::size_t i = 1; i < ends[b].size(); ++i) {
      Edge& road = list.edges[ends[b][i].edge];
      const NodeId own = make_copy(list, barriers[b].node);
      (ends[b][i].at_to ? road.to : road.from) = own;
      if (!barriers[b].ends_only) continue;
      add_link(list, {.from = barriers[b].node,
                      .to = own,
                      .forward = 0,
                      .backward = 0,
                      .flags = EdgeFlags::kThroughRestricted,
                      .way_class = road.way_class,
                      .way_id = road.way_id});
    }
  }
}

void put_boardings(EdgeList& list, std::span<const Boarding> boardings) {
  for (const Boarding& boarding : boardings) {
    const NodeId aboard = make_copy(list, boarding.node);
    for (const std::size_t e : boarding.edges) {
      Edge& ferry = list.edges[e];
      if (ferry.from == boarding.node) {
        ferry.from = aboard;
      } else if (ferry.to == boarding.node) {
        ferry.to = aboard;
      }
    }
    const Edge ferry = list.edges[boarding.edges.front()];
    add_link(list, {.from = boarding.node,
                    .to = aboard,
                    .forward = boarding.time,
                    .backward = boarding.time,
                    .flags = EdgeFlags::kFerry,
                    .way_class = ferry.way_class,
                    .way_id = ferry.way_id});
  }
}

}  // namespace sozialraum::osm
