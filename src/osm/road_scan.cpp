#include "osm/road_scan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace sozialraum::osm {
namespace {

/// One English sentence for each reason why a way is closed.
std::string meaning(Closed reason) {
  switch (reason) {
    case Closed::kNotInUse:
      return "planned, under construction or gone";
    case Closed::kArea:
      return "a surface (area=yes) without a line to travel along";
    case Closed::kClass:
      return "the class of road is not for this mode";
    case Closed::kTrackGrade:
      return "a field or forest track that is not tracktype=grade1 and has no tag that opens it";
    case Closed::kTag:
      return "an access tag closes it to this mode";
    case Closed::kMotorroad:
      return "motorroad=yes: for motor vehicles only";
    case Closed::kReversible:
      return "open in one direction that changes with the hour";
    case Closed::kImpassable:
      return "smoothness=impassable";
    case Closed::kFerryUnclear:
      return "a ferry whose tags do not say that it takes cars";
    case Closed::kOpen:
    case Closed::kNotARoad:
      break;
  }
  return "";
}

bool is_built_up_land(const osmium::TagList& tags) {
  constexpr std::array<std::string_view, 5> kLandUses{"residential", "commercial", "retail",
                                                      "industrial", "village_green"};
  const char* const use = tags["landuse"];
  return use != nullptr && std::find(kLandUses.begin(), kLandUses.end(), use) != kLandUses.end();
}

bool is_closed(const std::vector<std::int64_t>& nodes) {
  return nodes.size() > 3 && nodes.front() == nodes.back();
}

/// Streets that exist only where people live.
bool is_settlement_class(std::string_view highway) {
  return highway == "residential" || highway == "living_street" || highway == "pedestrian";
}

bool has_suffix_of(std::string_view except, Mode mode) {
  for (const std::string_view part : value_parts(except)) {
    if (part == name(mode)) return true;
    if (mode == Mode::kCar && (part == "motorcar" || part == "motor_vehicle")) return true;
  }
  return false;
}

/// The restriction that holds for the mode; empty if none does.
std::string_view restriction_for(const Tags& tags, Mode mode) {
  const std::array<std::string_view, 2> own =
      mode == Mode::kCar
          ? std::array<std::string_view, 2>{"restriction:motorcar", "restriction:motor_vehicle"}
          : std::array<std::string_view, 2>{"restriction:bicycle", "restriction:vehicle"};
  for (const std::string_view key : own) {
    if (tags.has(key)) return tags[key];
  }
  return has_suffix_of(tags["except"], mode) ? std::string_view{} : tags["restriction"];
}

/// First pass: ways that the mode may take, surfaces, and relations.
class WayPass : public OsmVisitor {
 public:
  WayPass(RoadScan& scan, const SpeedTable& table, const RoadReadOptions& options,
          ImportReport& report)
      : scan_(scan), table_(table), options_(options), report_(report) {}

  void way(const osmium::Way& way) override {
    ++ways_;
    if (way.tags().has_key("highway") || way.tags().has_tag("route", "ferry")) {
      ++roads_;
      take_road(way, tags_of(way, storage_));
    } else if (options_.built_up.land_use && is_built_up_land(way.tags())) {
      copy_nodes(way);
      if (is_closed(nodes_)) scan_.surfaces.add(way.id(), 0, nodes_);
    }
  }

  void relation(const osmium::Relation& relation) override {
    const char* const type = relation.tags()["type"];
    if (type == nullptr) return;
    const std::string_view kind = type;
    if (kind == "restriction" || kind.starts_with("restriction:")) {
      take_restriction(relation);
    } else if (kind == "multipolygon" && options_.built_up.land_use &&
               is_built_up_land(relation.tags())) {
      take_surface(relation);
    }
  }

