#include "sozialraum/network/hierarchy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <tuple>

#include "network/contraction.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::network {
namespace {

// Nodes looked at around a node to find out what its contraction would cost, and when it goes.
// How many nodes a witness search may settle: when a node's rank is estimated, and when it is
// contracted. A search that gives up adds an arc that is not needed, never a wrong one. Chosen by
// judgement.
constexpr unsigned kEffortToEstimate = 24;
constexpr unsigned kEffortToContract = 96;
constexpr std::size_t kChunk = 256;

void require_times(const RoadGraph& graph) {
  for (const Edge& edge : graph.edge_list().edges) {
    for (const Deciseconds time : {edge.forward, edge.backward}) {
      if (time == kClosed || time <= kLongestHierarchyTime) continue;
      throw core::InvalidInput(core::Finding{
          .code = "bad_edge",
          .severity = core::Severity::kWarning,
          .message = fmt::format("way {} takes {} deciseconds; at most {} are possible",
                                 edge.way_id, time, kLongestHierarchyTime),
          .place = {.argument = "graph"}});
    }
  }
}

/// Spreads ties over the map, the same on every machine (Steele et al. 2014, SplitMix64).
std::uint32_t scattered(std::uint32_t node) {
  std::uint64_t z = node + 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return static_cast<std::uint32_t>(z >> 32U);
}

/// Contracts nodes in rounds: each round takes those less important than all their neighbours.
///
/// The members of a round are not adjacent and no way around one leads through another, so they can
/// be contracted in any order and on any thread.
class Contraction {
 public:
  Contraction(const RoadGraph& graph, const core::Execution& execution)
      : rest_(graph),
        execution_(execution),
        levels_(graph.node_count(), 0),
        importance_(graph.node_count(), 0),
        stale_(graph.node_count(), 1),
        leaving_(graph.node_count(), 0) {
    remaining_.resize(graph.node_count());
    for (std::uint32_t v = 0; v < remaining_.size(); ++v) remaining_[v] = v;
  }

  void run() {
    execution_.expect(remaining_.size());
    estimate(remaining_);
    while (!remaining_.empty()) {
      std::vector<std::uint32_t> round = least_important(remaining_);
      estimate(round);
      round = least_important(round);
      contract(round);
      execution_.advance(round.size());
      std::erase_if(remaining_, [&](std::uint32_t v) { return leaving_[v] != 0; });
    }
  }

  [[nodiscard]] const Remainder& rest() const { return rest_; }
  [[nodiscard]] const std::vector<std::uint32_t>& levels() const { return levels_; }

 private:
  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const {
    if (importance_[a] != importance_[b]) return importance_[a] < importance_[b];
    return std::pair(scattered(a), a) < std::pair(scattered(b), b);
  }

  [[nodiscard]] std::vector<std::uint32_t> least_important(
      const std::vector<std::uint32_t>& candidates) const {
    std::vector<std::uint32_t> least;
    for (const std::uint32_t v : candidates) {
      const auto links = rest_.of(v);
      if (std::all_of(links.begin(), links.end(),
                      [&](const Link& link) { return before(v, link.node); })) {
        least.push_back(v);
      }
    }
    return least;
  }

  template <class Work>
  void with_search(std::size_t count, Work work) {
    core::parallel_for(count, kChunk, execution_, [&](std::size_t begin, std::size_t end) {
      std::unique_ptr<WitnessSearch> search = take_search();
      for (std::size_t i = begin; i < end; ++i) work(*search, i);
      const std::lock_guard lock(mutex_);
      searches_.push_back(std::move(search));
    });
  }

  std::unique_ptr<WitnessSearch> take_search() {
    {
      const std::lock_guard lock(mutex_);
      if (!searches_.empty()) {
        auto search = std::move(searches_.back());
        searches_.pop_back();
        return search;
      }
    }
    return std::make_unique<WitnessSearch>(rest_);
  }

  /// Importance: level, plus how many arcs and how many original arcs the contraction adds for each
  /// it removes.
  void estimate(const std::vector<std::uint32_t>& nodes) {
    with_search(nodes.size(), [&](WitnessSearch& search, std::size_t i) {
      const std::uint32_t v = nodes[i];
      if (stale_[v] == 0) return;
      stale_[v] = 0;
      std::uint64_t removed = 1;
      std::uint64_t removed_hops = 1;
      for (const Link& link : rest_.of(v)) {
        removed += (link.out != kClosed ? 1U : 0U) + (link.in != kClosed ? 1U : 0U);
        removed_hops += link.out_hops + 0U + link.in_hops;
      }
      std::uint64_t added = 0;
      std::uint64_t added_hops = 0;
      for (const Shortcut& shortcut : search.shortcuts(v, leaving_, kEffortToEstimate)) {
        ++added;
        added_hops += shortcut.hops;
      }
      importance_[v] = static_cast<std::uint32_t>(1000U * levels_[v] + 1000U * added / removed +
                                                  1000U * added_hops / removed_hops);
    });
  }

