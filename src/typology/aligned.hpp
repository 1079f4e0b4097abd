#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// A partition under the numbers of another, by the heaviest matching of the people they share.
struct Aligned {
  std::vector<std::uint32_t> types{};  ///< `count` where the type answers to none
  std::vector<double> similarity{};    ///< per type of the first: Jaccard to its partner, 0 = none
  std::vector<double> shared{};        ///< count x count, as overlap() gives it
};

/// `count` is the larger number of types of both.
[[nodiscard]] Aligned align(std::span<const std::uint32_t> first,
                            std::span<const std::uint32_t> second, std::size_t count,
                            std::span<const double> people);

/// The people of every area; the weights of the points without them; 1 each if all are 0. Throws
/// InvalidInput "length_mismatch", "invalid_argument" for a number missing or below 0.
[[nodiscard]] std::vector<double> people_of(const Points& points, std::span<const double> people);

}  // namespace sozialraum::typology
