#include "network/contraction.hpp"

#include <algorithm>
#include <cassert>

namespace sozialraum::network {
namespace {

std::uint16_t saturated(unsigned hops) {
  return static_cast<std::uint16_t>(std::min(hops, 0xffffU));
}

}  // namespace

Link& Remainder::link_to(std::vector<Link>& links, std::uint32_t node) {
  for (Link& link : links) {
    if (link.node == node) return link;
  }
  links.push_back({.node = node});
  return links.back();
}

Remainder::Remainder(const RoadGraph& graph) : links_(graph.node_count()) {
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    links_[v].reserve(graph.out_arcs(NodeId{v}).size() + 1);
  }
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    for (const Arc& arc : graph.out_arcs(NodeId{v})) {
      const auto head = static_cast<std::uint32_t>(arc.node);
      if (head != v) add({.from = v, .to = head, .time = arc.time, .hops = 1});
    }
  }
}

void Remainder::add(const Shortcut& arc) {
  Link& out = link_to(links_[arc.from], arc.to);
  if (arc.time >= out.out) return;
  out.out = arc.time;
  out.out_hops = arc.hops;
  Link& in = link_to(links_[arc.to], arc.from);
  in.in = arc.time;
  in.in_hops = arc.hops;
}

void Remainder::detach(std::uint32_t node) {
  for (const Link& link : links_[node]) {
    auto& links = links_[link.node];
    const auto here =
        std::find_if(links.begin(), links.end(), [&](const Link& l) { return l.node == node; });
    assert(here != links.end());
    *here = links.back();
    links.pop_back();
  }
}

void WitnessSearch::offer(std::uint32_t node, Deciseconds time) {
  if (time > bound_ || found(node) <= time) return;
  times_[node] = {round_, time};
  queue_.push({time, node});
}

void WitnessSearch::search(std::uint32_t from, std::uint32_t without,
                           const std::vector<std::uint8_t>& leaving, unsigned effort) {
  queue_.clear();
  ++round_;
  times_[from] = {round_, 0};
  queue_.push({0, from});
  while (!queue_.empty() && effort > 0) {
    const Waiting next = queue_.pop();
    if (next.time != found(next.node)) continue;
    --effort;
    for (const Link& link : rest_->of(next.node)) {
      if (link.out == kClosed || link.node == without || leaving[link.node] != 0) continue;
      if (link.out <= bound_ - next.time) offer(link.node, next.time + link.out);
    }
  }
}

std::span<const Shortcut> WitnessSearch::shortcuts(std::uint32_t node,
                                                   const std::vector<std::uint8_t>& leaving,
                                                   unsigned effort) {
  shortcuts_.clear();
  const auto links = rest_->of(node);
  for (const Link& from : links) {
    if (from.in == kClosed) continue;
    Deciseconds longest = 0;
    bool any = false;
    for (const Link& to : links) {
      if (to.node == from.node || to.out == kClosed) continue;
      longest = std::max(longest, to.out);
      any = true;
    }
    if (!any) continue;
    bound_ = std::min(from.in + longest, kLongestHierarchyTime);
    search(from.node, node, leaving, effort);
    for (const Link& to : links) {
      if (to.node == from.node || to.out == kClosed) continue;
      const Deciseconds time = from.in + to.out;
      if (time > kLongestHierarchyTime || found(to.node) <= time) continue;
      shortcuts_.push_back({from.node, to.node, time, saturated(from.in_hops + 0U + to.out_hops)});
    }
  }
  return shortcuts_;
}

}  // namespace sozialraum::network
