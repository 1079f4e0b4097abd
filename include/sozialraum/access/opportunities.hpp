#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sozialraum/access/decay.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::access {

struct OpportunitiesOptions {
  reach::Direction direction = reach::Direction::kToFacility;
  core::Minutes limit{30.0};
  /// Size of each facility (places, jobs, square metres); empty = every facility counts 1.
  std::span<const double> supply{};
  /// How much a facility counts by its distance; none = fully up to the limit.
  std::optional<Decay> decay{};
  /// The same graph prepared (network::Hierarchy::build): the same answer, sooner.
  const network::Hierarchy* hierarchy = nullptr;
  core::Execution execution{};
};

/// How many opportunities are in reach of each origin?
///
/// A_i = sum over facilities j with t_ij <= limit of S_j f(t_ij): cumulative opportunities without
/// a decay, Hansen's accessibility (Hansen 1959) with one; with the population as supply it is the
/// population potential. NaN for an origin off the network, 0 if nothing is in reach. No table of
/// pairs is stored. The sum runs in whole numbers scaled to the total supply, so it is exact for
/// counts, otherwise to 1e-18 of the total supply, and the same for any order and thread count.
/// InvalidInput for a supply that is negative, not a number or of another length.
[[nodiscard]] std::vector<double> opportunities(const network::RoadGraph& graph,
                                                std::span<const network::Snap> origins,
                                                std::span<const network::Snap> facilities,
                                                const OpportunitiesOptions& options = {});

}  // namespace sozialraum::access
