#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/record_file.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

// Which array stands in which section of a network file? For writing, reading and checking.

/// Numbers of the sections. Never used again for something else.
enum Kind : std::uint32_t {
  kMeta = 1,
  kNodePositions = 2,
  kNodeIds = 3,
  kEdges = 4,
  kShapeBegin = 5,
  kShapePoints = 6,
  kWayClasses = 7,
  kOutBegin = 8,
  kOutArcs = 9,
  kInBegin = 10,
  kInArcs = 11,
  // 12 was the numbers of the arcs in, in format 1
  kEndOutBegin = 13,
  kEndOutArcs = 14,
  kEndInBegin = 15,
  kEndInArcs = 16,
  kEndsOnly = 17,
  kUneven = 18,
  kEdgeRings = 19,
  kNodeRings = 20,
  kPlaceOf = 32,
  kNodeAt = 33,
  kClimbBegin = 34,
  kDescendBegin = 35,
  kClimb = 36,
  kDescend = 37,
  kBelowClimbBegin = 38,
  kBelowDescendBegin = 39,
  kBelowClimb = 40,
  kBelowDescend = 41,
};

/// The arrays of a graph and their sections.
struct GraphSections {
  template <class Graph, class Visit>
  static void each(Graph& graph, Visit visit) {
    visit(kNodePositions, graph.node_positions_);
    visit(kNodeIds, graph.node_ids_);
    visit(kEdges, graph.edges_);
    visit(kShapeBegin, graph.shape_begin_);
    visit(kShapePoints, graph.shape_points_);
    visit(kUneven, graph.uneven_);
    visit(kOutBegin, graph.out_.begin);
    visit(kOutArcs, graph.out_.arcs);
    visit(kInBegin, graph.in_.begin);
    visit(kInArcs, graph.in_.arcs);
    visit(kEndOutBegin, graph.end_out_.begin);
    visit(kEndOutArcs, graph.end_out_.arcs);
    visit(kEndInBegin, graph.end_in_.begin);
    visit(kEndInArcs, graph.end_in_.arcs);
    visit(kEndsOnly, graph.ends_only_);
    visit(kEdgeRings, graph.edge_rings_);
    visit(kNodeRings, graph.node_rings_);
  }
  static void name_classes(RoadGraph& graph, std::vector<std::string> names) {
    graph.way_classes_ = std::move(names);
  }
  static void require_lengths(const core::RecordFile& file, const RoadGraph& graph);
  static void require_sound(const core::RecordFile& file, const RoadGraph& graph,
                            const core::Execution& execution);

 private:
  static void require_all_arcs(const core::RecordFile& file, const RoadGraph& graph);
};

/// The same for a hierarchy.
struct HierarchySections {
  template <class AnyHierarchy, class Visit>
  static void each(AnyHierarchy& hierarchy, Visit visit) {
    visit(kPlaceOf, hierarchy.place_of_);
    visit(kNodeAt, hierarchy.node_at_);
    visit(kClimbBegin, hierarchy.climb_begin_);
    visit(kDescendBegin, hierarchy.descend_begin_);
    visit(kClimb, hierarchy.climb_);
    visit(kDescend, hierarchy.descend_);
    visit(kBelowClimbBegin, hierarchy.below_climb_begin_);
    visit(kBelowDescendBegin, hierarchy.below_descend_begin_);
    visit(kBelowClimb, hierarchy.below_climb_);
    visit(kBelowDescend, hierarchy.below_descend_);
  }
  static void require_lengths(const core::RecordFile& file, const Hierarchy& hierarchy,
                              std::size_t nodes);
  static void require_sound(const core::RecordFile& file, const Hierarchy& hierarchy,
                            const core::Execution& execution);
};

}  // namespace sozialraum::network
