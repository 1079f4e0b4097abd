#pragma once

#include <span>
#include <vector>

#include "sozialraum/access/decay.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/reach/table_pairs.hpp"

namespace sozialraum::access {

struct HuffOptions {
  /// How much less a facility draws by its distance; Huff's own form, t^-2 from one minute on.
  Decay decay = Decay::power({.exponent = 2.0});
  /// A facility draws by size^exponent; below 1 large ones draw less than in proportion.
  double size_exponent = 1.0;
};

struct Huff {
  std::vector<double> visitors;  ///< per facility: people expected to choose it
  /// Per origin: what all facilities in reach draw together; NaN off the network, 0 = none in
  /// reach, so that its people choose nothing.
  std::vector<double> attraction;
  /// Per pair of the table of times, in its order: the share of the origin's people that chooses
  /// the facility. Shares of an origin sum up to 1. Empty without a table.
  std::vector<double> shares;
  std::vector<core::Standing> standing;  ///< by origin: why it has nothing in reach
  std::vector<core::Finding> findings;   ///< "origin_without_facility", and those of the places
};

/// Who will probably go where, if size attracts and distance deters?
///
/// Huff (1963): of the people of origin i the share p_ij = S_j^a w_ij / sum_k S_k^a w_ik chooses
/// facility j, with w = decay(t); a facility expects sum_i P_i p_ij visitors. All people with
/// anything in reach are assigned: sum of visitors = sum of their P.
///
///     90 people, a shop of 10 after 5 minutes and one of 80 after 10, w = t^-2:
///     10 / 25 = 0.4 and 80 / 100 = 0.8; so 30 and 60 visitors
///
/// The exponent is not known: Huff found 1.5 to 3; estimate it where visitors were counted. The
/// shares do not heed how full a facility is; for supply that has to be shared see
/// floating_catchment(). Sums as there: the order of rows does not matter. O(pairs). InvalidInput
/// if population or supply (the sizes S) is negative, not a number or of another length, or the
/// exponent not within 0 to 10.
[[nodiscard]] Huff huff(const reach::PairSource& pairs, std::span<const double> population,
                        std::span<const double> supply, const HuffOptions& options = {});

/// The same, with the share of every pair of the table in `shares`. The same bits.
[[nodiscard]] Huff huff(const reach::TablePairs& pairs, std::span<const double> population,
                        std::span<const double> supply, const HuffOptions& options = {});

}  // namespace sozialraum::access
