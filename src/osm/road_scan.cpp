#include "osm/road_scan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

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
      return "impassable to vehicles (smoothness=impassable, impassable=yes)";
    case Closed::kFerryUnclear:
      return "a ferry whose tags do not say that it takes cars";
    case Closed::kUnknownClass:
      return "highway=* has a value that is not known";
    case Closed::kOpen:
    case Closed::kNotARoad:
      break;
  }
  return "";
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

/// A key of the restriction family, and its spelling for certain hours.
struct RestrictionKey {
  std::string_view always;
  std::string_view at_hours;
};

constexpr RestrictionKey kForAll{"restriction", "restriction:conditional"};
constexpr std::array kForCars{
    RestrictionKey{"restriction:motorcar", "restriction:motorcar:conditional"},
    RestrictionKey{"restriction:motor_vehicle", "restriction:motor_vehicle:conditional"}};
constexpr std::array kForBicycles{
    RestrictionKey{"restriction:bicycle", "restriction:bicycle:conditional"},
    RestrictionKey{"restriction:vehicle", "restriction:vehicle:conditional"}};

/// An old spelling names the vehicle at the type: type=restriction:hgv.
bool is_for(std::string_view type, Mode mode) {
  const std::size_t colon = type.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string_view vehicle = type.substr(colon + 1);
  if (vehicle == "vehicle") return true;
  if (mode == Mode::kBicycle) return vehicle == "bicycle";
  return vehicle == "motorcar" || vehicle == "motor_vehicle";
}

/// Does it say for some vehicle what is forbidden?
bool names_a_rule(const Tags& tags) {
  return std::any_of(tags.all().begin(), tags.all().end(),
                     [](const Tag& tag) { return tag.key.starts_with("restriction"); });
}

/// What a relation forbids to the mode.
struct Restriction {
  std::string_view always;  ///< empty: nothing
  bool at_hours = false;    ///< something at certain hours
};

Restriction restriction_for(const Tags& tags, Mode mode) {
  Restriction result;
  for (const RestrictionKey& key : mode == Mode::kCar ? kForCars : kForBicycles) {
    if (result.always.empty()) result.always = tags[key.always];
    result.at_hours |= tags.has(key.at_hours);
  }
  if (has_suffix_of(tags["except"], mode)) return result;
  if (result.always.empty()) result.always = tags[kForAll.always];
  result.at_hours |= tags.has(kForAll.at_hours);
  if (!result.always.empty() && (tags.has("day_on") || tags.has("hour_on"))) {
    return {.always = {}, .at_hours = true};  // the spelling before restriction:conditional
  }
  return result;
}

/// Reads the turn restrictions of one mode.
class TurnReader {
 public:
  TurnReader(const Traveller& traveller, ModeScan& scan)
      : mode_(traveller.options->mode),
        wanted_(mode_ != Mode::kFoot && traveller.options->turn_restrictions),
        turns_(scan.turns),
        not_applied_(scan.turns_not_applied) {}

  void take(const RelationView& relation) {
    if (!wanted_) return;
    if (!is_for(relation.tags["type"], mode_)) {
      tell_turn("turn_of_other_vehicles", "a turn restriction for other vehicles");
      return;
    }
    const auto [rule, at_hours] = restriction_for(relation.tags, mode_);
    if (at_hours) {
      not_applied(relation, "turn_conditional",
                  "a turn restriction that holds at certain hours was not applied");
    }
    if (rule.empty()) {
      if (at_hours) return;
      if (names_a_rule(relation.tags)) {
        tell_turn("turn_of_other_vehicles", "a turn restriction for other vehicles");
      } else {
        not_applied(relation, "turn_unknown_kind", kUnknownKind);
      }
    } else if (!rule.starts_with("no_") && !rule.starts_with("only_")) {
      not_applied(relation, "turn_unknown_kind", kUnknownKind);
    } else {
      take_turn(relation, rule);
    }
  }

  void tell(ImportReport& report) const {
    for (const auto& [reason, entry] : dropped_) {
      report.count("relation", "dropped", reason, entry.first, entry.second);
    }
  }

 private:
  static constexpr const char* kUnknownKind = "a turn restriction of an unknown kind";

  /// One that might matter to the mode: named in a finding, by its id.
  void not_applied(const RelationView& relation, const std::string& reason, const char* meaning) {
    tell_turn(reason, meaning);
    not_applied_.push_back(relation.id);
  }

