#include "osm/road_scan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "osm/effect_reader.hpp"
#include "osm/turn_reader.hpp"
#include "osm/way_reader.hpp"

namespace sozialraum::osm {
namespace {

/// A reader for each of the asked modes, for its part of the scan.
template <class Reader, class Part>
std::vector<Reader> reader_per_mode(RoadScan& scan, std::span<const Traveller> travellers,
                                    Part ModeScan::* part) {
  std::vector<Reader> readers;
  for (std::size_t m = 0; m < travellers.size(); ++m) {
    readers.emplace_back(travellers[m], scan.modes[m].*part);
  }
  return readers;
}

/// Does any of the modes ask for this?
bool any_wants(std::span<const Traveller> travellers, bool BuiltUpOptions::* what) {
  return std::any_of(travellers.begin(), travellers.end(), [what](const Traveller& traveller) {
    return traveller.options->built_up.*what;
  });
}

bool is_built_up_land(const Tags& tags) {
  constexpr std::array<std::string_view, 5> kLandUses{"residential", "commercial", "retail",
                                                      "industrial", "village_green"};
  const std::string_view use = tags["landuse"];
  return !use.empty() && std::find(kLandUses.begin(), kLandUses.end(), use) != kLandUses.end();
}

/// Water that nobody wades through: not brooks, ditches and what flows below the ground.
bool is_water(const Tags& tags) {
  const std::string_view tunnel = tags["tunnel"];
  if (!tunnel.empty() && tunnel != "no") return false;
  const std::string_view natural = tags["natural"];
  const std::string_view waterway = tags["waterway"];
  return natural == "water" || natural == "coastline" || waterway == "river" ||
         waterway == "canal" || waterway == "riverbank" || waterway == "dock" ||
         tags.is("landuse", "reservoir");
}

bool is_closed(const std::vector<std::int64_t>& nodes) {
  return nodes.size() > 3 && nodes.front() == nodes.back();
}

/// First pass: turn restrictions, and which ways make up built-up land.
class RelationPass : public OsmVisitor {
 public:
  RelationPass(RoadScan& scan, std::span<const Traveller> travellers)
      : scan_(scan),
        land_use_(any_wants(travellers, &BuiltUpOptions::land_use)),
        waters_(travellers.front().options->waters) {
    for (std::size_t m = 0; m < travellers.size(); ++m) {
      turns_.emplace_back(travellers[m], scan.modes[m]);
    }
  }

  void relation(const RelationView& relation) override {
    const std::string_view kind = relation.tags["type"];
    if (kind == "restriction" || kind.starts_with("restriction:")) {
      for (TurnReader& reader : turns_) reader.take(relation);
    } else if (kind == "multipolygon") {
      if (land_use_ && is_built_up_land(relation.tags)) take_surface(relation);
      if (!road_class(relation.tags).empty()) take_lender(relation, false);
      if (waters_ && is_water(relation.tags)) take_water(relation);
    } else if (kind == "route" &&
               (road_class(relation.tags) == "ferry" || is_car_train(relation))) {
      take_lender(relation, true);
    } else if (relation.tags.has("highway")) {
      ++road_like_["type=" + std::string(kind)];
    }
  }

  /// Of several relations that lend to one way, the one with the smallest id counts.
  void tell(std::span<const Traveller> travellers) {
    for (std::size_t m = 0; m < turns_.size(); ++m) {
      turns_[m].tell(*travellers[m].report);
      for (const auto& [what, count] : road_like_) {
        travellers[m].report->count("relation", "dropped", "not_read:" + what, count,
                                    "has highway=*, but is not read as a road");
      }
    }
    std::sort(lenders_.begin(), lenders_.end(),
              [](const auto& a, const auto& b) { return a.first.id < b.first.id; });
    for (auto& [lender, ways] : lenders_) {
      const auto row = static_cast<std::uint32_t>(scan_.lenders.size());
      for (const std::int64_t way : ways) scan_.lent.emplace_back(way, row);
      scan_.lenders.push_back(std::move(lender));
    }
    std::sort(scan_.lent.begin(), scan_.lent.end());
    const auto same_way = [](const auto& a, const auto& b) { return a.first == b.first; };
    scan_.lent.erase(std::unique(scan_.lent.begin(), scan_.lent.end(), same_way), scan_.lent.end());
    std::sort(scan_.water_members.begin(), scan_.water_members.end());
  }

