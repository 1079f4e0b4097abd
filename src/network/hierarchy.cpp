#include "sozialraum/network/hierarchy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <numeric>
#include <tuple>

#include "network/contraction.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/z_curve.hpp"

namespace sozialraum::network {
namespace {

// How many nodes a witness search may settle. One that gives up too early makes a node look more
// important than it is, when importance is weighed, and adds an arc that is not needed, when the
// node is contracted; never a wrong one. Chosen by judgement.
constexpr unsigned kEffortToEstimate = 24;
constexpr unsigned kEffortToContract = 96;
constexpr unsigned kLevelWeight = 250;  // of 1000 for the other parts of a node's importance
constexpr std::size_t kChunk = 256;

void require_times(const RoadGraph& graph) {
  for (const Edge& edge : graph.edges()) {
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

/// Another numbering of the nodes.
struct Numbering {
  std::vector<NodeId> node_at;
  std::vector<std::uint32_t> number_of;
};

/// Along a Z-curve, so that near nodes are mostly near in memory whatever the order of the graph.
Numbering along_the_map(const RoadGraph& graph) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
  keys.reserve(graph.node_count());
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    keys.emplace_back(z_curve_key(graph.position(NodeId{v})), v);
  }
  std::sort(keys.begin(), keys.end());
  Numbering numbers;
  numbers.number_of.resize(keys.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    numbers.node_at.push_back(NodeId{keys[i].second});
    numbers.number_of[keys[i].second] = i;
  }
  return numbers;
}

/// The places of an older hierarchy as numbers: uppers first and neighbours near each other.
Numbering places_of(const Hierarchy& older) {
  Numbering numbers;
  for (std::uint32_t place = 0; place < older.node_count(); ++place) {
    numbers.node_at.push_back(older.node(place));
    numbers.number_of.push_back(older.place(NodeId{place}));
  }
  return numbers;
}

/// The rank of each place in an older hierarchy: by the length of the longest way up to it, so that
/// as many nodes as possible can go at the same time.
std::vector<std::uint32_t> ranks_in(const Hierarchy& older) {
  const auto n = static_cast<std::uint32_t>(older.node_count());
  std::vector<std::uint32_t> levels(n, 0);
  for (std::uint32_t place = n; place-- > 0;) {
    for (const Sense sense : {Sense::kOutward, Sense::kInward}) {
      for (const HierarchyArc& arc : older.up(place, sense)) {
        levels[arc.upper] = std::max(levels[arc.upper], levels[place] + 1);
      }
    }
  }
  std::vector<std::uint32_t> by_level(n);
  std::iota(by_level.rbegin(), by_level.rend(), 0U);
  std::stable_sort(by_level.begin(), by_level.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return levels[a] < levels[b]; });
  std::vector<std::uint32_t> ranks(n);
  for (std::uint32_t rank = 0; rank < n; ++rank) ranks[by_level[rank]] = rank;
  return ranks;
}

/// Contracts nodes in rounds: each round takes those less important than all their neighbours.
///
/// The members of a round are not adjacent, and a way around one that leads through another counts
/// only if it is strictly shorter, when the way through the first was no shortest way. So they can
/// be contracted in any order and on any thread.
class Contraction {
 public:
  /// `older`: keeps this order; null = the order is to be found.
  Contraction(const RoadGraph& graph, const Numbering& numbers, const Hierarchy* older,
              const core::Execution& execution)
      : rest_(graph, numbers.number_of),
        older_(older),
        execution_(execution),
        levels_(graph.node_count(), 0),
        importance_(older != nullptr ? ranks_in(*older)
                                     : std::vector<std::uint32_t>(graph.node_count(), 0)),
        listed_(graph.node_count(), 0),
        leaving_(graph.node_count(), 0) {}

  void run() {
    execution_.expect(rest_.node_count());
    std::vector<std::uint32_t> changed(rest_.node_count());
    for (std::uint32_t v = 0; v < changed.size(); ++v) changed[v] = v;
    while (!changed.empty()) {
      if (older_ == nullptr) estimate(changed);
      // In a kept order a node's turn comes when it lost a neighbour; in a new one also when a
      // neighbour's importance has changed.
      const std::vector<std::uint32_t> round =
          least_important(older_ == nullptr ? with_neighbours(changed) : changed);
      changed = contract(round);
      execution_.advance(round.size());
    }
  }

  [[nodiscard]] const Remainder& rest() const { return rest_; }