  void tell_turn(const std::string& reason, const char* meaning) {
    auto& entry = dropped_[reason];
    ++entry.first;
    entry.second = meaning;
  }

  static TurnShape shape_of(std::string_view rule) {
    if (rule.ends_with("left_turn")) return TurnShape::kLeft;
    if (rule.ends_with("right_turn")) return TurnShape::kRight;
    if (rule.ends_with("straight_on")) return TurnShape::kStraight;
    return rule.ends_with("u_turn") ? TurnShape::kRound : TurnShape::kUnknown;
  }

  void take_turn(const RelationView& relation, std::string_view rule) {
    const bool only = rule.starts_with("only_");
    const TurnShape shape = shape_of(rule);
    std::vector<std::int64_t> from;
    std::vector<std::int64_t> to;
    std::vector<std::int64_t> via;
    bool via_way = false;
    for (const MemberView& member : relation.members) {
      const bool is_way = member.kind == kWays;
      if (member.role == "from" && is_way) from.push_back(member.id);
      if (member.role == "to" && is_way) to.push_back(member.id);
      if (member.role == "via") {
        via_way |= is_way;
        if (member.kind == kNodes) via.push_back(member.id);
      }
    }
    if (via_way) {
      not_applied(relation, "turn_via_way", "a turn restriction over a way was not applied");
    } else if (via.size() != 1 || from.empty() || to.empty()) {
      tell_turn("turn_incomplete", "a turn restriction without from, via or to");
    } else {
      for (const std::int64_t a : from) {
        for (const std::int64_t b : to) turns_.push_back({a, via[0], b, only, shape});
      }
    }
  }

  Mode mode_;
  bool wanted_;
  std::vector<TurnRule>& turns_;
  std::vector<std::int64_t>& not_applied_;
  std::map<std::string, std::pair<std::uint64_t, const char*>> dropped_;
};

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

/// Is there an access or one-way tag that holds at certain hours only?
bool has_hours(const Tags& tags) {
  return std::any_of(tags.all().begin(), tags.all().end(), [](const Tag& tag) {
    if (!tag.key.ends_with(":conditional")) return false;
    for (const std::string_view key :
         {"access", "vehicle", "motor_vehicle", "motorcar", "bicycle", "foot", "oneway"}) {
      if (tag.key.starts_with(key)) return true;
    }
    return false;
  });
}

/// Is the road there at some tides or in one season only?
bool is_open_at_times(const Tags& tags) {
  const std::string_view seasonal = tags["seasonal"];
  return tags.is("tidal", "yes") || tags.is("ice_road", "yes") || tags.is("winter_road", "yes") ||
         (!seasonal.empty() && seasonal != "no");
}

/// Is the road on a bridge or in a tunnel? A passage through a house or under a roof against
/// avalanches, a road with a culvert below it, planks over a bog and a ford of stones lie on the
/// ground.
bool is_off_ground(const Tags& tags) {
  const std::string_view bridge = tags["bridge"];
  const std::string_view tunnel = tags["tunnel"];
  const bool on_ground = bridge == "boardwalk" || bridge == "low_water_crossing";
  if (!bridge.empty() && bridge != "no" && !on_ground) return true;
  return !tunnel.empty() && tunnel != "no" && tunnel != "building_passage" &&
         tunnel != "avalanche_protector" && tunnel != "covered" && tunnel != "culvert";
}

/// Can nobody get on or off between the nodes of the road? Motorways and their links have exits,
/// ferries have landings, and who lives beside a bridge or above a tunnel goes to its end.
bool has_no_stop(const Tags& tags, bool ferry) {
  const std::string_view highway = tags["highway"];
  return ferry || highway == "motorway" || highway == "motorway_link" ||
         tags.is("motorroad", "yes") || is_off_ground(tags);
}

/// Where rules, numbers and names of the tags of a way stand.
struct WayTags {
  Tags tags;
  bool lent_duration = false;  ///< the duration is that of the relation
};

/// What a way is to one mode, and how many were dropped or doubted for which reason.
class WayReader {
 public:
  WayReader(const Traveller& traveller, std::vector<WayProfile>& profiles)
      : table_(*traveller.table), options_(*traveller.options), profiles_(profiles) {
    if (options_.mode == Mode::kBicycle) push_kmh_ = table_.setting("push_kmh");
    ferry_kmh_ = table_.setting("ferry_kmh");
  }

