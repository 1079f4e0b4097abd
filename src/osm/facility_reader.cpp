#include "sozialraum/osm/facility_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "osm/node_index.hpp"
#include "osm/osm_file.hpp"
#include "osm/surfaces.hpp"
#include "osm/way_store.hpp"

namespace sozialraum::osm {
namespace {

using network::LonLat;

void require_filters(const std::vector<TagFilter>& filters) {
  if (filters.empty()) {
    core::invalid_argument("filters", "there is none", "give at least one, such as amenity=school");
  }
  for (const TagFilter& filter : filters) {
    if (filter.key.empty()) core::invalid_argument("filters", "has an empty key");
  }
}

bool matches(const Tags& tags, const std::vector<TagFilter>& filters) {
  for (const TagFilter& filter : filters) {
    const std::string_view value = tags[filter.key];
    if (value.empty()) continue;
    if (filter.values.empty()) return true;
    for (const std::string_view part : value_parts(value)) {
      if (std::find(filter.values.begin(), filter.values.end(), part) != filter.values.end()) {
        return true;
      }
    }
  }
  return false;
}

Facility facility(std::int64_t id, const Tags& tags, char type) {
  Facility facility{.osm_type = type, .osm_id = id};
  for (const Tag& tag : tags.all()) facility.tags.emplace_back(tag.key, tag.value);
  return facility;
}

/// A relation that matches, with what it is made of.
struct FoundRelation {
  Facility facility;
  bool surface = false;  ///< multipolygon or boundary: has an inside
  std::vector<std::int64_t> ways;
  std::vector<std::int64_t> nodes;  ///< numbers in the index
};

struct Found {
  std::vector<Facility> nodes;
  std::vector<Facility> ways;
  std::vector<FoundRelation> relations;
  WayStore way_nodes;  ///< of matching ways
  WayStore members;    ///< ways of matching relations
  NodeIndex index;
  std::uint64_t without_position = 0;
};

/// First pass: everything that matches.
class MatchPass : public OsmVisitor {
 public:
  MatchPass(Found& found, const std::vector<TagFilter>& filters)
      : found_(found), filters_(filters) {}

  void node(const NodeView& node) override {
    if (node.tags.all().empty() || !matches(node.tags, filters_)) return;
    if (!node.location.valid()) {
      ++found_.without_position;
      return;
    }
    Facility place = facility(node.id, node.tags, 'n');
    place.position = {node.location.lon(), node.location.lat()};
    found_.nodes.push_back(std::move(place));
  }

  void way(const WayView& way) override {
    if (way.tags.all().empty() || !matches(way.tags, filters_)) return;
    found_.index.need(way.nodes, numbers_);
    found_.way_nodes.add(way.id, static_cast<std::uint32_t>(found_.ways.size()), numbers_);
    found_.ways.push_back(facility(way.id, way.tags, 'w'));
  }

  void relation(const RelationView& relation) override {
    if (!matches(relation.tags, filters_)) return;
    FoundRelation found{.facility = facility(relation.id, relation.tags, 'r'),
                        .surface = false,
                        .ways = {},
                        .nodes = {}};
    const std::string_view kind = relation.tags["type"];
    found.surface = kind == "multipolygon" || kind == "boundary";
    std::vector<std::int64_t> nodes;
    for (const MemberView& member : relation.members) {
      if (member.kind == kWays) found.ways.push_back(member.id);
      if (member.kind == kNodes) nodes.push_back(member.id);
    }
    found_.index.need(nodes, found.nodes);
    found_.relations.push_back(std::move(found));
  }

 private:
  Found& found_;
  const std::vector<TagFilter>& filters_;
  std::vector<std::int64_t> numbers_;
};

/// Pass for the ways that make up relations.
class MemberPass : public OsmVisitor {
 public:
  explicit MemberPass(Found& found) : found_(found) {
    for (const FoundRelation& relation : found.relations) {
      wanted_.insert(wanted_.end(), relation.ways.begin(), relation.ways.end());
    }
    std::sort(wanted_.begin(), wanted_.end());
  }
  [[nodiscard]] bool needed() const { return !wanted_.empty(); }
  void way(const WayView& way) override {
    if (!std::binary_search(wanted_.begin(), wanted_.end(), way.id)) return;
    found_.index.need(way.nodes, numbers_);
    found_.members.add(way.id, 0, numbers_);
  }