  void tell() {
    report_.count("way", "read", "all", ways_, "ways in the file");
    report_.count("way", "read", "roads", roads_, "ways that are a road, path or ferry");
    for (std::size_t i = 0; i < dropped_.size(); ++i) {
      const auto reason = static_cast<Closed>(i);
      report_.count("way", "dropped", std::string(name(reason)), dropped_[i], meaning(reason));
    }
    report_.count("way", "dropped", "fewer_than_two_nodes", short_, "has fewer than two nodes");
    report_.count("way", "dropped", "through_restricted", only_ends_,
                  "open at the ends of a way only, left out as asked");
    for (const auto& [highway, count] : without_speed_) {
      report_.count("way", "dropped", "no_speed:" + highway, count,
                    "the speed table has no row for the class");
    }
    report_.count("way", "repaired", "repeated_node", repeated_,
                  "the same node twice in a row; one was dropped");
    report_.count("way", "noted", "through_restricted", restricted_,
                  "open at the ends of a way only (private, destination, ...)");
    report_.count("way", "noted", "unknown_access_value", unknown_access_,
                  "an access value could not be read and was passed over");
    report_.count("way", "noted", "unreadable_maxspeed", unreadable_,
                  "a maxspeed could not be read; the table decides");
    report_.count("way", "noted", "several_maxspeeds", several_,
                  "maxspeed names several values; the lowest was taken");
    report_.count("way", "noted", "conditional_maxspeed", conditional_,
                  "maxspeed:conditional was not applied");
    report_.count("way", "noted", "maxspeed_by_tag", limited_, "kept ways whose tags give a limit");
    report_.count("way", "noted", "settlement_by_tag", settled_,
                  "kept ways whose tags say built-up or rural");
    for (const auto& [reason, entry] : turns_) {
      report_.count("relation", entry.first, reason, entry.second.first, entry.second.second);
    }
  }

 private:
  void copy_nodes(const osmium::Way& way) {
    nodes_.clear();
    for (const osmium::NodeRef& node : way.nodes()) {
      if (!nodes_.empty() && nodes_.back() == node.ref()) continue;
      nodes_.push_back(node.ref());
    }
  }

  void take_road(const osmium::Way& way, const Tags& tags) {
    WayAccess access = way_access(tags, options_.mode);
    unknown_access_ += access.unknown_value ? 1U : 0U;
    if (!access.open()) {
      ++dropped_[static_cast<std::size_t>(access.reason)];
      return;
    }
    if (!options_.through_restricted &&
        std::max(access.forward, access.backward) == Access::kThroughRestricted) {
      ++only_ends_;
      return;
    }
    const std::string_view highway = tags["highway"];
    const auto row = access.ferry ? table_.classes().size() : table_.find_class(highway);
    if (!row) {
      ++without_speed_[std::string(highway)];
      return;
    }
    copy_nodes(way);
    if (nodes_.size() < 2) {
      ++short_;
      return;
    }
    repeated_ += way.nodes().size() - nodes_.size();
    restricted_ += access.forward != Access::kYes && access.backward != Access::kYes ? 1U : 0U;
    scan_.roads.add(way.id(), number_of(profile(tags, access, *row)), nodes_);
  }

  WayProfile profile(const Tags& tags, const WayAccess& access, std::size_t row) {
    WayProfile profile{.way_class = static_cast<std::uint16_t>(row),
                       .forward = access.forward,
                       .backward = access.backward,
                       .ferry = access.ferry,
                       .roundabout = access.roundabout};
    if (access.ferry) {
      put_ferry_speed(tags, profile);
      return profile;
    }
    const SpeedLimits limits = speed_limits(tags);
    tell_limits(limits);
    profile.settlement = limits.settlement;
    if (profile.settlement == Settlement::kUnknown && is_settlement_class(tags["highway"])) {
      profile.settlement = Settlement::kBuiltUp;
    }
    const SpeedPair cap = table_.cap(tags);
    const double push = access.pushed ? table_.setting("push_kmh") : kNoLimit;
    for (const Settlement where : {Settlement::kRural, Settlement::kBuiltUp}) {
      const std::size_t i = where == Settlement::kBuiltUp ? 1 : 0;
      profile.forward_kmh[i] = std::min(push, table_.speed(row, limits.forward, cap, where));
      profile.backward_kmh[i] = std::min(push, table_.speed(row, limits.backward, cap, where));
    }
    return profile;
  }

