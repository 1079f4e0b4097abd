#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "osm/node_index.hpp"
#include "osm/osm_file.hpp"
#include "osm/way_store.hpp"
#include "sozialraum/osm/road_reader.hpp"

namespace sozialraum::osm {

/// What a way is to the mode; the same for many ways.
struct WayProfile {
  std::uint16_t way_class = 0;  ///< row of the speed table, or its size for a ferry
  Access forward = Access::kNo;
  Access backward = Access::kNo;
  Settlement settlement = Settlement::kUnknown;
  bool ferry = false;
  bool roundabout = false;
  bool off_ground = false;               ///< on a bridge or in a tunnel
  bool no_stop = false;                  ///< nobody gets on or off between its nodes
  bool lent_duration = false;            ///< ferry_seconds is that of the relation
  double ferry_seconds = -1.0;           ///< of the whole way; negative: from the speed
  std::array<double, 2> forward_kmh{};   ///< outside, inside built-up areas
  std::array<double, 2> backward_kmh{};  ///< outside, inside built-up areas

  friend auto operator<=>(const WayProfile&, const WayProfile&) = default;
};

/// Which way does a turn go, by the name of its rule?
enum class TurnShape : std::uint8_t { kUnknown, kLeft, kRight, kStraight, kRound };

/// A turn restriction at a node: never (or only) from one way to the other.
struct TurnRule {
  std::int64_t from = 0;
  std::int64_t via = 0;
  std::int64_t to = 0;
  bool only = false;
  TurnShape shape = TurnShape::kUnknown;

  friend auto operator<=>(const TurnRule&, const TurnRule&) = default;
};

/// A multipolygon of built-up land: the ways of its border.
struct SurfaceRelation {
  std::int64_t id = 0;
  std::vector<std::int64_t> ways;
};

/// A relation whose tags say what its ways are: a ferry, or the border of a square.
struct Lender {
  std::int64_t id = 0;
  bool ferry = false;
  std::vector<std::pair<std::string, std::string>> tags;
};

/// A place node: the middle of a settlement.
struct PlaceNode {
  network::LonLat position;
  double radius_metres = 0.0;
};

/// What a node means to the roads, as bits.
namespace node_bits {
inline constexpr std::uint8_t kOnRoad = 1;                    ///< some road passes
inline constexpr std::uint8_t kShared = 2;                    ///< more than one road, or one twice
inline constexpr std::uint8_t kClosed = 4;                    ///< a barrier nobody passes
inline constexpr std::uint8_t kBarrier = 8;                   ///< a barrier that costs time
inline constexpr std::uint8_t kPrivate = kClosed | kBarrier;  ///< one for the ends of a way only
inline constexpr std::uint8_t kSignals = 16;                  ///< traffic signals
inline constexpr std::uint8_t kTurns = 32;                    ///< some turn is restricted
inline constexpr std::uint8_t kEnd = 64;                      ///< some road ends
inline constexpr std::uint8_t kCut = 128;  ///< the road is cut here: it is a node of the graph
}  // namespace node_bits

/// What one of the asked modes finds in the file.
struct ModeScan {
  std::vector<WayProfile> profiles;
  std::vector<TurnRule> turns;
  std::vector<std::int64_t> turns_not_applied;  ///< relations that might matter to the mode
  std::vector<std::uint8_t> bits;               ///< node_bits per row of RoadScan::nodes
  std::uint64_t roads = 0;                      ///< ways open to the mode
};

/// All that the passes bring home; node numbers in the stores are those of `nodes`.
struct RoadScan {
  static constexpr std::uint32_t kClosedToMode = 0xffffffffU;

  WayStore roads;  ///< open to any of the modes
  /// Row of the profile for mode m of a road: profile_of[property * modes.size() + m].
  std::vector<std::uint32_t> profile_of;
  std::vector<ModeScan> modes;
  WayStore surfaces;
  std::vector<SurfaceRelation> surface_relations;
  WayStore surface_members;
  WayStore waters;
  std::vector<std::int64_t> water_members;  ///< ways of lakes and wide rivers; sorted
  std::vector<PlaceNode> places;
  std::vector<Lender> lenders;  ///< by id
  /// Ways of lenders with the row of the one that counts, by way.
  std::vector<std::pair<std::int64_t, std::uint32_t>> lent;
  /// The relation that a ferry's way belongs to.
  std::unordered_map<std::int64_t, std::int64_t> ferry_relations;
  NodeIndex nodes;
  /// Nodes at 0/0, where nobody lives, and those whose position cannot be read; sorted.
  std::vector<std::uint32_t> stray_rows;
  /// Modes whose roads are still to be built; the last one frees what it has done with.
  std::size_t modes_left = 0;

  /// What a road of this property is to the mode; null if it is closed.
  [[nodiscard]] const WayProfile* profile(std::uint32_t property, std::size_t mode) const {
    const std::uint32_t row = profile_of[property * modes.size() + mode];
    return row == kClosedToMode ? nullptr : &modes[mode].profiles[row];
  }
};

/// One of the asked modes: its table, what it wants, and where to count.
struct Traveller {
  const SpeedTable* table = nullptr;
  const RoadReadOptions* options = nullptr;
  ImportReport* report = nullptr;
};

/// Reads the file once for all travellers: relations, then ways, then nodes.
[[nodiscard]] RoadScan scan_roads(OsmFile& file, std::span<const Traveller> travellers);

}  // namespace sozialraum::osm
