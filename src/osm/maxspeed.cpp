#include "sozialraum/osm/maxspeed.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace sozialraum::osm {
namespace {

using Kind = MaxspeedValue::Kind;

constexpr double kKmPerMile = 1.609344;
constexpr double kKmPerNauticalMile = 1.852;

MaxspeedValue limit(double kmh, Settlement settlement = Settlement::kUnknown) {
  return {.kind = Kind::kLimit, .kmh = kmh, .settlement = settlement};
}

MaxspeedValue unreadable() { return {.kind = Kind::kUnreadable}; }

std::string lower_without_spaces(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ' || c == '\t') continue;
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    result.push_back(small == ',' ? '.' : small);
  }
  return result;
}

/// 50, 50km/h, 30mph, 5knots (spaces gone, small letters).
MaxspeedValue parse_number(std::string_view text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return unreadable();
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  double factor = 0.0;
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph" || unit == "kmph") {
    factor = 1.0;
  } else if (unit == "mph") {
    factor = kKmPerMile;
  } else if (unit == "knots" || unit == "kn") {
    factor = kKmPerNauticalMile;
  }
  const double kmh = number * factor;
  if (!(kmh >= 1.0 && kmh <= 300.0)) return unreadable();
  return limit(kmh);
}

struct LegalCode {
  std::string_view country;
  std::string_view zone;
  double kmh;
  Settlement settlement;
};

// StVO § 3 and § 41 (DE), StVO 1960 § 20 (AT), VRV Art. 4a (CH), VRV Art. 4a (LI).
constexpr std::array kLegalCodes{
    LegalCode{"de", "urban", 50.0, Settlement::kBuiltUp},
    LegalCode{"de", "rural", 100.0, Settlement::kRural},
    LegalCode{"de", "motorway", kNoLimit, Settlement::kRural},
    LegalCode{"at", "urban", 50.0, Settlement::kBuiltUp},
    LegalCode{"at", "rural", 100.0, Settlement::kRural},
    LegalCode{"at", "trunk", 100.0, Settlement::kRural},
    LegalCode{"at", "motorway", 130.0, Settlement::kRural},
    LegalCode{"ch", "urban", 50.0, Settlement::kBuiltUp},
    LegalCode{"ch", "rural", 80.0, Settlement::kRural},
    LegalCode{"ch", "trunk", 100.0, Settlement::kRural},
    LegalCode{"ch", "motorway", 120.0, Settlement::kRural},
    LegalCode{"li", "urban", 50.0, Settlement::kBuiltUp},
    LegalCode{"li", "rural", 80.0, Settlement::kRural},
};

