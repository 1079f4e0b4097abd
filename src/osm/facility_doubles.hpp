#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sozialraum/osm/built_up.hpp"
#include "sozialraum/osm/facility_reader.hpp"

namespace sozialraum::osm {

/// A facility with what only its file knows about it.
struct MappedFacility {
  Facility facility;
  Rings outline;                   ///< empty: no surface, or its border is not all there
  std::vector<std::int64_t> ways;  ///< of a relation: its members
};

/// Two rows that are perhaps one facility; the smaller row first.
struct FacilityDouble {
  std::size_t first = 0;
  std::size_t second = 0;
  bool only_similar = false;  ///< both have a name, and not the same

  friend auto operator<=>(const FacilityDouble&, const FacilityDouble&) = default;
};

/// Which pairs are perhaps one facility, mapped twice? Sorted.
///
/// Of one kind (they share a value that a filter asks for, whatever its key), of one name or one of
/// them without, and in one place: one lies in the outline of the other, is a way of the other's
/// relation, or their points are at most kSamePlaceMetres apart. Names differ neither by case nor
/// by hyphens; they are similar if one has all words of the other or short forms of them ("GS
/// Hafen", "Grundschule Am Hafen"). O(n log n) as long as outlines are small.
[[nodiscard]] std::vector<FacilityDouble> find_doubles(
    const std::vector<MappedFacility>& facilities, const std::vector<TagFilter>& filters);

inline constexpr double kSamePlaceMetres = 50.0;

/// Makes one of each group of doubles: the one with the largest extent (relation, way, node; of
/// equals the first), completed by the tags that only the others have. The order is kept. Different
/// names are never merged, similar ones neither. Says of each pair whether it was.
std::vector<bool> merge_doubles(std::vector<MappedFacility>& facilities,
                                const std::vector<FacilityDouble>& doubles);

}  // namespace sozialraum::osm
