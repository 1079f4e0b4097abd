#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/ids.hpp"
#include "sozialraum/spatial/nearest.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::spatial {

/// Two areas and how far apart they are: minutes of the way, metres of the straight line.
struct Pair {
  core::AreaId one{};
  core::AreaId other{};
  double apart = 0.0;

  friend bool operator==(const Pair&, const Pair&) = default;
};

/// Between which areas does no third one lie? The graph of Gabriel and Sokal (1969).
///
/// A third area lies between two if the squares of its distances to both add up to less than the
/// square of the distance between them. Villages that share no border are neighbours in this sense
/// if one does not pass through another on the way. With minutes instead of metres the third
/// village lies on the way, wherever it lies on the map.
///
/// `pairs` are told in both directions, of which the dearer counts; a pair told in one direction
/// alone, one that is not finite and an area's way to itself are none. The answer has each pair
/// once, in the order of the rows. Not for distances of which most are unknown: whoever lies
/// between must be told to both. O(pairs x neighbours of an area). Throws InvalidInput
/// "unknown_area", "negative_weight" for a distance below 0, "duplicate_neighbour".
///
///     three villages at 0, 4 and 10 minutes along a road: 10 x 10 is more than 4 x 4 + 6 x 6, so
///     the first and the last are no neighbours
[[nodiscard]] std::vector<Pair> gabriel_pairs(std::size_t areas, std::span<const Pair> pairs);

/// The shortest straight lines that make one whole of the parts of a map.
///
/// The minimum spanning tree of the parts (components of the weights, links counting both ways);
/// nothing where all hangs together. Of equally short lines that between the smaller codes, so that
/// the order of areas does not matter. For regions that must hang together where a river or a wood
/// keeps parts of a town from touching: that they were joined has to be told. O(areas²) where there
/// are several parts, O(areas) memory. Throws InvalidInput as nearest_neighbours() for places, and
/// "length_mismatch".
[[nodiscard]] std::vector<Pair> bridges(const Places& places, const Weights& weights);

}  // namespace sozialraum::spatial