 private:
  Found& found_;
  std::vector<std::int64_t> wanted_;
  std::vector<std::int64_t> numbers_;
};

/// Last pass: where the nodes are.
class LocatePass : public OsmVisitor {
 public:
  explicit LocatePass(NodeIndex& index) : index_(index) {}
  void node(const NodeView& node) override {
    const std::uint32_t row = index_.find(node.id, near_);
    if (row == NodeIndex::kNone || !node.location.valid()) return;
    index_.locate(row, node.location);
  }

 private:
  NodeIndex& index_;
  NodeIndex::Near near_ = 0;
};

/// The rows of those nodes that are in the file.
std::vector<std::uint32_t> located_rows(const std::vector<std::int64_t>& numbers,
                                        const NodeIndex& index) {
  std::vector<std::uint32_t> rows;
  for (const std::int64_t number : numbers) {
    const std::uint32_t row = index.row(number);
    if (index.located(row)) rows.push_back(row);
  }
  return rows;
}

std::vector<LonLat> positions(const std::vector<std::uint32_t>& rows, const NodeIndex& index) {
  std::vector<LonLat> points;
  for (const std::uint32_t row : rows) points.push_back(index.position(row));
  return points;
}

/// Half of the way along an open line, in degrees: exact enough for a point to stand for it.
LonLat middle_of_line(const std::vector<LonLat>& line) {
  const auto length = [](LonLat a, LonLat b) { return std::hypot(b.lon - a.lon, b.lat - a.lat); };
  double total = 0.0;
  for (std::size_t i = 1; i < line.size(); ++i) total += length(line[i - 1], line[i]);
  double left = total / 2.0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double step = length(line[i - 1], line[i]);
    if (step > 0.0 && step >= left) {
      const double t = left / step;
      return {line[i - 1].lon + t * (line[i].lon - line[i - 1].lon),
              line[i - 1].lat + t * (line[i].lat - line[i - 1].lat)};
    }
    left -= step;
  }
  return line.front();
}

bool place_way(Facility& place, const std::vector<std::uint32_t>& rows, const NodeIndex& index) {
  if (rows.empty()) return false;
  std::vector<LonLat> line = positions(rows, index);
  if (rows.size() > 3 && rows.front() == rows.back()) {
    line.pop_back();
    place.position = point_inside({line});
  } else {
    place.position = middle_of_line(line);
  }
  return true;
}

/// A surface: a point inside. Anything else, or a broken border: the mean of what is there.
bool place_relation(FoundRelation& relation, const WayFinder& members, const NodeIndex& index) {
  std::vector<std::vector<std::uint32_t>> lines;
  std::vector<std::uint32_t> rows;
  StoredWay way;
  for (const std::int64_t id : relation.ways) {
    if (!members.find(id, way)) continue;
    lines.push_back(located_rows(way.nodes, index));
    rows.insert(rows.end(), lines.back().begin(), lines.back().end());
  }
  const std::vector<std::uint32_t> nodes = located_rows(relation.nodes, index);
  rows.insert(rows.end(), nodes.begin(), nodes.end());
  if (rows.empty()) return false;
  Rings rings;
  if (relation.surface) {
    for (const auto& ring : join_rings(std::move(lines)).rings) {
      rings.push_back(positions(ring, index));
    }
  }
  if (rings.empty()) {
    LonLat sum;
    for (const LonLat& p : positions(rows, index)) sum = {sum.lon + p.lon, sum.lat + p.lat};
    const auto count = static_cast<double>(rows.size());
    relation.facility.position = {sum.lon / count, sum.lat / count};
  } else {
    relation.facility.position = point_inside(rings);
  }
  return true;
}

void read_parts(OsmFile& file, Found& found) {
  (void)found.way_nodes.sort_and_drop_doubles();
  MemberPass members(found);
  if (members.needed()) file.read(kWays, members);
  (void)found.members.sort_and_drop_doubles();
  found.index.close();
  if (found.index.size() == 0) return;
  LocatePass locate(found.index);
  file.read(kNodes, locate);
}

Found scan_once(OsmFile& file, const std::vector<TagFilter>& filters) {
  Found found;
  MatchPass match(found, filters);
  file.read(kNodes | kWays | kRelations, match);
  read_parts(file, found);
  return found;
}

Found scan(OsmFile& file, const std::vector<TagFilter>& filters) {
  try {
    return scan_once(file, filters);
  } catch (const FalseOrder&) {
    // The header promised an order that the file does not keep: once more, believing nothing.
    file.trust_no_order();
    return scan_once(file, filters);
  }
}

/// Sorts by id; of the same object twice the last one stays.
std::size_t sort_and_drop_doubles(std::vector<Facility>& places) {
  const auto by_id = [](const Facility& a, const Facility& b) { return a.osm_id < b.osm_id; };
  std::stable_sort(places.begin(), places.end(), by_id);
  const auto same = [](const Facility& a, const Facility& b) { return a.osm_id == b.osm_id; };
  const auto kept = std::unique(places.rbegin(), places.rend(), same);
  const auto dropped = static_cast<std::size_t>(places.rend() - kept);
  places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(dropped));
  return dropped;
}