bool is_country(std::string_view text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The part behind the country: urban, rural, zone30, zone:30, living_street, bicycle_road, 30.
MaxspeedValue parse_zone(std::string_view country, std::string_view zone) {
  for (const LegalCode& code : kLegalCodes) {
    if (code.country == country && code.zone == zone) return limit(code.kmh, code.settlement);
  }
  if (zone == "living_street" || zone == "walk") return limit(kWalkingPace, Settlement::kBuiltUp);
  if (zone == "bicycle_road") return limit(30.0, Settlement::kBuiltUp);
  if (zone == "none") return limit(kNoLimit);
  if (zone == "urban") return {.kind = Kind::kContext, .settlement = Settlement::kBuiltUp};
  if (zone == "rural" || zone == "motorway" || zone == "trunk") {
    return {.kind = Kind::kContext, .settlement = Settlement::kRural};
  }
  const bool in_zone = zone.starts_with("zone");
  if (in_zone) zone.remove_prefix(4);
  if (in_zone && zone.starts_with(":")) zone.remove_prefix(1);
  MaxspeedValue value = parse_number(zone);
  if (in_zone && value.kind == Kind::kLimit) value.settlement = Settlement::kBuiltUp;
  return value;
}

MaxspeedValue parse_one(std::string_view part) {
  const std::string text = lower_without_spaces(part);
  if (text == "none" || text == "unlimited") return limit(kNoLimit);
  if (text == "walk" || text == "walking" || text == "schritt") return limit(kWalkingPace);
  if (text == "signals" || text == "variable") return {.kind = Kind::kVariable};
  if (text == "urban" || text == "rural") return parse_zone("", text);
  const std::size_t colon = text.find(':');
  if (colon != std::string::npos && is_country(std::string_view(text).substr(0, colon))) {
    return parse_zone(std::string_view(text).substr(0, colon),
                      std::string_view(text).substr(colon + 1));
  }
  return parse_number(text);
}

/// Tags that tell a limit by the kind of place, in the order they are asked.
constexpr std::array<std::string_view, 4> kImplyingKeys{"source:maxspeed", "maxspeed:type",
                                                        "zone:maxspeed", "zone:traffic"};

/// Their other values ("sign", "survey") say nothing, and that is no error.
MaxspeedValue parse_implying(std::string_view value) {
  const MaxspeedValue parsed = parse_maxspeed(value);
  return parsed.kind == Kind::kUnreadable || parsed.kind == Kind::kVariable ? MaxspeedValue{}
                                                                            : parsed;
}

/// Collects what the values of one way tell beside their number.
class Collector {
 public:
  explicit Collector(SpeedLimits& limits) : limits_(limits) {}

  /// The km/h of a value, 0 if it has none.
  double take(const MaxspeedValue& value) {
    limits_.unreadable |= value.kind == Kind::kUnreadable;
    limits_.several |= value.several;
    if (limits_.settlement == Settlement::kUnknown) limits_.settlement = value.settlement;
    return value.kind == Kind::kLimit ? value.kmh : 0.0;
  }

 private:
  SpeedLimits& limits_;
};

double lowered_by(double limit, double advisory) {
  if (advisory == 0.0) return limit;
  return limit == 0.0 ? advisory : std::min(limit, advisory);
}

}  // namespace

MaxspeedValue parse_maxspeed(std::string_view value) {
  MaxspeedValue lowest;
  std::size_t limits = 0;
  for (const std::string_view part : value_parts(value)) {
    const MaxspeedValue parsed = parse_one(part);
    if (parsed.kind == Kind::kLimit) {
      if (limits == 0 || parsed.kmh < lowest.kmh) lowest = parsed;
      ++limits;
    } else if (limits == 0) {
      lowest = parsed;
    }
  }
  lowest.several = limits > 1;
  return lowest;
}

SpeedLimits speed_limits(const Tags& tags) {
  SpeedLimits limits;
  Collector collector(limits);
  // The place first from the tags made for it, so that they win over what a number suggests.
  double implied = 0.0;
  for (const std::string_view key : kImplyingKeys) {
    const double kmh = collector.take(parse_implying(tags[key]));
    if (implied == 0.0) implied = kmh;
  }
  if (tags.is("bicycle_road", "yes") && implied == 0.0) implied = 30.0;

  const double both = collector.take(parse_maxspeed(tags["maxspeed"]));
  const auto directed = [&](std::string_view key, double otherwise) {
    const double kmh = collector.take(parse_maxspeed(tags[key]));
    return kmh > 0.0 ? kmh : otherwise;
  };
  const double otherwise = both > 0.0 ? both : implied;
  const double advisory = collector.take(parse_maxspeed(tags["maxspeed:advisory"]));
  limits.forward = lowered_by(directed("maxspeed:forward", otherwise), advisory);
  limits.backward = lowered_by(directed("maxspeed:backward", otherwise), advisory);
  // also "maxspeed:forward:conditional", "maxspeed:motorcar:conditional"
  limits.conditional = std::any_of(tags.all().begin(), tags.all().end(), [](const Tag& tag) {
    return tag.key.starts_with("maxspeed") && tag.key.ends_with(":conditional");
  });
  if (limits.settlement == Settlement::kUnknown &&
      std::max(limits.forward, limits.backward) >= 70.0) {
    limits.settlement = Settlement::kRural;
  }
  return limits;
}

}  // namespace sozialraum::osm
