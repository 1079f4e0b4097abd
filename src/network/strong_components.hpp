#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/network/ids.hpp"

namespace sozialraum::network {

/// The strong component of each node, 0, 1, 2, ... in no special order, by Pearce (2016, *A
/// space-efficient algorithm for finding strongly connected components*), without recursion.
///
/// `next(node, i)` is the i-th node to which an arc leads, kNoNode behind the last one. O(nodes +
/// arcs); up to 20 bytes a node.
template <class Next>
[[nodiscard]] std::vector<std::uint32_t> strong_components(std::uint32_t nodes, Next next) {
  struct Visit {
    std::uint32_t node;
    std::uint32_t arc;
    bool root;  // of its component, as far as is known
  };
  // 0 = new; of open nodes the earliest open node known to be reachable, counted from 1; of
  // complete components a number from `nodes` downwards, which is larger than any of those.
  std::vector<std::uint32_t> rank(nodes, 0);
  std::vector<std::uint32_t> open;  // left, but their component is not complete
  std::vector<Visit> way;
  std::uint32_t next_rank = 1;
  std::uint32_t complete = nodes;
  const auto enter = [&](std::uint32_t node) {
    rank[node] = next_rank++;
    way.push_back({node, 0, true});
  };
  const auto leave = [&](const Visit left) {
    way.pop_back();
    if (left.root) {
      for (--next_rank; !open.empty() && rank[open.back()] >= rank[left.node]; --next_rank) {
        rank[open.back()] = complete;
        open.pop_back();
      }
      rank[left.node] = complete--;
    } else {
      open.push_back(left.node);
    }
  };
  const auto reach = [&](Visit& here, std::uint32_t there) {
    if (rank[there] >= rank[here.node]) return;
    rank[here.node] = rank[there];
    here.root = false;
  };
  for (std::uint32_t start = 0; start < nodes; ++start) {
    if (rank[start] == 0) enter(start);
    while (!way.empty()) {
      Visit& here = way.back();
      const NodeId head = next(NodeId{here.node}, here.arc++);
      if (head == kNoNode) {
        const std::uint32_t left = here.node;
        leave(here);
        if (!way.empty()) reach(way.back(), left);
      } else if (const auto there = static_cast<std::uint32_t>(head); rank[there] == 0) {
        enter(there);
      } else {
        reach(here, there);
      }
    }
  }
  for (std::uint32_t& r : rank) r = nodes - r;
  return rank;
}

}  // namespace sozialraum::network
