#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/reach/decay.hpp"
#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::reach {

/// Which member of the floating catchment family?
enum class CatchmentMethod : std::uint8_t {
  kTwoStep,    ///< 2SFCA (Luo & Wang 2003); with several decay steps E2SFCA (Luo & Qi 2009)
  kModified,   ///< M2SFCA (Delamater 2013): distance also lowers what arrives; not conserved
  kThreeStep,  ///< 3SFCA (Wan et al. 2012): people choose between the facilities in reach
  kBalanced,   ///< BFCA (Paez et al. 2019): each person and each place counted once
};

struct FloatingCatchmentOptions {
  CatchmentMethod method = CatchmentMethod::kTwoStep;
  /// Weight by travel time, in both steps; ends the catchment.
  Decay decay = Decay::within(network::Minutes{30.0});
  /// Names of the facilities for the findings; empty = their numbers.
  std::span<const std::string> facility_ids{};
};

struct FloatingCatchment {
  std::vector<double> access;  ///< per origin: supply per person, NaN off the network, 0 = none
  std::vector<double> ratio;   ///< per facility: supply per person in its catchment, NaN = nobody
  std::vector<core::Finding> findings;  ///< "facility_without_demand"
};

/// How much supply is there per person, if those who share a facility are counted?
///
/// Step 1: each facility's supply is divided by the people in its catchment; step 2: each origin
/// sums the ratios in its own catchment. With w = decay(t):
///   two-step    R_j = S_j / sum_i P_i w_ij               A_i = sum_j w_ij R_j
///   modified    R_j = S_j / sum_i P_i w_ij               A_i = sum_j w_ij^2 R_j
///   three-step  G_ij = w_ij / sum_j w_ij
///               R_j = S_j / sum_i P_i G_ij w_ij          A_i = sum_j G_ij w_ij R_j
///   balanced    R_j = S_j / sum_i P_i w_ij / sum_j w_ij  A_i = sum_j R_j w_ij / sum_i w_ij
/// Two-step and three-step hand out exactly the supply that meets a demand: sum P A = sum S; for
/// the balanced one sum A = sum R. A facility in whose catchment nobody lives has no ratio and
/// hands out nothing; a finding names it. Sums are exact, so the order of rows does not matter.
/// O(pairs). InvalidInput if population or supply is negative, not a number or of another length.
[[nodiscard]] FloatingCatchment floating_catchment(const TravelTimes& times,
                                                   std::span<const double> population,
                                                   std::span<const double> supply,
                                                   const FloatingCatchmentOptions& options = {});

}  // namespace sozialraum::reach
