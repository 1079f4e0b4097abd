#include "osm/way_reader.hpp"

#include <algorithm>
#include <string_view>

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

/// Streets that exist only where people live.
bool is_settlement_class(std::string_view highway) {
  return highway == "residential" || highway == "living_street" || highway == "pedestrian";
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

}  // namespace

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

WayReader::WayReader(const Traveller& traveller, std::vector<WayProfile>& profiles)
    : table_(*traveller.table), options_(*traveller.options), profiles_(profiles) {
  if (options_.mode == Mode::kBicycle) push_kmh_ = table_.setting("push_kmh");
  ferry_kmh_ = table_.setting("ferry_kmh");
}

std::uint32_t WayReader::take(const WayView& way, const WayTags& with, std::size_t nodes) {
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

void WayReader::tell(ImportReport& report) const {
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

WayProfile WayReader::profile(const Tags& tags, const WayAccess& access, std::size_t row) {
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

void WayReader::put_ferry_speed(const Tags& tags, WayProfile& profile) {
  profile.settlement = Settlement::kRural;
  profile.ferry_seconds = parse_duration(tags["duration"]);
  unreadable_durations_ += tags.has("duration") && profile.ferry_seconds < 0.0 ? 1U : 0U;
  const double kmh = tags.is("route", "shuttle_train") ? kShuttleTrainKmh : ferry_kmh_;
  profile.forward_kmh = {kmh, kmh};
  profile.backward_kmh = {kmh, kmh};
}

void WayReader::tell_limits(const SpeedLimits& limits) {
  unreadable_ += limits.unreadable ? 1U : 0U;
  several_ += limits.several ? 1U : 0U;
  conditional_ += limits.conditional ? 1U : 0U;
  limited_ += limits.forward > 0.0 || limits.backward > 0.0 ? 1U : 0U;
  settled_ += limits.settlement != Settlement::kUnknown ? 1U : 0U;
}

std::uint32_t WayReader::number_of(const WayProfile& profile) {
  const auto [found, fresh] =
      numbers_.try_emplace(profile, static_cast<std::uint32_t>(profiles_.size()));
  if (fresh) profiles_.push_back(profile);
  return found->second;
}

}  // namespace sozialraum::osm
