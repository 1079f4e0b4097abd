#include "sozialraum/osm/facility_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "osm/facility_doubles.hpp"
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

/// A way that matches, and the point that the file names for it, if any.
struct FoundWay {
  Facility facility;
  osmium::Location centre;
};

/// A relation that matches, with what it is made of.
struct FoundRelation {
  Facility facility;
  bool surface = false;  ///< multipolygon or boundary: has an inside
  osmium::Location centre;
  std::vector<std::int64_t> ways;
  std::vector<std::int64_t> nodes;           ///< numbers in the index
  std::vector<std::vector<LonLat>> courses;  ///< of its ways, if the file tells them here
};

struct Found {
  std::vector<MappedFacility> nodes;
  std::vector<FoundWay> ways;
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
    found_.nodes.push_back({.facility = std::move(place), .outline = {}, .ways = {}});
  }

  void way(const WayView& way) override {
    if (way.tags.all().empty() || !matches(way.tags, filters_)) return;
    found_.index.need(way.nodes, numbers_);
    found_.way_nodes.add(way.id, static_cast<std::uint32_t>(found_.ways.size()), numbers_);
    found_.ways.push_back({facility(way.id, way.tags, 'w'), way.centre});
  }

  void relation(const RelationView& relation) override {
    if (!matches(relation.tags, filters_)) return;
    FoundRelation found{.facility = facility(relation.id, relation.tags, 'r'),
                        .surface = false,
                        .centre = relation.centre,
                        .ways = {},
                        .nodes = {},
                        .courses = {}};
    const std::string_view kind = relation.tags["type"];
    found.surface = kind == "multipolygon" || kind == "boundary";
    std::vector<std::int64_t> nodes;
    for (const MemberView& member : relation.members) {
      if (member.kind == kWays) found.ways.push_back(member.id);
      if (member.kind == kNodes) nodes.push_back(member.id);
      if (member.locations.empty()) continue;
      std::vector<LonLat>& course = found.courses.emplace_back();
      for (const osmium::Location at : member.locations) {
        if (at.valid()) course.push_back({at.lon(), at.lat()});
      }
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
  void located(std::int64_t node, osmium::Location at) override {
    const std::uint32_t row = index_.find(node, near_);
    if (row != NodeIndex::kNone && !index_.located(row)) index_.locate(row, at);
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

/// A closed line is a surface, and gets its outline.
bool place_way(MappedFacility& place, const FoundWay& way, const std::vector<std::uint32_t>& rows,
               const NodeIndex& index) {
  if (rows.empty()) {
    if (!way.centre.valid()) return false;
    place.facility.position = {way.centre.lon(), way.centre.lat()};
    return true;
  }
  std::vector<LonLat> line = positions(rows, index);
  if (rows.size() > 3 && rows.front() == rows.back()) {
    line.pop_back();
    place.outline = {std::move(line)};
    place.facility.position = point_inside(place.outline);
  } else {
    place.facility.position = middle_of_line(line);
  }
  return true;
}

/// Courses that a relation tells itself become lines over a list of points: equal places are one.
Rings join_courses(const std::vector<std::vector<LonLat>>& courses) {
  std::map<std::pair<double, double>, std::uint32_t> rows;
  std::vector<LonLat> points;
  std::vector<std::vector<std::uint32_t>> lines;
  for (const auto& course : courses) {
    std::vector<std::uint32_t>& line = lines.emplace_back();
    for (const LonLat p : course) {
      const auto [at, fresh] =
          rows.try_emplace({p.lon, p.lat}, static_cast<std::uint32_t>(points.size()));
      if (fresh) points.push_back(p);
      line.push_back(at->second);
    }
  }
  Rings rings;
  for (const auto& ring : join_rings(std::move(lines)).rings) {
    auto& corners = rings.emplace_back();
    for (const std::uint32_t row : ring) corners.push_back(points[row]);
  }
  return rings;
}

LonLat mean_of(const std::vector<LonLat>& points) {
  LonLat sum;
  for (const LonLat& p : points) sum = {sum.lon + p.lon, sum.lat + p.lat};
  const auto count = static_cast<double>(points.size());
  return {sum.lon / count, sum.lat / count};
}

/// A surface: a point inside. Anything else, or a broken border: the centre that the file names,
/// else the mean of what is there.
bool place_relation(MappedFacility& place, const FoundRelation& relation, const WayFinder& members,
                    const NodeIndex& index) {
  std::vector<std::vector<std::uint32_t>> lines;
  std::vector<LonLat> points;
  StoredWay way;
  for (const std::int64_t id : relation.ways) {
    if (!members.find(id, way)) continue;
    lines.push_back(located_rows(way.nodes, index));
    const auto course = positions(lines.back(), index);
    points.insert(points.end(), course.begin(), course.end());
  }
  const bool told_here = points.empty();  // as Overpass does: "out geom"
  for (const auto& course : relation.courses) {
    if (told_here) points.insert(points.end(), course.begin(), course.end());
  }
  const auto nodes = positions(located_rows(relation.nodes, index), index);
  points.insert(points.end(), nodes.begin(), nodes.end());
  if (relation.surface && told_here) {
    place.outline = join_courses(relation.courses);
  } else if (relation.surface) {
    for (const auto& ring : join_rings(std::move(lines)).rings) {
      place.outline.push_back(positions(ring, index));
    }
  }
  if (!place.outline.empty()) {
    place.facility.position = point_inside(place.outline);
  } else if (relation.centre.valid()) {
    place.facility.position = {relation.centre.lon(), relation.centre.lat()};
  } else if (!points.empty()) {
    place.facility.position = mean_of(points);
  } else {
    return false;
  }
  return true;
}

void read_parts(OsmFile& file, Found& found) {
  found.way_nodes.sort();
  MemberPass members(found);
  if (members.needed()) file.read(kWays, members);
  found.members.sort();
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
  return scan_in_any_order(file, [&] { return scan_once(file, filters); }, [] {});
}

/// Nodes, ways, relations; each by id.
bool in_order(const MappedFacility& a, const MappedFacility& b) {
  const auto rank = [](const MappedFacility& of) {
    return of.facility.osm_type == 'n' ? 0 : of.facility.osm_type == 'w' ? 1 : 2;
  };
  return std::pair(rank(a), a.facility.osm_id) < std::pair(rank(b), b.facility.osm_id);
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

/// Facilities with a position, in order; the others are counted.
std::vector<MappedFacility> collect(Found& found, ImportReport& report) {
  std::uint64_t lost = 0;
  std::vector<MappedFacility> all = std::move(found.nodes);
  const std::size_t nodes = all.size();
  WayStore::Reader reader(found.way_nodes);
  for (StoredWay way; reader.next(way);) {
    FoundWay& match = found.ways[way.property];
    MappedFacility place{.facility = std::move(match.facility), .outline = {}, .ways = {}};
    const auto rows = located_rows(way.nodes, found.index);
    const bool placed = place_way(place, match, rows, found.index);
    if (placed) all.push_back(std::move(place));
    lost += placed ? 0U : 1U;
  }
  const std::size_t ways = all.size() - nodes;
  const WayFinder members(found.members);
  for (FoundRelation& relation : found.relations) {
    MappedFacility place{.facility = std::move(relation.facility), .outline = {}, .ways = {}};
    const bool placed = place_relation(place, relation, members, found.index);
    place.ways = std::move(relation.ways);
    if (placed) all.push_back(std::move(place));
    lost += placed ? 0U : 1U;
  }
  std::sort(all.begin(), all.end(), in_order);
  report.count("node", "kept", "facility", nodes, "facilities mapped as a point");
  report.count("way", "kept", "facility", ways, "facilities mapped as a line or surface");
  report.count("relation", "kept", "facility", all.size() - nodes - ways,
               "facilities mapped as a relation");
  report.count("way", "dropped", "nodes_not_in_file", lost, "no position: its nodes are missing");
  return all;
}

std::string object_name(const Facility& of) {
  const char* const type = of.osm_type == 'n' ? "node" : of.osm_type == 'w' ? "way" : "relation";
  return fmt::format("{}/{}", type, of.osm_id);
}

core::Finding about_doubles(std::vector<std::string> pairs, bool merged, bool asked) {
  const auto shown = static_cast<std::ptrdiff_t>(std::min<std::size_t>(pairs.size(), 5));
  std::string message = fmt::format(
      "{} of the facilities are perhaps the same as another, mapped twice (same kind, "
      "same, similar or no name, one place){}: {}",
      pairs.size(), merged ? ", and were merged" : ", so supply may be counted twice",
      fmt::join(pairs.begin(), pairs.begin() + shown, ", "));
  const char* const hint = asked ? "their names differ, so they were not merged: look at them"
                                 : "look at them, or read with merge_doubles=True";
  return {.code = merged ? "merged_facilities" : "possible_doubles",
          .severity = merged ? core::Severity::kNote : core::Severity::kWarning,
          .message = std::move(message),
          .place = {.argument = "filters"},
          .hint = merged ? "" : hint,
          .areas = std::move(pairs)};
}

/// Names the pairs that are perhaps one facility; merges them if asked to.
void heed_doubles(std::vector<MappedFacility>& all, const std::vector<TagFilter>& filters,
                  const FacilityReadOptions& options, FacilityImport& result) {
  const auto doubles = find_doubles(all, filters);
  if (doubles.empty()) return;
  std::vector<std::string> names;
  for (const FacilityDouble& pair : doubles) {
    names.push_back(object_name(all[pair.first].facility) + " = " +
                    object_name(all[pair.second].facility));
  }
  std::vector<bool> is_merged(doubles.size(), false);
  const std::size_t before = all.size();
  if (options.merge_doubles) is_merged = merge_doubles(all, doubles);
  result.report.count("file", "repaired", "merged_facility", before - all.size(),
                      "a facility mapped twice became one");
  std::vector<std::string> merged;
  std::vector<std::string> left;
  for (std::size_t i = 0; i < names.size(); ++i) {
    (is_merged[i] ? merged : left).push_back(std::move(names[i]));
  }
  if (!merged.empty()) result.findings.push_back(about_doubles(std::move(merged), true, true));
  if (!left.empty()) {
    result.findings.push_back(about_doubles(std::move(left), false, options.merge_doubles));
  }
}

void tell_states(const OsmFile& file, const Found& found, ImportReport& report) {
  const std::uint64_t doubles =
      file.doubles(kNodes) + file.doubles(kWays) + file.doubles(kRelations);
  report.count("file", "repaired", "duplicate_object", doubles,
               "the same object again; the highest version stands, else the last");
  report.count("file", "dropped", "deleted_object", file.deleted_objects(),
               "an object whose last version is a deletion");
  report.count("file", "noted", "remark", file.remark().empty() ? 0 : 1, file.remark());
  report.count("node", "dropped", "without_position", found.without_position,
               "a node without a valid position");
}

}  // namespace

FacilityImport read_facilities(const std::filesystem::path& path,
                               const std::vector<TagFilter>& filters,
                               const FacilityReadOptions& options) {
  require_filters(filters);
  OsmFile file(path, options.execution);
  Found found = scan(file, filters);
  FacilityImport result;
  std::vector<MappedFacility> all = collect(found, result.report);
  tell_states(file, found, result.report);
  heed_doubles(all, filters, options, result);
  for (MappedFacility& one : all) result.facilities.push_back(std::move(one.facility));
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