 private:
  /// Trains that carry cars are mapped as trains, too: route=train, service=car_shuttle.
  static bool is_car_train(const RelationView& relation) {
    return relation.tags.is("route", "train") && relation.tags.is("service", "car_shuttle");
  }

  void take_water(const RelationView& relation) {
    for (const MemberView& member : relation.members) {
      if (member.kind == kWays) scan_.water_members.push_back(member.id);
    }
  }

  void take_lender(const RelationView& relation, bool ferry) {
    Lender lender{.id = relation.id, .ferry = ferry, .tags = {}};
    for (const Tag& tag : relation.tags.all()) {
      const bool train = tag.key == "route" && tag.value == "train";
      if (tag.key != "type") {
        lender.tags.emplace_back(tag.key, train ? std::string_view("shuttle_train") : tag.value);
      }
    }
    if (!ferry) lender.tags.emplace_back("area", "yes");
    std::vector<std::int64_t> ways;
    for (const MemberView& member : relation.members) {
      const bool stop = member.role.starts_with("stop") || member.role.starts_with("platform");
      if (member.kind == kWays && !(ferry && stop)) ways.push_back(member.id);
    }
    lenders_.emplace_back(std::move(lender), std::move(ways));
  }

  void take_surface(const RelationView& relation) {
    SurfaceRelation surface{.id = relation.id, .ways = {}};
    for (const MemberView& member : relation.members) {
      if (member.kind == kWays) surface.ways.push_back(member.id);
    }
    if (!surface.ways.empty()) scan_.surface_relations.push_back(std::move(surface));
  }

  RoadScan& scan_;
  std::vector<TurnReader> turns_;
  std::vector<std::pair<Lender, std::vector<std::int64_t>>> lenders_;
  std::map<std::string, std::uint64_t> road_like_;
  bool land_use_;
  bool waters_;
};

/// Second pass: ways that some mode may take, surfaces of built-up land, and pieces of their
/// border.
class WayPass : public OsmVisitor {
 public:
  WayPass(RoadScan& scan, std::span<const Traveller> travellers)
      : scan_(scan),
        readers_(reader_per_mode<WayReader>(scan, travellers, &ModeScan::profiles)),
        land_use_(any_wants(travellers, &BuiltUpOptions::land_use)),
        waters_(travellers.front().options->waters) {
    for (const SurfaceRelation& relation : scan.surface_relations) {
      members_.insert(members_.end(), relation.ways.begin(), relation.ways.end());
    }
    std::sort(members_.begin(), members_.end());
    borrowed_.assign(scan.lenders.size(), false);
  }

  void way(const WayView& way) override {
    ++ways_;
    if (std::binary_search(members_.begin(), members_.end(), way.id)) {
      keep(scan_.surface_members, way.id, 0, way.nodes);
    }
    const bool built_up = land_use_ && is_built_up_land(way.tags);
    const WayTags with = scan_.lent.empty() ? WayTags{way.tags} : with_lent(way);
    if (!road_class(with.tags).empty()) {
      ++roads_;
      take_road(way, with);
    } else {
      count_road_like(way.tags);
    }
    if (waters_ && (is_water(way.tags) || std::binary_search(scan_.water_members.begin(),
                                                             scan_.water_members.end(), way.id))) {
      keep(scan_.waters, way.id, 0, way.nodes);
    }
    if (built_up) {
      copy_nodes(way);
      if (is_closed(nodes_)) keep(scan_.surfaces, way.id, 0, nodes_);
    }
  }

