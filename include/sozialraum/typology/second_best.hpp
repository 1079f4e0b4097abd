#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Which type would each area be of, if not of its own?
struct SecondBest {
  std::vector<std::uint32_t> second{};    ///< the nearest type other than the own
  std::vector<double> distance{};         ///< to the centre of the own type
  std::vector<double> second_distance{};  ///< to the centre of the second
  /// (second_distance - distance) / (second_distance + distance): 1 at the own centre, 0 half way
  /// between the two, negative if the other centre is nearer.
  std::vector<double> margin{};
};

/// Distances in the space of the points; the columns must be those the types were made of. Of
/// equally near centres the lower number. Throws as require_valid (except constant columns);
/// "length_mismatch"; "types_out_of_range" with a single type. O(areas * types * columns).
[[nodiscard]] SecondBest second_best(const Points& points, const Clustering& clustering);

}  // namespace sozialraum::typology
