#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"
#include "sozialraum/indicator/interval.hpp"
#include "sozialraum/indicator/rate.hpp"

namespace sozialraum::indicator {

/// What was measured of some persons: how many, their mean, how far they differ.
struct Sample {
  double mean = 0.0;
  double sd = 0.0;  ///< of the persons, over size - 1
  double size = 0.0;
};

/// Where does the mean of all lie, if these persons stand for them?
///
/// mean -+ t * sd / sqrt(size), with Student's t of size - 1 degrees of freedom (as the means of
/// Public Health England). 2 4 4 4 5 5 7 9 have the mean 5 and the sd 2.138: 3.21 to 6.79. Not for
/// very skew amounts of few persons, such as days of absence: t takes means for normal. Throws
/// InvalidInput for a size below 2, a negative sd or a level outside 0..1.
[[nodiscard]] Interval t_interval(const Sample& sample, double level = 0.95);

/// Samples of many areas, as an office delivers them: one mean, sd and size a row.
struct Samples {
  core::Cells mean{};
  core::Cells sd{};
  core::Cells size{};
  core::RowNames areas{};
};

/// The means with their intervals; the state is that of the three cells together.
///
/// Nobody measured gives kUndefined ("empty_base"); one person gives a value without an interval,
/// since one person does not tell how far persons differ ("one_person"). O(rows). Throws
/// InvalidInput for lists of other lengths, infinite numbers, a negative sd or size.
[[nodiscard]] Rates means(const Samples& samples, double level = 0.95);

/// Mean, sd and size of every area from the values of single persons.
///
/// `area[i]` is the number of the area, below `areas`, that person i lives in; a missing value does
/// not count. The sd of one person is NaN. Exact sums: any order of persons gives the same bytes.
/// O(persons). Throws InvalidInput "length_mismatch", or for an area that there is not.
[[nodiscard]] std::vector<Sample> samples_of(std::span<const double> values,
                                             std::span<const std::size_t> area, std::size_t areas);

}  // namespace sozialraum::indicator
