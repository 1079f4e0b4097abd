#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"
#include "sozialraum/network/lon_lat.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// In which unit does a table tell how long its roads take?
enum class EdgeTime : std::uint8_t { kMinutes, kSeconds, kKmPerHour };

/// What the columns are called in messages: by the names that the user's own table has.
struct EdgeColumnNames {
  std::string metres = "metres";
  std::string time = "minutes";
  std::string forward = "minutes_forward";
  std::string backward = "minutes_backward";
  std::string way = "way_id";  ///< where several ways in one row are told
};

/// Where the nodes of a table of roads are. Others than those of the roads may stand in it.
struct NodeTable {
  std::span<const std::int64_t> ids{};  ///< each once
  std::span<const LonLat> positions{};  ///< one a node; NaN where there is no point
};

/// A table of road pieces as osmnx, ATKIS or a road authority gives it: a line a row.
///
/// A view, nothing is kept. Columns have one value a row; those that say "may be empty" may be.
struct EdgeTable {
  std::span<const std::int64_t> from{};  ///< number of the node at the line's begin, any numbers
  std::span<const std::int64_t> to{};
  std::span<const double> metres{};
  /// Points of row r: line_points[line_begin[r] .. line_begin[r + 1]), both ends included.
  std::span<const std::uint64_t> line_begin{};
  std::span<const LonLat> line_points{};

  /// Either one time for both directions, and rows that are open from begin to end only ...
  std::span<const double> time{};
  EdgeTime unit = EdgeTime::kMinutes;
  std::span<const std::uint8_t> oneway{};  ///< 0 or 1; may be empty: no row
  /// ... or minutes for each direction, NaN where it is closed. Looked at if `time` is empty.
  std::span<const double> minutes_forward{};
  std::span<const double> minutes_backward{};

  std::span<const EdgeFlags> flags{};  ///< may be empty: nothing special
  /// Does the table say where nobody gets on or off (kNoStop)? If not, that holds for ferries,
  /// bridges and tunnels, and for the classes "motorway" and "motorway_link".
  bool stops_told = false;
  std::span<const std::string> way_class{};      ///< may be empty
  std::span<const std::int64_t> way_id{};        ///< may be empty: the rows are numbered
  std::span<const std::uint8_t> several_ways{};  ///< 1 where the row is made of several ways

  std::optional<NodeTable> nodes{};  ///< else nodes are where their lines end
  core::RowNames rows{};
  EdgeColumnNames columns{};
};

/// The graph, and what is to be doubted in its table.
struct EdgeTableGraph {
  RoadGraph graph;
  std::vector<core::Finding> findings;
};

/// Which road graph is in the table?
///
/// Nodes are numbered by rising number of the source, edges as the rows. Times are rounded to a
/// tenth of a second, halves up: 1 km at 60 km/h takes 600.
///
/// Findings (warnings, naming the rows or nodes):
/// - "node_positions_differ": lines that share a node end more than 1e-4 degrees (10 m) apart, or,
///   with a table of nodes, more than 10 m from it. Often u and v are exchanged, or the lines drawn
///   against the direction of travel.
/// - "metres_below_straight_line": a length no road between these ends can have (5 % and 10 m are
///   left for other spheroids and projections); "metres_unlike_line": more than twice, or less than
///   half the line. Longer than drawn is usual where bends were left out.
/// - "several_ways" (a note): number and class of such rows are those of the first way.
///
/// Throws InvalidInput "length_mismatch"; "bad_edge" for a length or time that is negative or none,
/// a speed of zero, a time beyond 13 years, a line of fewer than two points; "bad_node" for a node
/// that the table of nodes lacks or that lies more than a kilometre from its lines;
/// "duplicate_key" for a node that it has twice; "not_points" for one without a place; and as
/// RoadGraph::from_edges. O(rows log rows + points); about 100 bytes a row beside the graph.
[[nodiscard]] EdgeTableGraph graph_of_edge_table(const EdgeTable& table);

}  // namespace sozialraum::network
