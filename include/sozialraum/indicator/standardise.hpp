#pragma once

#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/moments.hpp"

namespace sozialraum::indicator {

struct StandardiseOptions {
  /// 0 = population standard deviation (all areas are known; practice of the Berlin monitoring),
  /// 1 = sample standard deviation.
  int ddof = 0;
  /// Weight of each row, such as its inhabitants; a weight of 3 counts like three equal rows. Empty
  /// = every row counts 1.
  std::span<const double> weights{};
  std::string name = "values";  ///< of the column, for findings
};

/// Deviations from the mean in standard deviations.
struct Standardised {
  std::vector<double>
      z{};            ///< NaN where the value is missing, and everywhere if sd is 0 or missing
  double mean = 0.0;  ///< NaN if no value was given
  double sd = 0.0;    ///< NaN if no value was given
  /// Of the cells the z are made of; kUndefined where the column has no z.
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// How far is each area from the middle?
///
/// z = (x - mean) / sd with mean = sum w x / sum w and sd² = sum w (x - mean)² / (sum w - ddof).
/// NaN is missing and stays missing. A constant column has no z, nor has one whose numbers differ
/// in their last bits only (by 7e-15 of the largest), as sums taken in another order do: all are
/// NaN, and the finding "constant_column" says so; "all_missing" if there is no value at all.
/// Nothing is winsorised. The same bytes for any order of rows. O(rows).
///
/// Throws InvalidInput for infinite values, for states that disagree with them, for a weight that
/// is negative or missing, and unless ddof is 0 or 1.
[[nodiscard]] Standardised standardise(const core::Cells& values,
                                       const StandardiseOptions& options = {});

/// Memory for the z and the states of a column, one each a row; a view.
struct StandardisedRows {
  std::span<double> z{};
  std::span<core::CellState> states{};
};

/// The same into memory that the caller has: the lists of the result stay empty.
///
/// REQUIRES as many rows as values.
[[nodiscard]] Standardised standardise_into(const StandardisedRows& rows, const core::Cells& values,
                                            const StandardiseOptions& options = {});

/// The same for a part of a column whose moments are known: those of all parts together (MeanSums,
/// SpreadSums), or frozen ones of an earlier year. `options.weights` went into the moments and are
/// not looked at.
[[nodiscard]] Standardised standardise_by(const Moments& moments, const core::Cells& values,
                                          const StandardiseOptions& options = {});

}  // namespace sozialraum::indicator
