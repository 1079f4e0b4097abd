#pragma once

#include <span>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"

namespace sozialraum::indicator {

/// What becomes of an area that lacks a year?
enum class MissingYear {
  kNoValue,    ///< it has no pooled number, for the reason of the first year that is missing
  kTheOthers,  ///< the years there are count, with fewer person-years, and the area is named
};

/// Several years of an area as one: cases and person-years.
struct Pooled {
  std::vector<double> count{};
  std::vector<double> base{};  ///< person-years
  std::vector<core::CellState> states{};
  std::vector<std::size_t> years{};  ///< how many years stand behind the numbers
  std::vector<core::Finding> findings{};
};

/// What do a few years tell together that one year is too small to tell?
///
/// Σ count and Σ base over the years, area by area: 1 of 60, 3 of 62 and 2 of 58 children are 6 of
/// 180 child-years. What is pooled is the mean rate of the years, each weighing its base; a trend
/// within them is not seen. For events (births, proceedings, examined cohorts) the pooled number is
/// a Poisson count as that of one year. For a stock (persons in care on 1 March) the same person
/// may stand in every year, so an interval of the pooled rate is too narrow. O(years x rows).
///
/// Throws InvalidInput "length_mismatch" for years of other lengths, and what require_counts()
/// throws for events.
[[nodiscard]] Pooled pool(std::span<const Counts> years,
                          MissingYear missing = MissingYear::kNoValue);

}  // namespace sozialraum::indicator
