#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sozialraum/core/standing.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/snap.hpp"

namespace sozialraum::network {

/// A place seen from a node or from another place: which one, and the time to or from it.
struct Door {
  std::uint32_t place = 0;
  Deciseconds time = 0;

  friend bool operator==(const Door&, const Door&) = default;
};

/// Which places does a search meet at a node, and which on an edge?
///
/// Searches outward from a source meet a place at the nodes from which it is reached, searches
/// inward at the nodes to which it leads (departures() and arrivals()). Places that are not snapped
/// are met nowhere. `places` must outlive it. O(nodes + places).
///
///     const PlacesOnRoads schools(graph, snaps, Sense::kOutward);
///     for (const Door& door : schools.at(node)) ...  // time(node) + door.time to door.place
class PlacesOnRoads {
 public:
  PlacesOnRoads(const RoadGraph& graph, std::span<const Snap> places, Sense sense);

  [[nodiscard]] std::size_t count() const { return places_.size(); }
  [[nodiscard]] const Snap& place(std::uint32_t i) const { return places_[i]; }

  [[nodiscard]] std::span<const Door> at(NodeId node) const {
    return {doors_.data() + door_begin_[index(node)], doors_.data() + door_begin_[index(node) + 1]};
  }

  /// Calls visit(place) for the places linked to the edge, in the order of their numbers.
  template <class Visit>
  void on(EdgeId edge, Visit visit) const {
    auto entry = first_on(edge);
    for (; entry != by_edge_.end() && entry->first == edge; ++entry) visit(entry->second);
  }

 private:
  using ByEdge = std::vector<std::pair<EdgeId, std::uint32_t>>;

  [[nodiscard]] ByEdge::const_iterator first_on(EdgeId edge) const;

  std::span<const Snap> places_;
  std::vector<std::uint32_t> door_begin_;
  std::vector<Door> doors_;
  ByEdge by_edge_;
};

/// Where a linked place stands: on the network, or why not.
[[nodiscard]] core::Standing standing(const Snap& place);

/// Order of places along a Z-curve: neighbours in the list are mostly neighbours on the map, so
/// that searches from them share most of their way. Places that are not snapped are left out.
[[nodiscard]] std::vector<std::uint32_t> along_the_map(std::span<const Snap> places);

}  // namespace sozialraum::network