 private:
  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const {
    if (importance_[a] != importance_[b]) return importance_[a] < importance_[b];
    return std::pair(scattered(a), a) < std::pair(scattered(b), b);
  }

  /// These nodes and those next to them: the only ones whose turn may have come.
  [[nodiscard]] std::vector<std::uint32_t> with_neighbours(
      const std::vector<std::uint32_t>& nodes) {
    std::vector<std::uint32_t> all;
    const auto take = [&](std::uint32_t v) {
      if (listed_[v] == 0) all.push_back(v);
      listed_[v] = 1;
    };
    for (const std::uint32_t v : nodes) {
      take(v);
      for (const Link& link : rest_.of(v)) take(link.node);
    }
    for (const std::uint32_t v : all) listed_[v] = 0;
    return all;
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
    return std::make_unique<WitnessSearch>(rest_, older_);
  }

  /// Importance: how many arcs and how many original arcs the contraction adds for each it removes,
  /// and the level, which spreads the contraction over the map. A quarter for the level: measured,
  /// more makes up to 5 % more arcs, less makes ways up longer.
  void estimate(const std::vector<std::uint32_t>& nodes) {
    with_search(nodes.size(), [&](WitnessSearch& search, std::size_t i) {
      const std::uint32_t v = nodes[i];
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
      importance_[v] = static_cast<std::uint32_t>(
          kLevelWeight * levels_[v] + 1000U * added / removed + 1000U * added_hops / removed_hops);
    });
  }

  /// Returns the nodes that had neighbours among them.
  std::vector<std::uint32_t> contract(const std::vector<std::uint32_t>& round) {
    for (const std::uint32_t v : round) leaving_[v] = 1;
    std::vector<std::size_t> counts(round.size());
    std::vector<std::vector<Shortcut>> shortcuts(round.size() / kChunk + 1);
    with_search(round.size(), [&](WitnessSearch& search, std::size_t i) {
      const auto found = search.shortcuts(round[i], leaving_, kEffortToContract);
      counts[i] = found.size();
      auto& all = shortcuts[i / kChunk];
      all.insert(all.end(), found.begin(), found.end());
    });
    std::vector<std::uint32_t> changed;
    std::vector<Shortcut>::const_iterator next;
    for (std::size_t i = 0; i < round.size(); ++i) {
      const std::uint32_t v = round[i];
      rest_.detach(v);
      if (i % kChunk == 0) next = shortcuts[i / kChunk].begin();
      for (const auto end = next + static_cast<std::ptrdiff_t>(counts[i]); next != end; ++next) {
        rest_.add(*next);
      }
      for (const Link& link : rest_.of(v)) {
        levels_[link.node] = std::max(levels_[link.node], levels_[v] + 1);
        if (listed_[link.node] == 0) changed.push_back(link.node);
        listed_[link.node] = 1;
      }
    }
    for (const std::uint32_t v : changed) listed_[v] = 0;
    return changed;
  }

