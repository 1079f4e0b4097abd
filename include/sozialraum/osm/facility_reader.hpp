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
/// if any part does. One to four passes, only as many as the found objects need. Same errors as
/// read_roads; no match is no error but a finding "no_facility".
[[nodiscard]] FacilityImport read_facilities(const std::filesystem::path& path,
                                             const std::vector<TagFilter>& filters,
                                             const FacilityReadOptions& options = {});

}  // namespace sozialraum::osm
