#pragma once

#include <span>
#include <string>

#include "sozialraum/core/row_names.hpp"

namespace sozialraum::core {

/// The largest number, and the least that a column may end at, of which squares, ratios of squares
/// and their sums over all areas of the earth still are numbers: a double ends at 1e308, and loses
/// its digits below 1e-308.
inline constexpr double kLargestMagnitude = 1e100;
inline constexpr double kLeastMagnitude = 1e-100;

/// Can these numbers be squared and divided?
///
/// Throws InvalidInput "number_out_of_range" naming the area for a number beyond 1e100, and for
/// numbers of which the largest lies between 0 and 1e-100: nothing that is measured of areas looks
/// so, but columns divided by a mistyped factor do. Zeros alone are fine, and so are small numbers
/// beside one that is not; NaN is passed over. O(values).
void require_magnitude(std::span<const double> values, const std::string& argument,
                       const RowNames& areas = {});

/// Throws what require_magnitude() throws, for a number that is none of these.
[[noreturn]] void refuse_magnitude(double value, const std::string& argument,
                                   const std::string& area, const std::string& column = {});

}  // namespace sozialraum::core
