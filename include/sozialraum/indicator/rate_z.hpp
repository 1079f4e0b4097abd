#pragma once

#include <cstddef>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/indicator/counts.hpp"

namespace sozialraum::indicator {

/// Standardised rates, one an area.
struct RateZ {
  /// NaN where count or base is missing or the base is 0, and everywhere if there are no cases.
  std::vector<double> z{};
  /// As Counts::state; kUndefined for a base of 0 and where there are no cases at all.
  std::vector<core::CellState> states{};
  /// Rows whose expected variance A + b/n was not positive: chance alone (b/n) stands in for it.
  std::vector<std::size_t> by_chance_alone{};
};

/// How far is each raw rate from the mean, in standard deviations of a rate of its base?
///
/// (y/n - b) / sqrt(A + b/n) with b = Σ y / Σ n, s² = Σ n (y/n - b)² / Σ n and A = s² - b/mean(n),
/// kept even below 0 (Assunção and Reis 1999). Raw rates of small areas scatter more than those of
/// large ones, which looks like a pattern; what is to be compared between areas of different size,
/// above all by Moran's I, is this. O(areas).
///
/// Throws what require_counts throws for events.
[[nodiscard]] RateZ rate_z(const Counts& counts);

}  // namespace sozialraum::indicator
