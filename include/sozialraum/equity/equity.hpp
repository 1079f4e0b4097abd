#pragma once

#include <span>
#include <vector>

#include "sozialraum/core/cell_state.hpp"

namespace sozialraum::equity {

/// One number per area and the people who live with it. Both spans have one entry an area.
///
/// NaN in `value` means that the number is missing; such areas are left out, and every result says
/// how many people that were. `people` must be finite and not negative; fractions are allowed.
struct PeopleWith {
  std::span<const double> value{};
  std::span<const double> people{};
};

/// How evenly is something spread over people? A number, and whose it is.
///
/// Where the formula has no answer (nobody, or nothing to share), `state` is kUndefined and `value`
/// NaN. Every measure here treats an area of n people as n persons: replicated rows give the same
/// result, as do shuffled rows, byte by byte.
struct Inequality {
  double value = 0.0;
  core::CellState state = core::CellState::kReported;
  double people = 0.0;          ///< who was counted
  double people_missing = 0.0;  ///< who lives in areas without a value
};

/// How unequally is it spread, from 0 (all the same) to nearly 1 (one person has all)?
///
/// Gini = sum_ij P_i P_j |x_i - x_j| / (2 P^2 mean). InvalidInput for a negative value: a Gini of
/// debts has no upper end. Undefined if all values are 0. O(n log n).
[[nodiscard]] Inequality gini(PeopleWith areas);

/// How many times as much as the poorest 40 % of people have the richest 10 % together?
///
/// Palma (2011): share of the top tenth over share of the bottom four tenths; an area on the border
/// is divided. 0.25 if all have the same. InvalidInput for negative values; undefined if the bottom
/// has nothing. O(n log n).
[[nodiscard]] Inequality palma(PeopleWith areas);

/// Does it go to the well-off (above 0) or to the badly-off (below 0)?
///
/// Concentration index (Kakwani, Wagstaff & van Doorslaer 1997): 2 cov(x, r) / mean, r = the share
/// of people who are worse off by `rank_by` (low = badly off), ties sharing their mean rank. Of the
/// value itself it is the Gini. Areas that lack the value or the rank are missing. InvalidInput for
/// negative values. O(n log n).
[[nodiscard]] Inequality concentration_index(PeopleWith areas, std::span<const double> rank_by);

/// What is poor, and how much more does a deep gap weigh than a shallow one?
struct PovertyLine {
  double line = 0.0;   ///< below this a person is poor; positive
  double alpha = 0.0;  ///< 0 = share of poor people, 1 = mean gap, 2 = deep gaps weigh more
};

/// How many people have too little, and how much too little?
///
/// Foster, Greer & Thorbecke (1984): (1/P) sum over x_i < z of P_i ((z - x_i) / z)^alpha.
/// InvalidInput unless line > 0 and alpha >= 0. O(n).
[[nodiscard]] Inequality poverty(PeopleWith areas, PovertyLine line);

/// The points of a Lorenz curve: which share of all do the poorest so many per cent have?
struct Lorenz {
  std::vector<double> people_share;  ///< rising from 0 to 1
  std::vector<double> value_share;   ///< rising from 0 to 1; below the diagonal
};

/// One point for each distinct value, and (0, 0) first. Empty where the Gini is undefined.
[[nodiscard]] Lorenz lorenz(PeopleWith areas);

}  // namespace sozialraum::equity
