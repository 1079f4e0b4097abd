#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/minutes.hpp"
#include "sozialraum/reach/pair_source.hpp"

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
};

struct CatchmentSizes {
  std::vector<core::Minutes> minutes{};   ///< of each growing place
  std::vector<core::Finding> findings{};  ///< "catchment_below_base", and those of the places
};

/// How far must a catchment reach in thin country until it holds enough?
///
/// Variable catchments (Luo & Whippo 2012): the smallest of the given sizes within which the
/// amounts add up to `enough`; the largest where they never do, and a finding names these places.
/// For FloatingCatchmentOptions::facility_minutes and origin_minutes.
///
///     a doctor with 300 people within 10 minutes, 1,100 within 20; enough = 1,000:  20 minutes
///
/// When not: if a statute names the catchment (15 minutes to a fire station), growing it hides the
/// gap that the statute wants to see. One search, up to the largest size or the limit of the pairs;
/// no pair is stored; O(places x sizes) memory. InvalidInput for amounts that are negative, not
/// numbers or of another length, and for sizes that do not rise.
[[nodiscard]] CatchmentSizes catchment_sizes(const reach::PairSource& pairs,
                                             const CatchmentSizeOptions& options);

}  // namespace sozialraum::access