  /// The row of the way's profile, or kClosedToMode. `nodes`: without repetitions.
  std::uint32_t take(const WayView& way, const WayTags& with, std::size_t nodes) {
    const Tags& tags = with.tags;
    const WayAccess access = way_access(tags, options_.mode);
    unknown_access_ += access.unknown_value ? 1U : 0U;
    unknown_oneway_ += access.unknown_oneway ? 1U : 0U;
    conditional_access_ += has_hours(tags) ? 1U : 0U;
    if (!access.open()) {
      ++dropped_[static_cast<std::size_t>(access.reason)];
      return RoadScan::kClosedToMode;
    }
    if (!options_.through_restricted &&
        std::max(access.forward, access.backward) == Access::kThroughRestricted) {
      ++only_ends_;
      return RoadScan::kClosedToMode;
    }
    const std::string_view highway = road_class(tags);
    const auto row = access.ferry ? table_.classes().size() : table_.find_class(highway);
    if (!row) {
      ++without_speed_[std::string(highway)];
      return RoadScan::kClosedToMode;
    }
    if (nodes < 2) {
      ++short_;
      return RoadScan::kClosedToMode;
    }
    repeated_ += way.nodes.size() - nodes;
    at_times_ += is_open_at_times(tags) ? 1U : 0U;
    restricted_ += access.forward != Access::kYes && access.backward != Access::kYes ? 1U : 0U;
    WayProfile found = profile(tags, access, *row);
    found.lent_duration = with.lent_duration && access.ferry;
    return number_of(found);
  }

  void tell(ImportReport& report) const {
    for (std::size_t i = 0; i < dropped_.size(); ++i) {
      const auto reason = static_cast<Closed>(i);
      report.count("way", "dropped", std::string(name(reason)), dropped_[i], meaning(reason));
    }
    report.count("way", "dropped", "fewer_than_two_nodes", short_, "has fewer than two nodes");
    report.count("way", "dropped", "through_restricted", only_ends_,
                 "open at the ends of a way only, left out as asked");
    for (const auto& [highway, count] : without_speed_) {
      report.count("way", "dropped", "no_speed:" + highway, count,
                   "the speed table has no row for the class");
    }
    report.count("way", "repaired", "repeated_node", repeated_,
                 "the same node twice in a row; one was dropped");
    report.count("way", "noted", "through_restricted", restricted_,
                 "open at the ends of a way only (private, destination, ...)");
    report.count("way", "noted", "unknown_access_value", unknown_access_,
                 "an access value could not be read and was passed over");
    report.count("way", "noted", "unknown_oneway_value", unknown_oneway_,
                 "a value of oneway=* could not be read and was passed over");
    report.count("way", "noted", "conditional_access", conditional_access_,
                 "an access or one-way tag that holds at certain hours was not applied");
    report.count("way", "noted", "open_at_times", at_times_,
                 "passable at some tides or seasons only (tidal, ice_road, winter_road, seasonal), "
                 "and counted as always open");
    report.count("way", "noted", "unreadable_duration", unreadable_durations_,
                 "the duration of a ferry could not be read; its length and the table decide");
    report.count("way", "noted", "unreadable_maxspeed", unreadable_,
                 "a maxspeed could not be read; the table decides");
    report.count("way", "noted", "several_maxspeeds", several_,
                 "maxspeed names several values; the lowest was taken");
    report.count("way", "noted", "conditional_maxspeed", conditional_,
                 "maxspeed:conditional was not applied");
    report.count("way", "noted", "maxspeed_by_tag", limited_, "kept ways whose tags give a limit");
    report.count("way", "noted", "settlement_by_tag", settled_,
                 "kept ways whose tags say built-up or rural");
  }

 private:
  WayProfile profile(const Tags& tags, const WayAccess& access, std::size_t row) {
    WayProfile profile{.way_class = static_cast<std::uint16_t>(row),
                       .forward = access.forward,
                       .backward = access.backward,
                       .ferry = access.ferry,
                       .roundabout = access.roundabout,
                       .off_ground = is_off_ground(tags),
                       .no_stop = has_no_stop(tags, access.ferry)};
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
    const double push = access.pushed ? push_kmh_ : kNoLimit;
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
    unreadable_durations_ += tags.has("duration") && profile.ferry_seconds < 0.0 ? 1U : 0U;
    const double kmh = tags.is("route", "shuttle_train") ? kShuttleTrainKmh : ferry_kmh_;
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
        numbers_.try_emplace(profile, static_cast<std::uint32_t>(profiles_.size()));
    if (fresh) profiles_.push_back(profile);
    return found->second;
  }