  Remainder rest_;
  const Hierarchy* older_;
  core::Execution execution_;
  std::vector<std::uint32_t> levels_;
  std::vector<std::uint32_t> importance_;
  std::vector<std::uint8_t> listed_;   // is it in the list that is being made?
  std::vector<std::uint8_t> leaving_;  // in this round or gone
  std::mutex mutex_;
  std::vector<std::unique_ptr<WitnessSearch>> searches_;
};

/// Upper nodes before lower ones; apart from that neighbours on the map near each other, as a pass
/// over all places then finds the upper ones in the cache.
std::vector<std::uint32_t> uppers_first(const Remainder& rest) {
  struct Visit {
    std::uint32_t node;
    std::uint32_t next_link;
  };
  std::vector<std::uint32_t> order;
  order.reserve(rest.node_count());
  std::vector<std::uint8_t> seen(rest.node_count(), 0);
  std::vector<Visit> stack;
  for (std::uint32_t start = 0; start < rest.node_count(); ++start) {
    if (seen[start] == 0) stack.push_back({start, 0});
    seen[start] = 1;
    while (!stack.empty()) {
      Visit& visit = stack.back();
      const auto links = rest.of(visit.node);
      if (visit.next_link == links.size()) {
        order.push_back(visit.node);
        stack.pop_back();
        continue;
      }
      const std::uint32_t upper = links[visit.next_link++].node;
      if (seen[upper] == 0) stack.push_back({upper, 0});
      seen[upper] = 1;
    }
  }
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

void require_same_nodes(const RoadGraph& graph, const Hierarchy* older) {
  if (older == nullptr || older->node_count() == graph.node_count()) return;
  core::invalid_argument(
      "order_of",
      fmt::format("has {} nodes, but the graph has {}", older->node_count(), graph.node_count()),
      "give the hierarchy of a graph with the same nodes");
}

}  // namespace

Hierarchy Hierarchy::build(const RoadGraph& graph, const HierarchyOptions& options) {
  require_times(graph);
  require_same_nodes(graph, options.order_of);
  const Numbering numbers =
      options.order_of != nullptr ? places_of(*options.order_of) : along_the_map(graph);
  Contraction contraction(graph, numbers, options.order_of, options.execution);
  contraction.run();
  const auto order = uppers_first(contraction.rest());
  std::vector<std::uint32_t> place_of(graph.node_count());
  std::vector<NodeId> node_at;
  std::vector<std::uint32_t> place_of_number(order.size());
  for (std::uint32_t p = 0; p < order.size(); ++p) {
    place_of_number[order[p]] = p;
    node_at.push_back(numbers.node_at[order[p]]);
    place_of[index(node_at.back())] = p;
  }
  std::vector<std::uint32_t> climb_begin{0};
  std::vector<std::uint32_t> descend_begin{0};
  std::vector<HierarchyArc> climb;
  std::vector<HierarchyArc> descend;
  std::vector<Link> links;
  for (const std::uint32_t number : order) {
    const auto found = contraction.rest().of(number);
    links.assign(found.begin(), found.end());
    for (Link& link : links) link.node = place_of_number[link.node];
    std::sort(links.begin(), links.end(),
              [](const Link& a, const Link& b) { return a.node < b.node; });
    for (const Link& link : links) {
      if (link.out != kClosed) climb.push_back({link.node, link.out});
      if (link.in != kClosed) descend.push_back({link.node, link.in});
    }
    climb_begin.push_back(static_cast<std::uint32_t>(climb.size()));
    descend_begin.push_back(static_cast<std::uint32_t>(descend.size()));
  }
  Below below_climb(climb_begin, climb);
  Below below_descend(descend_begin, descend);
  Hierarchy hierarchy;
  hierarchy.place_of_ = std::move(place_of);
  hierarchy.node_at_ = std::move(node_at);
  hierarchy.climb_begin_ = std::move(climb_begin);
  hierarchy.descend_begin_ = std::move(descend_begin);
  hierarchy.climb_ = std::move(climb);
  hierarchy.descend_ = std::move(descend);
  hierarchy.below_climb_begin_ = std::move(below_climb.begin);
  hierarchy.below_climb_ = std::move(below_climb.places);
  hierarchy.below_descend_begin_ = std::move(below_descend.begin);
  hierarchy.below_descend_ = std::move(below_descend.places);
  return hierarchy;
}

std::size_t Hierarchy::bytes() const {
  const auto size = [](const auto&... vectors) { return (std::span(vectors).size_bytes() + ...); };
  return size(place_of_, node_at_, climb_begin_, descend_begin_, climb_, descend_,
              below_climb_begin_, below_descend_begin_, below_climb_, below_descend_);
}

void require_prepared_for(const RoadGraph& graph, const Hierarchy* hierarchy) {
  if (hierarchy == nullptr || hierarchy->node_count() == graph.node_count()) return;
  core::invalid_argument("hierarchy", "was prepared for another graph: it has " +
                                          std::to_string(hierarchy->node_count()) +
                                          " nodes, the graph has " +
                                          std::to_string(graph.node_count()));
}

HierarchyEstimate estimate(const RoadGraph& graph) {
  const std::size_t nodes = graph.node_count();
  const auto graph_arcs = static_cast<double>(graph.arc_count());
  HierarchyEstimate cost;
  cost.arcs = static_cast<std::size_t>(1.75 * graph_arcs);
  const auto arcs = static_cast<double>(cost.arcs);
  cost.bytes = 24 * nodes + 12 * cost.arcs;
  cost.peak_bytes = cost.bytes + 150 * nodes;
  cost.seconds = 3.2e-6 * graph_arcs;
  cost.seconds_in_kept_order = 0.9e-6 * graph_arcs;
  cost.label_sweep_bytes = 8 * nodes;
  cost.label_sweep_seconds = 3.2e-9 * arcs;
  cost.lane_sweep_bytes = 64 * nodes + nodes / 4;
  cost.lane_sweep_seconds = 1.2e-9 * arcs;
  return cost;
}

}  // namespace sozialraum::network
