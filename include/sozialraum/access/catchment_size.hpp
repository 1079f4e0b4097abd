#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::access {

/// Whose catchment grows?
enum class Growing : std::uint8_t {
  kFacilities,  ///< until enough people live in it
  kOrigins,     ///< until enough supply lies in it
};

struct CatchmentSizeOptions {
  Growing growing = Growing::kFacilities;
  /// What is counted: people of the origins, or supply of the facilities.
  std::span<const double> amounts{};
  double enough = 0.0;
  /// Sizes to try, rising; the last one ends the growth.
  std::vector<core::Minutes> sizes{core::Minutes{10.0}, core::Minutes{20.0}, core::Minutes{30.0},
                                   core::Minutes{40.0}, core::Minutes{50.0}, core::Minutes{60.0}};
  /// Names of the growing places for the finding; empty = their numbers.
  std::span<const std::string> ids{};
  reach::Direction direction = reach::Direction::kToFacility;
  /// The same graph prepared (network::Hierarchy::build): the same answer, sooner.
  const network::Hierarchy* hierarchy = nullptr;
  core::Execution execution{};
};

struct CatchmentSizes {
  std::vector<core::Minutes> minutes;   ///< of each growing place
  std::vector<core::Finding> findings;  ///< "catchment_below_base"
};

/// How far must a catchment reach in thin country until it holds enough?
///
/// Variable catchments (Luo & Whippo 2012): the smallest of the given sizes within which the
/// amounts add up to `enough`; the largest where they never do, and a finding names these places.
/// For FloatingCatchmentOptions::facility_minutes and origin_minutes. One search; no pair is
/// stored; O(places x sizes) memory. InvalidInput for amounts that are negative, not numbers or of
/// another length, and for sizes that do not rise.
[[nodiscard]] CatchmentSizes catchment_sizes(const network::RoadGraph& graph,
                                             std::span<const network::Snap> origins,
                                             std::span<const network::Snap> facilities,
                                             const CatchmentSizeOptions& options);

}  // namespace sozialraum::access