std::string filter_text(const std::vector<TagFilter>& filters) {
  std::string text;
  for (const TagFilter& filter : filters) {
    if (!text.empty()) text += ", ";
    text += filter.key;
    for (std::size_t i = 0; i < filter.values.size(); ++i) {
      text += (i == 0 ? "=" : ";") + filter.values[i];
    }
  }
  return text;
}

/// Facilities with a position; the others are counted.
FacilityImport collect(Found& found) {
  FacilityImport result;
  std::uint64_t lost = 0;
  std::vector<Facility> ways;
  WayStore::Reader reader(found.way_nodes);
  for (StoredWay way; reader.next(way);) {
    Facility& place = found.ways[way.property];
    const bool placed = place_way(place, located_rows(way.nodes, found.index), found.index);
    if (placed) ways.push_back(std::move(place));
    lost += placed ? 0U : 1U;
  }
  std::vector<Facility> relations;
  const WayFinder members(found.members);
  for (FoundRelation& relation : found.relations) {
    const bool placed = place_relation(relation, members, found.index);
    if (placed) relations.push_back(std::move(relation.facility));
    lost += placed ? 0U : 1U;
  }
  std::uint64_t doubles = 0;
  for (auto* places : {&found.nodes, &ways, &relations}) doubles += sort_and_drop_doubles(*places);
  ImportReport& report = result.report;
  report.count("node", "kept", "facility", found.nodes.size(), "facilities mapped as a point");
  report.count("way", "kept", "facility", ways.size(), "facilities mapped as a line or surface");
  report.count("relation", "kept", "facility", relations.size(), "facilities mapped as a relation");
  report.count("way", "dropped", "nodes_not_in_file", lost, "no position: its nodes are missing");
  report.count("file", "repaired", "duplicate_object", doubles, "again; the last one stands");
  for (auto* places : {&found.nodes, &ways, &relations}) {
    std::move(places->begin(), places->end(), std::back_inserter(result.facilities));
  }
  return result;
}

}  // namespace

FacilityImport read_facilities(const std::filesystem::path& path,
                               const std::vector<TagFilter>& filters,
                               const FacilityReadOptions& options) {
  require_filters(filters);
  OsmFile file(path, options.execution);
  Found found = scan(file, filters);
  FacilityImport result = collect(found);
  result.report.count("node", "dropped", "without_position", found.without_position,
                      "a node without a valid position");
  if (result.facilities.empty()) {
    result.findings.push_back(
        {.code = "no_facility",
         .severity = core::Severity::kWarning,
         .message = fmt::format("the file has no object with {}", filter_text(filters)),
         .place = {.argument = "filters", .file = path.string()},
         .hint = "check the spelling of key and value in the OpenStreetMap wiki"});
  }
  return result;
}

}  // namespace sozialraum::osm