  void contract(const std::vector<std::uint32_t>& round) {
    for (const std::uint32_t v : round) leaving_[v] = 1;
    std::vector<std::vector<Shortcut>> shortcuts(round.size());
    with_search(round.size(), [&](WitnessSearch& search, std::size_t i) {
      const auto found = search.shortcuts(round[i], leaving_, kEffortToContract);
      shortcuts[i].assign(found.begin(), found.end());
    });
    for (std::size_t i = 0; i < round.size(); ++i) {
      const std::uint32_t v = round[i];
      rest_.detach(v);
      for (const Shortcut& shortcut : shortcuts[i]) rest_.add(shortcut);
      for (const Link& link : rest_.of(v)) {
        const std::uint32_t level = levels_[v] + 1;
        if (levels_[link.node] < level) {
          importance_[link.node] += 1000U * (level - levels_[link.node]);
          levels_[link.node] = level;
        }
        stale_[link.node] = 1;
      }
    }
  }

  Remainder rest_;
  core::Execution execution_;
  std::vector<std::uint32_t> levels_;
  std::vector<std::uint32_t> importance_;
  std::vector<std::uint8_t> stale_;
  std::vector<std::uint8_t> leaving_;  // in this round or gone
  std::vector<std::uint32_t> remaining_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<WitnessSearch>> searches_;
};

/// The most important level first; inside a level the order of the graph, where neighbours are
/// often near each other in memory.
std::vector<NodeId> places_by_level(const std::vector<std::uint32_t>& levels) {
  const std::uint32_t top = levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end());
  std::vector<std::uint32_t> next(top + 2, 0);
  for (const std::uint32_t level : levels) ++next[top - level + 1];
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  std::vector<NodeId> order(levels.size());
  for (std::uint32_t v = 0; v < levels.size(); ++v) order[next[top - levels[v]]++] = NodeId{v};
  return order;
}

/// For each place the places whose arcs lead up to it.
struct Below {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> places;

  Below(const std::vector<std::uint32_t>& arc_begin, const std::vector<HierarchyArc>& arcs)
      : begin(arc_begin.size(), 0), places(arcs.size()) {
    for (const HierarchyArc& arc : arcs) ++begin[arc.upper + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (std::uint32_t lower = 0; lower + 1 < arc_begin.size(); ++lower) {
      for (std::uint32_t a = arc_begin[lower]; a < arc_begin[lower + 1]; ++a) {
        places[next[arcs[a].upper]++] = lower;
      }
    }
  }
};

}  // namespace

Hierarchy Hierarchy::build(const RoadGraph& graph, const HierarchyOptions& options) {
  require_times(graph);
  Contraction contraction(graph, options.execution);
  contraction.run();

  Hierarchy hierarchy;
  hierarchy.node_at_ = places_by_level(contraction.levels());
  hierarchy.place_of_.resize(graph.node_count());
  for (std::uint32_t p = 0; p < hierarchy.node_at_.size(); ++p) {
    hierarchy.place_of_[index(hierarchy.node_at_[p])] = p;
  }
  std::vector<Link> links;
  for (const NodeId node : hierarchy.node_at_) {
    const auto found = contraction.rest().of(static_cast<std::uint32_t>(node));
    links.assign(found.begin(), found.end());
    for (Link& link : links) link.node = hierarchy.place_of_[link.node];
    std::sort(links.begin(), links.end(),
              [](const Link& a, const Link& b) { return a.node < b.node; });
    for (const Link& link : links) {
      if (link.out != kClosed) hierarchy.climb_.push_back({link.node, link.out});
      if (link.in != kClosed) hierarchy.descend_.push_back({link.node, link.in});
    }
    hierarchy.climb_begin_.push_back(static_cast<std::uint32_t>(hierarchy.climb_.size()));
    hierarchy.descend_begin_.push_back(static_cast<std::uint32_t>(hierarchy.descend_.size()));
  }
  Below climb(hierarchy.climb_begin_, hierarchy.climb_);
  hierarchy.below_climb_begin_ = std::move(climb.begin);
  hierarchy.below_climb_ = std::move(climb.places);
  Below descend(hierarchy.descend_begin_, hierarchy.descend_);
  hierarchy.below_descend_begin_ = std::move(descend.begin);
  hierarchy.below_descend_ = std::move(descend.places);
  return hierarchy;
}

}  // namespace sozialraum::network
