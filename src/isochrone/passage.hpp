#pragma once

#include <algorithm>
#include <cstdint>

#include "sozialraum/isochrone/isochrone_grid.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/network/turn_copies.hpp"

namespace sozialraum::isochrone {

// Not within the search. Twice this and a leg still fit 32 bits.
inline constexpr core::Deciseconds kFar = network::kLongestHierarchyTime + 1;

inline core::Deciseconds at_most_far(core::Deciseconds time) { return std::min(time, kFar); }

/// The part of an edge's time before a fraction of it, as network::departures() splits it.
inline core::Deciseconds first_part(core::Deciseconds whole, double fraction) {
  return static_cast<core::Deciseconds>(fraction * static_cast<double>(whole) + 0.5);
}

/// An edge as a search meets it: times between its inside and its ends in the search's sense.
struct Passage {
  /// As `from`: the edge has copies, see ends_of_copies().
  static constexpr std::uint32_t kCopies = 0xffffffffU;

  std::uint32_t from = 0;            ///< row of the times of its node `from`
  std::uint32_t to = 0;              ///< row of the times of its node `to`
  core::Deciseconds by_from = kFar;  ///< of the whole edge, entered at `from` (kFar = closed)
  core::Deciseconds by_to = kFar;    ///< of the whole edge, entered at `to`

  /// Rows are still to be given.
  Passage() = default;
  Passage(const network::Edge& edge, network::Sense sense)
      : by_from(at_most_far(sense == network::Sense::kOutward ? edge.forward : edge.backward)),
        by_to(at_most_far(sense == network::Sense::kOutward ? edge.backward : edge.forward)) {}

  /// Between the node `from` and the point at a fraction. Exactly at a node the direction of the
  /// edge does not matter.
  [[nodiscard]] core::Deciseconds part_from(double fraction) const {
    if (fraction == 0.0) return 0;
    return by_from == kFar ? kFar : first_part(by_from, fraction);
  }
  [[nodiscard]] core::Deciseconds part_to(double fraction) const {
    if (fraction == 1.0) return 0;
    return by_to == kFar ? kFar : by_to - first_part(by_to, fraction);
  }
  /// Between two points without leaving the edge (network::time_along_edge).
  [[nodiscard]] core::Deciseconds direct(double place, double fraction) const {
    if (place == fraction) return 0;
    const core::Deciseconds whole = fraction > place ? by_from : by_to;
    if (whole == kFar) return kFar;
    const core::Deciseconds a = first_part(whole, place);
    const core::Deciseconds b = first_part(whole, fraction);
    return fraction > place ? b - a : a - b;
  }
};

/// An edge with the times of one search at its ends.
struct Ends {
  Passage passage{};
  core::Deciseconds from = kFar;
  core::Deciseconds to = kFar;
  core::Deciseconds at_from = kFar;  ///< exactly at its node `from`
  core::Deciseconds at_to = kFar;    ///< exactly at its node `to`

  /// Time on the road at a fraction, through the ends.
  [[nodiscard]] core::Deciseconds at(double fraction) const {
    const core::Deciseconds first = fraction == 0.0 ? at_from : from + passage.part_from(fraction);
    const core::Deciseconds last = fraction == 1.0 ? at_to : to + passage.part_to(fraction);
    return std::min(first, last);
  }
};

/// The ends of a piece of road near a junction with forbidden turns: all its copies in one
/// (network::turn_copies). `time_at(node)` is the time of the search.
template <class TimeAt>
[[nodiscard]] Ends ends_of_copies(const network::RoadGraph& graph, network::EdgeId edge,
                                  network::Sense sense, TimeAt time_at) {
  Ends ends;
  for (const network::EdgeId copy : network::turn_copies(graph, edge)) {
    const Passage passage(graph.edge(copy), sense);
    if (passage.by_from != kFar) ends.from = std::min(ends.from, time_at(graph.edge(copy).from));
    if (passage.by_to != kFar) ends.to = std::min(ends.to, time_at(graph.edge(copy).to));
    ends.passage.by_from = std::min(ends.passage.by_from, passage.by_from);
    ends.passage.by_to = std::min(ends.passage.by_to, passage.by_to);
  }
  for (const network::NodeId node : network::junction_copies(graph, graph.edge(edge).from)) {
    ends.at_from = std::min(ends.at_from, time_at(node));
  }
  for (const network::NodeId node : network::junction_copies(graph, graph.edge(edge).to)) {
    ends.at_to = std::min(ends.at_to, time_at(node));
  }
  return ends;
}

/// InvalidInput unless the grid was built for this graph.
void require_same_roads(const network::RoadGraph& graph, const IsochroneGrid& grid);

}  // namespace sozialraum::isochrone