  void put_ferry_speed(const Tags& tags, WayProfile& profile) {
    profile.settlement = Settlement::kRural;
    profile.ferry_seconds = parse_duration(tags["duration"]);
    const double kmh = table_.setting("ferry_kmh");
    profile.forward_kmh = {kmh, kmh};
    profile.backward_kmh = {kmh, kmh};
  }

  void tell_limits(const SpeedLimits& limits) {
    unreadable_ += limits.unreadable ? 1U : 0U;
    several_ += limits.several ? 1U : 0U;
    conditional_ += limits.conditional ? 1U : 0U;
    limited_ += limits.forward > 0.0 || limits.backward > 0.0 ? 1U : 0U;
    settled_ += limits.settlement != Settlement::kUnknown ? 1U : 0U;
  }

  std::uint32_t number_of(const WayProfile& profile) {
    const auto [found, fresh] =
        numbers_.try_emplace(profile, static_cast<std::uint32_t>(scan_.profiles.size()));
    if (fresh) scan_.profiles.push_back(profile);
    return found->second;
  }

  void tell_turn(const std::string& effect, const std::string& reason, const std::string& text) {
    auto& entry = turns_[reason];
    entry.first = effect;
    ++entry.second.first;
    entry.second.second = text;
  }

  void take_restriction(const osmium::Relation& relation) {
    if (options_.mode == Mode::kFoot || !options_.turn_restrictions) return;
    const Tags tags = tags_of(relation, storage_);
    if (std::string_view(tags["type"]).find(':') != std::string_view::npos) {
      tell_turn("dropped", "turn_of_other_vehicles", "a turn restriction for other vehicles");
      return;
    }
    const std::string_view rule = restriction_for(tags, options_.mode);
    if (rule.empty()) {
      const bool conditional = tags.has("restriction:conditional");
      tell_turn("dropped", conditional ? "turn_conditional" : "turn_of_other_vehicles",
                conditional ? "a turn restriction that holds at certain hours was not applied"
                            : "a turn restriction for other vehicles");
      return;
    }
    if (!rule.starts_with("no_") && !rule.starts_with("only_")) {
      tell_turn("dropped", "turn_unknown_kind", "a turn restriction of an unknown kind");
      return;
    }
    take_turn(relation, rule.starts_with("only_"));
  }

  void take_turn(const osmium::Relation& relation, bool only) {
    std::vector<std::int64_t> from;
    std::vector<std::int64_t> to;
    std::vector<std::int64_t> via;
    bool via_way = false;
    for (const osmium::RelationMember& member : relation.members()) {
      const std::string_view role = member.role();
      const bool is_way = member.type() == osmium::item_type::way;
      if (role == "from" && is_way) from.push_back(member.ref());
      if (role == "to" && is_way) to.push_back(member.ref());
      if (role == "via") {
        via_way |= is_way;
        if (member.type() == osmium::item_type::node) via.push_back(member.ref());
      }
    }
    if (via_way) {
      tell_turn("dropped", "turn_via_way", "a turn restriction over a way was not applied");
    } else if (via.size() != 1 || from.empty() || to.empty()) {
      tell_turn("dropped", "turn_incomplete", "a turn restriction without from, via or to");
    } else {
      for (const std::int64_t a : from) {
        for (const std::int64_t b : to) scan_.turns.push_back({a, via[0], b, only});
      }
    }
  }

  void take_surface(const osmium::Relation& relation) {
    SurfaceRelation surface{.id = relation.id(), .ways = {}};
    for (const osmium::RelationMember& member : relation.members()) {
      if (member.type() == osmium::item_type::way) surface.ways.push_back(member.ref());
    }
    if (!surface.ways.empty()) scan_.surface_relations.push_back(std::move(surface));
  }

