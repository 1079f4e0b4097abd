#include "sozialraum/network/components.hpp"

#include <algorithm>
#include <numeric>

#include "network/strong_components.hpp"

namespace sozialraum::network {
namespace {

using Numbers = std::vector<std::uint32_t>;

Numbers strong(const RoadGraph& graph) {
  return strong_components(static_cast<std::uint32_t>(graph.node_count()),
                           [&](NodeId node, std::uint32_t i) {
                             const auto arcs = graph.out_arcs(node);
                             if (i < arcs.size()) return arcs[i].node;
                             const auto ends = graph.end_out_arcs(node);
                             i -= static_cast<std::uint32_t>(arcs.size());
                             return i < ends.size() ? ends[i].node : kNoNode;
                           });
}

/// The representative of a node, shortening the way to it (path halving).
std::uint32_t find(Numbers& parent, std::uint32_t v) {
  while (parent[v] != v) v = parent[v] = parent[parent[v]];
  return v;
}

Numbers weak(const RoadGraph& graph) {
  const auto nodes = static_cast<std::uint32_t>(graph.node_count());
  Numbers parent(nodes);
  std::iota(parent.begin(), parent.end(), 0U);
  const auto join = [&](std::uint32_t v, std::span<const Arc> arcs) {
    for (const Arc& arc : arcs) {
      const std::uint32_t a = find(parent, v);
      const std::uint32_t b = find(parent, static_cast<std::uint32_t>(arc.node));
      parent[std::max(a, b)] = std::min(a, b);
    }
  };
  for (std::uint32_t v = 0; v < nodes; ++v) {
    join(v, graph.out_arcs(NodeId{v}));
    join(v, graph.end_out_arcs(NodeId{v}));
  }
  for (std::uint32_t v = 0; v < nodes; ++v) parent[v] = find(parent, v);
  return parent;
}

/// Renumbers by size; equal sizes by the first node.
Components by_size(Numbers number) {
  const std::size_t nodes = number.size();
  Numbers sizes(nodes, 0);
  Numbers first(nodes, 0);
  for (std::size_t v = nodes; v-- > 0;) {
    ++sizes[number[v]];
    first[number[v]] = static_cast<std::uint32_t>(v);
  }
  Numbers order;
  for (std::uint32_t c = 0; c < nodes; ++c) {
    if (sizes[c] > 0) order.push_back(c);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : first[a] < first[b];
  });
  Components result;
  Numbers renumbered(nodes, 0);
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    renumbered[order[i]] = i;
    result.sizes.push_back(sizes[order[i]]);
  }
  for (std::uint32_t& c : number) c = renumbered[c];
  result.number = std::move(number);
  return result;
}

}  // namespace

Components components(const RoadGraph& graph, Connection connection) {
  return by_size(connection == Connection::kStrong ? strong(graph) : weak(graph));
}

}  // namespace sozialraum::network
