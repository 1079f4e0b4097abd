#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::reach {

/// Between which places does a ready table stand? Names for errors and findings; empty = numbers.
struct TablePlaces {
  std::size_t origins = 0;
  std::size_t facilities = 0;
  std::span<const std::string> origin_names{};
  std::span<const std::string> facility_names{};
};

/// A long table: one entry a pair, in any order. Pairs that are missing are out of reach.
struct TimesColumns {
  std::span<const std::uint32_t> origin{};    ///< number of the origin, from 0
  std::span<const std::uint32_t> facility{};  ///< number of the facility, from 0
  std::span<const double> minutes{};          ///< finite, not negative
};

/// Travel times that somebody else has measured (r5py, OSRM, a spreadsheet, a timetable).
///
///     origin  facility  minutes
///     Aue     Doctor    12          row 0 of the result: {facility 0, 7200 deciseconds}
///
/// Rounded to tenths of a second. Origins in no row are out of reach (`origin_without_pair` names
/// them): leave a place out of the lists if nothing is known about it. O(pairs log pairs).
///
/// InvalidInput naming row and places: a number of no place, minutes that are negative or not a
/// number, a pair that stands twice, columns of different length.
[[nodiscard]] TravelTimes times_of_columns(const TimesColumns& columns, const TablePlaces& places);

/// The same of a dense table, row after row, one row an origin. Not a number = no way.
///
///     minutes {12, nan, 7, 30}, two origins, two facilities: origin 0 reaches only facility 0
///
/// InvalidInput for another number of entries than origins x facilities, negative and infinite
/// minutes.
[[nodiscard]] TravelTimes times_of_matrix(std::span<const double> minutes,
                                          const TablePlaces& places);

}  // namespace sozialraum::reach