  void tell(std::span<const Traveller> travellers) const {
    const auto unused =
        static_cast<std::uint64_t>(std::count(borrowed_.begin(), borrowed_.end(), false));
    for (std::size_t m = 0; m < readers_.size(); ++m) {
      ImportReport& report = *travellers[m].report;
      report.count("way", "read", "all", ways_, "ways in the file");
      report.count("way", "read", "roads", roads_, "ways that are a road, path or ferry");
      report.count("relation", "kept", "ferry_or_square", borrowed_.size() - unused,
                   "a ferry or square whose relation says what its ways are");
      report.count("relation", "dropped", "ferry_or_square_without_ways", unused,
                   "a ferry or square whose ways are not in the file, or are roads of their own or "
                   "of another relation");
      report.count("way", "noted", "road_by_relation", lent_,
                   "a way whose relation says that it is a ferry or the border of a square");
      for (const auto& [what, count] : road_like_) {
        report.count("way", "dropped", "not_read:" + what, count,
                     "like a road, but not read as one");
      }
      readers_[m].tell(report);
    }
  }

 private:
  /// The tags of a way and those that its relation lends: a way that is a road by itself keeps to
  /// its own, a ferry is completed.
  WayTags with_lent(const WayView& way) {
    const auto found =
        std::lower_bound(scan_.lent.begin(), scan_.lent.end(), std::pair(way.id, std::uint32_t{0}));
    if (found == scan_.lent.end() || found->first != way.id) return {way.tags};
    const Lender& lender = scan_.lenders[found->second];
    const std::string_view own = road_class(way.tags);
    if (!own.empty() && !(lender.ferry && own == "ferry")) return {way.tags};
    borrowed_[found->second] = true;
    ++lent_;
    if (lender.ferry) scan_.ferry_relations[way.id] = lender.id;
    tags_.assign(way.tags.all().begin(), way.tags.all().end());
    for (const auto& [key, value] : lender.tags) {
      if (!way.tags.has(key)) tags_.push_back({key, value});
    }
    return {Tags(tags_), lender.ferry && !way.tags.has("duration")};
  }

  /// What a reader might miss among the roads.
  void count_road_like(const Tags& tags) {
    if (tags.all().empty()) return;
    if (tags.is("seamark:type", "ferry_route")) ++road_like_["seamark:type=ferry_route"];
    for (const std::string_view key : {"aerialway", "area:highway", "golf"}) {
      const bool part = key == "golf" && tags[key] != "cartpath" && tags[key] != "path";
      if (tags.has(key) && !part) ++road_like_[std::string(key)];
    }
    if (tags.is("railway", "funicular")) ++road_like_["railway=funicular"];
    if (tags.is("place", "square")) ++road_like_["place=square"];
    if (tags.is("indoor", "corridor")) ++road_like_["indoor=corridor"];
    for (const std::string_view shore : {"jetty", "breakwater", "groyne"}) {
      if (tags.is("man_made", shore)) ++road_like_["man_made=" + std::string(shore)];
    }
    for (const Tag& tag : tags.all()) {  // "construction:highway", "disused:highway", ...
      if (tag.key.ends_with(":highway") && tag.key != "area:highway") {
        ++road_like_[std::string(tag.key)];
      }
    }
  }

  void copy_nodes(const WayView& way) {
    nodes_.clear();
    for (const std::int64_t node : way.nodes) {
      if (nodes_.empty() || nodes_.back() != node) nodes_.push_back(node);
    }
  }

  void keep(WayStore& store, std::int64_t id, std::uint32_t property,
            std::span<const std::int64_t> nodes) {
    scan_.nodes.need(nodes, numbers_);
    store.add(id, property, numbers_);
  }

