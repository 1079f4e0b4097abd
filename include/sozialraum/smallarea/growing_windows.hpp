#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/prior.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::smallarea {

struct GrowingWindowsOptions {
  double least_base = 300.0;  ///< the base a window grows to; Berlin and Hamburg show none smaller
  /// Is the last ring taken in part, just enough to reach the base? Else whole.
  bool in_part = false;
  Model model = Model::kPoisson;  ///< of the intervals
  double level = 0.95;
  std::optional<indicator::CountBound> bound{};  ///< as in empirical_bayes
  core::Execution execution{};
};

/// Rates of windows around each area, one row an area.
struct GrowingWindowsResult {
  std::vector<double> rate{};   ///< of the window; NaN where the state has no value
  std::vector<double> lower{};  ///< of the window's rate, not the area's own (Jeffreys)
  std::vector<double> upper{};
  std::vector<double> count{};  ///< in the window
  std::vector<double> base{};
  std::vector<std::uint32_t> members{};  ///< areas in the window, the area itself among them
  std::vector<double> own_share{};       ///< of the window's base that is the area's own
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// What is the rate of the place and as much of its surroundings as a rate needs?
///
/// The window of an area begins with the area itself and takes in its neighbours from the nearest
/// on, that is by falling weight, until it holds the base that is wanted (after Rushton and Lolonis
/// 1996). Neighbours of equal weight are taken together. So weights that fall with the minutes by
/// road (access::travel_time_weights with a decay) let it grow along the roads; with borders (all
/// weights 1) it grows by one ring at most.
///
///     Hafen 120 people, 3 cases; 5 min to Wald (80, 0), 13 min to Moor (400, 14); 300 wanted:
///     the window holds 600 and 17. In part, 100 of Moor's 400: 300 and 6.5.
///
/// When not: to compare neighbours with each other. Their windows overlap, so their rates are alike
/// because they share people. Missing areas are passed over and get no rate themselves. A window
/// that never reaches the base is kept and told ("base_not_reached"). Throws InvalidInput as
/// local_empirical_bayes; "invalid_argument" unless the base wanted is above 0. The same bytes for
/// any order of rows and any number of threads. O(links log neighbours).
[[nodiscard]] GrowingWindowsResult growing_windows(const indicator::Counts& counts,
                                                   const spatial::Weights& weights,
                                                   const GrowingWindowsOptions& options = {});

}  // namespace sozialraum::smallarea
