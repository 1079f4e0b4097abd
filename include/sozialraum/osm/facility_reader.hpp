#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/network/road_graph.hpp"
#include "sozialraum/osm/import_report.hpp"

namespace sozialraum::osm {

/// Which objects count? Those whose value of `key` is among `values`; no values = any value.
struct TagFilter {
  std::string key;
  std::vector<std::string> values;
};

struct FacilityReadOptions {
  /// Make one of facilities that are perhaps mapped twice; they are named in either case.
  bool merge_doubles = false;
  core::Execution execution{};
};

/// A school, shop or stop: a node, or a point inside of a surface.
struct Facility {
  char osm_type = 'n';  ///< 'n' node, 'w' way, 'r' relation
  std::int64_t osm_id = 0;
  network::LonLat position{};
  std::vector<std::pair<std::string, std::string>> tags{};  ///< all of them, as in the file
};

struct FacilityImport {
  std::vector<Facility> facilities;  ///< nodes, ways, relations; each sorted by id
  ImportReport report;
  std::vector<core::Finding> findings;
};

/// Where are the facilities of an OpenStreetMap file that match any of the filters?
///
/// Nodes as they are; closed ways and multipolygons as a point inside (the centroid if it is
/// inside, else the middle of the widest stretch on the latitude of the centroid or near it); open
/// ways as their middle; other relations as the mean of their located members. `a;b` values match
/// if any part does. Where the file names a centre instead of nodes (Overpass "out center"), that
/// counts. One to four passes, only as many as the found objects need.
///
/// A school may be mapped twice: as a point inside its own surface, or as a multipolygon and its
/// outer way. Pairs of one kind, of one name (or one without) and in one place (one inside or part
/// of the other, or points at most 50 m apart) are named in the finding "possible_doubles", or
/// merged on request: the larger extent stays, completed by the other's tags.
///
/// Same errors as read_roads; no match is no error but a finding "no_facility".
[[nodiscard]] FacilityImport read_facilities(const std::filesystem::path& path,
                                             const std::vector<TagFilter>& filters,
                                             const FacilityReadOptions& options = {});

}  // namespace sozialraum::osm
