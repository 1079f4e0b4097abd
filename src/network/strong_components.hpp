#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sozialraum/network/ids.hpp"

namespace sozialraum::network {

/// The strong component of each node, in no special order, by Tarjan (1972) without recursion.
///
/// `next(node, i)` is the i-th node to which an arc leads, kNoNode behind the last one. O(nodes +
/// arcs); 16 bytes a node.
template <class Next>
[[nodiscard]] std::vector<std::uint32_t> strong_components(std::uint32_t nodes, Next next) {
  struct Visit {
    std::uint32_t node;
    std::uint32_t arc;
  };
  constexpr std::uint32_t kNew = 0xffffffffU;
  std::vector<std::uint32_t> component(nodes, kNew);
  std::vector<std::uint32_t> low(nodes, kNew);  // the earliest open node known to be reachable
  std::vector<std::uint32_t> open;              // visited, their component not yet complete
  std::vector<Visit> way;
  std::uint32_t visited = 0;
  std::uint32_t components = 0;
  std::vector<std::uint32_t> order(nodes, kNew);
  const auto enter = [&](std::uint32_t node) {
    order[node] = low[node] = visited++;
    open.push_back(node);
    way.push_back({node, 0});
  };
  const auto leave = [&](std::uint32_t node) {
    way.pop_back();
    if (!way.empty()) low[way.back().node] = std::min(low[way.back().node], low[node]);
    if (low[node] != order[node]) return;
    while (component[node] == kNew) {
      component[open.back()] = components;
      open.pop_back();
    }
    ++components;
  };
  for (std::uint32_t start = 0; start < nodes; ++start) {
    if (order[start] == kNew) enter(start);
    while (!way.empty()) {
      Visit& here = way.back();
      const NodeId head = next(NodeId{here.node}, here.arc++);
      if (head == kNoNode) {
        leave(here.node);
      } else if (const auto there = static_cast<std::uint32_t>(head); order[there] == kNew) {
        enter(there);
      } else if (component[there] == kNew) {
        low[here.node] = std::min(low[here.node], order[there]);
      }
    }
  }
  return component;
}

}  // namespace sozialraum::network
