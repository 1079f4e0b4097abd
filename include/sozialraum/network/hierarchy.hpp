#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/shared_array.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// Searches over a hierarchy know times up to 3.4 years; what is further counts as unreachable.
inline constexpr Deciseconds kLongestHierarchyTime = (1U << 30U) - 1U;

/// An arc of the hierarchy between a node and a more important one.
struct HierarchyArc {
  std::uint32_t upper = 0;  ///< place of the more important node
  Deciseconds time = 0;

  friend bool operator==(const HierarchyArc&, const HierarchyArc&) = default;
};

class Hierarchy;

struct HierarchyOptions {
  /// A hierarchy of a graph with the same nodes and other times: its order of nodes is kept, which
  /// saves most of the work. Null = a new order. Needed during the call only.
  const Hierarchy* order_of = nullptr;
  core::Execution execution{};
};

/// A road graph prepared for many searches: a contraction hierarchy (Geisberger et al. 2008).
///
///     const auto hierarchy = network::Hierarchy::build(graph);
///
/// Nodes are contracted one after the other, the least important first; shortcuts keep all times
/// right. Every shortest way then climbs to some node and descends from it, so a question about all
/// nodes becomes two straight passes over arrays instead of a search (Delling et al. 2011, PHAST).
///
/// The nodes stand in places 0..n-1. The arcs of a place lead to smaller places only, and apart
/// from that neighbours on the map stand near each other, so that a pass over the places finds what
/// it needs in the cache. A value, independent of the graph it was made of; the same for any number
/// of threads. About 80 bytes a node; preparing takes about 8 microseconds a node, with the order
/// of an older hierarchy 2.
class Hierarchy {
 public:
  Hierarchy() = default;

  /// InvalidInput ("bad_edge") if an edge takes more than 3.4 years.
  [[nodiscard]] static Hierarchy build(const RoadGraph& graph,
                                       const HierarchyOptions& options = {});

  friend bool operator==(const Hierarchy&, const Hierarchy&) = default;

  [[nodiscard]] std::size_t node_count() const { return place_of_.size(); }
  /// Arcs in both lists together, shortcuts included.
  [[nodiscard]] std::size_t arc_count() const { return climb_.size() + descend_.size(); }

  /// Memory it holds.
  [[nodiscard]] std::size_t bytes() const;

  [[nodiscard]] std::uint32_t place(NodeId node) const { return place_of_[index(node)]; }
  [[nodiscard]] NodeId node(std::uint32_t place) const { return node_at_[place]; }

  /// The arcs that lead from a place up, for a search in this sense: as they are driven when the
  /// search runs outward, against their direction when it runs inward.
  [[nodiscard]] std::span<const HierarchyArc> up(std::uint32_t place, Sense sense) const {
    const auto& begin = sense == Sense::kOutward ? climb_begin_ : descend_begin_;
    const auto& arcs = sense == Sense::kOutward ? climb_ : descend_;
    return {arcs.data() + begin[place], arcs.data() + begin[place + 1]};
  }

  /// All of them: up(place, sense) is arcs[begin[place] .. begin[place + 1]).
  struct UpArcs {
    std::span<const std::uint32_t> begin;
    std::span<const HierarchyArc> arcs;
  };
  [[nodiscard]] UpArcs up_arcs(Sense sense) const {
    return sense == Sense::kOutward ? UpArcs{climb_begin_, climb_}
                                    : UpArcs{descend_begin_, descend_};
  }

  /// The places whose up() in this sense names this place.
  [[nodiscard]] std::span<const std::uint32_t> below(std::uint32_t place, Sense sense) const {
    const auto& begin = sense == Sense::kOutward ? below_climb_begin_ : below_descend_begin_;
    const auto& places = sense == Sense::kOutward ? below_climb_ : below_descend_;
    return {places.data() + begin[place], places.data() + begin[place + 1]};
  }

 private:
  using Numbers = core::SharedArray<std::uint32_t>;
  friend struct HierarchySections;  // network_sections.hpp

  Numbers place_of_;
  core::SharedArray<NodeId> node_at_;
  Numbers climb_begin_;    // lower -> upper
  Numbers descend_begin_;  // upper -> lower
  core::SharedArray<HierarchyArc> climb_;
  core::SharedArray<HierarchyArc> descend_;
  Numbers below_climb_begin_;
  Numbers below_descend_begin_;
  Numbers below_climb_;
  Numbers below_descend_;
};

/// InvalidInput (argument "hierarchy") if it was prepared for another graph; none fits every graph.
void require_prepared_for(const RoadGraph& graph, const Hierarchy* hierarchy);

/// What preparing a graph and asking it would cost, one core.
///
/// Bytes follow from the numbers of nodes and arcs, given that a hierarchy of roads has 1.75 times
/// the arcs of its graph (1.72 to 1.79 on networks of 0.3 to 1.5 million nodes, with and without
/// one-way streets). Seconds are those of a server of 2026; expect a factor of two either way.
struct HierarchyEstimate {
  std::size_t arcs = 0;        ///< of the hierarchy, both lists
  std::size_t bytes = 0;       ///< the hierarchy
  std::size_t peak_bytes = 0;  ///< while preparing: hierarchy and working memory, without the graph
  double seconds = 0.0;        ///< preparing
  double seconds_in_kept_order = 0.0;  ///< preparing with HierarchyOptions::order_of
  std::size_t label_sweep_bytes = 0;   ///< LabelSweep, for each of the k nearest
  double label_sweep_seconds = 0.0;    ///< a run of it, for each of the k nearest
  std::size_t lane_sweep_bytes = 0;    ///< LaneSweep
  double lane_sweep_seconds = 0.0;     ///< a run of it without limit: 16 sources
};

/// O(1).
[[nodiscard]] HierarchyEstimate estimate(const RoadGraph& graph);

}  // namespace sozialraum::network
