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

/// Around what is the spread of a neighbourhood's rates measured? Two programs publish different
/// estimators under the same name; neither is a mistake, but they must not be mixed.
enum class LocalForm : std::uint8_t {
  kGeoda,  ///< around the mean of the neighbourhood: GeoDa, PySAL, spdep with geoda = TRUE
  kSpdep,  ///< each rate around the mean of its own neighbourhood: spdep's EBlocal as it comes
};

struct LocalEmpiricalBayesOptions {
  LocalForm form = LocalForm::kGeoda;
  Model model = Model::kPoisson;
  /// What the area itself counts among its neighbours. Weights that fall with the minutes from 1 at
  /// the place itself, and links of 0 and 1, ask for 1.
  double own = 1.0;
  double level = 0.95;    ///< of the intervals
  bool intervals = true;  ///< they cost a hundred times the rest
  /// As in empirical_bayes.
  std::optional<indicator::CountBound> bound{};
  core::Execution execution{};
};

/// Rates pulled towards their neighbourhood, one row an area.
struct LocalEmpiricalBayesResult {
  std::vector<double> rate{};    ///< NaN where the state has no value
  std::vector<double> weight{};  ///< of the own rate; 0 = the mean of the neighbourhood
  std::vector<double> lower{};   ///< NaN without intervals
  std::vector<double> upper{};
  std::vector<double> mean{};      ///< of the neighbourhood, the area itself among it: the target
  std::vector<double> variance{};  ///< of the true rates within it; 0 = no more than chance
  std::vector<double> posterior_mean{};      ///< middle of the interval's distribution
  std::vector<double> posterior_variance{};  ///< and its variance: what draws are made of
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// What would an area's rate be if more people lived there, its neighbours being the yardstick?
///
/// Over J = the area and its neighbours, each counting its weight k (the area itself `own`):
///
///     m = sum k y / sum k n,   C = sum k n (y/n - m)² / sum k n,   nbar = sum k n / sum k
///     A = max(0, C - m/nbar),  w = A / (A + m/n),                  rate = m + w (y/n - m)
///
/// (Marshall 1991.) With kSpdep each deviation is from the mean of the neighbour's own
/// neighbourhood. For Model::kBinomial A is the form of Martuzzi and Elliott (1996), as in
/// fit_prior. The weights may be of any kind: common borders, nearest neighbours, or minutes by
/// road (access::travel_time_weights), and count as they are: do not row-standardise them, or the
/// area itself weighs as much as all neighbours together.
///
/// When not: as a default. In simulated regions eight neighbours were no better than the mean of
/// all areas, even where neighbours are alike (docs/methods/smallarea.md). With fewer than about
/// ten people of base behind a whole neighbourhood, or where the neighbours are known to be of
/// another kind (a home, a barracks): they are borrowed from just the same. A neighbourhood of few
/// areas knows little of A, so w jumps between areas; the intervals carry that: they are those of
/// credible_priors over the neighbourhood, each row counting its weight as a part of the largest
/// there, and always hold the rate.
///
/// An area without neighbours that have a base keeps its own rate ("islands" names them), a base of
/// 0 gets the neighbourhood's mean ("empty_base"), a neighbourhood without any base gets nothing
/// (kUndefined, "no_base"). Missing stays missing and is nobody's neighbour. Throws InvalidInput as
/// empirical_bayes; "length_mismatch" unless there is one row an area of the weights;
/// "invalid_argument" for `own` below 0. The same bytes for any order of rows and any threads.
/// O(links); with intervals 100 logarithms a link.
[[nodiscard]] LocalEmpiricalBayesResult local_empirical_bayes(
    const indicator::Counts& counts, const spatial::Weights& weights,
    const LocalEmpiricalBayesOptions& options = {});

}  // namespace sozialraum::smallarea