  RoadScan& scan_;
  const SpeedTable& table_;
  const RoadReadOptions& options_;
  ImportReport& report_;
  std::vector<Tag> storage_;
  std::vector<std::int64_t> nodes_;
  std::map<WayProfile, std::uint32_t> numbers_;
  std::array<std::uint64_t, 11> dropped_{};
  std::map<std::string, std::uint64_t> without_speed_;
  std::map<std::string, std::pair<std::string, std::pair<std::uint64_t, std::string>>> turns_;
  std::uint64_t ways_ = 0;
  std::uint64_t roads_ = 0;
  std::uint64_t short_ = 0;
  std::uint64_t only_ends_ = 0;
  std::uint64_t repeated_ = 0;
  std::uint64_t restricted_ = 0;
  std::uint64_t unknown_access_ = 0;
  std::uint64_t unreadable_ = 0;
  std::uint64_t several_ = 0;
  std::uint64_t conditional_ = 0;
  std::uint64_t limited_ = 0;
  std::uint64_t settled_ = 0;
};

/// Extra pass, only if there are multipolygons of built-up land: the ways of their borders.
class MemberPass : public OsmVisitor {
 public:
  explicit MemberPass(RoadScan& scan) : scan_(scan) {
    for (const SurfaceRelation& relation : scan.surface_relations) {
      wanted_.insert(wanted_.end(), relation.ways.begin(), relation.ways.end());
    }
    std::sort(wanted_.begin(), wanted_.end());
  }

  void way(const osmium::Way& way) override {
    if (!std::binary_search(wanted_.begin(), wanted_.end(), way.id())) return;
    nodes_.clear();
    for (const osmium::NodeRef& node : way.nodes()) nodes_.push_back(node.ref());
    scan_.surface_members.add(way.id(), 0, nodes_);
  }

 private:
  RoadScan& scan_;
  std::vector<std::int64_t> wanted_;
  std::vector<std::int64_t> nodes_;
};

/// Radius of the disc that stands for a settlement without a mapped surface; 0 = none.
double place_radius(std::string_view place) {
  if (place == "city" || place == "town") return 800.0;
  if (place == "village" || place == "suburb") return 350.0;
  if (place == "quarter" || place == "neighbourhood") return 250.0;
  return place == "hamlet" ? 150.0 : 0.0;
}

/// Second pass: where the needed nodes are, and what stands on them.
class NodePass : public OsmVisitor {
 public:
  NodePass(RoadScan& scan, const RoadReadOptions& options) : scan_(scan), options_(options) {}

  void node(const osmium::Node& node) override {
    ++nodes_;
    const bool plain = node.tags().empty();
    if (!plain && options_.built_up.places) take_place(node);
    const std::uint32_t row = scan_.nodes.find(node.id(), last_);
    if (row == NodeIndex::kNone) return;
    last_ = row;
    if (!node.location().valid()) {
      ++without_position_;
      return;
    }
    repeated_ += scan_.nodes.located(row) ? 1U : 0U;
    scan_.nodes.locate(row, node.location());
    if (!plain && (scan_.bits[row] & node_bits::kOnRoad) != 0) take_effect(node, row);
  }

  void tell(ImportReport& report) const {
    report.count("node", "read", "all", nodes_, "nodes in the file");
    report.count("node", "repaired", "duplicate_node", repeated_,
                 "the same node again; the last position stands");
    report.count("node", "dropped", "without_position", without_position_,
                 "a node without a valid position");
    report.count("node", "kept", "barrier_closed", closed_, "a barrier closes the road here");
    report.count("node", "kept", "barrier_delay", delays_, "a barrier costs time here");
    report.count("node", "kept", "signals", signals_, "traffic signals cost time here");
  }

