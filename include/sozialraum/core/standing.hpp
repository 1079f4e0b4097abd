#pragma once

#include <cstdint>
#include <string_view>

namespace sozialraum::core {

/// Where does a place stand towards the network?
///
/// The one answer to "why is there no time?", in every result about ways and in every table that
/// is made of them. A number of minutes stands beside kOnNetwork alone; what to do with the others
/// depends on the question: whoever lies beyond the limit or on another island is *known* to be far
/// off, of the rest nothing is known.
///
///     home A   on a village street, doctor after 12 minutes            kOnNetwork
///     home B   the same, but the limit was 10 minutes                  kBeyondLimit
///     home C   on a Hallig without a road to the mainland's doctors    kOtherIsland
///     home D   a forester's house 3 km from the next road              kTooFar
///     home E   address not found                                       kNoPosition
enum class Standing : std::uint8_t {
  kOnNetwork,    ///< linked to a road; where something was asked for, it is within the limit
  kBeyondLimit,  ///< linked to a road, but nothing is within the limit, or no way leads to it
  kOtherIsland,  ///< linked to a part of the network on which none of the places asked for lies
  kTooFar,       ///< farther from any connected road than the radius of the linking
  kNoRoad,       ///< the network has no road that can be used
  kNoPosition,   ///< no coordinates, or none on the globe
  kUnknown,      ///< not measured, such as a cell outside the extract
};

/// There is a time.
[[nodiscard]] constexpr bool is_reached(Standing standing) {
  return standing == Standing::kOnNetwork;
}

/// Known to be out of reach: farther than the limit, or without any way.
[[nodiscard]] constexpr bool is_out_of_reach(Standing standing) {
  return standing == Standing::kBeyondLimit || standing == Standing::kOtherIsland;
}

/// Nothing is known about its ways.
[[nodiscard]] constexpr bool is_off_network(Standing standing) {
  return !is_reached(standing) && !is_out_of_reach(standing);
}

/// Name in data files and Python: "on_network", "beyond_limit", "other_island", "too_far",
/// "no_road", "no_position", "unknown".
[[nodiscard]] std::string_view name(Standing standing);

}  // namespace sozialraum::core
