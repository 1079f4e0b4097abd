#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/minutes.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/network/places_on_roads.hpp"

namespace sozialraum::reach {

/// Takes a block of pairs: one place and those of the other list in its reach.
using TakePairs = std::function<void(std::uint32_t place, std::span<const network::Door> in_reach)>;

/// Which facilities are in reach of which origins, and how far?
///
/// What everything that is made of minutes builds on: opportunities, catchments, choices, weights.
/// It does not matter where the minutes come from: roads (RoadPairs), a ready table (TablePairs,
/// from r5py, OSRM, a spreadsheet), or a class of your own over a timetable. Pairs are handed over
/// in blocks and need not be stored, so that millions of origins are possible.
///
///     const reach::RoadPairs pairs({.roads = roads, .limit = Minutes{30}}, {homes, doctors});
///     const auto places = access::opportunities(pairs, {.supply = hours});
///
/// When not: for the nearest facilities alone or a dense matrix over roads, ask
/// minutes_to_nearest() and matrix(), which are much faster than looking at pairs.
class PairSource {
 public:
  virtual ~PairSource() = default;

  [[nodiscard]] virtual std::size_t origin_count() const = 0;
  [[nodiscard]] virtual std::size_t facility_count() const = 0;

  /// Do blocks belong to a facility and hold origins? Otherwise to an origin, and hold facilities.
  [[nodiscard]] virtual bool by_facility() const = 0;

  /// No pair takes longer.
  [[nodiscard]] virtual core::Deciseconds limit() const = 0;

  /// Hands over the pairs up to the smaller one of `most` and limit(): one block for each place
  /// that is on the network, or for those that reach anything; in any order, and from several
  /// threads at once. A block's places come in any order, each at most once; it is good until the
  /// call returns. The same pairs in every call.
  virtual void search(core::Deciseconds most, const TakePairs& take) const = 0;

  /// Is the origin on the network? kOnNetwork, or why nothing can be known.
  [[nodiscard]] virtual core::Standing origin(std::size_t i) const = 0;
  /// Where it stands if it is on the network and reaches nothing.
  [[nodiscard]] virtual core::Standing unreached(std::size_t i) const = 0;

  /// What should be said about the places before anything is computed.
  [[nodiscard]] virtual std::vector<core::Finding> findings() const = 0;
  /// For more findings; empty = the places are called by their numbers.
  [[nodiscard]] virtual std::span<const std::string> origin_names() const = 0;
  [[nodiscard]] virtual std::span<const std::string> facility_names() const = 0;
  [[nodiscard]] virtual const core::Execution& execution() const = 0;
};

/// Where every origin stands: on the network, and `reached[i]` says whether anything is in reach.
[[nodiscard]] std::vector<core::Standing> standings(const PairSource& pairs,
                                                    const std::vector<bool>& reached);

}  // namespace sozialraum::reach
