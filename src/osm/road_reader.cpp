#include "sozialraum/osm/road_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "osm/osm_file.hpp"
#include "osm/road_builder.hpp"
#include "osm/road_scan.hpp"
#include "osm/split_nodes.hpp"
#include "osm/turn_restrictions.hpp"

namespace sozialraum::osm {
namespace {

const SpeedTable& table_for(const RoadReadOptions& options) {
  if (!options.speeds) return SpeedTable::built_in(options.mode);
  if (options.speeds->mode() != options.mode) {
    core::invalid_argument(
        "speeds",
        fmt::format("the table '{}' is for {}, but roads for {} are read", options.speeds->name(),
                    name(options.speeds->mode()), name(options.mode)),
        "give a table of the same mode");
  }
  if (options.mode == Mode::kBicycle) (void)options.speeds->setting("push_kmh");
  return *options.speeds;
}

/// The commonest cause that fits what was found.
const char* why_no_road(const ImportReport& report) {
  if (report.of("node", "dropped", "without_position") > 0) {
    return "the nodes of its roads have no position that can be read: longitude and latitude are "
           "degrees with a decimal point (lat='52.1'), on the globe";
  }
  if (report.of("way", "dropped", "nodes_not_in_file") > 0 ||
      report.of("way", "dropped", "fewer_than_two_nodes") > 0) {
    return "the file lacks the nodes of its roads: of Overpass, ask for 'out body; >; out skel "
           "qt;' "
           "or 'out geom;' instead of 'out center;' or 'out tags;'";
  }
  if (report.of("way", "read", "all") > 0 && report.of("way", "read", "roads") == 0) {
    return "was the extract filtered to something else than roads? Of Overpass, 'out ids;' and "
           "'out "
           "skel;' leave the tags out";
  }
  if (report.of("way", "read", "roads") > 0) {
    return "its roads are of classes, or have tags, that close them to this mode: was another one "
           "meant?";
  }
  return "was the extract cut in the middle, or filtered to something else than roads?";
}

[[noreturn]] void no_road(const std::filesystem::path& path, Mode mode,
                          const ImportReport& report) {
  throw core::InvalidInput(
      {.code = "no_road",
       .severity = core::Severity::kWarning,
       .message = fmt::format(
           "the file has no road open to the mode '{}' ({} ways, {} of them roads)", name(mode),
           report.of("way", "read", "all"), report.of("way", "read", "roads")),
       .place = {.argument = "path", .file = path.string()},
       .hint = why_no_road(report)});
}

/// The nodes that must be taken apart.
struct Splits {
  std::vector<Barrier> barriers;
  std::vector<RuledNode> ruled;  ///< sorted by node, with their rules in a fixed order
};

Splits nodes_to_split(const ModeScan& scan, const network::EdgeList& list) {
  std::vector<TurnRule> turns = scan.turns;
  std::sort(turns.begin(), turns.end(), [](const TurnRule& a, const TurnRule& b) {
    return std::tie(a.via, a.from, a.to, a.only, a.shape) <
           std::tie(b.via, b.from, b.to, b.only, b.shape);
  });
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  Splits splits;
  std::uint32_t node = 0;
  auto turn = turns.begin();
  for (const std::uint8_t bits : scan.bits) {
    if ((bits & node_bits::kCut) == 0) continue;
    const network::NodeId number{node++};
    if ((bits & node_bits::kClosed) != 0) {
      const bool ends_only = (bits & node_bits::kPrivate) == node_bits::kPrivate;
      splits.barriers.push_back({number, ends_only});
    } else if ((bits & node_bits::kTurns) != 0) {
      const std::int64_t id = list.node_ids[network::index(number)];
      RuledNode here{.node = number, .turns = {}};
      while (turn != turns.end() && turn->via < id) ++turn;
      for (; turn != turns.end() && turn->via == id; ++turn) here.turns.push_back(*turn);
      splits.ruled.push_back(std::move(here));
    }
  }
  return splits;
}

/// Rules at nodes that no kept road passes. The nodes of the graph are sorted by id.
void tell_lost_turns(const ModeScan& scan, const network::EdgeList& list, ImportReport& report) {
  std::uint64_t lost = 0;
  for (const TurnRule& turn : scan.turns) {
    const bool there = std::binary_search(list.node_ids.begin(), list.node_ids.end(), turn.via);
    lost += there ? 0U : 1U;
  }
  report.count("relation", "dropped", "turn_of_missing_road", lost,
               "a turn restriction between roads that the mode does not use here");
}

core::Finding note(std::string code, std::string message, std::string hint) {
  return {.code = std::move(code), .message = std::move(message), .hint = std::move(hint)};
}

core::Finding warning(std::string code, std::string message, std::string hint) {
  core::Finding finding = note(std::move(code), std::move(message), std::move(hint));
  finding.severity = core::Severity::kWarning;
  return finding;
}

/// First of all findings: every result names the table behind its times.
void find_speed_table(const RoadImport& result, Mode mode, std::vector<core::Finding>& findings) {
  core::Finding finding = note(
      "speed_table",
      fmt::format("times for {} by the speed table '{}'; {:.1f} km of roads, {:.1f} km of them in "
                  "built-up areas",
                  name(mode), result.speed_table, result.kilometres, result.built_up_kilometres),
      "");
  finding.details = {{"speed_table", result.speed_table}, {"mode", std::string(name(mode))}};
  findings.insert(findings.begin(), std::move(finding));
}

void find_clipped(const BuiltRoads& roads, std::vector<core::Finding>& findings) {
  if (roads.missing_nodes == 0) return;
  findings.push_back(note(
      "clipped_extract",
      fmt::format("{} nodes of roads are not in the file; {} ways were cut there and {} left out",
                  roads.missing_nodes, roads.ways_with_gap, roads.ways_without_run),
      "usual at the edge of an extract; take a larger one if places near the edge matter"));
}

void find_stray(const BuiltRoads& roads, std::vector<core::Finding>& findings) {
  if (roads.stray_ways.empty()) return;
  std::vector<std::string> ways;
  for (const std::int64_t way : roads.stray_ways) ways.push_back(fmt::format("way {}", way));
  const auto shown = static_cast<std::ptrdiff_t>(std::min<std::size_t>(ways.size(), 5));
  core::Finding finding = warning(
      "stray_roads",
      fmt::format("{} roads have a node at 0/0, one whose position cannot be read, or a stretch of "
                  "more than 200 km between two nodes, and were left out there: {}{}",
                  ways.size(), fmt::join(ways.begin(), ways.begin() + shown, ", "),
                  ways.size() > 5 ? ", ..." : ""),
      "a node got lost, its longitude and latitude were swapped, or its numbers are no degrees: "
      "mend it at the source");
  finding.areas = std::move(ways);
  findings.push_back(std::move(finding));
}

void find_no_built_up(const BuiltUpMap& map, std::vector<core::Finding>& findings) {
  if (!map.empty()) return;
  findings.push_back(
      warning("no_built_up_information",
              "the file has no settlement surfaces or places, so only tags and residential streets "
              "tell town from country; village through-roads may be too fast",
              "give settlement surfaces or inhabited grid cells"));
}

void find_too_wide(const ImportReport& report, std::vector<core::Finding>& findings) {
  const std::uint64_t count = report.of("area", "dropped", "too_wide_surface");
  if (count == 0) return;
  findings.push_back(warning(
      "too_wide_surface",
      fmt::format(
          "{} surfaces of built-up land are wider or higher than a degree and were left out",
          count),
      "is a settlement's border drawn around the globe, or are several countries one surface?"));
}

/// `named`: the relations that were not even tried.
void find_turns(const ImportReport& report, std::vector<std::int64_t> named,
                std::vector<core::Finding>& findings) {
  const std::uint64_t lost = report.of("relation", "dropped", "turn_via_way") +
                             report.of("relation", "dropped", "turn_conditional") +
                             report.of("relation", "dropped", "turn_ambiguous") +
                             report.of("relation", "dropped", "turn_unknown_kind");
  if (lost == 0) return;
  core::Finding finding =
      note("turns_not_applied", fmt::format("{} turn restrictions were not applied", lost),
           "the import report says why");
  std::sort(named.begin(), named.end());
  for (const std::int64_t id : named) finding.areas.push_back(fmt::format("relation {}", id));
  findings.push_back(std::move(finding));
}

void find_repairs(const ImportReport& report, std::vector<core::Finding>& findings) {
  const std::uint64_t repaired = report.of("way", "repaired", "duplicate_way") +
                                 report.of("node", "repaired", "duplicate_node") +
                                 report.of("relation", "repaired", "duplicate_relation");
  if (repaired == 0) return;
  findings.push_back(warning("duplicate_objects",
                             fmt::format("{} nodes, ways or relations stand more than once in the "
                                         "file; the highest version was taken, else the last",
                                         repaired),
                             "was the file merged from overlapping extracts?"));
}

void tell_roads(const BuiltRoads& roads, ImportReport& report) {
  report.count("node", "noted", "missing", roads.missing_nodes,
               "a node of a road is not in the file");
  report.count("way", "repaired", "cut_at_missing_node", roads.ways_with_gap,
               "cut where a node is not in the file");
  report.count("way", "dropped", "nodes_not_in_file", roads.ways_without_run,
               "fewer than two of its nodes are in the file");
  report.count(
      "way", "noted", "odd_duration", roads.odd_durations,
      "a ferry's duration is far too long or too short for its length, and was passed over");
  report.count("way", "kept", "roads", roads.ways_in_graph, "ways in the graph");
}

void put_corners(RoadImport& result) {
  result.south_west = {180.0, 90.0};
  result.north_east = {-180.0, -90.0};
  const auto places = result.graph.node_positions();
  for (const network::Edge& edge : result.graph.edges()) {
    for (const network::NodeId node : {edge.from, edge.to}) {
      const network::LonLat p = places[network::index(node)];
      result.south_west = {std::min(result.south_west.lon, p.lon),
                           std::min(result.south_west.lat, p.lat)};
      result.north_east = {std::max(result.north_east.lon, p.lon),
                           std::max(result.north_east.lat, p.lat)};
    }
  }
}

/// The middle node by longitude and, apart, by latitude: a few stray ones do not move it.
network::LonLat median_place(const network::RoadGraph& graph) {
  std::vector<double> lons;
  std::vector<double> lats;
  for (const network::LonLat p : graph.node_positions()) {
    lons.push_back(p.lon);
    lats.push_back(p.lat);
  }
  const auto middle = static_cast<std::ptrdiff_t>(lons.size() / 2);
  std::nth_element(lons.begin(), lons.begin() + middle, lons.end());
  std::nth_element(lats.begin(), lats.begin() + middle, lats.end());
  return {lons[static_cast<std::size_t>(middle)], lats[static_cast<std::size_t>(middle)]};
}

/// Roads far from all others that would lie among them with longitude and latitude exchanged.
void find_exchanged(RoadImport& result) {
  constexpr double kFarDegrees = 10.0;
  constexpr double kNearDegrees = 2.0;
  const double wide = std::max(result.north_east.lon - result.south_west.lon,
                               result.north_east.lat - result.south_west.lat);
  if (wide <= kFarDegrees) return;
  const network::LonLat middle = median_place(result.graph);
  const auto within = [&](double lon, double lat, double degrees) {
    return std::abs(lon - middle.lon) <= degrees && std::abs(lat - middle.lat) <= degrees;
  };
  const auto places = result.graph.node_positions();
  std::set<std::int64_t> ways;
  for (const network::Edge& edge : result.graph.edges()) {
    const network::LonLat p = places[network::index(edge.from)];
    if (!within(p.lon, p.lat, kFarDegrees) && within(p.lat, p.lon, kNearDegrees)) {
      ways.insert(edge.way_id);
    }
  }
  if (ways.empty()) return;
  core::Finding finding = warning(
      "exchanged_roads",
      fmt::format("{} roads lie far from all others, and would lie among them if longitude and "
                  "latitude of their nodes were exchanged",
                  ways.size()),
      "mend them at the source: nobody reaches them");
  for (const std::int64_t way : ways) finding.areas.push_back(fmt::format("way {}", way));
  result.findings.push_back(std::move(finding));
}

void require_sane(const BuiltUpOptions& options) {
  if (options.margin_cells < 0 || options.margin_cells > kMostMarginCells) {
    // Each cell of margin walks over all built-up land once more: without a bound it never ends.
    core::invalid_argument(
        "margin_cells", fmt::format("is {}", options.margin_cells),
        fmt::format("use a whole number from 0 to {}; a cell is about 28 m", kMostMarginCells));
  }
  for (const Rings& rings : options.surfaces) {
    for (const auto& ring : rings) {
      for (const network::LonLat& p : ring) {
        if (std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0) continue;
        core::invalid_argument(
            "surfaces",
            fmt::format("has a point at ({}, {}), which is no place in degrees", p.lon, p.lat),
            "give longitude and latitude on WGS 84 (EPSG:4326)");
      }
    }
  }
}

/// Edges with times, turns and barriers; everything but the graph is told in `result`.
network::EdgeList edges_of(RoadScan& scan, std::size_t mode, const Traveller& traveller,
                           RoadImport& result) {
  BuiltRoads roads;
  {
    const BuiltUpMap map = build_built_up_map(scan, *traveller.options, result.report);
    roads = build_roads(scan, mode, traveller, map);
    find_no_built_up(map, result.findings);
    find_too_wide(result.report, result.findings);
  }
  tell_roads(roads, result.report);
  tell_lost_turns(scan.modes[mode], roads.list, result.report);
  const Splits splits = nodes_to_split(scan.modes[mode], roads.list);
  std::vector<std::int64_t> turns_not_applied = std::move(scan.modes[mode].turns_not_applied);
  scan.modes[mode] = {};
  if (scan.modes_left == 0) scan = {};
  put_boardings(roads.list, roads.boardings);
  put_barriers(roads.list, splits.barriers);
  restrict_turns(roads.list, splits.ruled, result.report);
  find_stray(roads, result.findings);
  find_clipped(roads, result.findings);
  find_turns(result.report, std::move(turns_not_applied), result.findings);
  find_repairs(result.report, result.findings);
  result.kilometres = roads.metres / 1000.0;
  result.built_up_kilometres = roads.built_up_metres / 1000.0;
  find_speed_table(result, traveller.options->mode, result.findings);
  return std::move(roads.list);
}

}  // namespace

std::vector<RoadImport> read_roads(const std::filesystem::path& path,
                                   std::span<const RoadReadOptions> options) {
  std::vector<RoadImport> results(options.size());
  std::vector<Traveller> travellers;
  for (std::size_t m = 0; m < options.size(); ++m) {
    require_sane(options[m].built_up);
    travellers.push_back({&table_for(options[m]), &options[m], &results[m].report});
    results[m].speed_table = travellers[m].table->name();
  }
  if (options.empty()) core::invalid_argument("options", "names no mode", "give at least one");
  OsmFile file(path, options.front().execution);
  RoadScan scan = scan_roads(file, travellers);
  std::shared_ptr<const WaterLines> waters;
  if (options.front().waters) waters = std::make_shared<const WaterLines>(water_lines(scan));
  for (std::size_t m = 0; m < options.size(); ++m) {
    RoadImport& result = results[m];
    network::EdgeList list = edges_of(scan, m, travellers[m], result);
    if (list.edges.empty()) no_road(path, options[m].mode, result.report);
    result.graph = network::RoadGraph::from_edges(std::move(list));
    result.report.count("edge", "kept", "graph", result.graph.edge_count(), "edges of the graph");
    result.report.count("node", "kept", "graph", result.graph.node_count(), "nodes of the graph");
    put_corners(result);
    find_exchanged(result);
    result.waters = waters;
  }
  return results;
}

RoadImport read_roads(const std::filesystem::path& path, const RoadReadOptions& options) {
  return std::move(read_roads(path, std::span(&options, 1)).front());
}

}  // namespace sozialraum::osm
