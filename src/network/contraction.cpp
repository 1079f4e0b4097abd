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

Remainder::Remainder(const RoadGraph& graph, std::span<const std::uint32_t> number_of)
    : links_(graph.node_count()) {
  for (auto& links : links_) links.reserve(4);  // most crossings have three roads
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    for (const Arc& arc : graph.out_arcs(NodeId{v})) {
      const std::uint32_t head = number_of[index(arc.node)];
      if (head != number_of[v]) {
        add({.from = number_of[v], .to = head, .time = arc.time, .hops = 1});
      }
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

bool WitnessSearch::taken_over(std::uint32_t from, std::uint32_t to) const {
  if (older_ == nullptr) return false;
  const auto arcs = older_->up(std::max(from, to), from > to ? Sense::kOutward : Sense::kInward);
  return std::any_of(arcs.begin(), arcs.end(),
                     [&](const HierarchyArc& arc) { return arc.upper == std::min(from, to); });
}

void WitnessSearch::aim(const Link& from, std::span<const Link> links) {
  targets_.clear();
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Link& to = links[i];
    if (to.node == from.node || to.out == kClosed) continue;
    const Deciseconds time = from.in + to.out;
    if (time > kLongestHierarchyTime) continue;
    const std::uint16_t hops = saturated(from.in_hops + 0U + to.out_hops);
    if (taken_over(from.node, to.node)) {
      shortcuts_.push_back({from.node, to.node, time, hops});
      continue;
    }
    targets_.push_back({.node = to.node,
                        .length = 2 * time,
                        .bound = last_[i] <= time ? 2 * (time - last_[i]) : kUnreachable,
                        .hops = hops});
  }
}

bool WitnessSearch::missing() {
  std::erase_if(targets_, [&](const Target& t) { return found(t.node) <= t.length; });
  bool any = false;
  bound_ = 0;
  for (const Target& target : targets_) {
    if (target.bound == kUnreachable) continue;
    any = true;
    bound_ = std::max(bound_, target.bound);
  }
  return any;
}

void WitnessSearch::search(std::uint32_t from, std::uint32_t without,
                           const std::vector<std::uint8_t>& leaving, unsigned effort) {
  queue_.clear();
  ++round_;
  labels_[from] = {round_, 0};
  queue_.push({0, from});
  for (; missing() && !queue_.empty() && effort > 0; --effort) {
    const Waiting next = queue_.pop();
    if (next.length > bound_) return;
    if (next.length != found(next.node)) continue;
    for (const Link& link : rest_->of(next.node)) {
      if (link.out > kLongestHierarchyTime || link.node == without) continue;
      const std::uint32_t length = (next.length + 2 * link.out) | leaving[link.node];
      if (length >= found(link.node)) continue;
      labels_[link.node] = {round_, length};
      if (length <= bound_) queue_.push({length, link.node});
    }
  }
}

std::span<const Shortcut> WitnessSearch::shortcuts(std::uint32_t node,
                                                   const std::vector<std::uint8_t>& leaving,
                                                   unsigned effort) {
  shortcuts_.clear();
  last_.clear();
  const auto links = rest_->of(node);
  for (const Link& to : links) {
    Deciseconds least = kClosed;
    for (const Link& before : rest_->of(to.node)) {
      if (before.node != node) least = std::min(least, before.in);
    }
    last_.push_back(least);
  }
  for (const Link& from : links) {
    if (from.in == kClosed) continue;
    aim(from, links);
    if (targets_.empty()) continue;
    search(from.node, node, leaving, effort);
    (void)missing();
    for (const Target& to : targets_) {
      shortcuts_.push_back({from.node, to.node, to.length / 2, to.hops});
    }
  }
  return shortcuts_;
}

}  // namespace sozialraum::network