  void take_road(const WayView& way, const WayTags& with) {
    copy_nodes(way);
    bool open = false;
    row_.clear();
    for (WayReader& reader : readers_) {
      row_.push_back(reader.take(way, with, nodes_.size()));
      open |= row_.back() != RoadScan::kClosedToMode;
    }
    if (open) keep(scan_.roads, way.id, property_of_row(), nodes_);
  }

  /// The same few combinations of profiles come again and again.
  std::uint32_t property_of_row() {
    const auto [found, fresh] =
        properties_.try_emplace(row_, static_cast<std::uint32_t>(properties_.size()));
    if (fresh) scan_.profile_of.insert(scan_.profile_of.end(), row_.begin(), row_.end());
    return found->second;
  }

  RoadScan& scan_;
  std::vector<WayReader> readers_;
  std::vector<std::int64_t> members_;
  std::vector<std::int64_t> nodes_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::uint32_t> row_;
  std::vector<Tag> tags_;
  std::vector<bool> borrowed_;  ///< per lender
  std::uint64_t lent_ = 0;
  std::map<std::string, std::uint64_t> road_like_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> properties_;
  bool land_use_;
  bool waters_;
  std::uint64_t ways_ = 0;
  std::uint64_t roads_ = 0;
};

/// Radius of the disc that stands for a settlement without a mapped surface; 0 = none.
double place_radius(std::string_view place) {
  if (place == "city" || place == "town") return 800.0;
  if (place == "village" || place == "suburb") return 350.0;
  if (place == "quarter" || place == "neighbourhood") return 250.0;
  return place == "hamlet" ? 150.0 : 0.0;
}

/// A place within a kilometre of 0/0 in the Gulf of Guinea: a node whose position got lost.
bool at_null_island(osmium::Location at) {
  return std::abs(at.lon()) < 0.01 && std::abs(at.lat()) < 0.01;
}

/// Third pass: where the needed nodes are, and what stands on them.
class NodePass : public OsmVisitor {
 public:
  NodePass(RoadScan& scan, std::span<const Traveller> travellers)
      : scan_(scan),
        effects_(reader_per_mode<EffectReader>(scan, travellers, &ModeScan::bits)),
        places_(any_wants(travellers, &BuiltUpOptions::places)) {}

  void node(const NodeView& node) override {
    ++nodes_;
    const bool plain = node.tags.all().empty();
    if (!plain && places_) take_place(node);
    const std::uint32_t row = scan_.nodes.find(node.id, near_);
    if (row == NodeIndex::kNone) return;
    if (!node.location.valid()) {
      ++without_position_;
      scan_.stray_rows.push_back(row);
      return;
    }
    if (at_null_island(node.location)) {
      scan_.stray_rows.push_back(row);
      return;
    }
    scan_.nodes.locate(row, node.location);
    if (plain) return;
    for (EffectReader& effects : effects_) effects.take(node.tags, row);
  }

  void located(std::int64_t node, osmium::Location at) override {
    const std::uint32_t row = scan_.nodes.find(node, near_);
    if (row == NodeIndex::kNone || scan_.nodes.located(row)) return;
    if (at_null_island(at)) {
      scan_.stray_rows.push_back(row);
    } else {
      scan_.nodes.locate(row, at);
    }
  }

  void tell(std::span<const Traveller> travellers) const {
    for (std::size_t m = 0; m < effects_.size(); ++m) {
      ImportReport& report = *travellers[m].report;
      report.count("node", "read", "all", nodes_, "nodes in the file");
      report.count("node", "dropped", "without_position", without_position_,
                   "a node without a valid position");
      effects_[m].tell(report);
    }
  }

 private:
  void take_place(const NodeView& node) {
    const double radius = place_radius(node.tags["place"]);
    if (radius == 0.0 || !node.location.valid()) return;
    scan_.places.push_back({{node.location.lon(), node.location.lat()}, radius});
  }

