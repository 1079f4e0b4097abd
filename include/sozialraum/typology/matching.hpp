#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sozialraum::typology {

/// How many people do the types of two partitions have in common?
///
/// `count` x `count`, row = type of `first`, column = type of `second`; areas without weights count
/// 1. REQUIRES lists of the same length and types below `count`. O(areas + count²).
///
///     first  A A B B, second  A B B B, people 10 20 30 40   ->   10 20
///                                                                 0 70
[[nodiscard]] std::vector<double> overlap(std::span<const std::uint32_t> first,
                                          std::span<const std::uint32_t> second, std::size_t count,
                                          std::span<const double> weights = {});

/// Which column belongs to which row, so that all pairs together weigh the most?
///
/// The Hungarian method (Kuhn 1955, in the form with potentials): the exact optimum, not the
/// heaviest pair first. Two partitions of the same areas carry types under accidental numbers; the
/// matching of their overlap says which type of the second is which of the first. A pair with the
/// overlap 0 is no match: it is what was left. Of equally heavy matchings always the same one.
///
/// `weights` is n x n, row by row, finite; returns the column of every row. O(n³).
/// Throws InvalidInput "length_mismatch" if it is no square, "not_finite".
[[nodiscard]] std::vector<std::size_t> heaviest_matching(std::span<const double> weights);

/// The types of the second partition under the numbers of the first.
///
/// Each takes the number of the type that it has most people in common with, all together at once
/// (heaviest_matching); a type that shares nobody takes a number that is left. So the same areas
/// are not called "A" in one year and "B" in the next.
///
///     first 0 0 0 1 1, second 1 1 0 0 0   ->   0 0 1 1 1: only the third area moved
///
/// As overlap for sizes and REQUIRES. O(areas + count³).
[[nodiscard]] std::vector<std::uint32_t> numbered_as(std::span<const std::uint32_t> first,
                                                     std::span<const std::uint32_t> second,
                                                     std::size_t count,
                                                     std::span<const double> weights = {});

}  // namespace sozialraum::typology
