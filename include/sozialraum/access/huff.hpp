#pragma once

#include <span>
#include <string>
#include <vector>

#include "sozialraum/access/floating_catchment.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::access {

struct HuffOptions {
  /// How much less a facility draws by its distance; Huff's own form, t^-2 from one minute on.
  Decay decay = Decay::power({.exponent = 2.0});
  /// A facility draws by size^exponent; below 1 large ones draw less than in proportion.
  double size_exponent = 1.0;
  /// Names of the origins for the findings; empty = their numbers.
  std::span<const std::string> origin_ids{};
  /// Only asked if there is no table of times.
  CatchmentTravel travel{};
};

struct Huff {
  std::vector<double> visitors;  ///< per facility: people expected to choose it
  /// Per origin: what all facilities in reach draw together; NaN off the network, 0 = none in
  /// reach, so that its people choose nothing.
  std::vector<double> attraction;
  /// Per pair of the table of times, in its order: the share of the origin's people that chooses
  /// the facility. Shares of an origin sum up to 1. Empty without a table.
  std::vector<double> shares;
  std::vector<core::Finding> findings;  ///< "origin_without_facility"
};

/// Who will probably go where, if size attracts and distance deters?
///
/// Huff (1963): of the people of origin i the share p_ij = S_j^a w_ij / sum_k S_k^a w_ik chooses
/// facility j, with w = decay(t); a facility expects sum_i P_i p_ij visitors. All people with
/// anything in reach are assigned: sum of visitors = sum of their P. The shares do not heed how
/// full a facility is; for supply that has to be shared see floating_catchment(). Sums as there:
/// the order of rows does not matter. O(pairs). InvalidInput if population or supply (the sizes S)
/// is negative, not a number or of another length, or the exponent not within 0 to 10.
[[nodiscard]] Huff huff(const reach::TravelTimes& times, std::span<const double> population,
                        std::span<const double> supply, const HuffOptions& options = {});

/// The same without a table of pairs, and so without `shares`: memory O(places), see
/// floating_catchment(). The same bits.
[[nodiscard]] Huff huff(const network::RoadGraph& graph, const Demand& demand, const Supply& supply,
                        const HuffOptions& options = {});

}  // namespace sozialraum::access
