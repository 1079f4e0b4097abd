#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "sozialraum/osm/tags.hpp"

namespace sozialraum::osm {

/// Inside or outside a built-up area ("geschlossene Ortschaft")?
enum class Settlement : std::uint8_t { kUnknown, kRural, kBuiltUp };

/// Walking pace ("Schrittgeschwindigkeit"), km/h, as German courts read it: 4 to 7.
inline constexpr double kWalkingPace = 7.0;

/// No speed limit at all.
inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// What does one maxspeed value say?
struct MaxspeedValue {
  enum class Kind : std::uint8_t {
    kAbsent,      ///< no value
    kLimit,       ///< `kmh` holds, kNoLimit for "none"
    kVariable,    ///< signals, variable: changes with the hour, no number
    kContext,     ///< only says where: "FR:urban"; `settlement` holds
    kUnreadable,  ///< counted in the report, treated as absent
  } kind = Kind::kAbsent;
  double kmh = 0.0;
  Settlement settlement = Settlement::kUnknown;
  bool several = false;  ///< "30;50": the lowest was taken
};

/// Reads "50", "50 km/h", "30 mph", "none", "walk", "signals", "DE:urban", "DE:rural",
/// "DE:motorway", "DE:zone30", "DE:zone:30", "DE:living_street", "DE:bicycle_road", "30;50".
///
/// Codes of DE, AT, CH and LI carry their legal number; those of other countries only say urban or
/// rural. Of several values the lowest counts. Numbers outside 1..300 km/h are unreadable.
[[nodiscard]] MaxspeedValue parse_maxspeed(std::string_view value);

/// Which limit do all the tags of a way give, per direction, and what do they tell about the place?
struct SpeedLimits {
  double forward = 0.0;   ///< km/h; 0 = no tag says
  double backward = 0.0;  ///< km/h; 0 = no tag says
  Settlement settlement = Settlement::kUnknown;
  bool unreadable = false;   ///< some value could not be read
  bool several = false;      ///< some value named several speeds
  bool conditional = false;  ///< maxspeed:conditional is there and was not applied
};

/// Reads maxspeed and its relatives.
///
/// maxspeed:forward/:backward win over maxspeed; if neither says, source:maxspeed, maxspeed:type,
/// zone:maxspeed, zone:traffic and bicycle_road=yes do. maxspeed:advisory lowers what they give.
/// The same tags tell the settlement; a limit of 70 km/h or more means rural.
[[nodiscard]] SpeedLimits speed_limits(const Tags& tags);

}  // namespace sozialraum::osm
