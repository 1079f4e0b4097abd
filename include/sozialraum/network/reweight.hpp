#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// A factor on the times of the roads of a class: 1.25 = a quarter longer, 0.5 = twice as fast.
struct ClassFactor {
  std::string way_class;         ///< one of EdgeList::way_classes
  std::optional<bool> built_up;  ///< inside or outside of built-up areas only; nullopt = both
  double factor = 1.0;
};

struct Reweighting {
  /// A class with and without `built_up`: the former counts where it fits. No class twice.
  std::span<const ClassFactor> classes{};
  /// One factor an edge, on top of that of its class; empty = 1 for all.
  std::span<const double> edges{};
  /// May a factor be infinite, which closes the road in both directions?
  bool allow_closing = false;
};

/// How would the roads be if some of them were faster, slower or closed?
///
///     const std::vector<ClassFactor> jam{{.way_class = "primary", .factor = 1.5}};
///     const RoadGraph rush_hour = network::reweighted(graph, {.classes = jam});
///     const auto prepared = network::Hierarchy::build(rush_hour, {.order_of = &hierarchy});
///
/// A copy with the same nodes and edges and new times: time x factor of the class x factor of the
/// edge, to the nearest decisecond, halves up. A closed direction stays closed, and no factor
/// reopens it. InvalidInput ("bad_factor") for a factor that is not above 0, or not finite unless
/// closing is allowed, for a class named twice, and for a time that becomes longer than
/// kLongestTime; UnknownName for a class the graph does not have. O(edges log degree).
[[nodiscard]] RoadGraph reweighted(const RoadGraph& graph, const Reweighting& changes);

}  // namespace sozialraum::network
