#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/access/decay.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/reach/pair_source.hpp"

namespace sozialraum::access {

/// Which member of the floating catchment family?
enum class CatchmentMethod : std::uint8_t {
  kTwoStep,       ///< 2SFCA (Luo & Wang 2003); with several decay steps E2SFCA (Luo & Qi 2009)
  kModified,      ///< M2SFCA (Delamater 2013): distance also lowers what arrives; not conserved
  kThreeStep,     ///< 3SFCA (Wan et al. 2012): people choose between the facilities in reach
  kBalanced,      ///< BFCA (Paez et al. 2019): each person and each place counted once
  kAvailability,  ///< spatial availability (Soukhov et al. 2023): places that fall to an origin
};

struct FloatingCatchmentOptions {
  CatchmentMethod method = CatchmentMethod::kTwoStep;
  /// Weight by travel time, in both steps; ends the catchment.
  Decay decay = Decay::within(core::Minutes{30.0});
  /// Catchments of different size: minutes a facility (they bound step 1) or an origin (step 2),
  /// see catchment_sizes(); Luo & Whippo 2012. One list alone bounds both steps, so that nothing
  /// gets lost. Not for three-step and balanced, whose shares need one catchment.
  std::span<const core::Minutes> facility_minutes{};
  std::span<const core::Minutes> origin_minutes{};
  /// Availability: people count P^exponent; below 1 large places count less than in proportion.
  double population_exponent = 1.0;
};

struct FloatingCatchment {
  /// Per origin: supply per person (availability: supply in all); NaN off the network, 0 = none.
  std::vector<double> access;
  std::vector<double> ratio;  ///< per facility: supply per person in its catchment, NaN = nobody
  std::vector<core::Standing> standing;  ///< by origin: why there is nothing
  std::vector<core::Finding> findings;   ///< "facility_without_demand", and those of the places
};

/// How much supply is there per person, if those who share a facility are counted?
///
///     two villages of 100 and 300 people reach one doctor with 20 hours a week: R = 20 / 400;
///     each has 0.05 hours a person. A third village out of reach has 0.
///
/// When not: for facilities that nobody uses up (a bus stop, a view of a lake) ask opportunities();
/// where people choose by size ask huff(). The result compares places; it is no waiting time.
///
/// Step 1: each facility's supply is divided by the people in its catchment; step 2: each origin
/// sums the ratios in its own catchment. With w = decay(t):
///   two-step    R_j = S_j / sum_i P_i w_ij               A_i = sum_j w_ij R_j
///   modified    R_j = S_j / sum_i P_i w_ij               A_i = sum_j w_ij^2 R_j
///   three-step  G_ij = w_ij / sum_j w_ij
///               R_j = S_j / sum_i P_i G_ij w_ij          A_i = sum_j G_ij w_ij R_j
///   balanced    R_j = S_j / sum_i P_i w_ij / sum_j w_ij  A_i = sum_j R_j w_ij / sum_i w_ij
///   availability R_j = S_j / sum_i P_i^a w_ij            A_i = P_i^a sum_j w_ij R_j
/// Two-step and three-step hand out exactly the supply that meets a demand: sum P A = sum S; for
/// availability sum A = sum S, for the balanced one sum A = sum R. (The shares of Soukhov et al.,
/// F_ij ~ P_i^a / sum P^a * w_ij / sum_i w_ij, are normalised per facility, so both sums drop out.)
/// A facility in whose catchment nobody lives has no ratio and hands out nothing; a finding names
/// it. Sums are the same in any order of rows; terms below 2^-84 of the largest of their place are
/// lost. O(pairs). InvalidInput if population or supply is negative, not a number or of another
/// length.
///
/// No table of pairs is needed: every step is a search of its own, whose times are used and
/// forgotten. Memory O(places), so that 100,000 facilities and millions of origins are possible:
/// two searches, three for three-step and balanced; only one if there are no more than 16.7 million
/// pairs, which are kept between the steps (128 MB).
[[nodiscard]] FloatingCatchment floating_catchment(const reach::PairSource& pairs,
                                                   std::span<const double> population,
                                                   std::span<const double> supply,
                                                   const FloatingCatchmentOptions& options = {});

}  // namespace sozialraum::access
