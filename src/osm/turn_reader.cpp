#include "osm/turn_reader.hpp"

#include <algorithm>
#include <array>

namespace sozialraum::osm {
namespace {

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

}  // namespace

void TurnReader::take(const RelationView& relation) {
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

void TurnReader::tell(ImportReport& report) const {
  for (const auto& [reason, entry] : dropped_) {
    report.count("relation", "dropped", reason, entry.first, entry.second);
  }
}

void TurnReader::not_applied(const RelationView& relation, const std::string& reason,
                             const char* meaning) {
  tell_turn(reason, meaning);
  not_applied_.push_back(relation.id);
}

void TurnReader::tell_turn(const std::string& reason, const char* meaning) {
  auto& entry = dropped_[reason];
  ++entry.first;
  entry.second = meaning;
}

TurnShape TurnReader::shape_of(std::string_view rule) {
  if (rule.ends_with("left_turn")) return TurnShape::kLeft;
  if (rule.ends_with("right_turn")) return TurnShape::kRight;
  if (rule.ends_with("straight_on")) return TurnShape::kStraight;
  return rule.ends_with("u_turn") ? TurnShape::kRound : TurnShape::kUnknown;
}

void TurnReader::take_turn(const RelationView& relation, std::string_view rule) {
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

}  // namespace sozialraum::osm