  RoadScan& scan_;
  std::vector<EffectReader> effects_;
  bool places_;
  NodeIndex::Near near_ = 0;
  std::uint64_t nodes_ = 0;
  std::uint64_t without_position_ = 0;
};

/// Marks the nodes of a road; those marked before are shared.
void mark_road(const std::vector<std::uint32_t>& rows, ModeScan& mode) {
  ++mode.roads;
  std::uint8_t* const bits = mode.bits.data();
  for (const std::uint32_t row : rows) {
    bits[row] |= (bits[row] & node_bits::kOnRoad) != 0 ? node_bits::kShared : node_bits::kOnRoad;
  }
  bits[rows.front()] |= node_bits::kEnd;
  bits[rows.back()] |= node_bits::kEnd;
}

/// Which nodes do the roads of each mode share, where do they end, where are turns restricted?
void mark_roads(RoadScan& scan) {
  for (ModeScan& mode : scan.modes) mode.bits.assign(scan.nodes.size(), 0);
  std::vector<std::uint32_t> rows;
  WayStore::Reader reader(scan.roads);
  for (StoredWay way; reader.next(way);) {
    rows.clear();
    for (const std::int64_t number : way.nodes) rows.push_back(scan.nodes.row(number));
    for (std::size_t m = 0; m < scan.modes.size(); ++m) {
      if (scan.profile(way.property, m) != nullptr) mark_road(rows, scan.modes[m]);
    }
  }
  NodeIndex::Near near = 0;
  for (ModeScan& mode : scan.modes) {
    for (const TurnRule& turn : mode.turns) {
      const std::uint32_t row = scan.nodes.find(turn.via, near);
      if (row != NodeIndex::kNone) mode.bits[row] |= node_bits::kTurns;
    }
  }
}

/// What the file held beside the objects that count.
void tell_states(const OsmFile& file, std::span<const Traveller> travellers) {
  for (const Traveller& traveller : travellers) {
    ImportReport& report = *traveller.report;
    constexpr const char* kAgain =
        "the same object again; the highest version stands, else the last";
    report.count("node", "repaired", "duplicate_node", file.doubles(kNodes), kAgain);
    report.count("way", "repaired", "duplicate_way", file.doubles(kWays), kAgain);
    report.count("relation", "repaired", "duplicate_relation", file.doubles(kRelations), kAgain);
    report.count("file", "dropped", "deleted_object", file.deleted_objects(),
                 "an object whose last version is a deletion");
    report.count("file", "noted", "remark", file.remark().empty() ? 0 : 1, file.remark());
  }
}

RoadScan scan_once(OsmFile& file, std::span<const Traveller> travellers) {
  RoadScan scan;
  scan.modes.resize(travellers.size());
  scan.modes_left = travellers.size();
  {
    RelationPass relations(scan, travellers);
    file.read(kRelations, relations);
    relations.tell(travellers);
  }
  {
    WayPass ways(scan, travellers);
    file.read(kWays, ways);
    ways.tell(travellers);
  }
  for (WayStore* const store : {&scan.roads, &scan.surfaces, &scan.surface_members, &scan.waters}) {
    store->sort();
  }
  scan.nodes.close();
  mark_roads(scan);
  NodePass nodes(scan, travellers);
  file.read(kNodes, nodes);
  nodes.tell(travellers);
  std::vector<std::uint32_t>& stray = scan.stray_rows;
  std::sort(stray.begin(), stray.end());
  stray.erase(std::unique(stray.begin(), stray.end()), stray.end());
  // Some are located by their ways, after all.
  std::erase_if(stray, [&](std::uint32_t row) { return scan.nodes.located(row); });
  tell_states(file, travellers);
  return scan;
}

}  // namespace

RoadScan scan_roads(OsmFile& file, std::span<const Traveller> travellers) {
  return scan_in_any_order(
      file, [&] { return scan_once(file, travellers); },
      [&] {
        for (const Traveller& traveller : travellers) *traveller.report = {};
      });
}

}  // namespace sozialraum::osm
