#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::indicator {

/// How far may chance carry an area of a given base away from the centre?
enum class FunnelMethod : std::uint8_t {
  kBinomial,  ///< shares: the count whose Clopper-Pearson interval just reaches the centre
  kScore,     ///< shares: centre -+ z sqrt(centre (1 - centre) / base), as Public Health England;
              ///< bad for small bases and shares near 0 or 1
  kPoisson,   ///< rates and observed/expected: the count whose exact interval just reaches the
              ///< centre, as Public Health England
};

/// Where an area lies.
enum class FunnelPlace : std::uint8_t {
  kNowhere,  ///< it has no value
  kInside,
  kLow,       ///< below the limits of 95 %, not of 99.8 %
  kVeryLow,   ///< below the limits of 99.8 %
  kHigh,      ///< above those of 95 %
  kVeryHigh,  ///< above those of 99.8 %
};

[[nodiscard]] std::string_view name(FunnelPlace place);

/// The limits at one base, as values of the indicator: what an area with the centre's rate would
/// stay within, with the probability `level`. At the centre 0.8 and the base 20, method kScore, 95
/// %: 0.8 -+ 1.96 * 0.0894 = 0.625 to 0.975. The counts between which they lie are not rounded to
/// whole ones. Throws InvalidInput for a base that is not above 0, a centre outside 0..1 (kPoisson:
/// below or at 0), a level outside 0..1.
[[nodiscard]] Interval funnel_limits(double base, double centre, FunnelMethod method,
                                     double level = 0.95);

struct FunnelOptions {
  FunnelMethod method = FunnelMethod::kBinomial;
  /// What areas are measured against; none = Σ count / Σ base of all.
  std::optional<double> centre{};
};

/// Limits and place of every area; NaN and kNowhere where there is no value.
struct Funnel {
  double centre = 0.0;
  std::vector<double> value{};
  std::vector<double> lower{};  ///< 95 %
  std::vector<double> upper{};
  std::vector<double> far_lower{};  ///< 99.8 %
  std::vector<double> far_upper{};
  std::vector<FunnelPlace> places{};
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// Which areas lie farther from the rest than chance carries areas of their size? (Spiegelhalter
/// 2005)
///
/// Of 1,000 areas that do not differ, 50 lie outside the limits of 95 % and 2 outside those of
/// 99.8 %. The limits know of no other difference than chance: where areas truly differ a little,
/// many large ones lie outside (finding "overdispersed" from twice the expected number outside
/// 95 % on, if those are at least 5). O(rows). Throws what require_counts() throws, and
/// InvalidInput for a centre that cannot be.
[[nodiscard]] Funnel funnel(const Counts& counts, const FunnelOptions& options = {});

}  // namespace sozialraum::indicator
