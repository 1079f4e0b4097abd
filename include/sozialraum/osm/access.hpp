#pragma once

#include <cstdint>
#include <string_view>

#include "sozialraum/osm/tags.hpp"

namespace sozialraum::osm {

/// Who travels?
enum class Mode : std::uint8_t { kCar, kBicycle, kFoot };

/// "car", "bicycle" or "foot".
[[nodiscard]] std::string_view name(Mode mode);

/// The mode of a name; UnknownName with the nearest one otherwise.
[[nodiscard]] Mode parse_mode(std::string_view name);

/// May one pass? Ordered, so that the larger of two is the more open.
enum class Access : std::uint8_t {
  kNo,
  kThroughRestricted,  ///< at the ends of a way only: destination, private, customers, ...
  kYes,
};

/// What does a value of an access key say? "yes", "destination", "agricultural;forestry".
struct AccessValue {
  Access access = Access::kYes;
  bool dismount = false;  ///< bicycle=dismount: pushed at walking speed
  bool known = false;     ///< false: nothing can be concluded, the next key decides
};

/// Reads one value of an access key; of several (`a;b`) the most open counts.
///
/// yes, designated, permissive, official, public: open. destination, private, customers, delivery,
/// permit, residents, ...: only at the ends. no, agricultural, forestry, emergency, military, psv,
/// bus, use_sidepath, ...: closed.
[[nodiscard]] AccessValue parse_access(std::string_view value);

/// Why is a way closed to the mode?
enum class Closed : std::uint8_t {
  kOpen,
  kNotARoad,      ///< neither a highway nor a ferry
  kNotInUse,      ///< construction, proposed, abandoned, razed, ...
  kArea,          ///< area=yes: a surface, no line to drive along
  kClass,         ///< the class of road is not for the mode: a motorway on foot, a path by car
  kTrackGrade,    ///< a track too rough for cars, or of unknown grade
  kTag,           ///< an access tag says no
  kMotorroad,     ///< motorroad=yes on foot or by bicycle
  kReversible,    ///< oneway=reversible: open in an unknown direction at an unknown time
  kImpassable,    ///< smoothness=impassable, impassable=yes, status=impassable
  kFerryUnclear,  ///< a ferry whose tags do not say that it takes cars
  kUnknownClass,  ///< highway=* has a value that nobody knows ("Residential", "residential;track")
};

inline constexpr std::size_t kClosedReasons = 12;

/// The stable name of the reason: "not_in_use", "access_tag", ...
[[nodiscard]] std::string_view name(Closed reason);

/// Which class of road is a way? Empty: none.
///
/// "ferry" for route=ferry and route=shuttle_train (trains that carry cars), whatever else stands
/// there; else the value of `highway`. Without that key: "platform" for railway=platform and
/// public_transport=platform, "footway" for man_made=pier.
[[nodiscard]] std::string_view road_class(const Tags& tags);

/// May the mode pass a way, in either direction of drawing, and how?
struct WayAccess {
  Access forward = Access::kNo;
  Access backward = Access::kNo;
  bool pushed = false;  ///< the bicycle is pushed at walking speed
  bool ferry = false;
  bool roundabout = false;
  bool unknown_value = false;   ///< an access value could not be read and was passed over
  bool unknown_oneway = false;  ///< likewise a value of oneway=*
  Closed reason = Closed::kOpen;

  [[nodiscard]] bool open() const { return forward != Access::kNo || backward != Access::kNo; }
};

/// Reads all tags that decide whether and in which direction a way is open to a mode.
///
/// The most specific key wins: motorcar > motor_vehicle > vehicle > access for cars, bicycle >
/// vehicle > access, foot > access; a key with a direction (`:forward`, `:backward`) wins over the
/// same key without. `access=agricultural` or `forestry` on a track, path or gate is meant for
/// vehicles and does not stop walkers. One-way roads: yes, true, 1, -1, reverse; implied on
/// roundabouts and motorways; lifted for bicycles by oneway:bicycle=no and cycleway=opposite*; for
/// walkers only oneway:foot and moving stairs count. Every rule with its source:
/// docs/methods/osm.md.
[[nodiscard]] WayAccess way_access(const Tags& tags, Mode mode);

/// What does a node on the road do to the mode?
struct NodeEffect {
  bool closed = false;     ///< nobody of the mode gets past
  bool ends_only = false;  ///< only whoever begins or ends the way behind it (private, ...)
  enum class Delay : std::uint8_t { kNone, kBarrier, kSignals } delay = Delay::kNone;
  bool unknown_barrier = false;  ///< of a kind that is not known, so it stops nobody
  bool unknown_value = false;    ///< an access value could not be read and was passed over
};

/// Reads barriers and traffic signals on a node.
///
/// Access tags on the node win over the kind of barrier; locked=yes closes unless they allow; of
/// several barriers ("gate;bollard") each counts. A
/// private gate lets pass whom a private road would: those who begin or end their way behind it.
[[nodiscard]] NodeEffect node_effect(const Tags& tags, Mode mode);

/// A ferry's duration in seconds; negative if there is none or it cannot be read.
///
/// "hh:mm", "hh:mm:ss", plain minutes, ISO 8601 ("PT15M", "P1DT2H"), and numbers with a unit ("10
/// min", "1 h 30 min", "1,5 hours", "1.5h"; h, min, s and their usual spellings in English and
/// German).
[[nodiscard]] double parse_duration(std::string_view value);

}  // namespace sozialraum::osm
