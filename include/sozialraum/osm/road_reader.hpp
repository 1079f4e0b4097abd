#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/network/road_graph.hpp"
#include "sozialraum/osm/access.hpp"
#include "sozialraum/osm/built_up.hpp"
#include "sozialraum/osm/import_report.hpp"
#include "sozialraum/osm/speed_table.hpp"

namespace sozialraum::osm {

/// Each cell of margin grows all built-up land once more; more than about 3 km is a mistake.
inline constexpr int kMostMarginCells = 100;

/// Where do built-up areas begin, if no tag of the road says so?
struct BuiltUpOptions {
  /// landuse=residential, commercial, retail, industrial surfaces of the file.
  bool land_use = true;
  /// place=city, town, suburb, village, ... nodes with no such surface near them: a disc instead.
  bool places = true;
  /// Surfaces the caller knows: settlement polygons, inhabited grid cells.
  std::vector<Rings> surfaces{};
  /// Cells of about 28 m added around everything, since settlements are often mapped only to the
  /// edge of the street. 0 to kMostMarginCells.
  int margin_cells = 1;
};

struct RoadReadOptions {
  Mode mode = Mode::kCar;
  /// Unset: the table the library ships for the mode.
  std::optional<SpeedTable> speeds{};
  BuiltUpOptions built_up{};
  /// false leaves out ways that are only open at the ends of a way (private, destination, ...).
  bool through_restricted = true;
  /// Forbid the turns of restriction relations at nodes; walkers are never concerned.
  bool turn_restrictions = true;
  /// Keep the bends of the roads, which snapping and maps need; half of the memory.
  bool bends = true;
  /// Read rivers, canals and the shores of lakes and seas as lines, for network::EdgeTreeOptions.
  bool waters = false;
  core::Execution execution{};
};

/// Courses of rivers and shores.
using WaterLines = std::vector<std::vector<network::LonLat>>;

struct RoadImport {
  network::RoadGraph graph;
  /// What nobody crosses off the roads, if asked for; modes of one scan share it.
  std::shared_ptr<const WaterLines> waters;
  /// What was read, kept, dropped and repaired.
  ImportReport report;
  std::vector<core::Finding> findings;
  /// Name of the speed table behind all times.
  std::string speed_table;
  double kilometres = 0.0;           ///< length of all edges, each counted once
  double built_up_kilometres = 0.0;  ///< of it inside built-up areas
  /// Corners of what the file holds: south-west and north-east of all road nodes.
  network::LonLat south_west;
  network::LonLat north_east;
};

/// Which roads of an OpenStreetMap file may a mode take, and how long does each piece last?
///
/// Reads .osm.pbf, .osm.gz, .osm.bz2 and .osm in three passes: relations, ways, then only the nodes
/// they need; of a sorted PBF file every block is unpacked once. Roads join where they share a node
/// id, never where coordinates meet. Ways are cut at shared nodes, signals, barriers and at nodes
/// the file lacks. Access: way_access; limits: speed_limits; speed: SpeedTable; inside a settlement
/// or not: by tag, else by BuiltUpOptions, along every stretch of about 20 m. Junctions and signals
/// cost time, half on each side. A forbidden turn gives its junction copies (docs/methods/osm.md),
/// whose nodes have made-up ids. Nodes are sorted by OpenStreetMap id and edges by way id, so the
/// same objects in any order, and any number of threads, give the same graph.
///
/// Time linear in the file; about 15 bytes per needed node beside the graph, most of them freed
/// before the graph is put together. InvalidInput: "missing_file", "empty_file", "not_an_osm_file",
/// "history_file", "incomplete_answer", "damaged_file", "no_road", "invalid_argument".
[[nodiscard]] RoadImport read_roads(const std::filesystem::path& path,
                                    const RoadReadOptions& options = {});

/// The same for several modes, or several sets of options, with one scan of the file.
///
///     const std::array<osm::RoadReadOptions, 2> both{{{.mode = Mode::kCar}, {.mode =
///     Mode::kFoot}}}; auto roads = osm::read_roads("oberfranken.osm.pbf", both);
///
/// Each result is what read_roads gives alone. `execution` and `waters` of the first options hold.
/// "no_road" if any mode finds none.
[[nodiscard]] std::vector<RoadImport> read_roads(const std::filesystem::path& path,
                                                 std::span<const RoadReadOptions> options);

}  // namespace sozialraum::osm
