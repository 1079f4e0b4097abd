#include "network/end_roads.hpp"

#include <algorithm>
#include <utility>

#include "network/strong_components.hpp"

namespace sozialraum::network {
namespace {

using Numbers = std::vector<std::uint32_t>;

constexpr std::uint32_t kNoNetwork = 0xffffffffU;

bool flagged(const Edge& edge) { return has(edge.flags, EdgeFlags::kThroughRestricted); }

/// The strong component of each node, flagged edges left out.
Numbers parts_without_flagged(std::span<const Edge> edges, std::span<const std::uint32_t> begin,
                              std::span<const Arc> arcs) {
  std::vector<bool> closed(edges.size());  // small enough to stay in the cache
  std::transform(edges.begin(), edges.end(), closed.begin(), flagged);
  return strong_components(static_cast<std::uint32_t>(begin.size() - 1),
                           [&](NodeId node, std::uint32_t i) {
                             const std::uint32_t arc = begin[index(node)] + i;
                             if (arc == begin[index(node) + 1]) return kNoNode;
                             // A way back to where one is changes nothing.
                             return closed[index(arcs[arc].edge)] ? node : arcs[arc].node;
                           });
}

/// The strong components with all edges, each told by its parts: only arcs between parts matter.
Numbers wholes_of_parts(const Numbers& part, std::size_t parts,
                        std::span<const std::uint32_t> begin, std::span<const Arc> arcs) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
  for (std::size_t v = 0; v < part.size(); ++v) {
    for (std::uint32_t a = begin[v]; a < begin[v + 1]; ++a) {
      const std::uint32_t there = part[index(arcs[a].node)];
      if (there != part[v]) links.emplace_back(part[v], there);
    }
  }
  Numbers first(parts + 1, 0);
  for (const auto& [from, to] : links) ++first[from + 1];
  for (std::size_t p = 0; p < parts; ++p) first[p + 1] += first[p];
  Numbers heads(links.size());
  Numbers next(first.begin(), first.end() - 1);
  for (const auto& [from, to] : links) heads[next[from]++] = to;
  return strong_components(static_cast<std::uint32_t>(parts), [&](NodeId from, std::uint32_t i) {
    const std::uint32_t link = first[index(from)] + i;
    return link == first[index(from) + 1] ? kNoNode : NodeId{heads[link]};
  });
}

/// The largest part of each whole, equal ones by their first node. A single node is no network.
Numbers open_networks(const Numbers& part, const Numbers& whole) {
  Numbers size(whole.size(), 0);
  for (const std::uint32_t p : part) ++size[p];
  Numbers network(whole.size(), kNoNetwork);
  for (const std::uint32_t p : part) {
    std::uint32_t& best = network[whole[p]];
    if (size[p] < 2) continue;
    if (best == kNoNetwork || size[p] > size[best]) best = p;
  }
  return network;
}

}  // namespace

std::vector<std::uint8_t> end_roads(std::span<const Edge> edges,
                                    std::span<const std::uint32_t> begin,
                                    std::span<const Arc> arcs) {
  if (std::none_of(edges.begin(), edges.end(), flagged)) return {};
  const Numbers part = parts_without_flagged(edges, begin, arcs);
  const std::size_t parts = std::size_t{*std::max_element(part.begin(), part.end())} + 1;
  const Numbers whole = wholes_of_parts(part, parts, begin, arcs);
  const Numbers network = open_networks(part, whole);
  const auto in_zone = [&](std::uint32_t p) {
    return network[whole[p]] != kNoNetwork && network[whole[p]] != p;
  };
  std::vector<std::uint8_t> ends(edges.size(), 0);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const std::uint32_t a = part[index(edges[e].from)];
    const std::uint32_t b = part[index(edges[e].to)];
    const bool keeps_nobody_out = whole[a] == whole[b] && network[whole[a]] == kNoNetwork;
    ends[e] = in_zone(a) || in_zone(b) || (flagged(edges[e]) && !keeps_nobody_out);
  }
  return ends;
}

}  // namespace sozialraum::network
