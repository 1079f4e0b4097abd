#include "sozialraum/osm/access.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::osm {
namespace {

using Words = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Words are read whatever their case: "Yes" and "Private" are written, too.
std::string lowered(std::string_view word) {
  std::string small(word);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

/// A key of the access family with its spellings, so that no text is built per way.
struct AccessKey {
  std::string_view plain;
  std::string_view forward;
  std::string_view backward;
};

constexpr AccessKey kMotorcar{"motorcar", "motorcar:forward", "motorcar:backward"};
constexpr AccessKey kMotorVehicle{"motor_vehicle", "motor_vehicle:forward",
                                  "motor_vehicle:backward"};
constexpr AccessKey kVehicle{"vehicle", "vehicle:forward", "vehicle:backward"};
constexpr AccessKey kAnyone{"access", "access:forward", "access:backward"};
constexpr AccessKey kBicycleKey{"bicycle", "bicycle:forward", "bicycle:backward"};
constexpr AccessKey kFootKey{"foot", "foot:forward", "foot:backward"};

constexpr std::array kCarKeys{kMotorcar, kMotorVehicle, kVehicle, kAnyone};
constexpr std::array kBicycleKeys{kBicycleKey, kVehicle, kAnyone};
constexpr std::array kFootKeys{kFootKey, kAnyone};

/// Most specific first.
std::span<const AccessKey> access_keys(Mode mode) {
  switch (mode) {
    case Mode::kCar:
      return kCarKeys;
    case Mode::kBicycle:
      return kBicycleKeys;
    case Mode::kFoot:
      break;
  }
  return kFootKeys;
}

/// What do the access tags say in one direction? Not known if there is none.
struct Told {
  AccessValue value{};
  bool specific = false;  ///< by a key of the mode's own kind, not by access=*
  bool unknown_value = false;
};

/// A track or path, or a gate, which has no class of road.
bool on_track_or_path(const Tags& tags) {
  return is_one_of(tags["highway"], {"track", "path", "footway", "bridleway"}) ||
         tags.has("barrier");
}

/// access=agricultural on a track or its gate is meant for vehicles: walkers are not stopped by it.
bool meant_for_vehicles(const Tags& tags, Mode mode, std::string_view key, std::string_view value) {
  if (mode != Mode::kFoot || key != kAnyone.plain || !on_track_or_path(tags)) return false;
  const auto parts = value_parts(value);
  return std::all_of(parts.begin(), parts.end(),
                     [](auto part) { return is_one_of(part, {"agricultural", "forestry"}); });
}

Told access_told(const Tags& tags, Mode mode, bool forward) {
  Told told;
  for (const AccessKey& key : access_keys(mode)) {
    for (const std::string_view spelling : {forward ? key.forward : key.backward, key.plain}) {
      const std::string_view value = tags[spelling];
      if (value.empty() || meant_for_vehicles(tags, mode, spelling, value)) continue;
      told.value = parse_access(value);
      told.specific = key.plain != kAnyone.plain;
      if (told.value.known) return told;
      told.unknown_value = true;
    }
  }
  return told;
}

/// The rule for a class of road before any access tag is looked at.
struct ClassRule {
  Access access = Access::kNo;
  bool pushed = false;
  Closed reason = Closed::kClass;
};

constexpr ClassRule kOpenRule{.access = Access::kYes, .pushed = false, .reason = Closed::kOpen};
constexpr ClassRule kPushRule{.access = Access::kYes, .pushed = true, .reason = Closed::kOpen};

bool is_motorway(std::string_view highway) {
  return highway == "motorway" || highway == "motorway_link";
}

bool is_street(std::string_view highway) {
  return is_one_of(highway,
                   {"residential", "unclassified", "service", "tertiary", "secondary", "primary",
                    "living_street", "tertiary_link", "secondary_link", "primary_link", "trunk",
                    "trunk_link", "road", "motorway", "motorway_link"});
}

bool is_way_for_walkers(std::string_view highway) {
  return is_one_of(highway, {"path", "footway", "steps", "pedestrian", "cycleway", "bridleway",
                             "platform", "corridor", "elevator", "track"});
}

ClassRule car_rule(const Tags& tags, std::string_view highway) {
  if (highway == "track") {
    if (!tags.is("tracktype", "grade1")) return {.reason = Closed::kTrackGrade};
    return {.access = Access::kThroughRestricted, .reason = Closed::kOpen};
  }
  if (tags.is("service", "emergency_access")) return {.reason = Closed::kTag};
  return is_street(highway) ? kOpenRule : ClassRule{};
}

ClassRule bicycle_rule(std::string_view highway) {
  if (is_motorway(highway)) return {};
  if (is_street(highway) || is_one_of(highway, {"cycleway", "track", "path"})) return kOpenRule;
  if (is_one_of(highway, {"footway", "pedestrian", "steps", "platform"})) return kPushRule;
  return {};
}

ClassRule foot_rule(std::string_view highway) {
  if (is_motorway(highway)) return {};
  return is_street(highway) || is_way_for_walkers(highway) ? kOpenRule : ClassRule{};
}

ClassRule class_rule(const Tags& tags, std::string_view highway, Mode mode) {
  if (tags.is("motorroad", "yes") && mode != Mode::kCar) return {.reason = Closed::kMotorroad};
  switch (mode) {
    case Mode::kCar:
      return car_rule(tags, highway);
    case Mode::kBicycle:
      return bicycle_rule(highway);
    case Mode::kFoot:
      break;
  }
  return foot_rule(highway);
}

/// A ferry takes walkers and bicycles unless a tag says otherwise, cars only if one says so; a
/// train that carries cars the other way round. The tag itself is read afterwards.
ClassRule ferry_rule(const Tags& tags, Mode mode) {
  const bool train = tags.is("route", "shuttle_train");
  if (train == (mode == Mode::kCar)) return kOpenRule;
  if (mode == Mode::kCar && is_street(tags["highway"])) return kOpenRule;
  for (const AccessKey& key : access_keys(mode)) {
    if (key.plain != kAnyone.plain && tags.has(key.plain)) return kOpenRule;
  }
  return {.reason = Closed::kFerryUnclear};
}

/// Roads that are planned, being built or gone.
bool not_in_use(const Tags& tags, std::string_view highway) {
  return is_one_of(highway, {"construction", "proposed", "planned", "abandoned", "disused", "razed",
                             "demolished", "dismantled", "removed", "no"}) ||
         tags.is("abandoned", "yes") || tags.is("disused", "yes") ||
         is_one_of(tags["status"], {"abandoned", "construction", "planned", "proposed"});
}

bool is_impassable(const Tags& tags) {
  return tags.is("smoothness", "impassable") || tags.is("impassable", "yes") ||
         tags.is("status", "impassable");
}

/// Classes that are known, though no mode of ours uses them by itself.
bool is_other_class(std::string_view highway) {
  return is_one_of(highway, {"busway", "bus_guideway", "raceway", "services", "rest_area", "escape",
                             "emergency_bay", "via_ferrata", "ladder", "trailhead", "bus_stop",
                             "emergency_access_point", "toll_gantry"});
}

/// A road of a class that only exists by tag: a footpath that says motor_vehicle=yes.
bool opened_by_tag(std::string_view highway, const Told& told) {
  if (!told.specific || !told.value.known) return false;
  return is_street(highway) || is_way_for_walkers(highway) || highway == "busway" ||
         highway == "bus_guideway";
}

struct Directions {
  bool forward = true;
  bool backward = true;
  bool reversible = false;
  bool unknown_value = false;  ///< a value could not be read
};

Directions parse_oneway(std::string_view written, const Directions& otherwise) {
  if (written.empty()) return otherwise;
  const std::string value = lowered(written);
  if (is_one_of(value, {"yes", "true", "1"})) return {.forward = true, .backward = false};
  if (is_one_of(value, {"-1", "reverse"})) return {.forward = false, .backward = true};
  if (is_one_of(value, {"no", "false", "0", "alternating"})) return {};
  if (value == "reversible") return {.reversible = true};
  Directions unread = otherwise;
  unread.unknown_value = true;
  return unread;
}

bool is_roundabout(const Tags& tags) {
  const std::string_view junction = tags["junction"];
  return junction == "roundabout" || junction == "circular";
}

/// The direction of traffic, before any exception for a mode.
Directions general_oneway(const Tags& tags) {
  const bool implied = is_roundabout(tags) || is_motorway(tags["highway"]);
  return parse_oneway(tags["oneway"], {.forward = true, .backward = !implied});
}

bool contraflow_for_bicycles(const Tags& tags) {
  for (const std::string_view key :
       {"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"}) {
    if (tags[key].starts_with("opposite")) return true;
  }
  for (const std::string_view key :
       {"cycleway:left:oneway", "cycleway:right:oneway", "cycleway:both:oneway"}) {
    if (is_one_of(tags[key], {"no", "-1"})) return true;
  }
  return false;
}

Directions moving_stairs(const Tags& tags) {
  const std::string_view conveying = tags["conveying"];
  if (conveying == "forward") return {.forward = true, .backward = false};
  if (conveying == "backward") return {.forward = false, .backward = true};
  return {};
}

Directions oneway(const Tags& tags, Mode mode) {
  const Directions general = general_oneway(tags);
  switch (mode) {
    case Mode::kFoot:
      return parse_oneway(tags["oneway:foot"], moving_stairs(tags));
    case Mode::kBicycle:
      return parse_oneway(tags["oneway:bicycle"],
                          contraflow_for_bicycles(tags) ? Directions{} : general);
    case Mode::kCar:
      break;
  }
  Directions directions = general;
  for (const std::string_view key : {"oneway:vehicle", "oneway:motor_vehicle", "oneway:motorcar"}) {
    directions = parse_oneway(tags[key], directions);
  }
  return directions;
}

WayAccess closed(Closed reason) {
  WayAccess access;
  access.reason = reason;
  return access;
}

/// One direction: the access tags, or else the rule of the class.
Access direction_access(const ClassRule& rule, const Told& told, std::string_view highway,
                        bool ferry) {
  if (!told.value.known) return rule.access;
  if (rule.access != Access::kNo) {
    // A track that is only fit for the ends of a way does not become a through road by access=yes.
    return told.specific ? told.value.access : std::min(rule.access, told.value.access);
  }
  const bool opened =
      rule.reason != Closed::kFerryUnclear && !ferry && opened_by_tag(highway, told);
  return opened ? told.value.access : Access::kNo;
}

void put_bicycle_pace(WayAccess& access, const ClassRule& rule, const Told& told) {
  const bool ridden_by_tag =
      told.specific && told.value.known && !told.value.dismount && told.value.access != Access::kNo;
  access.pushed = (rule.pushed && !ridden_by_tag) || told.value.dismount;
}

Closed closing_reason(const ClassRule& rule, const Told& told, std::string_view highway) {
  if (told.value.known && told.value.access == Access::kNo) return Closed::kTag;
  const bool known = is_street(highway) || is_way_for_walkers(highway) || is_other_class(highway);
  if (rule.reason == Closed::kClass && !known) return Closed::kUnknownClass;
  return rule.reason == Closed::kOpen ? Closed::kTag : rule.reason;
}

/// Surfaces: walkers and pushed bicycles go along the border of a square, cars do not.
bool closed_as_area(const Tags& tags, std::string_view highway, Mode mode) {
  if (!tags.is("area", "yes")) return false;
  return mode == Mode::kCar || !is_way_for_walkers(highway);
}

}  // namespace

std::string_view name(Mode mode) {
  switch (mode) {
    case Mode::kCar:
      return "car";
    case Mode::kBicycle:
      return "bicycle";
    case Mode::kFoot:
      break;
  }
  return "foot";
}

Mode parse_mode(std::string_view wanted) {
  for (const Mode mode : {Mode::kCar, Mode::kBicycle, Mode::kFoot}) {
    if (name(mode) == wanted) return mode;
  }
  const std::vector<std::string> modes{"car", "bicycle", "foot"};
  core::unknown_name("mode", wanted, modes, {.argument = "mode"});
}

AccessValue parse_access(std::string_view value) {
  AccessValue best{.access = Access::kNo};
  const auto offer = [&best](Access access) {
    best.access = best.known ? std::max(best.access, access) : access;
    best.known = true;
  };
  for (const std::string_view written : value_parts(value)) {
    const std::string part = lowered(written);
    if (is_one_of(part, {"yes", "designated", "permissive", "official", "public", "allowed",
                         "discouraged", "1", "true"})) {
      offer(Access::kYes);
    } else if (is_one_of(part, {"destination", "private", "customers", "delivery", "permit",
                                "residents", "permit_holders", "resident", "employees", "visitors",
                                "unloading", "license", "tenants", "students", "guests"})) {
      offer(Access::kThroughRestricted);
    } else if (is_one_of(part, {"no", "agricultural", "forestry", "emergency", "military", "psv",
                                "bus", "taxi", "hov", "hgv", "use_sidepath", "separate",
                                "restricted", "closed", "prohibited", "none", "0", "false"})) {
      offer(Access::kNo);
    } else if (part == "dismount") {
      offer(Access::kYes);
      best.dismount = true;
    }
  }
  return best;
}

std::string_view name(Closed reason) {
  constexpr std::array<std::string_view, kClosedReasons> kNames{
      "open",       "not_a_road",         "not_in_use",
      "area",       "class_not_for_mode", "track_grade",
      "access_tag", "motorroad",          "reversible",
      "impassable", "ferry_without_mode", "unknown_class"};
  return kNames[static_cast<std::size_t>(reason)];
}

namespace {

/// Some crossings have the class of the road they carry on, too: highway=tertiary, route=ferry.
bool is_ferry(const Tags& tags) {
  const std::string_view route = tags["route"];
  if (route.empty()) return false;
  const auto parts = value_parts(route);
  return std::any_of(parts.begin(), parts.end(),
                     [](auto part) { return part == "ferry" || part == "shuttle_train"; });
}

}  // namespace

std::string_view road_class(const Tags& tags) {
  if (is_ferry(tags)) return "ferry";
  if (const std::string_view highway = tags["highway"]; !highway.empty()) return highway;
  if (tags.is("railway", "platform") || tags.is("public_transport", "platform")) return "platform";
  return tags.is("man_made", "pier") ? "footway" : std::string_view{};
}

WayAccess way_access(const Tags& tags, Mode mode) {
  const std::string_view highway = road_class(tags);
  const bool ferry = is_ferry(tags);
  if (highway.empty()) return closed(Closed::kNotARoad);
  if (not_in_use(tags, tags["highway"])) return closed(Closed::kNotInUse);
  if (closed_as_area(tags, highway, mode)) return closed(Closed::kArea);
  if (mode != Mode::kFoot && is_impassable(tags)) return closed(Closed::kImpassable);

  const ClassRule rule = ferry ? ferry_rule(tags, mode) : class_rule(tags, highway, mode);
  const Directions directions = oneway(tags, mode);
  if (directions.reversible) return closed(Closed::kReversible);
  const Told forward = access_told(tags, mode, true);
  const Told backward = access_told(tags, mode, false);

  WayAccess access;
  access.ferry = ferry;
  access.roundabout = is_roundabout(tags);
  access.unknown_oneway = directions.unknown_value;
  access.unknown_value = forward.unknown_value || backward.unknown_value;
  if (directions.forward) access.forward = direction_access(rule, forward, highway, ferry);
  if (directions.backward) access.backward = direction_access(rule, backward, highway, ferry);
  // bicycle:backward=yes on a one-way street is an exception like oneway:bicycle=no.
  if (mode == Mode::kBicycle && parse_access(tags["bicycle:backward"]).access == Access::kYes &&
      rule.access != Access::kNo) {
    access.backward = std::max(access.backward, Access::kYes);
  }
  if (!access.open()) {
    access.reason = closing_reason(rule, directions.forward ? forward : backward, highway);
  }
  if (mode == Mode::kBicycle) put_bicycle_pace(access, rule, forward);
  return access;
}

namespace {

/// Barriers that stop a mode unless an access tag on the node lets it through.
bool stops(std::string_view barrier, Mode mode) {
  if (is_one_of(barrier, {"wall", "fence", "hedge", "retaining_wall", "city_wall", "guard_rail",
                          "ditch", "wire_fence"})) {
    return true;
  }
  if (mode == Mode::kFoot) return false;
  if (mode == Mode::kBicycle) return is_one_of(barrier, {"full-height_turnstile", "turnstile"});
  return is_one_of(barrier, {"bollard",        "block",
                             "jersey_barrier", "kissing_gate",
                             "turnstile",      "stile",
                             "cycle_barrier",  "motorcycle_barrier",
                             "chain",          "log",
                             "debris",         "horse_stile",
                             "sump_buster",    "bus_trap",
                             "planter",        "full-height_turnstile",
                             "rope",           "hampshire_gate",
                             "wicket_gate",    "barrier_board"});
}

/// Barriers that must be opened, passed slowly or climbed.
bool delays(std::string_view barrier, Mode mode) {
  if (is_one_of(barrier, {"gate", "lift_gate", "swing_gate", "sliding_gate", "sally_port",
                          "hampshire_gate", "border_control", "wicket_gate", "toll_booth"})) {
    return true;
  }
  return mode == Mode::kBicycle &&
         is_one_of(barrier, {"stile", "kissing_gate", "cycle_barrier", "horse_stile", "chain",
                             "block", "log", "motorcycle_barrier"});
}

/// What is open to everybody, and without loss of time.
bool lets_through(std::string_view barrier) {
  return is_one_of(barrier, {"cattle_grid", "entrance", "kerb", "height_restrictor", "spikes",
                             "bump_gate", "kent_carriage_gap", "coupure", "traffic_island"});
}

/// All that stands on one node: "gate;bollard" are two.
struct Barriers {
  bool any = false;
  bool stop = false;
  bool delay = false;
  bool unknown = false;
};

Barriers barriers_of(std::string_view value, Mode mode) {
  Barriers all;
  if (value.empty()) return all;
  for (const std::string_view written : value_parts(value)) {
    const std::string barrier = lowered(written);
    if (barrier == "no") continue;
    const bool known_here = stops(barrier, mode) || delays(barrier, mode);
    const bool known = known_here || stops(barrier, Mode::kCar) || lets_through(barrier);
    all.any = true;
    all.stop = all.stop || stops(barrier, mode);
    all.delay = all.delay || delays(barrier, mode);
    all.unknown = all.unknown || !known;
  }
  return all;
}

bool has_part(std::string_view value, std::string_view wanted) {
  if (value.empty()) return false;
  const auto parts = value_parts(value);
  return std::find(parts.begin(), parts.end(), wanted) != parts.end();
}

}  // namespace

NodeEffect node_effect(const Tags& tags, Mode mode) {
  NodeEffect effect;
  if (const Barriers barriers = barriers_of(tags["barrier"], mode); barriers.any) {
    const Told told = access_told(tags, mode, true);
    effect.closed = told.value.known ? told.value.access == Access::kNo
                                     : barriers.stop || tags.is("locked", "yes");
    effect.ends_only = told.value.known && told.value.access == Access::kThroughRestricted;
    effect.unknown_barrier = barriers.unknown && !told.value.known;
    effect.unknown_value = told.unknown_value;
    if (!effect.closed && barriers.delay) effect.delay = NodeEffect::Delay::kBarrier;
  }
  if (!effect.closed && has_part(tags["highway"], "traffic_signals")) {
    effect.delay = NodeEffect::Delay::kSignals;
  }
  return effect;
}

namespace {

std::optional<double> take_number(std::string_view& text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0.0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// "1:30" = 1 h 30 min, "0:05:30", "20" = 20 min.
double clock_duration(std::string_view text) {
  std::vector<double> fields;
  while (true) {
    const auto number = take_number(text);
    if (!number) return -1.0;
    fields.push_back(*number);
    if (text.empty()) break;
    if (text.front() != ':' || fields.size() == 3) return -1.0;
    text.remove_prefix(1);
  }
  if (fields.size() == 1) return fields[0] * 60.0;
  return fields[0] * 3600.0 + fields[1] * 60.0 + (fields.size() == 3 ? fields[2] : 0.0);
}

/// "PT1H30M", "P1DT2H", ISO 8601 without years and months, which no ferry takes.
double iso_duration(std::string_view text) {
  double seconds = 0.0;
  bool in_time = false;
  bool any = false;
  text.remove_prefix(1);  // P
  while (!text.empty()) {
    if (text.front() == 'T' && !in_time) {
      in_time = true;
      text.remove_prefix(1);
      continue;
    }
    const auto number = take_number(text);
    if (!number || text.empty()) return -1.0;
    const char unit = text.front();
    text.remove_prefix(1);
    if (!in_time && unit == 'D') {
      seconds += *number * 86400.0;
    } else if (!in_time && unit == 'W') {
      seconds += *number * 604800.0;
    } else if (in_time && unit == 'H') {
      seconds += *number * 3600.0;
    } else if (in_time && unit == 'M') {
      seconds += *number * 60.0;
    } else if (in_time && unit == 'S') {
      seconds += *number;
    } else {
      return -1.0;
    }
    any = true;
  }
  return any ? seconds : -1.0;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

/// Seconds of a unit; negative if it is none.
double unit_seconds(std::string_view unit) {
  if (is_one_of(unit, {"h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"}))
    return 3600.0;
  if (is_one_of(unit, {"m", "min", "mins", "minute", "minutes", "minuten"})) return 60.0;
  if (is_one_of(unit, {"s", "sec", "secs", "second", "seconds", "sek", "sekunden"})) return 1.0;
  return -1.0;
}

/// "10 min", "1 h 30 min", "1h30", "1,5 Stunden": numbers with units; after hours, a last number
/// without one are minutes.
double spoken_duration(std::string_view given) {
  std::string text(given);
  for (char& c : text) {
    if (c == ',') c = '.';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::string_view rest = text;
  double seconds = 0.0;
  double last = 0.0;  // the unit before
  skip_blanks(rest);
  while (!rest.empty()) {
    const auto number = take_number(rest);
    if (!number) return -1.0;
    skip_blanks(rest);
    std::size_t letters = 0;
    while (letters < rest.size() && rest[letters] >= 'a' && rest[letters] <= 'z') ++letters;
    double unit = unit_seconds(rest.substr(0, letters));
    if (letters == 0 && last == 3600.0) unit = 60.0;
    if (unit < 0.0) return -1.0;
    seconds += *number * unit;
    last = unit;
    rest.remove_prefix(letters);
    if (!rest.empty() && rest.front() == '.') rest.remove_prefix(1);  // "min."
    skip_blanks(rest);
  }
  return seconds;
}

}  // namespace

double parse_duration(std::string_view value) {
  if (value.empty()) return -1.0;
  double seconds = value.front() == 'P' ? iso_duration(value) : clock_duration(value);
  if (seconds < 0.0) seconds = spoken_duration(value);
  return seconds > 0.0 ? seconds : -1.0;
}

}  // namespace sozialraum::osm
