#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"

namespace sozialraum::indicator {

/// How are two figures compared?
enum class ContrastTest : std::uint8_t {
  kFisher,       ///< shares of persons: Fisher's exact test, Newcombe's interval
  kConditional,  ///< rates of events: conditional binomial test, interval from both Poisson limits
};

struct ContrastOptions {
  ContrastTest test = ContrastTest::kFisher;
  double level = 0.95;  ///< of the intervals of the differences
  /// Step to which the source rounded its counts; only said: a test of rounded counts is none.
  double rounding = 0.0;
};

/// Each area against something else; NaN where there is nothing to compare.
struct Contrasts {
  std::vector<double> value{};  ///< of the area (of the later year)
  std::vector<double> other{};  ///< of what it is compared with
  std::vector<double> difference{};
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<double> ratio{};
  std::vector<double> p{};           ///< of the single test
  std::vector<double> p_adjusted{};  ///< after Benjamini and Hochberg, over all areas
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// Does an area differ from its region by more than chance? From the region *without the area*: a
/// town of half the people would else be compared with itself.
///
/// `region[i]` is the number of the region (commune, district, all = 0) of row i. Regions must have
/// been drawn before the figures were looked at. Never compare an area with its own type: the type
/// was found from the same figures, so its members are alike by construction and any p is too large
/// or too small by an unknown amount. Shares need whole counts of whole bases. O(rows), and
/// O(count) a test.
///
/// Findings: "alone_in_region" (kUndefined: nothing is left without it), "region_incomplete" (areas
/// without numbers are not in the rest), "empty_base", "rounded_differences". Throws what
/// require_counts() throws; "not_whole" naming areas; "length_mismatch".
[[nodiscard]] Contrasts against_region(const Counts& counts, std::span<const std::size_t> region,
                                       const ContrastOptions& options = {});

/// Has an area changed by more than chance between two years, or two pools of years?
///
/// Row by row, after minus before. The test takes the years as different persons. Where the same
/// persons stand in both (a stock such as all inhabitants) their figures go together, so a true
/// change is found less often than the p says, not more often. Findings and errors as in
/// against_region().
[[nodiscard]] Contrasts change(const Counts& before, const Counts& after,
                               const ContrastOptions& options = {});

}  // namespace sozialraum::indicator
