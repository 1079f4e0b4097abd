#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/region_graph.hpp"

namespace sozialraum::typology {

/// At least so many of a count must stand behind every unit: 300 people, 30 children.
struct Floor {
  std::string name{};
  std::span<const double> counts{};  ///< per area, in the order of the graph's codes
  double least = 0.0;
};

/// Why is an area in its unit?
enum class FloorReason : std::uint8_t {
  kAlone,        ///< carries every floor and stands for itself
  kTooSmall,     ///< was below a floor, so it was joined to others
  kTookIn,       ///< carries every floor, and took in areas that did not
  kCannotReach,  ///< all areas that can be reached do not carry the floors together
};
/// "alone", "too_small", "took_in", "cannot_reach".
[[nodiscard]] std::string_view name(FloorReason reason);

/// Why were two parts of a unit joined? Without this link, the part on the side of `needy` would
/// fall short of a floor.
struct FloorMerge {
  std::uint32_t needy = 0;  ///< the end of the link on the side that needs it (row)
  std::uint32_t other = 0;  ///< the other end (row)
  double cost = 0.0;        ///< of the link
  std::uint32_t floor = 0;  ///< which floor that side misses by most, in proportion
  double count = 0.0;       ///< what that side has of it
};

struct FloorUnit {
  std::vector<std::uint32_t> members{};  ///< rows; most people (first floor) first, ties by code
  std::vector<double> sums{};            ///< one per floor
  bool carries = true;                   ///< every floor is kept
  std::vector<FloorMerge> merges{};      ///< members - 1 of them: the cheapest links that hold it
  double cost = 0.0;                     ///< their sum
};

struct FloorUnits {
  std::vector<std::uint32_t> unit{};   ///< of each area
  std::vector<FloorReason> reasons{};  ///< of each area
  std::vector<FloorUnit> units{};      ///< in the order of their smallest codes
  double cost = 0.0;                   ///< of all merges
  std::size_t most_units =
      0;                ///< no division has more units (below a floor ones counted) than this
  bool proven = false;  ///< neither more units nor cheaper merges are possible
  std::vector<core::Finding> findings{};  ///< as RegionGraph; "floor_not_reached", "not_proven"
};

struct FloorOptions {
  /// Steps of the exact search for one cluster of small areas; about 10 million a second. Where
  /// they do not suffice, the answer is searched for, and `proven` is false.
  std::uint64_t exact_steps = 2'000'000;
  core::Execution execution{};
};

/// Which neighbours must be counted together until the numbers carry?
///
/// Joins areas over links until every unit has at least the floor of every count at once: 300
/// people and 30 children. Of all such divisions it takes one with the most units (which is the
/// fewest merges), and among those the one whose merges cost least: a unit of m areas is held
/// together by its m - 1 cheapest links, and these count. Nothing but the sums is computed for a
/// unit: what is known of an area, such as its minutes, stays the area's own.
///
///     Au 120 -- 4 min -- Berg 200 -- 9 min -- Cham 900        floor 300
///     {Au, Berg} 320 and {Cham}: two units, 4 minutes; Berg to Cham would leave Au alone with 120
///
/// Method. Two areas that carry the floors alone never share a unit (their unit could be cut), so
/// the clusters of small areas between them are separate questions. Each is answered exactly by
/// recursion over connected sets while `exact_steps` last (usually up to 20 small areas; all links
/// of 12 among each other). Beyond that a merge of cheapest links first is improved by exact
/// answers to windows of up to 12 small areas until none is better. A part of the map that stays
/// below a floor as a whole becomes one unit with `carries` false and is named
/// ("floor_not_reached").
///
/// Not for finding alike areas: the counts decide alone (see the regions of this module). A count
/// that falls short by less than 1e-12 of the floor, as rounding may make it, keeps it.
///
/// Throws InvalidInput "no_floors", "length_mismatch", "missing_values", "negative_count", or
/// "invalid_argument" (a floor that is not a positive number). O(links log links) and the searches.
[[nodiscard]] FloorUnits aggregate_to_floor(const RegionGraph& graph, std::span<const Floor> floors,
                                            const FloorOptions& options = {});

}  // namespace sozialraum::typology
