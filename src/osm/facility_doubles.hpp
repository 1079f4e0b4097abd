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

/// Which pairs are perhaps one facility, mapped twice? Each with the smaller row first, sorted.
///
/// Of one kind (they share a value that a filter asks for), of one name or one of them without, and
/// in one place: one lies in the outline of the other, is a way of the other's relation, or their
/// points are at most kSamePlaceMetres apart. O(n log n) as long as outlines are small.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> find_doubles(
    const std::vector<MappedFacility>& facilities, const std::vector<TagFilter>& filters);

inline constexpr double kSamePlaceMetres = 50.0;

/// Makes one of each group of doubles: the one with the largest extent (relation, way, node; of
/// equals the first), completed by the tags that only the others have. The order is kept.
void merge_doubles(std::vector<MappedFacility>& facilities,
                   const std::vector<std::pair<std::size_t, std::size_t>>& doubles);

}  // namespace sozialraum::osm
