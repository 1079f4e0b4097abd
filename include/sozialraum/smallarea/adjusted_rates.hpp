#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/local_empirical_bayes.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

/// Towards what is a rate pulled? A choice of whoever asks, with consequences: towards the commune
/// hides a poor pocket in a rich commune, towards the neighbours a village unlike its neighbours.
/// Types are none of the choices: those that were found from an indicator would confirm themselves.
enum class Target : std::uint8_t {
  kNone,        ///< nothing: the raw rate
  kAll,         ///< the mean of all areas given: the commune, the district
  kRegion,      ///< the mean of the region that the area belongs to
  kNeighbours,  ///< the mean of the area's neighbours
};

struct AdjustedRatesOptions {
  Target target = Target::kAll;
  Model model = Model::kPoisson;
  double level = 0.95;  ///< of the intervals
  /// As in empirical_bayes.
  std::optional<indicator::CountBound> bound{};
  std::span<const std::string> regions{};     ///< kRegion: one name an area; empty = in none
  const spatial::Weights* weights = nullptr;  ///< kNeighbours; must outlive the call
  LocalForm form = LocalForm::kGeoda;         ///< kNeighbours
  /// Variance of each count that is an expectation itself (guard); empty = all are exact. kNone and
  /// kNeighbours widen the area's own interval by it and take the count as it is for the others.
  std::span<const double> count_variance{};
  core::Execution execution{};
};

/// Why did a rate move?
enum class Moved : std::uint8_t {
  kNot,            ///< it did not, or there is none
  kFewPeople,      ///< the own data weigh less than half
  kFarFromTarget,  ///< they weigh more, but the target is elsewhere
};

/// Raw and adjusted rates side by side, one row an area.
struct AdjustedRatesResult {
  std::vector<double> raw{};     ///< NaN without a base
  std::vector<double> rate{};    ///< NaN where the state has no value
  std::vector<double> weight{};  ///< of the own data
  std::vector<double> target{};  ///< what it was pulled towards; NaN with kNone
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> moved{};  ///< rate - raw
  std::vector<Moved> why{};
  std::vector<double> posterior_mean{};      ///< middle of the interval's distribution
  std::vector<double> posterior_variance{};  ///< and its variance: what draws are made of
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// Rates with the target of one's choice, and who moved most.
///
/// kAll and kRegion are empirical_bayes of all areas and of each region by itself; kNeighbours is
/// local_empirical_bayes. kNone gives the raw rate with the interval of Jeffreys (gamma or beta
/// posterior of a half case before anything was counted): the map to lay beside the others.
///
/// Finding "moved_most" (note) names up to five areas that moved most, largest first, with raw and
/// adjusted rate, the weight of their own data and why in the details. An area in no region keeps
/// its raw rate ("area_without_region"). Other findings as those functions, once for all regions.
/// Throws as they do; "invalid_argument" unless what the target needs is there; "length_mismatch".
/// The same bytes for any order of rows and any number of threads.
[[nodiscard]] AdjustedRatesResult adjusted_rates(const indicator::Counts& counts,
                                                 const AdjustedRatesOptions& options = {});

}  // namespace sozialraum::smallarea
