#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/minutes.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/reach/pair_source.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::reach {

/// A facility within reach of an origin.
struct Reached {
  std::uint32_t facility = 0;
  core::Deciseconds time = 0;

  friend bool operator==(const Reached&, const Reached&) = default;
};

/// Travel times between origins and the facilities in their reach: a sparse table.
///
/// Row i is `pairs[begin[i] .. begin[i + 1])`, in the order of the facilities:
///
///     two homes, two doctors; home 0 needs 5 and 25 minutes, home 1 reaches doctor 1 in 8
///     begin {0, 2, 3}   pairs {{0, 3000}, {1, 15000}, {1, 4800}}
struct TravelTimes {
  std::vector<std::size_t> begin{0};
  std::vector<Reached> pairs{};
  std::size_t facility_count = 0;
  /// One an origin: an empty row means "out of reach" or "nothing known", and this says which.
  std::vector<core::Standing> standing{};
  std::vector<core::Finding> findings{};

  [[nodiscard]] std::size_t origin_count() const { return begin.size() - 1; }
  [[nodiscard]] std::span<const Reached> row(std::size_t origin) const {
    return {pairs.data() + begin[origin], pairs.data() + begin[origin + 1]};
  }
};

/// How long does each origin need to each facility within the limit?
///
/// Collects all pairs of a source, up to `most` if that is less than its limit: 8 bytes a pair, so
/// choose a limit. On roads about 0.15 microseconds per node in reach and search; exact, and the
/// same for any number of threads and any order of the lists. When not: catchments, opportunities
/// and choices take the source itself and store nothing; for every pair of a dense table ask
/// matrix().
[[nodiscard]] TravelTimes travel_times(const PairSource& pairs, core::Minutes most = kNoLimit);

/// The same over roads: travel_times(RoadPairs(travel, places)).
[[nodiscard]] TravelTimes travel_times(const Travel& travel, const Places& places);

}  // namespace sozialraum::reach
