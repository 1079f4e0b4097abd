#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sozialraum/access/decay.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/reach/pair_source.hpp"

namespace sozialraum::access {

struct OpportunitiesOptions {
  /// Size of each facility (places, jobs, square metres); empty = every facility counts 1.
  std::span<const double> supply{};
  /// How much a facility counts by its distance; none = fully up to the limit.
  std::optional<Decay> decay{};
};

struct Opportunities {
  std::vector<double> value{};             ///< by origin; 0 = nothing in reach, NaN = nothing known
  std::vector<core::Standing> standing{};  ///< by origin: why
  std::vector<core::Finding> findings{};
};

/// How many opportunities are in reach of each origin?
///
/// A_i = sum over facilities j with t_ij <= limit of S_j f(t_ij): cumulative opportunities without
/// a decay, Hansen's accessibility (Hansen 1959) with one; with the population as supply it is the
/// population potential. The limit is that of the pairs.
///
///     jobs 100 after 10 minutes, 400 after 25, 1,000 after 40; limit 30:  100 + 400 = 500
///     with decay linear(50):                                  100 * 0.8 + 400 * 0.5 = 280
///
/// When not: where those who live nearby share what there is (doctors, places in a nursery), 500
/// jobs for ten people and for a thousand are not the same; ask floating_catchment().
///
/// No pair is stored. The sum runs in whole numbers scaled to the total supply, so it is exact for
/// counts, otherwise to 1e-18 of the total supply, and the same for any order and thread count.
/// InvalidInput for a supply that is negative, not a number or of another length.
[[nodiscard]] Opportunities opportunities(const reach::PairSource& pairs,
                                          const OpportunitiesOptions& options = {});

}  // namespace sozialraum::access
