#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/row_names.hpp"
#include "sozialraum/indicator/rate.hpp"

namespace sozialraum::indicator {

/// Cases and persons of every area, stratum by stratum (age groups, or age and sex).
///
/// Row by row: the strata of the first area, then those of the second. NaN is missing. An area has
/// the state of all its cells together (core::combine).
struct Strata {
  core::Cells count{};
  core::Cells base{};
  std::size_t strata = 1;  ///< per area
  core::RowNames areas{};  ///< what the areas are called in messages
};

enum class DirectInterval : std::uint8_t {
  kDobson,  ///< Byar's interval of all cases, rescaled (Dobson et al. 1991; Public Health England)
  kGamma,   ///< gamma quantiles (Fay and Feuer 1997)
};

struct DirectOptions {
  DirectInterval interval = DirectInterval::kDobson;
  double level = 0.95;
};

/// Which rate would an area have with the age structure of the standard population?
///
/// sum over strata of (standard share * count / base). `standard` holds the persons of the standard
/// population per stratum. An area that lacks a stratum is missing, for the reason of the first
/// such cell; one with an empty stratum has no such rate (kUndefined, "empty_base"). Areas with
/// fewer than 10 cases are named in the finding "few_cases": Public Health England does not publish
/// them. Dobson's interval of an area without any case is missing. Counts may exceed bases
/// (events). O(areas * strata).
///
/// Throws InvalidInput for lengths that do not fit, negative numbers, and a standard without
/// persons.
[[nodiscard]] Rates direct_rates(const Strata& strata, std::span<const double> standard,
                                 const DirectOptions& options = {});

enum class IndirectInterval : std::uint8_t {
  kPoisson,    ///< of the observed cases: exact below 10, Byar from 10 on (Public Health England)
  kLogNormal,  ///< ratio * exp(-+ z / sqrt(cases)); missing without any case
};

struct IndirectOptions {
  IndirectInterval interval = IndirectInterval::kPoisson;
  double level = 0.95;
};

/// Observed against expected cases: value, lower and upper are the ratio and its interval.
struct CaseRatios : Rates {
  std::vector<double> expected{};  ///< cases if the standard rates held
};

/// How many cases are there for each that the standard rates let expect? (SMR)
///
/// `standard` holds the rate of the standard population per stratum. Only the sum of an area's
/// cases is used, so it fits small areas. Missing as in direct_rates; no expected case gives
/// kUndefined
/// ("empty_base"). O(areas * strata). Throws as direct_rates does.
[[nodiscard]] CaseRatios case_ratios(const Strata& strata, std::span<const double> standard,
                                     const IndirectOptions& options = {});

/// Cases and persons of the standard population per stratum.
struct StandardCounts {
  std::span<const double> count{};
  std::span<const double> base{};
};

/// Which rate would an area have if the standard population's rate were multiplied by its ratio of
/// cases? (indirectly standardised rate)
///
/// case_ratios() with the standard's rates per stratum, value and limits times the standard's rate
/// of all strata together: 12 cases where 10 are expected, in a country with 50 a 1,000, are 60 a
/// 1,000. Comparable with the standard; two areas only if their ages are alike, since each is
/// weighted by its own. O(areas * strata). Throws as case_ratios does, and for a standard whose
/// stratum has cases but nobody in it.
[[nodiscard]] CaseRatios indirect_rates(const Strata& strata, const StandardCounts& standard,
                                        const IndirectOptions& options = {});

}  // namespace sozialraum::indicator