  /// Trains that carry cars, if they tell no duration: 35 km through the Lötschberg, Furka or on
  /// the dam to Sylt take 15 to 40 minutes for 15 to 40 km.
  static constexpr double kShuttleTrainKmh = 60.0;

  const SpeedTable& table_;
  const RoadReadOptions& options_;
  std::vector<WayProfile>& profiles_;
  double push_kmh_ = kNoLimit;
  double ferry_kmh_ = 0.0;
  std::map<WayProfile, std::uint32_t> numbers_;
  std::array<std::uint64_t, kClosedReasons> dropped_{};
  std::map<std::string, std::uint64_t> without_speed_;
  std::uint64_t short_ = 0;
  std::uint64_t only_ends_ = 0;
  std::uint64_t repeated_ = 0;
  std::uint64_t restricted_ = 0;
  std::uint64_t unknown_access_ = 0;
  std::uint64_t unknown_oneway_ = 0;
  std::uint64_t at_times_ = 0;
  std::uint64_t conditional_access_ = 0;
  std::uint64_t unreadable_ = 0;
  std::uint64_t unreadable_durations_ = 0;
  std::uint64_t several_ = 0;
  std::uint64_t conditional_ = 0;
  std::uint64_t limited_ = 0;
  std::uint64_t settled_ = 0;
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

/// What stands on the nodes of one mode's roads.
class EffectReader {
 public:
  EffectReader(const Traveller& traveller, std::vector<std::uint8_t>& bits)
      : mode_(traveller.options->mode),
        through_restricted_(traveller.options->through_restricted),
        bits_(bits) {}

  void take(const Tags& tags, std::uint32_t row) {
    if (!on_road(row)) return;
    const NodeEffect effect = node_effect(tags, mode_);
    unknown_ += effect.unknown_barrier ? 1U : 0U;
    unknown_access_ += effect.unknown_value ? 1U : 0U;
    conditional_ += tags.has("barrier") && has_hours(tags) ? 1U : 0U;
    std::uint8_t& bits = bits_[row];
    if (effect.closed || (effect.ends_only && !through_restricted_)) {
      bits |= node_bits::kClosed;
      ++closed_;
    } else if (effect.ends_only) {
      bits |= node_bits::kPrivate;
      ++private_;
    } else if (effect.delay == NodeEffect::Delay::kBarrier) {
      bits |= node_bits::kBarrier;
      ++delays_;
    } else if (effect.delay == NodeEffect::Delay::kSignals) {
      bits |= node_bits::kSignals;
      ++signals_;
    }
  }

  void tell(ImportReport& report) const {
    report.count("node", "kept", "barrier_closed", closed_, "a barrier closes the road here");
    report.count("node", "kept", "barrier_private", private_,
                 "a barrier lets only those through who begin or end their way behind it");
    report.count("node", "kept", "barrier_delay", delays_, "a barrier costs time here");
    report.count("node", "kept", "signals", signals_, "traffic signals cost time here");
    report.count("node", "noted", "unknown_barrier", unknown_,
                 "a barrier of a kind that is not known stops nobody");
    report.count("node", "noted", "unknown_access_value", unknown_access_,
                 "an access value of a barrier could not be read and was passed over");
    report.count("node", "noted", "conditional_access", conditional_,
                 "an access tag of a barrier that holds at certain hours was not applied");
  }

 private:
  [[nodiscard]] bool on_road(std::uint32_t row) const {
    return (bits_[row] & node_bits::kOnRoad) != 0;
  }

  Mode mode_;
  bool through_restricted_;
  std::vector<std::uint8_t>& bits_;
  std::uint64_t unknown_ = 0;
  std::uint64_t unknown_access_ = 0;
  std::uint64_t conditional_ = 0;
  std::uint64_t private_ = 0;
  std::uint64_t closed_ = 0;
  std::uint64_t delays_ = 0;
  std::uint64_t signals_ = 0;
};

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