 private:
  void take_place(const osmium::Node& node) {
    const char* const place = node.tags()["place"];
    const double radius = place == nullptr ? 0.0 : place_radius(place);
    if (radius == 0.0 || !node.location().valid()) return;
    scan_.places.push_back({{node.location().lon(), node.location().lat()}, radius});
  }

  void take_effect(const osmium::Node& node, std::uint32_t row) {
    const NodeEffect effect = node_effect(tags_of(node, storage_), options_.mode);
    std::uint8_t& bits = scan_.bits[row];
    if (effect.closed) {
      bits |= node_bits::kClosed;
      ++closed_;
    } else if (effect.delay == NodeEffect::Delay::kBarrier) {
      bits |= node_bits::kBarrier;
      ++delays_;
    } else if (effect.delay == NodeEffect::Delay::kSignals) {
      bits |= node_bits::kSignals;
      ++signals_;
    }
  }

  RoadScan& scan_;
  const RoadReadOptions& options_;
  std::vector<Tag> storage_;
  std::uint32_t last_ = 0;
  std::uint64_t nodes_ = 0;
  std::uint64_t repeated_ = 0;
  std::uint64_t without_position_ = 0;
  std::uint64_t closed_ = 0;
  std::uint64_t delays_ = 0;
  std::uint64_t signals_ = 0;
};

/// Replaces the node ids of a store by rows of the index.
void number_nodes(WayStore& ways, const NodeIndex& index) {
  WayStore numbered;
  std::vector<std::int64_t> nodes;
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    ways.nodes(i, nodes);
    for (std::int64_t& node : nodes) {
      last = index.find(node, last);
      node = last;
    }
    numbered.add(ways.entry(i).id, ways.entry(i).property, nodes);
  }
  ways = std::move(numbered);
}

/// Which nodes do roads share, and where do they end?
void mark_shared(RoadScan& scan) {
  scan.bits.assign(scan.nodes.size(), 0);
  std::vector<std::int64_t> nodes;
  for (std::size_t i = 0; i < scan.roads.size(); ++i) {
    scan.roads.nodes(i, nodes);
    for (const std::int64_t node : nodes) {
      std::uint8_t& bits = scan.bits[static_cast<std::size_t>(node)];
      bits |= (bits & node_bits::kOnRoad) != 0 ? node_bits::kShared : node_bits::kOnRoad;
    }
  }
  for (const TurnRule& turn : scan.turns) {
    const std::uint32_t row = scan.nodes.find(turn.via, 0);
    if (row != NodeIndex::kNone) scan.bits[row] |= node_bits::kTurns;
  }
}

void index_nodes(RoadScan& scan) {
  for (const WayStore* ways : {&scan.roads, &scan.surfaces, &scan.surface_members}) {
    scan.nodes.need(*ways);
  }
  scan.nodes.close();
  for (WayStore* ways : {&scan.roads, &scan.surfaces, &scan.surface_members}) {
    number_nodes(*ways, scan.nodes);
  }
  mark_shared(scan);
}

}  // namespace

RoadScan scan_roads(OsmFile& file, const SpeedTable& table, const RoadReadOptions& options,
                    ImportReport& report) {
  using osmium::osm_entity_bits::node;
  using osmium::osm_entity_bits::relation;
  using osmium::osm_entity_bits::way;
  RoadScan scan;
  WayPass ways(scan, table, options, report);
  file.read(way | relation, ways);
  ways.tell();
  report.count("file", "dropped", "deleted_object", file.deleted_objects(),
               "a way or relation marked as deleted");
  if (!scan.surface_relations.empty()) {
    MemberPass members(scan);
    file.read(way, members);
  }
  const std::string again = "the same way again; the last one stands";
  report.count("way", "repaired", "duplicate_way", scan.roads.sort_and_drop_doubles(), again);
  scan.surfaces.sort_and_drop_doubles();
  scan.surface_members.sort_and_drop_doubles();
  index_nodes(scan);
  NodePass nodes(scan, options);
  file.read(node, nodes);
  nodes.tell(report);
  return scan;
}

}  // namespace sozialraum::osm
